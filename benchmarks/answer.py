"""The question that both sides answer, and the form of the answer: plain data, so that two answers can be compared.

For one jurisdiction, as of a day: the placements that had been published, the run of equal ones that ends with the newest, the
gaps coded in each edition, acts towards treaties, instruments with the United States, and figures with the form they concern.
"""

import json
from dataclasses import asdict, dataclass

SENDER = "USA"
Cell = str | int | None


@dataclass(frozen=True)
class Answer:
    """The facts that a brief on one place needs. Every list is sorted, so that order of reading makes no difference."""

    placements: list[list[Cell]]  # report year, tier
    run: list[int]  # report years
    gaps: dict[str, list[int]]  # code of the gap: report years
    treaty_acts: list[list[Cell]]  # treaty, act, date
    instruments: list[list[Cell]]  # id, kind, signed, in force, ended
    figures: list[list[Cell]]  # report year, measure, value, qualifier, form


def run_of(placements: list[list[Cell]]) -> list[int]:
    """The report years of the newest placement and of those directly before it with the same tier."""
    run: list[int] = []
    last: Cell = None
    for year, tier in reversed(placements):
        assert isinstance(year, int)
        if run and (tier != last or year != run[0] - 1):
            break
        run.insert(0, year)
        last = tier
    return run


def as_json(answers: dict[str, Answer]) -> str:
    """Answers by code of the jurisdiction, as JSON."""
    return json.dumps({code: asdict(answer) for code, answer in answers.items()}, ensure_ascii=False)
