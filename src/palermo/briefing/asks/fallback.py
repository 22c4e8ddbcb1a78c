"""The fallback of an ask: what to settle for if it is refused. For our own eyes only; a smaller act, never a harsher one."""

from palermo.briefing.asks.model import Ask, templates
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim

_PLAN = "a dated letter that names who writes the plan, its budget line and the day on which we may read the draft"
_PROTOCOL = "a dated letter on which article stands in the way of joining"
_QUESTION = "the day by which an answer comes, and the office that gives it"


def fallback(case: Case, ask: Ask) -> Claim | None:
    """The line of the fallback; None in a paper that others read."""
    if case.audience != "own":
        return None
    return claim(f"{ask.id}/fallback", "rule", "If they will not: {words}.", words=_words(ask), cites=ask.sentence.citations)


def _words(ask: Ask) -> str:
    if ask.question:
        return _QUESTION
    if ask.gap:
        return templates()[ask.gap]["fallback"]
    return _PLAN if ask.id.startswith("ask.written_plan/") else _PROTOCOL
