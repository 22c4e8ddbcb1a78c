"""A treaty not joined, and the act of joining it, which shows by itself that the place had not joined before."""

from collections.abc import Iterator, Sequence

from palermo.priorities.precedents.model import Answer, Sighting, month
from palermo.priorities.precedents.rules import Rule
from palermo.record.opened import Record, Row
from palermo.record.worldwide import cells
from palermo.register.dates import first_day
from palermo.register.jurisdictions import jurisdictions

_OPENED = 2001  # the first edition of the report; the Palermo Protocol was opened for signature in the month before that year
_WORDS = {
    "became_party": "it became a party to the Palermo Protocol",
    "accession": "accession to the Palermo Protocol",
    "succession": "succession to the Palermo Protocol",
}


def joined(record: Record, rule: Rule) -> Iterator[Answer]:
    """Acts of joining. Where the day is not known that of the list is a bound; an act that was only inferred closes nothing."""
    for code, acts in _acts(record, rule).items():
        row = _joining(acts)
        if row is None:
            continue
        known, read = bool(row["date"]), row["basis"] != "inferred"
        words = _WORDS.get(row["act"], f"{row['act'].replace('_', ' ')} of the Palermo Protocol")
        yield Answer(
            place=code,
            kind="treaty_act",
            year=_at(row)[0],
            at=month(*_at(row)),
            cells=(("treaty_acts", row["key"], "date" if known else "seen"),),
            words=words if known else f"a list {'shows' if read else 'is taken to show'} it as a party to the Palermo Protocol",
            closes=read,
            threads=frozenset({"treaty"}),
            by_then=not known,
        )


def not_joined(record: Record, rule: Rule) -> Iterator[Sighting]:
    """Not joined: since the protocol was opened or the place came to be, as its later act of joining or its other acts show."""
    for code, acts in _acts(record, rule).items():
        row = _joining(acts)
        known = row or acts[0]
        begun = first_day(place.valid_from).year if (place := jurisdictions()[code]).valid_from else 0
        year = min(max(_OPENED, begun), _at(known)[0])
        at = month(*_at(known)) - 1 if row else month(year, 12)
        yield Sighting(code, "treaty", year, at, ("treaty_acts", known["key"], "act"))


def _acts(record: Record, rule: Rule) -> dict[str, list[Row]]:
    """The acts of each place towards the treaty of the gap."""
    found: dict[str, list[Row]] = {}
    if rule.treaty:
        for row in cells(record, "treaty_acts", "iso3", "act", "date", "seen", "basis", treaty=rule.treaty):
            found.setdefault(row["iso3"], []).append(row)
    return found


def _joining(acts: Sequence[Row]) -> Row | None:
    return next((row for row in acts if row["act"] not in ("signature", "none_seen")), None)


def _at(row: Row) -> tuple[int, int]:
    """Year and month of an act; where only the day on which it was seen is known, that one."""
    year, _, rest = (row["date"] or row["seen"]).partition("-")
    return int(year), int(rest[:2] or 12)
