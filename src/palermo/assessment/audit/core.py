"""The audit: every placement replayed under the law in force, and what the rules, the dates and the record say of it.

The core is a pure function over a `Ledger` of plain histories, so that a test can put a violation into it. It reads no record and
prints nothing; `audit_record` fills the ledger from a record. Every line says what the ledger shows and no more: a line of
silence ("no downgrade waiver is on record") is about the ledger, never about the world.
"""

from collections.abc import Iterator

from palermo.assessment.audit import clock, dates
from palermo.assessment.audit.ledger import KINDS, Ledger, Line, Replayed
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.history import YearEntry
from palermo.law.load import default_law
from palermo.law.model import Law


def replay(ledger: Ledger, law: Law) -> Iterator[Replayed]:
    """Each known placement with what the clock permitted before it, under the law enacted when its edition was released.

    To practice a year at another tier than these two is the same as a year that is not given: the clock is asked with what
    is left, so that places with the same past share one answer.
    """
    answers: dict[tuple[int, tuple[tuple[int, YearEntry], ...]], ClockAnswer] = {}
    for code in sorted(ledger.histories):
        history = sorted(ledger.histories[code].items())
        counting = [(year, entry) for year, entry in history if entry.counted in ("2WL", "3", None)]
        for year, entry in history:
            if entry.counted is not None:
                before = tuple(item for item in counting if item[0] < year)
                if (year, before) not in answers:
                    edition = ledger.editions.get(year)
                    day = edition.released if edition else None
                    answers[year, before] = tier_clock(dict(before), year, law=law, as_of=day)
                yield Replayed(code, year, entry.counted, answers[year, before])


def audit(ledger: Ledger, law: Law | None = None) -> tuple[Line, ...]:
    """Every line that the ledger gives rise to, by kind and year. UserError when a history names an impossible year or tier."""
    law = law or default_law()
    lines: list[Line] = []
    replayed = {(done.code, done.year): done for done in replay(ledger, law)}
    for done in replayed.values():
        lines += clock.lines(ledger, law, done)
    lines += clock.special_cases(ledger, law)
    lines += clock.stray_waivers(ledger, law, replayed)
    lines += dates.lines(ledger, law)
    order = list(KINDS)
    return tuple(sorted(lines, key=lambda line: (order.index(line.kind), line.report_year, line.jurisdiction or "")))
