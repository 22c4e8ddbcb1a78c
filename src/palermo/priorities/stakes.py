"""Stakes: how grave things are and on what scale, as reported. What is missing is missing, and never nought."""

from collections.abc import Callable, Iterable, Mapping

from palermo.assessment.numbered import cited, cited_catalogue
from palermo.priorities.reading import Reading, Readings, World, cites, largest
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.worldwide import all_facts
from palermo.register.tiers import IN_PROSE
from palermo.register.vocabulary import gaps

_PLACED = {"1": 0.0, "2": 1 / 3, "2WL": 2 / 3, "3": 1.0}  # in the order of the statute, in equal steps
_STATE = ("policy_or_pattern", "state_labour_programme")  # an indicator of their own
_LABOUR_LEVELS = 3  # steps from significant (4) to none (1)


def placement(world: World) -> Readings:
    """The placement in the newest edition. A special case is no rank, and so is missing here."""
    return {code: _placement(world, world.placement(code)) for code in world.places}


def _placement(world: World, fact: Fact) -> Reading:
    year, tier = fact["report_year"], fact["tier"]
    said = f"{IN_PROSE[tier]} in the {year} edition"
    if year != world.latest:
        said = f"its placement in the {world.latest} edition is not in this record; {said}"
        return Reading(None, said, (*cites([fact], "tier"), cited_catalogue("tier_placements")))
    if tier not in _PLACED:
        said += ", which is no rank"
    elif fact["basis"] in ("derived", "inferred"):
        said += " (not read in the report: concluded)"
    return Reading(_PLACED.get(tier), said, cites([fact], "tier"))


def gravity() -> dict[str, float]:
    """How grave each gap is, from 1 down, in equal steps in the order of the vocabulary; those of the state itself apart."""
    ranks = sorted({gap.rank for code, gap in gaps().items() if code not in _STATE})
    return {c: 1 - ranks.index(gap.rank) / len(ranks) for c, gap in gaps().items() if c not in _STATE}


def reported(world: World) -> Readings:
    """The gaps of a recent summary, each counted by how grave it is, as a share of the largest sum of any place."""
    grave = gravity()
    now = {code: [g for g in world.gaps[code] if g.year == year and g.gap.code in grave] for code, year in world.summary.items()}
    sums = {code: sum(grave[g.gap.code] for g in found) for code, found in now.items() if not world.no_summary(code)}
    most, found = largest(sums), {}
    for code in world.places:
        missing = world.no_summary(code)
        if missing:
            found[code] = Reading(None, f"gaps: {missing}", (cited_catalogue("reported_findings"),))
            continue
        once = [grave[g.gap.code] for g in now[code] if g.newest["codings"] == 1]
        error = world.unsure.gap_error * (1 - world.unsure.gap_error)
        doubt = (sum(value * value for value in once) * error) ** 0.5 / most
        found[code] = _gaps(world, code, sums[code] / most, doubt, [g.newest for g in now[code]])
    return found


def _gaps(world: World, code: str, value: float, doubt: float, facts: list[Fact]) -> Reading:
    year = world.summary[code]
    if not facts:
        state = cites([g.newest for g in world.gaps[code] if g.year == year], "code")
        return Reading(0.0, f"no gap but that of the state itself in the summary of {year}", state)
    first = gaps()[facts[0]["code"]].label
    count = "one gap" if len(facts) == 1 else f"{len(facts)} gaps"
    said = f"{count} reported in the {year} edition" + (": " if len(facts) == 1 else ", the gravest: ") + first
    return Reading(value, said, cites(facts, "code"), doubt)


def state_policy(world: World) -> Readings:
    """Whether the newest list names a government policy or pattern; a list held in part cannot say that a place is not on it."""
    listed = [y for y in query.editions_listing(world.record, "policy_or_pattern") if world.fresh(y)]
    year = listed[-1] if listed else None
    facts = {f["iso3"]: f for f in all_facts(world.record, "watch_list_events", event="policy_or_pattern", report_year=year or 0)}
    counts = all_facts(world.record, "published_counts", measure="policy_or_pattern", report_year=year or 0)
    whole = bool(counts) and counts[0]["value"] == len(facts)
    return {code: _policy(world, code, year, facts.get(code), counts[0] if whole else None) for code in world.places}


def _policy(world: World, code: str, year: int | None, listed: Fact | None, whole: Fact | None) -> Reading:
    if listed:
        said = f"named in the {year} edition for a government policy or pattern"
        return Reading(1.0, said, cites([listed], "event"))
    told = next((g for g in world.gaps[code] if g.gap.code in _STATE and world.fresh(g.year)), None)
    if told:
        flip = world.unsure.gap_error if told.newest["codings"] == 1 else 0.0
        return Reading(1.0, f"{told.gap.label} reported in the {told.year} edition", cites([told.newest], "code"), flip=flip)
    if whole:
        source = (cited(whole, "value"), cited_catalogue("watch_list_events"))
        return Reading(0.0, f"not on the list of {year} of government policies or patterns", source)
    said = "state policy or pattern: this record holds no recent list in full"
    return Reading(None, said, (cited_catalogue("watch_list_events"),))


def no_convictions(world: World) -> Readings:
    """Whether a recent summary says that nobody was convicted. Numbers above none are never compared: units and periods differ."""
    return {code: _convicted(world, code) for code in world.places}


def _convicted(world: World, code: str) -> Reading:
    details = query.finding_details(world.record, code)
    told = [f for f in query.findings(world.record, code, "figure") if f["code"] == "convictions"]
    year = told[-1]["report_year"] if told else 0
    if not world.fresh(year):
        said = "convictions: no recent summary that was read gives a figure"
        return Reading(None, said, (cited_catalogue("reported_findings"),))
    figures = [f for f in told if f["report_year"] == year and not _detail(details, f, "previous")]
    above = [f for f in figures if float(f["value"]) > 0]
    whole = [f for f in figures if not _detail(details, f, "subset")]
    if above:
        return Reading(0.0, f"convictions reported in the {year} edition", cites(above, "value"))
    if whole:
        flip = world.unsure.figure_error if whole[0]["codings"] == 1 else 0.0
        return Reading(1.0, f"nobody convicted, according to the {year} edition", cites(whole, "value"), flip=flip)
    said = f"convictions: the figures of the {year} edition are of a part, or of another period"
    return Reading(None, said, cites([f for f in told if f["report_year"] == year], "value"))


def _detail(details: Mapping[str, Fact], finding: Fact, word: str) -> bool:
    """Whether the details of a finding say yes to a word; without details it is taken for the whole, and of the period."""
    return finding["id"] in details and details[finding["id"]][word] == "yes"


def labour(world: World) -> Readings:
    """The Labor Department's newest assessment of efforts against the worst forms of child labour, if it is recent."""
    newest = _newest(world, all_facts(world.record, "ilab_assessments"))
    found = {}
    for code in world.places:
        fact = newest.get(code)
        if fact is None or fact["level_rank"] is None:
            said = "no recent assessment by the Labor Department"
            found[code] = Reading(None, said, cites([fact]) if fact else (cited_catalogue("ilab_assessments"),))
        else:
            said = f"assessed by the Labor Department as making {_advance(fact['level'])} ({fact['year']})"
            found[code] = Reading((4 - fact["level_rank"]) / _LABOUR_LEVELS, said, cites([fact], "level"))
    return found


def _advance(level: str) -> str:
    return "no advancement" if level == "none" else f"{level} advancement"


def _newest(world: World, facts: Iterable[Fact]) -> dict[str, Fact]:
    """The newest recent fact of each place."""
    ordered = sorted(facts, key=lambda f: (f["year"], f.key))
    return {f["iso3"]: f for f in ordered if world.fresh(f["year"])}


def forced_goods(world: World) -> Readings:
    """Goods on the newest list as made with forced labour, as a share of the longest list; missing where nobody assessed."""
    rows = [f for f in all_facts(world.record, "ilab_goods") if world.fresh(f["year"])]
    year = max((f["year"] for f in rows), default=0)
    by_code: dict[str, list[Fact]] = {}
    for fact in rows:
        if fact["year"] == year and fact["forced"] == "yes":
            by_code.setdefault(fact["iso3"], []).append(fact)
    looked_at = _newest(world, all_facts(world.record, "ilab_assessments", year=year))
    most, found = largest({code: float(len(goods)) for code, goods in by_code.items()}), {}
    for code in world.places:
        goods = by_code.get(code, [])
        if goods:
            count = "one good" if len(goods) == 1 else f"{len(goods)} goods"
            said = f"{count} on the {year} list as made with forced labour"
            found[code] = Reading(len(goods) / most, said, cites(goods, "forced"))
        elif code in looked_at:
            said = f"no good on the {year} list as made with forced labour"
            found[code] = Reading(0.0, said, cites([looked_at[code]], "n_goods"))
        else:
            said = "goods made with forced labour: no recent findings on it in this record"
            found[code] = Reading(None, said, (cited_catalogue("ilab_goods"),))
    return found


INDICATORS: dict[str, Callable[[World], Readings]] = {
    "placement": placement,
    "gaps": reported,
    "state_policy": state_policy,
    "no_convictions": no_convictions,
    "labour": labour,
    "forced_goods": forced_goods,
}
"""What makes up the stakes, by the name that the weights use."""
