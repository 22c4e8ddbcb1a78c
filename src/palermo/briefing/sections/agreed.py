"""What a workspace knows, as claims: earlier answers to an ask, open commitments of both sides, points that a team wrote down."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from palermo.briefing.agreed import ANSWERS, SIDES, Answered, Noted, Promised, cite, day, read
from palermo.briefing.asks.model import Ask
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim

_SHOWN = 2  # earlier answers to one ask on a two-page paper: the newest
_NOTHING_ANSWERED = "Not known: this paper was given no earlier answer to it, and this record keeps no answers to asks."
_NOTHING_OWED = "Not known: no commitment of either side was given to this paper, and this record does not follow any up."
_NOTED = {"asks": "An ask of our side", "indicators": "Indicators to be discussed", "points": "Further points"}


def answers(case: Case, ask: Ask, known: Iterable[Answered]) -> tuple[Claim, ...]:
    """How an ask, or an earlier one on the same gap, was answered before, newest first; for our own eyes."""
    if case.audience != "own":
        return ()
    same = sorted((one for one in known if _same(ask, one)), key=lambda one: (one.on, one.key), reverse=True)
    if not same:
        cites = case.absent("upr_recommendations", "instruments")
        return (claim(f"{ask.id}/answered", "reported", _NOTHING_ANSWERED, cites=cites),)
    return tuple(_answer(ask, one) for one in (same if case.full else same[:_SHOWN]))


def _same(ask: Ask, one: Answered) -> bool:
    """Whether an earlier ask was this one: the same gap, or, where there is none, the same kind of ask."""
    if ask.gap:
        return one.gap == ask.gap
    return one.ask is not None and one.ask.partition("/")[0] == ask.id.partition("/")[0]


def _answer(ask: Ask, one: Answered) -> Claim:
    slots: dict[str, Any] = {"answer": read(one, "answer", ANSWERS[one.answer]), "on": day(one)}
    template = "{answer} on {on}"
    if one.words:
        template, slots["words"] = template + ", in their words: “{words}”", read(one, "words")
    if one.sentence and one.sentence != ask.sentence.text:
        template, slots["asked"] = template + "; asked then: “{asked}”", read(one, "sentence")
    return claim(f"{ask.id}/answered/{one.key}", "agreed", _ended(template, slots), **slots)


def _ended(template: str, slots: Mapping[str, Any]) -> str:
    """The template with a full stop at its end, where what it quotes there has none."""
    last = slots.get(template.rpartition("{")[2].partition("}")[0])
    quoted = isinstance(last, Value) and template.endswith("”") and last.text.endswith((".", "!", "?", "…"))
    return template if quoted else f"{template}."


def open_commitments(case: Case, known: Sequence[Promised]) -> Iterator[Claim]:
    """The open commitments of both sides, those due first; or that none was given."""
    for one in sorted(known, key=lambda one: (one.due is None, one.due or one.on, one.key)):
        yield _commitment(one)
    if not known:
        yield claim(case.key("commitments.none"), "reported", _NOTHING_OWED, cites=case.absent("instruments"))


def _commitment(one: Promised) -> Claim:
    slots: dict[str, Any] = {"side": read(one, "side", SIDES[one.side]), "title": read(one, "title"), "on": day(one)}
    template = "{side}: “{title}”, made on {on}"
    if one.due:
        template, slots["due"] = template + ", due on {due}", day(one, "due")
    if one.standing:
        template, slots["standing"] = template + "; {standing}", read(one, "standing")
    if one.status:
        template, slots["status"] = template + "; carried out: {status}", read(one, "status")
    return claim(f"commitment/{one.key}", "agreed", template + ".", cites=[cite(one, "title")], **slots)


def points(known: Sequence[Noted]) -> Iterator[Claim]:
    """Points for the meeting, as our side wrote them down."""
    for one in sorted(known, key=lambda one: (list(_NOTED).index(one.what), one.key)):
        slots: dict[str, Any] = {"what": _NOTED[one.what], "text": read(one, "text")}
        yield claim(f"noted/{one.key}/{one.what}", "agreed", _ended("{what}: “{text}”", slots), **slots)
