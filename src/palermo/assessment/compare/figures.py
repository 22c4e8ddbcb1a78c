"""Figures of two editions side by side. Nothing is subtracted, and no change is named: that would need one series (PRACTICE P6).

A row is one measure of one unit, form of trafficking, population and kind of period. A value that an edition gives for the
period before stands beside as a restatement.
"""

from dataclasses import dataclass

from palermo.assessment.compare.periods import SERIES
from palermo.assessment.compare.reading import Amount, EditionReading, Said
from palermo.assessment.figures import UNREAD
from palermo.register.silences import Answer, Known, NotHeld, NotReported, Silent

NOTE = (
    "Figures are set side by side and never subtracted: a different period, unit, form or population is another series. More "
    "victims identified is often better work, not more crime."
)
Key = tuple[str, str | None, str | None, str | None, str | None]


@dataclass(frozen=True, slots=True)
class Side:
    """What one edition gives in a row: its own figures or one of the silences, and values it restates for the period before."""

    answer: Answer[tuple[Said, ...]]
    restated: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row. `apart` says why the two sides are not shown to be of one series; None where they are."""

    measure: str
    unit: str | None
    form: str | None
    population: str | None
    period_kind: str | None
    earlier: Side
    later: Side

    @property
    def apart(self) -> str | None:
        """Why nothing may be read from one side to the other."""
        given = [isinstance(side.answer, Known) for side in (self.earlier, self.later)]
        if not all(given):
            return "only one edition gives it" if any(given) else "given for the period before only"
        if self.unit is None:
            return "the unit is not stated"
        if self.period_kind is None:
            return "the period is not stated"
        return None if self.period_kind in SERIES else "the periods are not of a regular kind"


def figure_rows(earlier: EditionReading, later: EditionReading) -> tuple[FigureRow, ...]:
    """Every figure of both editions in its row, by measure."""
    keys = sorted({key for reading in (earlier, later) for key in _by_key(reading)}, key=lambda key: tuple(k or "" for k in key))
    return tuple(FigureRow(*key, _side(earlier, key), _side(later, key)) for key in keys)


def _by_key(reading: EditionReading) -> dict[Key, list[tuple[Said, Amount]]]:
    found: dict[Key, list[tuple[Said, Amount]]] = {}
    for said in reading.of("figure"):
        if amount := said.amount:
            key = (said.code, amount.unit, amount.form, amount.population, amount.period_kind)
            found.setdefault(key, []).append((said, amount))
    return found


def _side(reading: EditionReading, key: Key) -> Side:
    given = _by_key(reading).get(key, [])
    own = tuple(said for said, amount in given if not amount.previous)
    restated = tuple(said for said, amount in given if amount.previous)
    return Side(Known(own, locator(own[0])) if own else silence_on(reading, key[0], bool(restated)), restated)


def silence_on(reading: EditionReading, measure: str, restates: bool) -> NotReported | Silent | NotHeld:
    """Why a row has no figure of this edition. A figure of the measure in another row is no silence on the measure.

    `restates`: the edition gives a value for the period before.
    """
    if reading.basis == "none":
        return NotHeld("catalogue:reported_findings")
    machine = reading.basis == "machine"
    if any(said.code == measure and said.amount and not said.amount.previous for said in reading.of("figure")):
        return Silent(
            f"{reading.document}, in this unit, form, population and period (it gives the measure in another row)", machine
        )
    if restates:
        return Silent(f"{reading.document}, for its own period (it gives the period before)", machine)
    told = withheld(reading, measure)
    if told is None:
        return Silent(reading.document, machine)
    return NotReported(locator(told), "that it was not reported" if told.withheld else UNREAD)


def withheld(reading: EditionReading, measure: str) -> Said | None:
    """The finding that this figure was not reported: one whose words name it, else one whose words were not read for that."""
    told = [said for said in reading.of("gap") if said.code == "data_not_reported"]
    named = (said for said in told if measure in said.withheld)
    return next(named, None) or next((said for said in told if not said.withheld), None)


def locator(said: Said) -> str:
    """Where a finding stands, in the grammar of citations."""
    if isinstance(said.at, tuple):
        return said.at[0].locator("value" if said.amount else "code")
    return f"text:{said.at.narrative.text_sha256}#{said.at.start}-{said.at.end}"


def in_print(amount: Amount) -> str:
    """The number with its qualifier, as stated.

    >>> in_print(Amount(5, 7, "approx", None, None, None, None, None, False))
    'about 5–7'
    """
    words = {"at_least": "at least ", "at_most": "at most ", "approx": "about "}.get(amount.qualifier, "")
    return f"{words}{amount.value}" + (f"–{amount.upper}" if amount.upper is not None else "")
