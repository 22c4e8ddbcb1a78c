"""The ranking as data: `palermo.priorities/1`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from palermo.assessment.numbered import Cited, Numbered, cited_catalogue
from palermo.law.period import due_date
from palermo.priorities import slots
from palermo.priorities.forum import NO_FORUM, forum
from palermo.priorities.kept import Material
from palermo.priorities.precedents.rules import PROTOCOL, rules
from palermo.priorities.ranking import LISTS, Ranked, Ranking
from palermo.priorities.robustness import robustness
from palermo.priorities.tested import tested
from palermo.priorities.ties import US, ties
from palermo.priorities.user_calendar import Kept
from palermo.priorities.weights import STANDARD, Weights, standard
from palermo.priorities.why import why
from palermo.record.opened import Record
from palermo.register.dates import in_words
from palermo.register.vocabulary import gaps

SCHEMA = "palermo.priorities/1"
NOTE = (
    "Our estimate, and not the Department's or anyone else's: weights are judgments, and a place with less on record has a wider "
    "interval. For our own side; no part of a paper for the other side or the public. Not legal advice."
)


@dataclass(frozen=True)
class Question:
    """What was asked: the sender, how many places to print, the calendar that was kept, and the slots to fill, if any.

    `robust` asks also how much the ranking hangs on the choices that were made.
    """

    sender: str
    top: int
    kept: Kept | None = None
    limits: slots.Limits | None = None
    robust: bool = False


def document(record: Record, found: Material, ranking: Ranking, asked: Question) -> dict[str, Any]:
    """The ranking, the two lists, and the filled calendar where slots were asked for."""
    writer = _Writer(record, found, ranking, asked)
    top = ranking.lists["ranking"][: asked.top]
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "title": title(ranking.weights),
        "note": NOTE,
        "sender": asked.sender,
        "report_year": found.report_year,
        "overdue": writer.overdue(),
        "outlook": {"report_year": found.outlook, "lacking": found.lacking},
        "tested": tested(),
        "closings": closings(),
        "weights": _weights(ranking.weights),
        "parts_not_used": [title for title in standard().parts if title not in ranking.weights.parts],
        "draws": ranking.weights.uncertainty.draws,
        "seed": ranking.weights.uncertainty.seed,
        "not_used": [{"indicator": name, "known": known, "of": len(found.places)} for name, known in found.unused.items()],
        "calendar": _calendar(asked.kept),
        "ranking": [writer.row(one) for one in top],
        "lists": {
            name: [writer.line(one, part) for one in ranking.lists[name][: asked.top]] for name, part in LISTS.items() if part
        },
    }
    if asked.limits:
        data["slots"] = writer.slots(asked.limits)
    if asked.robust:
        data["robustness"] = robustness(found.table, ranking.weights)
    return {**data, "sources": writer.sources.plain()}


def closings() -> dict[str, Any]:
    """How many gaps of the vocabulary can be shown closed at all, and what that means for the share of past closings."""
    able = sum(rule.can_be_closed for gap, rule in rules().items() if gap != PROTOCOL)
    words = (
        f"Past closings: the tables held can show {able} of the {len(gaps())} gaps closed, mostly by a law on the crime itself, so that "
        "this is nearly whether a place legislated. Joining the Palermo Protocol does not count."
    )
    return {"can_be_closed": able, "gaps": len(gaps()), "words": words}


def title(weights: Weights) -> str:
    """The title: a set of weights that is not the standard one is named in it."""
    return "Priorities" if weights.name == STANDARD else f"Priorities, with the weights “{weights.name}”"


def _weights(weights: Weights) -> dict[str, Any]:
    plain = {
        title: {
            "weight": round(part.weight.share, 6),
            "range": [round(part.weight.low, 6), round(part.weight.high, 6)],
            "indicators": {
                n: {"weight": round(w.share, 6), "range": [round(w.low, 6), round(w.high, 6)]} for n, w in part.indicators.items()
            },
        }
        for title, part in weights.parts.items()
    }
    return {"name": weights.name, "standard": weights.name == STANDARD, "parts": plain}


def _calendar(kept: Kept | None) -> dict[str, Any] | None:
    return {"file": kept.file, "meetings": len(kept.meetings), "left_out": kept.left_out} if kept else None


class _Writer:
    """Writes rows, and numbers what they cite."""

    def __init__(self, record: Record, found: Material, ranking: Ranking, asked: Question) -> None:
        self.record, self.found, self.ranking, self.asked = record, found, ranking, asked
        self.sources = Numbered(record)

    def cite(self, cites: Iterable[Cited]) -> list[int]:
        return [self.sources.number(one) for one in dict.fromkeys(cites)]

    def overdue(self) -> dict[str, Any] | None:
        """That the next edition should have been out by the day and is not in the record; None where it is not due yet."""
        year = self.found.report_year + 1
        due = due_date(year, self.record.law, self.record.as_of)
        if self.record.as_of <= due:
            return None
        words = f"The {year} edition was due on {in_words(due)}; this record does not hold it."
        return {"due": due.isoformat(), "words": words, "citations": self.cite([cited_catalogue("editions")])}

    def row(self, one: Ranked) -> dict[str, Any]:
        code = one.jurisdiction
        reasons = why(self.found.table, self.ranking.weights, code)
        point = (self.found.points if self.asked.sender == US else self.found.plainly)[code]
        where = forum(self.record, self.asked.sender, code, self.asked.kept)
        return {
            **self._head(one),
            "parts": {**self._parts(code), "ties": self._ties(code)},
            "why": reasons.said,
            "ask": point.said,
            "ask_kind": point.kind,
            "gap": point.gap,
            "cautions": list(gaps()[point.gap].cautions) if point.gap else [],
            "forum": where.said,
            "forum_known": where.said != NO_FORUM,
            "citations": self.cite((*reasons.cites, *point.cites, *where.cites)),
        }

    def line(self, one: Ranked, part: str | None) -> dict[str, Any]:
        reasons = why(self.found.table, self.ranking.weights, one.jurisdiction, part)
        return {**self._head(one), "why": reasons.said, "citations": self.cite(reasons.cites)}

    def _head(self, one: Ranked) -> dict[str, Any]:
        place = self.found.places[one.jurisdiction]
        return {
            "rank": one.rank,
            "interval": list(one.interval),
            "jurisdiction": one.jurisdiction,
            "name": place.name,
            "tier": place.tier,
            "placed_in": place.edition,
            "region": place.region,
            "score": round(one.score, 4),
        }

    def _parts(self, code: str) -> dict[str, Any]:
        values, shares = self.ranking.values[code], self.ranking.weights.indicators
        return {
            title: {
                "weight": round(part.weight.share, 4),
                "value": round(values[title], 4),
                "indicators": {name: self._indicator(name, code, shares[name]) for name in part.indicators},
            }
            for title, part in self.ranking.weights.parts.items()
        }

    def _indicator(self, name: str, code: str, share: float) -> dict[str, Any]:
        cell = self.found.table[name][code]
        drawn = {"from": cell.whom, "places": len(cell.others)} if cell.missing else None
        return {
            "weight": round(share, 4),
            "value": round(cell.value, 4),
            "missing": cell.missing,
            "expected": drawn,
            "said": cell.reading.said,
            "citations": self.cite(cell.reading.cites),
        }

    def _ties(self, code: str) -> dict[str, Any]:
        held = ties(self.record, self.asked.sender, code)
        return {"weight": 0, "context": [{"kind": t.kind, "said": t.said, "citations": self.cite(t.cites)} for t in held]}

    def slots(self, limits: slots.Limits) -> dict[str, Any]:
        scores = {one.jurisdiction: one.score for one in self.ranking.lists["ranking"]}
        places = self.found.places
        kinds = slots.groups(limits, {c: p.region for c, p in places.items()}, {c: p.tier for c, p in places.items()})
        best, by_hand = slots.optimal(scores, limits, kinds), slots.greedy(scores, limits, kinds)
        return {
            "slots": limits.slots,
            "per_region": limits.per_region,
            "per_tier": limits.per_tier,
            "include": sorted(limits.include),
            "exclude": sorted(limits.exclude),
            "optimal": {"total": round(best.total, 4), "places": self._chosen(best.places)},
            "greedy": {"total": round(by_hand.total, 4), "places": self._chosen(by_hand.places)},
        }

    def _chosen(self, codes: Sequence[str]) -> list[dict[str, Any]]:
        ranks: Mapping[str, Ranked] = {one.jurisdiction: one for one in self.ranking.lists["ranking"]}
        return [
            {"jurisdiction": c, "name": self.found.places[c].name, "region": self.found.places[c].region, "rank": ranks[c].rank}
            for c in codes
        ]
