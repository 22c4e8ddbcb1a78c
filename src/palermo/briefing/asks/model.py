"""What an ask is made of, and the lines that all asks share."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from palermo.briefing.case import Case
from palermo.briefing.claims import Basis, Citation, Claim, claim, day_value
from palermo.register.vocabulary import cautions

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Ask:
    """One ask or, where the facts are too old for one, a question. Lines are in the order of print.

    The caution is our own: every ask has one, and only what others read leaves it out. An ask carries its best precedent, or says that
    none is on record; a question needs none.
    """

    id: str
    gap: str | None
    sentence: Claim
    basis: tuple[Claim, ...]
    shown_by: Claim
    offer: Claim | None
    caution: Claim | None
    question: bool = False
    precedent: Claim | None = None
    why_now: Claim | None = None
    answered: tuple[Claim, ...] = ()
    fallback: Claim | None = None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims of the ask in the order of print."""
        ours = (self.offer, self.caution, self.fallback)
        lines = (self.sentence, self.why_now, *self.basis, self.shown_by, self.precedent, *self.answered, *ours)
        return tuple(line for line in lines if line is not None)


@cache
def templates() -> dict[str, dict[str, str]]:
    """The ask templates by gap."""
    return dict(yaml.load((Path(__file__).parent / "templates.yml").read_text(encoding="utf-8"), Loader=_LOADER))


def sentence_of(case: Case, key: str, basis: Basis, template: str, cites: Sequence[Citation]) -> Claim:
    """The sentence of an ask. It is to be done by the end of the reporting period under our own statute; else before the next
    meeting.
    """
    if not case.ours:
        return claim(key, basis, f"Before the next meeting, {template}", who=case.possessive, cites=cites)
    deadline = day_value(case.standing.period.end.isoformat(), [case.law("22 USC 7107(b)(1)")], "period_end")
    return claim(key, basis, f"By {{deadline}}, {template}", deadline=deadline, who=case.possessive, cites=cites)


def offer_of(key: str, words: str, cites: Sequence[Citation]) -> Claim:
    """The line of our offer."""
    return claim(f"{key}/offer", "rule", "{offer}.", offer=words, cites=cites)


def caution_of(case: Case, key: str, codes: tuple[str, ...], cites: Sequence[Citation]) -> Claim:
    """The line of caution: all that the table holds for the ask with `--full`, else the first lines."""
    shown = codes if case.full else codes[:2]
    return claim(f"{key}/caution", "rule", " ".join(cautions()[code] for code in shown), cites=cites)
