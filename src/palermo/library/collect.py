"""COLLECT: plan, fetch, check, keep, and say what is missing.

A run that is stopped leaves a list of what it had settled (`library/unfinished/`); the next run of the same edition begins after
it. What was refused or not to be had is not on that list and is asked for again.
"""

import contextlib
import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from palermo.library import manifest
from palermo.library.addresses import Wanted, further, guessed, printed, slug_of, wanted
from palermo.library.answers import Answer, HostTiredError, NoNetworkError, RefusedError
from palermo.library.content import fault, look
from palermo.library.fetch import Fetcher
from palermo.library.places import speaks_of
from palermo.library.series import Era, Series
from palermo.library.store import Held, Writer, documents, sha256, sound, tombstones
from palermo.register.jurisdictions import jurisdictions

What = Literal["kept", "unchanged", "changed", "described", "refused", "missing", "not_asked"]
Progress = Callable[[int, int, str], None]  # documents done, of how many, and which is next
_STALE = 86_400  # seconds after which a stopped run counts for nothing: pages may have changed
SETTLED: tuple[What, ...] = ("kept", "unchanged", "changed", "described")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document. `why`: for what was refused or is missing, in words; for a changed one, its earlier hash.

    `described`: the same bytes, of which a person now says something else; `why` says what was said before.
    """

    what: What
    address: str
    edition: int | None
    jurisdiction: str | None
    title: str
    why: str = ""
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Summary:
    """What one run did for one edition of a series (None: a run that knows no edition).

    `expected`: fewest and most documents of a complete edition, None where not known; `held`: places or pages of it in the library
    now; `lacking`: places that the neighbouring edition in the library has and this one has not.
    """

    series: str
    edition: int | None
    outcomes: tuple[Outcome, ...]
    expected: tuple[int, int] | None = None
    held: int = 0
    lacking: tuple[str, ...] = ()
    unexpected: str = ""

    def count(self, what: What) -> int:
        """How many documents came out so."""
        return sum(outcome.what == what for outcome in self.outcomes)

    @property
    def counts(self) -> dict[str, int]:
        """How many documents came out in each way."""
        return dict(Counter(outcome.what for outcome in self.outcomes))

    @property
    def complete(self) -> bool:
        """Whether every document that was found is in the library, and they are as many as expected."""
        return bool(self.outcomes) and all(o.what in SETTLED for o in self.outcomes) and not self.unexpected


def collect(
    series: Series, edition: int, fetcher: Fetcher, writer: Writer, progress: Progress = lambda *_: None, pdf: bool = False
) -> Summary:
    """Bring one edition of a series into the library, with `pdf` also the files that print it again.

    Never raises for what a server does: the summary says it.
    """
    era = series.era(edition)
    if era is None:
        return Summary(series.id, edition, (), unexpected="no addresses are known for this edition; bring it with --from")
    try:
        plan = planned(series, era, edition, fetcher, pdf)
    except RefusedError as error:
        what: What = "not_asked" if isinstance(error, (HostTiredError, NoNetworkError)) else "missing"
        return _summary(
            series, era, edition, [Outcome(what, era.index[0].format(year=edition), edition, None, "index", str(error))]
        )
    return _summary(series, era, edition, list(_all(series, plan, fetcher, writer, progress)))


# Plan -------------------------------------------------------------------------------------------------------------------------


def planned(series: Series, era: Era, edition: int, fetcher: Fetcher, pdf: bool = False) -> list[Wanted]:
    """The documents of an edition, from the first index that answers, and from the places that it leaves out."""
    address, content = _index(series, era, edition, fetcher)
    found = wanted(series, era, edition, content, address)
    for page in further(era, edition, content, address):
        answer = fetcher.get(page)
        found += wanted(series, era, edition, answer.content or b"", page)
    found += printed(era, edition, content, address) if pdf else []
    unique = list({item.address.rstrip("/"): item for item in reversed(found)}.values())[::-1]
    return unique + guessed(series, era, edition, _left_out(series, era, edition, {item.jurisdiction for item in unique}))


def _index(series: Series, era: Era, edition: int, fetcher: Fetcher) -> tuple[str, bytes]:
    """The first index page that answers and names documents."""
    refusal: RefusedError | None = None
    for address in (pattern.format(year=edition) for pattern in era.index):

        def empty(content: bytes, address: str = address) -> str | None:
            named = wanted(series, era, edition, content, address) or further(era, edition, content, address)
            return None if named else "it names no document of this edition: an error page, or the layout has changed"

        try:
            return address, fetcher.get(address, empty).content or b""
        except RefusedError as error:
            refusal = refusal if refusal and (error.gone or isinstance(error, (HostTiredError, NoNetworkError))) else error
    raise refusal or RefusedError("it has no index")


def _left_out(series: Series, era: Era, edition: int, have: set[str | None]) -> dict[str, str]:
    """Places that the edition before has in the library and the index leaves out, with the names of their addresses."""
    before = [held for held in documents(series.id) if held.edition == edition - 1 and held.jurisdiction not in have]
    slugs = {held.jurisdiction: slug_of(era, edition - 1, held.address) for held in before if held.jurisdiction}
    return {code: slug for code, slug in slugs.items() if slug}


# Fetch, check, keep -----------------------------------------------------------------------------------------------------------


def _all(series: Series, plan: list[Wanted], fetcher: Fetcher, writer: Writer, progress: Progress) -> Iterator[Outcome]:
    last = {held.address.rstrip("/"): held for held in documents(series.id)}
    buried, settled, put_off = set(tombstones()), _Settled(series.id, plan[0].edition), False
    for number, item in enumerate(plan):
        progress(number, len(plan), item.title or item.address)
        before = last.get(item.address.rstrip("/"))
        if before and not sound(before.sha256):
            before = None  # its right bytes mend it
        if before and item.address in settled.addresses:
            yield _outcome("unchanged", item, before.sha256)
            continue
        outcome = _one(series, item, before, fetcher, writer, buried)
        put_off = put_off or outcome.what == "not_asked"
        if outcome.what in SETTLED:
            settled.add(item.address)
        yield outcome
    progress(len(plan), len(plan), "")
    if not put_off:
        settled.finish()


def _one(series: Series, item: Wanted, before: Held | None, fetcher: Fetcher, writer: Writer, buried: set[str]) -> Outcome:
    """Fetch, check and keep one document, beside its earlier version where its words have changed."""
    tags = (before.etag, before.last_modified) if before else (None, None)
    try:
        answer = fetcher.get(item.address, lambda body: _unfit(series, item, body), *tags)
    except RefusedError as error:
        tired = isinstance(error, (HostTiredError, NoNetworkError))
        return _outcome("missing" if error.gone else "not_asked" if tired else "refused", item, None, str(error))
    if answer.content is None:
        return _outcome("unchanged", item, before.sha256 if before else None)
    entry = _entry(series, item, answer, answer.content)
    if entry.sha256 in buried:
        return _outcome("refused", item, None, "it was erased from this library")
    if before and (before.sha256 == entry.sha256 or (before.words and before.words == entry.words)):
        return _outcome("unchanged", item, before.sha256)
    writer.keep(answer.content, entry)
    return _outcome("changed" if before else "kept", item, entry.sha256, before.sha256 if before else "")


def _unfit(series: Series, item: Wanted, content: bytes) -> str | None:
    """Why a body is not the document that was asked for, None when it is: a server may send another page of the series."""
    seen = look(content, item.address)
    why = fault(content, seen, series, whole=True, edition=item.edition)
    if why is None and item.jurisdiction and seen.words and not speaks_of(f"{seen.title} {seen.words}", item.jurisdiction):
        return f"it nowhere names {jurisdictions()[item.jurisdiction].name().text}"
    return why


def _entry(series: Series, item: Wanted, answer: Answer, content: bytes) -> Held:
    seen = look(content, item.address)
    return Held(
        series=series.id,
        address=item.address,
        retrieved_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        sha256=sha256(content),
        media_type=seen.media_type,
        size=len(content),
        edition=item.edition,
        jurisdiction=item.jurisdiction,
        published=None,
        origin=series.origin,
        title=seen.title or item.title,
        words=seen.fingerprint,
        etag=answer.etag,
        last_modified=answer.last_modified,
    )


def _outcome(what: What, item: Wanted, digest: str | None, why: str = "") -> Outcome:
    return Outcome(what, item.address, item.edition, item.jurisdiction, item.title, why, digest)


class _Settled:
    """The addresses that an unfinished run of an edition has settled. Losing the list costs a request each and nothing else."""

    def __init__(self, series: str, edition: int) -> None:
        self.path = manifest.folder() / "unfinished" / f"{series}-{edition}"
        self.addresses: set[str] = set()
        with contextlib.suppress(OSError):
            if time.time() - self.path.stat().st_mtime < _STALE:
                self.addresses = set(self.path.read_text(encoding="utf-8").splitlines())
            else:
                self.path.unlink()

    def add(self, address: str) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8") as file:
            file.write(f"{address}\n")

    def finish(self) -> None:
        self.path.unlink(missing_ok=True)


# What is missing --------------------------------------------------------------------------------------------------------------


def _summary(series: Series, era: Era, edition: int, outcomes: list[Outcome]) -> Summary:
    """The outcomes, beside what the series expects of a complete edition and what its neighbours have."""
    all_held = documents(series.id)
    here = [held for held in all_held if held.edition == edition]
    places = {held.jurisdiction for held in here if held.jurisdiction}
    lacking = sorted(_neighbour(all_held, edition) - places) if not era.many else []
    expected = series.expected.of(edition)
    unexpected = ""
    if expected and not era.many and not expected[0] <= len(places) <= expected[1]:
        unexpected = f"{len(places)} places are held, and a complete edition has {expected[0]} to {expected[1]}"
    return Summary(series.id, edition, tuple(outcomes), expected, len(places) or len(here), tuple(lacking), unexpected)


def _neighbour(all_held: tuple[Held, ...], edition: int) -> set[str]:
    """The places of the nearest other edition in the library, at most one year away."""
    near = [held for held in all_held if held.edition and abs(held.edition - edition) == 1 and held.jurisdiction]
    years = {held.edition for held in near}
    chosen = edition - 1 if edition - 1 in years else edition + 1
    return {held.jurisdiction for held in near if held.edition == chosen and held.jurisdiction}
