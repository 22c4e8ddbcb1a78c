"""What the audit finds in the days of editions and determinations, and in changes that the record cannot explain (R15, R18, R21)."""

from collections.abc import Iterator, Mapping
from typing import Any

from palermo.assessment.audit.ledger import Ledger, Line, applied
from palermo.law.determinations import determination_timing
from palermo.law.model import Law
from palermo.law.period import due_date, required
from palermo.law.versions import law_version
from palermo.register.dates import in_words

LISTS = {"1": "A", "2": "B", "2WL": "B", "3": "C"}
"""The three lists of 22 USC 7107(b)(1) by placement; a special case is on none of them."""


def lines(ledger: Ledger, law: Law) -> Iterator[Line]:
    """All lines about days and changes."""
    for year in sorted(ledger.editions):
        for found in (_late(ledger, law, year), _determination(ledger, law, year), _changes(ledger, law, year)):
            if found:
                yield found
    missing = _not_held(ledger, law)
    if missing:
        yield missing


def _late(ledger: Ledger, law: Law, year: int) -> Line | None:
    released = ledger.editions[year].released
    due = due_date(year, law, released)
    days = (released - due).days
    if days <= 0:
        return None
    text = (
        f"The {year} report was released on {in_words(released)}, {days} {'day' if days == 1 else 'days'} after it was due "
        f"({in_words(due)}); release stands in for submission."
    )
    values = {"days_late": days, "due": due.isoformat(), "released": released.isoformat()}
    return Line("report_late", "late", year, text, (applied(law, "R18"),), None, values, editions=(year,))


def _determination(ledger: Ledger, law: Law, year: int) -> Line | None:
    """A determination early or late for the window of the statute, or not on record; those inside the window give no line."""
    if year < _first_determined(law):
        return None
    edition = ledger.editions[year]
    rules = (applied(law, "R21"),)
    if edition.determined is None:
        text = f"No day of the determinations on the {year} report is on record, so their timing cannot be checked."
        return Line("determination", "not_on_record", year, text, rules, None, {}, editions=(year,))
    timing = determination_timing(edition.released, edition.determined, year, law)
    if timing.standing == "in_window":
        return None
    first = required(law, "determination_earliest_days", year).value
    last = required(law, "determination_latest_days", year).value
    text = (
        f"The determinations on the {year} report were made on {in_words(edition.determined)}, {timing.days} days after its "
        f"release, which stands in for submission; the statute asks for {first} to {last}. That makes them {timing.standing}, "
        "not void."
    )
    values = {
        "days": timing.days, "window": [first, last],
        "determined": edition.determined.isoformat(), "released": edition.released.isoformat(),
    }  # fmt: skip
    return Line("determination", timing.standing, year, text, rules, None, values, editions=(year,))


def _first_determined(law: Law) -> int:
    """The first report on which the statute asks for determinations."""
    return next(item.first_report_year for item in law.calendar if item.id == "determinations")


def _changes(ledger: Ledger, law: Law, year: int) -> Line | None:
    """The changes of one edition without a narrative, in one line: who moved, and for whom at least a coded summary is held."""
    if year - 1 not in ledger.editions:
        return None
    moves: dict[str, tuple[str, str]] = {}
    unknown = 0
    for code in sorted(ledger.histories):
        before, now = ledger.tier(code, year - 1), ledger.tier(code, year)
        unknown += _incomparable(ledger, code, year)
        if before and now and before != now and (code, year) not in ledger.narratives:
            moves[code] = (before, now)
    if not moves and not unknown:
        return None
    values = {
        "changes": len(moves),
        "changes_of_list": sum(LISTS.get(before) != LISTS.get(now) for before, now in moves.values()),
        "with_coded_summary": sum((code, year) in ledger.summarised for code in moves),
        "concluded": sum(bool({(code, year - 1), (code, year)} & ledger.concluded) for code in moves),
        "not_comparable": unknown,
        "moves": {code: list(move) for code, move in moves.items()},
    }
    asked = _asked(ledger, law, year)
    text = _change_text(year, asked, values)
    keys = tuple((code, y) for code in moves for y in (year - 1, year))
    standing = "explanation_asked" if asked else "no_duty_yet"
    return Line("unexplained_change", standing, year, text, (applied(law, "R15"),), None, values, keys, editions=(year,))


def _incomparable(ledger: Ledger, code: str, year: int) -> bool:
    """Whether a place is known to have been there for both editions while one of the two placements is not known."""
    history = ledger.histories[code]
    pair = (history.get(year - 1), history.get(year))
    return None not in pair and any(entry is not None and entry.counted is None for entry in pair)


def _asked(ledger: Ledger, law: Law, year: int) -> bool:
    version = law_version(year, ledger.editions[year].released, law=law)
    return law.order[law.rules["R15"].since] <= law.order[version.id]


def _change_text(year: int, asked: bool, counts: Mapping[str, Any]) -> str:
    duty = (
        "the statute asks the report to explain a change of list" if asked else "the statute did not yet ask for an explanation"
    )
    parts = [
        f"{year}: {_places(counts['changes'])} placed otherwise than in {year - 1}, {counts['changes_of_list']} of them on another "
        f"of the statute's three lists or to or from special case; {duty}. Their narratives were not read for this, so it "
        f"cannot explain them; a coded summary is held for {counts['with_coded_summary']}."
    ]
    if counts["concluded"]:
        parts.append(f"{counts['concluded']} of the changes rest on a placement that was concluded, not read in the report.")
    if counts["not_comparable"]:
        parts.append(f"{_places(counts['not_comparable'])} not compared: one of the two placements is unknown.")
    return " ".join(parts)


def _places(number: int) -> str:
    return "1 place was" if number == 1 else f"{number} places were"


def _not_held(ledger: Ledger, law: Law) -> Line | None:
    """The next edition, when it was due by the day of the question and is not there: nothing after the last one is audited."""
    if not ledger.editions or ledger.as_of is None:
        return None
    year = max(ledger.editions) + 1
    due = due_date(year, law, ledger.as_of)
    if ledger.as_of <= due:
        return None
    text = (
        f"The {year} report was due on {in_words(due)} and is not held here as of {in_words(ledger.as_of)}: nothing after the "
        f"{year - 1} report is audited."
    )
    return Line("not_held", "overdue", year, text, (applied(law, "R18"),), None, {"due": due.isoformat()})
