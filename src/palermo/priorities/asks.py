"""What to ask a place for: the first gap of its newest summary, or a question where what is known is old."""

from dataclasses import dataclass

from palermo.assessment.gaps import law_since
from palermo.assessment.numbered import Cited, cited, cited_catalogue, cited_law
from palermo.assessment.treaties import treaty_standing
from palermo.law.versions import law_version
from palermo.priorities.reading import World, cited_cell
from palermo.record import query

_PLAN = "22 USC 7107(b)(2)(D)(ii)"


@dataclass(frozen=True, slots=True)
class Point:
    """What to raise with a place. `kind` is plan, ask, question or none; a fact older than three editions only makes a question."""

    kind: str
    gap: str | None
    said: str
    cites: tuple[Cited, ...]


def point(world: World, code: str) -> Point:
    """The first thing to raise. `plan` is a hook of the United States: `without_plan` gives what another sender would raise."""
    clock = world.places[code].clock
    if "2WL+waiver" in clock.allowed:
        version = law_version(world.places[code].next_year, world.record.as_of, law=world.record.law)
        said = "ask for the written plan, with resources committed to it, that a downgrade waiver needs"
        return Point("plan", None, said, (cited_law(_PLAN, version),))
    return without_plan(world, code)


def without_plan(world: World, code: str) -> Point:
    """The first open gap as an ask, or as a question where it is old, a law has followed it, or something shows it closed."""
    gaps = world.gaps[code]
    newest = [g for g in gaps if g.year == gaps[0].year]
    if not newest:
        return _without_gap(world, code)
    first = min(newest, key=lambda g: (world.closing(code, g.gap.code) is not None, g.gap.rank))
    what, when, seen = first.gap.label, f"{first.year} edition", cited(first.newest, "code")
    closing = world.closing(code, first.gap.code)
    if closing:
        said = (
            f"confirm that “{what}” ({when}) was closed {'by' if closing.by_then else 'in'} {closing.year}, as this record has it"
        )
        return Point("question", first.gap.code, said, (cited_cell(world.record, closing.cells[0]), seen))
    law = law_since(world.record, code, first)
    if law:
        said = f"ask for the law reported as enacted in the {law['report_year']} edition, and whether it closed “{what}”"
        return Point("question", first.gap.code, said, (cited(law, "code"), seen))
    if first.stale:
        said = f"confirm whether “{what}” still holds ({when}, {first.age} editions ago)"
        return Point("question", first.gap.code, said, (seen,))
    return Point("ask", first.gap.code, f"ask for an end to “{what}” ({when})", (seen,))


def _without_gap(world: World, code: str) -> Point:
    """Where no gap is on record: whether the place will join the Palermo Protocol, or what the newest edition recommends."""
    protocol = treaty_standing(query.treaty_acts(world.record, code), "PALERMO")
    if protocol.state in ("signatory", "no_act_seen") and protocol.act is not None:
        said = "no gap on record, and no act of joining the Palermo Protocol seen: ask whether it will join"
        return Point("question", None, said, (cited(protocol.act, "act"),))
    missing = (cited_catalogue("reported_findings"),)
    return Point("none", None, "no gap on record: ask what the newest edition recommends", missing)
