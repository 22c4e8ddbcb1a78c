"""The agenda of a meeting: each ask with why now, what was answered before and the fallback; then what both sides still owe.

It is a paper like any other: its claims cite, the checker reads them again, every renderer prints it. What a workspace knows comes as
plain data (`agreed`), goes into papers for our own side only, and leaves its mark on them.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from palermo.briefing.agreed import Agreed, Answered, Noted, Promised
from palermo.briefing.asks.fallback import fallback
from palermo.briefing.asks.model import Ask
from palermo.briefing.asks.why_now import calendar, why_now
from palermo.briefing.brief import Brief, Section, brief
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim
from palermo.briefing.sections.agreed import answers, open_commitments, points
from palermo.briefing.sections.bottom_line import warning
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction

_QUESTIONS = "Agenda: questions only, the facts are too old for asks"
_TITLES = {
    "own": "Agenda: what to raise, in this order",
    "counterpart": "Agenda: points for discussion",
    "public": "Agenda: what the record supports asking",
}


def agenda(
    record: Record,
    place: Jurisdiction,
    side: Jurisdiction,
    audience: str = "own",
    *,
    earlier: Sequence[Agreed] = (),
    only: Collection[str] = (),
    full: bool = False,
    occasion: str | None = None,
) -> Brief:
    """The agenda of a meeting with a place, as of the day of the record.

    `earlier`: answers, commitments and points that a workspace holds; what is later than the day is left out, and all of it in a paper
    that others read. `only`: the ids of the asks to keep, where a team has chosen. UserError for an unknown audience.
    """
    paper = brief(record, place, side, audience, full=full, occasion=occasion)
    known = tuple(item for item in earlier if item.on <= record.as_of) if audience == "own" else ()
    asked = next((section for section in paper.sections if section.id == "asks"), None)
    sections = [_agenda(paper.case, asked, known, only)] if asked else []
    if audience == "own" and place != side:
        printed = {ask.id for section in sections for ask in section.asks}
        sections += _ours(paper, [item for item in known if not (isinstance(item, Noted) and item.ask in printed)])
    return replace(paper, sections=tuple(s for s in sections if s.claims), agreed=_printed(sections, known))


def _agenda(case: Case, section: Section, known: Sequence[Agreed], only: Collection[str]) -> Section:
    """The section of asks, each with the lines that an agenda adds. The warning that an edition may be lacking stands first."""
    answered = [item for item in known if isinstance(item, Answered)]
    asks = tuple(_on_the_table(case, ask, answered) for ask in section.asks if not only or ask.id in only)
    of_asks = {claim.id for ask in section.asks for claim in ask.claims}
    lead = [claim for claim in section.claims if claim.id not in of_asks]
    first = [*warning(case), *_calendar(case, section)] if case.audience != "counterpart" else []
    claims = (*first, *lead, *(claim for ask in asks for claim in ask.claims))
    questions = case.audience == "own" and asks and all(ask.question for ask in asks)
    return replace(section, title=_QUESTIONS if questions else _TITLES[case.audience], claims=claims, asks=asks)


def _calendar(case: Case, section: Section) -> list[Claim]:
    """When the two sides last met, where no ask says it by itself."""
    return [calendar(case, case.key("agenda.calendar"))] if case.ours and section.asks else []


def _on_the_table(case: Case, ask: Ask, known: Iterable[Answered]) -> Ask:
    return replace(ask, why_now=why_now(case, ask), answered=answers(case, ask, known), fallback=fallback(case, ask))


def _ours(paper: Brief, known: Sequence[Agreed]) -> list[Section]:
    """What an agenda of our own adds: points that were written down, open commitments of both sides, and what not to raise."""
    noted = tuple(points([item for item in known if isinstance(item, Noted)]))
    owed = tuple(open_commitments(paper.case, [item for item in known if isinstance(item, Promised)]))
    sections = [
        Section("points", "Indicators and further points", noted),
        Section("commitments", "Open commitments of both sides", owed),
    ]
    return sections + [section for section in paper.sections if section.id in ("their_position", "sensitivities")]


def _printed(sections: Iterable[Section], known: Iterable[Agreed]) -> tuple[Agreed, ...]:
    """Of what a workspace knows, the items that a claim of the paper cites."""
    cited = {_item(c.locator) for section in sections for claim in section.claims for c in claim.citations}
    return tuple(item for item in known if item.key in cited)


def _item(locator: str) -> str | None:
    kind, _, rest = locator.partition(":")
    return rest.partition("#")[0] if kind == "agreed" else None
