"""PRECEDENTS: which jurisdictions had a gap, and what became of it.

A gap is *closed* only on positive evidence. A law that followed without showing that it closed this gap is told apart from one that
did; a later summary that is silent says only that the gap was *no longer mentioned*; and where no later text is held the place left
the held texts with the gap open (*censored*). Everything is asked of the record opened at a day: what was published later is not seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from palermo.priorities.precedents.evidence import answers, doubts, sightings
from palermo.priorities.precedents.labour import labour_editions, labour_of
from palermo.priorities.precedents.model import Answer, Cell, Sighting
from palermo.priorities.precedents.rules import Rule, rules
from palermo.record import query
from palermo.record.opened import Record
from palermo.record.worldwide import cells

State = Literal["closed", "law_followed", "act_followed", "no_longer_mentioned", "still_reported", "censored"]
STATES: dict[State, str] = {
    "closed": "closed, on positive evidence",
    "law_followed": "a law or a finding on the law followed; whether it closed the gap is not known",
    "act_followed": "an act of the kind that the gap asks for followed; whether it closed the gap is not known",
    "no_longer_mentioned": "no longer mentioned in a later text; nothing says that it was closed",
    "still_reported": "still reported in the newest edition of its source",
    "censored": "no later text is held: what became of the gap is not known",
}
_NEVER_NEWEST = ("scholars", "treaty")  # a coding that has ended, and lists that were read at one time
_SPEAKS = ("gap", "action", "figure")  # kinds of findings that only a summary of a government's efforts has


@dataclass(frozen=True, slots=True)
class Precedent:
    """One gap of one place, and what became of it.

    `had`: its sightings, oldest first. `closed`: what closed it, one answer for each thread of evidence, the last of them last.
    `followed`: what bears on it without closing it. `silent`: the first later text that does not mention it, with a cell of it.
    `after_editions`: how many editions of the report came out from the first sighting to before the closing; None where the first
    sighting is the law's own word, or where the closing is known by a bound only.
    """

    place: str
    gap: str
    state: State
    had: tuple[Sighting, ...]
    closed: tuple[Answer, ...] = ()
    followed: Answer | None = None
    silent: tuple[int, Cell] | None = None
    after_editions: int | None = None

    @property
    def own_word(self) -> bool:
        """Whether one sentence alone says both that the gap was there and that it was closed."""
        return self.state == "closed" and {sighting.cell for sighting in self.had} <= {c for a in self.closed for c in a.cells}

    @property
    def year(self) -> int:
        """The year by which the places are ordered: of the closing, of what followed, else of the last sighting."""
        last = self.closed[-1:] or ((self.followed,) if self.followed else self.had[-1:])
        return last[0].year


@dataclass(frozen=True, slots=True)
class _Texts:
    """What is held of each source: the editions out, those in which a place's summary speaks of efforts, and of the lists."""

    editions: tuple[int, ...]
    speaking: dict[str, dict[int, Cell]]
    lists: tuple[int, ...]
    labour: list[int]
    labour_of: dict[str, list[int]]


def precedents(record: Record, gap: str) -> tuple[Precedent, ...]:
    """What became of one gap in every place that had it, closed ones first and newest first. LookupError for an unknown code."""
    rule = rules()[gap]
    had: dict[str, list[Sighting]] = {}
    for sighting in sightings(record, rule):
        had.setdefault(sighting.place, []).append(sighting)
    came: dict[str, list[Answer]] = {}
    for answer in answers(record, rule):
        came.setdefault(answer.place, []).append(answer)
    doubted: dict[str, list[Sighting]] = {}
    for doubt in doubts(record, rule):
        doubted.setdefault(doubt.place, []).append(doubt)
    texts = _texts(record, rule)
    found = [_judged(rule, _in_order(seen), came.get(code, []), texts, doubted.get(code, ())) for code, seen in had.items()]
    order = list(STATES)
    return tuple(sorted(found, key=lambda p: (order.index(p.state), -p.year, p.place)))


def _in_order(seen: Sequence[Sighting]) -> list[Sighting]:
    """Sightings, oldest first; that a law's own report says the gap was there counts where nothing else saw it."""
    first_hand = [sighting for sighting in seen if sighting.thread != "law_words"]
    return sorted(first_hand or seen, key=lambda sighting: sighting.at)


def _judged(rule: Rule, had: Sequence[Sighting], came: Sequence[Answer], texts: _Texts, doubted: Sequence[Sighting]) -> Precedent:
    place, last = had[0].place, had[-1]
    after_it = sorted((answer for answer in came if answer.at > last.at), key=lambda a: a.at)
    closings = closed_by(had, came)
    if closings and not _taken_back(doubted, closings[-1]) and not _partly_before(after_it, closings[-1]):
        out = [year for year in texts.editions if had[0].year <= year < closings[-1].year]
        after = None if had[0].thread == "law_words" or closings[-1].by_then else len(out)
        return Precedent(place, rule.gap, "closed", tuple(had), closings, after_editions=after)
    if after_it:
        state: State = "act_followed" if after_it[0].kind == "act" else "law_followed"
        return Precedent(place, rule.gap, state, tuple(had), followed=after_it[0])
    state, silent = _open(last, texts)
    return Precedent(place, rule.gap, state, tuple(had), silent=silent)


def closed_by(had: Sequence[Sighting], came: Iterable[Answer]) -> tuple[Answer, ...]:
    """The answers that close a gap, in order of time; empty unless each form in each thread of evidence has one after its last sighting.

    Nothing here looks at silence: without an answer that shows a closing there is none, and a form that is named no more is not closed.
    """
    last = {(sighting.thread, sighting.form): sighting for sighting in sorted(had, key=lambda s: s.at)}
    found = []
    for (thread, _), sighting in last.items():
        able = [a for a in came if a.closes and thread in a.threads and a.at > sighting.at and a.form in (None, sighting.form)]
        if not able:
            return ()
        found.append(min(able, key=lambda a: a.at))
    return tuple(sorted(dict.fromkeys(found), key=lambda a: a.at))


def _taken_back(doubted: Sequence[Sighting], closing: Answer) -> bool:
    """Whether something later takes a closing back; what the reader found in suggested actions only takes back a labour standard."""
    return any(doubt.at > closing.at and (doubt.thread != "machine" or closing.kind == "labour_standard") for doubt in doubted)


def _partly_before(after_it: Sequence[Answer], closing: Answer) -> bool:
    """Whether a partial law came first: the full one that followed years later closed another gap, that of the missing forms."""
    return any(answer.kind == "scholars" and not answer.closes and answer.at < closing.at for answer in after_it)


def _open(last: Sighting, texts: _Texts) -> tuple[State, tuple[int, Cell] | None]:
    """What is known of a gap that nothing closed or followed: silence in a later text, the newest edition, or no later text."""
    later: dict[int, Cell] = {}
    newest = texts.editions[-1] if texts.editions else 0
    if last.thread in ("reported", "law_words"):
        later = {year: cell for year, cell in texts.speaking.get(last.place, {}).items() if year > last.year}
    elif last.thread == "list":
        later = {year: ("catalogue", "watch_list_events", "") for year in texts.lists if year > last.year}
    elif last.thread == "machine":
        later = {
            y: ("ilab_assessments", f"{last.place}/{y}", "year") for y in texts.labour_of.get(last.place, ()) if y > last.year
        }
        newest = max(texts.labour, default=0)
    elif last.thread not in _NEVER_NEWEST:
        newest = max(texts.labour, default=0)
    if later:
        return "no_longer_mentioned", (min(later), later[min(later)])
    return ("still_reported" if last.year == newest and last.thread not in _NEVER_NEWEST else "censored"), None


def _texts(record: Record, rule: Rule) -> _Texts:
    speaking: dict[str, dict[int, Cell]] = {}
    for kind in _SPEAKS:
        for row in cells(record, "reported_findings", "iso3", "report_year", kind=kind):
            speaking.setdefault(row["iso3"], {}).setdefault(row["report_year"], ("reported_findings", row["key"], "report_year"))
    editions = tuple(int(edition["report_year"]) for edition in query.editions(record))
    lists = query.editions_listing(record, rule.list_had) if rule.list_had else ()
    return _Texts(editions, speaking, lists, labour_editions(record), labour_of(record))
