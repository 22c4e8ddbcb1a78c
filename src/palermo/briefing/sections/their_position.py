"""What they are likely to say and want, from their own replies on record; else it is not known."""

from collections.abc import Iterator

from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim
from palermo.record import query
from palermo.record.facts import Fact

_RECENT = 10  # years: an older reaction is history, and stays behind --full
_TONES = {
    "negative": "a negative reaction",
    "us_arrogance": "the charge of arrogance",
    "moving_goal": "the charge that the goal moves",
    "comparison_unfair": "the charge that comparisons are unfair",
    "anger": "anger",
    "public_face_saving": "a wish to save face",
    "disappointment": "disappointment",
    "embarrassment": "embarrassment",
    "how_to_improve": "a wish to know how to improve",
    "funding": "a wish for funds",
    "media_backlash": "a backlash in the press",
    "objection": "objection",
    "appreciation": "appreciation",
    "bragging": "pride in what was done",
    "cooperative": "cooperation",
}


def their_position(case: Case) -> list[Claim]:
    """Their replies in the Universal Periodic Review and coded reactions, each with our answer; else `not known`."""
    if case.place == case.sender:
        return []
    claims = [*_review(case), *_reactions(case)]
    if not claims:
        return [
            claim(
                case.key("their_position.unknown"),
                "reported",
                "Not known: this record holds no reply of their side on trafficking by that day.",
                cites=case.absent("upr_recommendations", "reactions"),
            )
        ]
    return [
        *claims,
        claim(
            case.key("their_position.wants"),
            "reported",
            "What their side wants from this meeting is not known to this record.",
            cites=case.absent("instruments"),
        ),
    ]


def _review(case: Case) -> Iterator[Claim]:
    made = [r for r in query.recommendations_to(case.record, case.place.code) if r["topic"] == "persons" and r["response"]]
    if not made:
        return
    accepted = [r for r in made if r["response"] == "accepted"]
    years = case.years(sorted(made, key=lambda r: (r["year"], r.key)), "year")
    inputs = [case.cite(r, "response") for r in made]
    if not accepted:
        yield _noted(case, [r for r in made if r["response"] == "noted"])
        return
    answer = " Our answer: what was accepted was promised in their own name; ask what was done."
    noun = "recommendation" if len(made) == 1 else "recommendations"
    yield claim(
        case.key("their_position.review"),
        "reported",
        "In the Universal Periodic Review ({years}) their side accepted {accepted} of {made} "
        + noun
        + " on trafficking in persons."
        + answer,
        years=years,
        accepted=case.computed("count_accepted", str(len(accepted)), len(accepted), "recommendations", inputs),
        made=case.computed("count", str(len(made)), len(made), "recommendations", inputs),
    )
    noted = [r for r in made if r["response"] == "noted"]
    if noted:
        yield _noted(case, noted)


def _noted(case: Case, noted: list[Fact]) -> Claim:

    first = sorted(noted, key=lambda r: (-r["year"], r.key))[:3]
    senders = [
        case.read(
            r,
            "sender_iso3",
            f"{_who(case, r['sender_iso3'])} ({r['year']})",
            "jurisdiction",
        )
        for r in first
    ]
    what = "the recommendation" if len(noted) == 1 else "the recommendations"
    return claim(
        case.key("their_position.noted"),
        "reported",
        "In the Universal Periodic Review it noted, without accepting, {what} on trafficking of {senders}. Our answer: ask for the reason, and whether it still stands.",
        what=f"among others {what}" if len(noted) > len(first) else what,
        senders=senders,
    )


def _who(case: Case, code: str) -> str:
    from palermo.register.jurisdictions import jurisdictions

    return "our own side" if code == case.sender.code else jurisdictions()[code].name(case.as_of).in_prose()


def _reactions(case: Case) -> Iterator[Claim]:
    if not case.ours:
        return
    rows = query.reactions(case.record, case.place.code)
    seen = [f for f in rows if case.full or f["report_year"] >= case.as_of.year - _RECENT][:2]
    for reaction in seen:
        tones = [case.read(reaction, name, text, "reaction") for name, text in _TONES.items() if reaction[name] == 1]
        if tones:
            yield claim(
                case.key("their_position.reaction", reaction["report_year"]),
                "coded",
                "Scholars later coded the embassy cables about the {year} edition: their side showed {tones}.",
                year=case.year(reaction),
                tones=tones,
            )
