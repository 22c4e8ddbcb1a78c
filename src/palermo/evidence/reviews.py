"""What persons have said of findings, laid over what a reader found.

A review is tied to the passage and the kind of its finding. Where a page was changed or another reader has cut it otherwise, the
passage is found again, in a text of the same series, edition and jurisdiction only, by the words that the person saw: the
quotation word for word, else words so like it that no number and no "not" differs. The latest review of a finding counts, and it
wins over every reader: what a person accepted or corrected stays even where the reader no longer finds it.

All of this is pure; the file that keeps reviews is `review_log`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal

from palermo.evidence.refound import Pages, Place, Seen, Sentence

Verdict = Literal["accept", "correct", "reject"]
Status = Literal["unreviewed", "accepted", "corrected", "rejected"]
Subject = tuple[str, int | None, str | None]  # series, edition, jurisdiction

SAME_PLACE = 0.5  # the least overlap (intersection over union) of two spans that are one place
ONE_CONTENT = ("placement", "penalty", "recommendation")
_TELLING = ("direction", "form", "previous", "population")
_OF_A_PENALTY = ("article", "minimum", "maximum", "life", "death", "fine")


@dataclass(frozen=True, slots=True)
class Said:
    """The content of a finding: its code or measure, its value (None where the kind has none), and its other fields."""

    code: str
    value: int | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Review:
    """One review, with a frozen copy of what it was made on, so that it can be read without the record.

    `at`: an instant (UTC, ISO 8601). `by`: whoever it was, a pseudonym if they like. `finding`: id of the finding. `old`: what the
    reader had found, None where it had missed it; `new`: what the person says instead, only where the verdict is `correct`.
    `passage`: id of the passage; `quotation` the words of the finding, `sentence` those of its passage; `start`, `end`: offsets in
    the text. `text_sha256`, `document`: hashes of the text and of the original; `record`, `reader`: what the person looked at.
    """

    id: str
    at: str
    by: str
    verdict: Verdict
    finding: str
    kind: str
    old: Said | None
    new: Said | None
    passage: str
    quotation: str
    sentence: str
    series: str
    edition: int | None
    jurisdiction: str | None
    text_sha256: str
    document: str
    start: int
    end: int
    record: str
    reader: str
    note: str | None = None

    @property
    def subject(self) -> Subject:
        """The series, edition and jurisdiction that the review speaks of, and never leaves."""
        return self.series, self.edition, self.jurisdiction

    @property
    def stands(self) -> Said | None:
        """What the person holds to be so: the correction, what was accepted, or nothing."""
        return {"accept": self.old, "correct": self.new, "reject": None}[self.verdict]


@dataclass(frozen=True, slots=True)
class Found:
    """A finding of one document, as the record stores it. `passage`: id of its passage; offsets are those of the document's text.

    `reviewed` is None while nobody has looked at it; afterwards {review, at, verdict, found_by, old, new}: `old` what the reader
    found and `new` what the person says, each {code, value, details} or None. Who it was and their note stay in the log.
    """

    id: str
    kind: str
    code: str
    value: int | None
    start: int
    end: int
    details: Mapping[str, Any]
    passage: str
    reader: str = ""
    status: Status = "unreviewed"
    reviewed: Mapping[str, Any] | None = None

    @property
    def said(self) -> Said:
        """Its content, without its place."""
        return Said(self.code, self.value, self.details)


@dataclass(frozen=True, slots=True)
class Applied:
    """The findings of one document after review, by their place; ids of the reviews that found their passage; those that did not.

    A rejected finding is among the rows, with that status: it counts for nothing, and shows what was refused.
    """

    rows: tuple[Found, ...]
    placed: frozenset[str]
    unplaced: tuple[Review, ...]


def particulars(kind: str, details: Mapping[str, Any]) -> dict[str, Any]:
    """What tells two findings of one passage, kind, code and value apart, None where a finding does not have it.

    One law may prescribe several penalties in a sentence: they differ by article and length alone.
    """
    return {name: details.get(name) for name in (*_TELLING, *(_OF_A_PENALTY if kind == "penalty" else ()))}


def by_subject(reviews: Iterable[Review]) -> dict[Subject, tuple[Review, ...]]:
    """The reviews that count, by what they speak of, for one pass over many documents."""
    groups: dict[Subject, list[Review]] = {}
    for review in latest(reviews):
        groups.setdefault(review.subject, []).append(review)
    return {subject: tuple(group) for subject, group in groups.items()}


def latest(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """The last review of each finding, in the order of the log."""
    last: dict[tuple[Subject, str, str], Review] = {}
    for review in reviews:
        key = (review.subject, review.kind, review.finding)
        last.pop(key, None)
        last[key] = review
    return tuple(last.values())


def matched(reviews: Sequence[Review], passages: Sequence[Sentence]) -> tuple[tuple[Review, Place | None], ...]:
    """Each review with the place of its words in a document of its subject; None where they are not found."""
    pages = Pages(passages)
    return tuple((r, pages.place(Seen(r.passage, r.quotation, r.sentence, r.start))) for r in reviews)


def applied(findings: Sequence[Found], passages: Sequence[Sentence], reviews: Sequence[Review], subject: Subject) -> Applied:
    """Lay reviews over the findings of one document of a subject (series, edition, jurisdiction).

    `findings` and `passages` are all those of the document; `reviews` are in the order of the log, and those of other subjects are
    passed over. An accepted finding is marked; a corrected one has the person's content in place of the reader's; a rejected one
    is marked as such. Where the reader makes by itself what a person put in its place, that finding is accepted and the old one
    rejected. Ids are kept: a finding that the reader no longer makes comes back under the id that was reviewed.
    Pure, and the same when applied to its own rows. A document without reviews costs next to nothing.
    """
    read = tuple(_as_read(findings))
    mine = latest(review for review in reviews if review.subject == subject)
    placing = matched(mine, passages) if mine else ()
    spots = [(review, place, _meant(review, place, read)) for review, place in placing if place]
    claimed: set[str] = set()  # a finding that an earlier review means; a later one takes over
    rows = {row.id: row for row in read}
    for review, place, meant in spots:
        target = meant or _restated(review, place, read, claimed)
        claimed |= {target.id} if target else set()
        rows |= {row.id: row for row in _outcome(review, place, target, _said_already(review, place, read))}
    ordered = sorted(rows.values(), key=lambda row: (row.start, row.end, row.kind, row.id))
    unplaced = tuple(review for review, place in placing if place is None)
    return Applied(tuple(ordered), frozenset(review.id for review, _, _ in spots), unplaced)


# What a review does to the finding that it means ------------------------------------------------------------------------------


def _as_read(findings: Iterable[Found]) -> Iterator[Found]:
    """The findings as the reader made them: what persons had put in is undone, what they had added is left out."""
    for row in findings:
        if row.reviewed is None:
            yield row
        elif row.reviewed["old"] is not None:
            yield _with(row, Said(**row.reviewed["old"]), "unreviewed", None)


def _with(row: Found, said: Said, status: Status, reviewed: Mapping[str, Any] | None) -> Found:
    return replace(row, code=said.code, value=said.value, details=said.details, status=status, reviewed=reviewed)


def _outcome(review: Review, place: Place, target: Found | None, said_already: Found | None) -> Iterator[Found]:
    """The rows that a review leaves behind, from the finding that it means and the one that says what it says."""
    stands = review.stands
    if stands and review.kind == "recommendation":
        stands = replace(stands, code="")  # logs of an older palermo hold its number in the list
    if target and (stands is None or (said_already and said_already.id != target.id)):
        yield _with(target, target.said, "rejected", _mark(review, place, target.said, None))
        target = None
    if stands is None:
        return
    target = target or said_already
    if target is None:
        row = Found(review.finding, review.kind, "", None, place.start, place.end, {}, place.passage, review.reader)
        status: Status = "accepted" if review.verdict == "accept" else "corrected"
        yield _with(row, stands, status, _mark(review, place, None, stands))
    else:
        said = replace(stands, details={**target.details, **stands.details})
        status = "accepted" if said == target.said else "corrected"
        yield _with(target, said, status, _mark(review, place, target.said, said))


def _mark(review: Review, place: Place, old: Said | None, new: Said | None) -> dict[str, Any]:
    return {
        "review": review.id,
        "at": review.at,
        "verdict": review.verdict,
        "found_by": place.found_by,
        "old": asdict(old) if old else None,
        "new": asdict(new) if new else None,
    }


# Which finding a review means -------------------------------------------------------------------------------------------------


def _meant(review: Review, place: Place, rows: Iterable[Found]) -> Found | None:
    """The finding that was reviewed: the same id, else the same content in the same passage, the nearest one first."""
    own = [row for row in rows if row.kind == review.kind and row.id == review.finding]
    return own[0] if own else _saying(review.kind, review.old, place, rows)


def _said_already(review: Review, place: Place, rows: Iterable[Found]) -> Found | None:
    """The finding that says what a correction says, if the reader makes it by itself."""
    return _saying(review.kind, review.new, place, rows)


def _saying(kind: str, said: Said | None, place: Place, rows: Iterable[Found]) -> Found | None:
    """The finding in that passage which says so: with the same particulars, else in the same words."""
    if said is None:
        return None
    alike = [row for row in rows if row.kind == kind and row.passage == place.passage and _same(kind, row, said)]
    own = kind != "recommendation"  # several may stand in one passage, and only their words tell them apart
    ranked = [
        (own and _telling(row) == _telling(replace(row, details=said.details)), _overlap(row, place), row.id, row)
        for row in alike
    ]
    return max((r for r in ranked if r[0] or r[1] >= SAME_PLACE), key=lambda r: r[:3], default=(None,))[-1]


def _same(kind: str, row: Found, said: Said) -> bool:
    """Whether a reader's finding says that. A recommendation is its words, whatever its place in the list."""
    turned = row.details.get("direction") != said.details.get("direction")
    return (row.code == said.code or kind == "recommendation") and row.value == said.value and not turned


def _telling(row: Found) -> tuple[Any, ...]:
    """The particulars, with absent and empty ones alike."""
    return tuple(value or None for value in particulars(row.kind, row.details).values())


def _restated(review: Review, place: Place, rows: Iterable[Found], claimed: set[str]) -> Found | None:
    """A finding in the same words to which another reader gives another value, and that no earlier review means.

    Of the same code, but for the kinds whose words have one content: a clause may support several gaps, but states one tier.
    """
    if review.stands is None or review.old is None:
        return None
    free = (row for row in rows if row.kind == review.kind and row.passage == place.passage and row.id not in claimed)
    close = [
        row for row in free if _overlap(row, place) >= SAME_PLACE and (row.kind in ONE_CONTENT or row.code == review.old.code)
    ]
    return max(close, key=lambda row: (_overlap(row, place), row.id), default=None)


def _overlap(row: Found, place: Place) -> float:
    """Intersection over union of two spans, from 0 to 1."""
    shared = min(row.end, place.end) - max(row.start, place.start)
    return max(0, shared) / max(1, max(row.end, place.end) - min(row.start, place.start))
