"""The relationship: what already exists between the two, and when each body or instrument was last seen at work."""

from collections.abc import Iterator
from typing import Any

from palermo.assessment.consequences_here import under_way
from palermo.assessment.missions import MISSION
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim
from palermo.briefing.sections.preferences import programme
from palermo.record import query
from palermo.record.facts import Fact

_BODIES = ("commission", "mou", "joint_statement", "child_protection_compact", "labour_mobility", "consular_partnership")
_SHOWN = 4  # bodies and memoranda on a two-page paper: those seen last
_BODY = {
    "commission": "commission or dialogue",
    "mou": "memorandum",
    "joint_statement": "joint statement",
    "child_protection_compact": "child protection compact",
    "labour_mobility": "labour-mobility arrangement",
    "consular_partnership": "consular partnership",
}
_EVENT = {
    "announced": "announced",
    "first_meeting": "first met",
    "meeting": "met",
    "round": "held a round",
    "technical_exchange": "held a technical exchange",
    "relaunched": "relaunched",
    "renewed": "renewed",
    "expanded": "expanded",
    "statement": "in a statement",
}
_TRADE = {
    "trade_fta": "free-trade agreement",
    "trade_tifa": "trade and investment framework",
    "trade_art": "agreement on reciprocal trade or its framework",
    "trade_301_forced_labour": "tariff action over forced labour (a measure, not an agreement)",
    "trade_agoa": "eligibility under the African growth act",
    "trade_gsp": "eligibility under the system of preferences",
    "trade_cbi": "eligibility under the Caribbean basin act",
    "mcc_compact": "millennium compact",
    "mcc_threshold": "millennium threshold programme",
}


def relationship(case: Case) -> list[Claim]:
    """What the record holds on the two sides, for the sender given."""
    if case.place == case.sender:
        template = "Our side and their side are the same: the relationship is left out."
        return [claim(case.key("relationship.same"), "rule", template, cites=case.absent("instruments"))]
    rows = query.instruments(case.record, case.sender.code, case.place.code)
    claims = [*_bodies(case, rows), *_law_enforcement(case, rows), *_trade_instruments(case, rows)]
    if case.ours:
        claims += [*_missions(case), *_trade(case), *_grants(case)]
    else:
        claims.append(_ours_only(case))
    claims += _recommendations(case)
    if not rows:
        claims.insert(0, _nothing(case))
    return claims


def _ours_only(case: Case) -> Claim:
    return claim(
        case.key("relationship.us_tables", case.sender.code),
        "reported",
        "The tables of missions, trade, aid and grants in this record are of the United States only.",
        cites=case.absent("missions", "us_trade_shares", "us_aid", "tip_grants"),
    )


def _nothing(case: Case) -> Claim:
    return claim(
        case.key("relationship.none", case.sender.code),
        "reported",
        "This record holds no instrument between {sender} and {place} by that day; its lists are selective, so that is no evidence that "
        "there was none.",
        sender=case.sender_name,
        place=case.name,
        cites=case.absent("instruments"),
    )


def _bodies(case: Case, rows: tuple[Fact, ...]) -> Iterator[Claim]:
    """Each body and memorandum on its own line, so that a memorandum is never taken for a commission."""
    chosen = [f for f in rows if f["kind"] in _BODIES]
    seen = query.sightings(case.record, [f["id"] for f in chosen])
    if not case.full:
        last = {s["instrument_id"]: s["date"] for s in seen}
        chosen = sorted(chosen, key=lambda f: (last.get(f["id"]) or f["signed"] or f["in_force"] or "", f.key))[-_SHOWN:]
    for fact in chosen:
        own = [s for s in seen if s["instrument_id"] == fact["id"]]
        start = fact["signed"] or fact["in_force"]
        met = any(s["event"] == "first_meeting" and s["date"] == start for s in own)
        slots: dict[str, Any] = {"title": case.read(fact, "title"), "kind": _BODY[fact["kind"]]}
        template = "{title} ({kind})"
        if fact["signed"]:
            template, slots["start"] = template + ": signed {start}", case.date(fact, "signed")
        elif fact["in_force"]:
            template, slots["start"] = (
                template + (": first met on {start}" if met else ": first met or announced, {start}"),
                case.date(fact, "in_force"),
            )
        if own and own[-1]["date"] != start:
            verb = "last named on" if own[-1]["event"] in ("statement", "announced") else "last seen at work on"
            template += ("; " if start else ": ") + verb + " {seen} ({event})"
            slots |= {"seen": case.date(own[-1], "date"), "event": _event(case, own[-1])}
        elif not own:
            template += "; " if start else ": "
            template += "not seen at work since on this record" if start else "mentioned in a source, undated"
        yield claim(case.key("relationship.body", fact.key), "reported", template + ".", cites=[case.cite(fact, "kind")], **slots)


def _event(case: Case, sighting: Fact) -> Value:
    words = _EVENT.get(sighting["event"], sighting["event"])
    place = f", {sighting['place']}" if sighting["place"] else ""
    if sighting["ordinal"]:
        from palermo.briefing.claims import ordinal

        count = ordinal(sighting["ordinal"])
        named = {"meeting": f"{count} meeting", "round": f"{count} round"}.get(sighting["event"], f"{words}, the {count}")
        return case.read(sighting, "ordinal", named + place, "ordinal")
    return case.read(sighting, "event", words + place, "event")


def _law_enforcement(case: Case, rows: tuple[Fact, ...]) -> Iterator[Claim]:
    old = [f for f in rows if f["kind"] == "extradition" and (f["signed"] or f["in_force"])]
    if old:
        years = list({v.text: v for v in (_year_of(case, f) for f in old)}.values())
        noun = "treaty" if len(old) == 1 else "treaties"
        template = (
            "Extradition: " + noun + " of {years}, listed in the Code note; use not shown."
            if case.ours
            else "Extradition: " + noun + " of {years}; use not shown."
        )
        yield claim(case.key("relationship.extradition", case.sender.code), "reported", template, years=years)
    mutual = [f for f in rows if f["kind"] == "mlat"]
    if mutual:
        yield claim(
            case.key("relationship.mlat", case.sender.code),
            "reported",
            "Mutual legal assistance on record: {titles}; use not shown.",
            titles=[case.read(f, "title") for f in mutual[:2]],
        )


def _year_of(case: Case, fact: Fact) -> Value:
    column = "signed" if fact["signed"] else "in_force"
    return case.read(fact, column, str(fact[column])[:4], "date")


def _trade_instruments(case: Case, rows: tuple[Fact, ...]) -> Iterator[Claim]:
    chosen = [f for f in rows if f["kind"] in _TRADE and under_way(f)]
    if chosen:
        kinds = list({f["kind"]: case.read(f, "kind", _TRADE[f["kind"]], "kind") for f in chosen}.values())
        sentence, slots = programme(case, tuple(chosen))
        template = "Trade and economic instruments on record, none shown as ended by that day: {kinds}." + sentence
        yield claim(case.key("relationship.trade_instruments", case.sender.code), "reported", template, kinds=kinds, **slots)


def _missions(case: Case) -> Iterator[Claim]:
    rows = [
        f for f in query.missions(case.record, case.place.code) if f["us_mission"] in MISSION or f["their_mission"] in MISSION
    ]
    if not rows:
        return
    fact = rows[0]
    parts = [
        case.read(fact, column, f"{side} with {MISSION[fact[column]]}", "mission")
        for column, side in (("us_mission", "our mission"), ("their_mission", "theirs"))
        if fact[column] in MISSION
    ]
    yield claim(
        case.key("relationship.missions", fact["year"]),
        "reported",
        "Missions, in the Factbook edition of {year}: {parts}.",
        year=case.year(fact, "year"),
        parts=parts,
    )


def _trade(case: Case) -> Iterator[Claim]:
    """Our share of their trade in the newest edition. Where it names none, the partners may be listed without us, or not at all."""
    for word in ("export", "import"):
        column, year, named = f"{word}_share_pct", f"{word}_data_year", f"{word}_us_named"
        fact = next((f for f in query.trade(case.record, case.place.code) if f[named] and f[year]), None)
        if fact is None:
            continue
        slots: dict[str, Any] = {"year": case.year(fact, year), "edition": case.year(fact, "year")}
        key = case.key(f"relationship.{word}s", fact["year"])
        if fact[column] is not None:
            share = case.read(fact, column, f"{fact[column]:g} percent", "percent")
            template = "Our share of their " + word + "s: {share} in {year} (Factbook edition of {edition})."
            yield claim(key, "reported", template, share=share, **slots)
        elif fact[named] == "no":
            template = (
                "The Factbook edition of {edition} names no share for our side in their "
                + word
                + "s of {year}: how large it was, if there was any, is not on record."
            )
            yield claim(key, "reported", template, cites=[case.cite(fact, named)], **slots)


def _grants(case: Case) -> Iterator[Claim]:
    rows = query.grants(case.record, case.place.code)
    paid = [f for f in rows if f["listed"] == "yes" and f["usd"]]
    if paid:
        usd = sum(f["usd"] for f in paid)
        yield claim(
            case.key("relationship.grants", paid[0]["fiscal_year"]),
            "coded",
            "Grants against trafficking of known amount: {usd} over {count} fiscal "
            + ("year" if len(paid) == 1 else "years")
            + ", the last {year} (compiled later).",
            usd=case.computed("total", f"USD {usd / 1e6:,.1f} million", usd, "USD", [case.cite(f, "usd") for f in paid]),
            count=case.computed("count", str(len(paid)), len(paid), "years", [case.cite(f, "usd") for f in paid]),
            year=case.year(paid[0], "fiscal_year"),
        )
    elif rows:
        yield claim(
            case.key("relationship.no_grants"),
            "coded",
            "The compilation of grants lists no grant here up to fiscal year {year}; that is no proof that there was no grant.",
            year=case.year(rows[0], "fiscal_year"),
        )


def _recommendations(case: Case) -> Iterator[Claim]:
    made = [r for r in query.recommendations_to(case.record, case.place.code) if r["sender_iso3"] == case.sender.code]
    made = [r for r in made if r["topic"] in ("persons", "treaty")]
    if made:
        answered = [r for r in made if r["response"]]
        inputs = [case.cite(r, "response") for r in answered]
        accepted = sum(r["response"] == "accepted" for r in answered)
        yield claim(
            case.key("relationship.review", case.sender.code),
            "reported",
            "Our recommendations on trafficking in the Universal Periodic Review: {made} ({years})"
            + ("; {accepted} accepted." if answered else "."),
            made=case.computed("count", str(len(made)), len(made), "recommendations", [case.cite(r, "id") for r in made]),
            years=case.years(sorted(made, key=lambda r: r["year"]), "year"),
            accepted=case.computed("count_accepted", str(accepted), accepted, "recommendations", inputs) if answered else "",
        )
        return
    if not query.reviews_held(case.record):
        return
    if not query.reviewed(case.record, case.place.code):
        yield claim(
            case.key("relationship.not_reviewed"),
            "reported",
            "No review of {place} in the Universal Periodic Review is in this record by that day.",
            place=case.name,
            cites=case.absent("upr_pairs"),
        )
        return
    yield claim(
        case.key("relationship.no_review", case.sender.code),
        "reported",
        "Our side made no recommendation on trafficking to theirs in the sessions of the Universal Periodic Review that this record holds.",
        cites=case.absent("upr_recommendations"),
    )
