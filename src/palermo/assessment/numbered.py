"""Numbered sources: each citation of a result becomes a number, and each number one source at one locator."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from palermo.law.model import Version, locator_name
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record

_SERIES = ("tip_report", "factbook", "ilab_findings", "upr_session", "presidential_determination")


@dataclass(frozen=True)
class Cited:
    """A source at a locator, before it has a number: what can be kept with a result and cited again."""

    locator: str
    source: str
    published: str | None = None
    carrier: str | None = None
    caveat: str | None = None


def cited(fact: Fact, column: str | None = None) -> Cited:
    """A fact, or one cell of it, as a thing to cite."""
    return Cited(fact.locator(column), fact.original, fact.published, fact.carrier, fact.caveat)


def cited_law(citation: str, version: Version) -> Cited:
    """A provision in one version of the law as a thing to cite."""
    return Cited(f"law:{locator_name(citation)}@{version.id}", "statute", version.enacted.isoformat())


def cited_catalogue(table: str) -> Cited:
    """A table's entry in the catalogue as a thing to cite: for what this record does not hold."""
    return Cited(f"catalogue:{table}", "palermo_catalogue")


class Numbered:
    """The list of sources of one result. Cite while the result is written; `plain` gives the list for its end."""

    def __init__(self, record: Record) -> None:
        """Cite from this record."""
        self._record = record
        self._numbers: dict[Cited, int] = {}
        self._known: dict[str, query.Source] = {}

    def number(self, cited: Cited) -> int:
        """The number of a source at a locator: the next free one when it is cited for the first time."""
        return self._numbers.setdefault(cited, len(self._numbers) + 1)

    def fact(self, fact: Fact, column: str | None = None) -> int:
        """The number of a fact, or of one cell of it."""
        return self.number(cited(fact, column))

    def facts(self, facts: Iterable[Fact], column: str | None = None) -> list[int]:
        """The numbers of several facts, without repetition."""
        return list(dict.fromkeys(self.fact(fact, column) for fact in facts))

    def law(self, citation: str, version: Version) -> int:
        """The number of a provision in one version of the law."""
        return self.number(cited_law(citation, version))

    def catalogue(self, table: str) -> int:
        """The number of a table's entry in the catalogue: what is cited for what this record does not hold."""
        return self.number(cited_catalogue(table))

    def plain(self) -> list[dict[str, Any]]:
        """All sources for JSON, in the order of their numbers and in the form that a brief uses."""
        return [self._plain(cited, n) for cited, n in self._numbers.items()]

    def _plain(self, cited: Cited, n: int) -> dict[str, Any]:
        title, publisher, url = self._described(cited)
        carriers = [self._carrier(source_id) for source_id in (cited.carrier or "").split("|") if source_id]
        return {
            "n": n,
            "source": cited.source,
            "title": title,
            "publisher": publisher,
            "edition": _edition(cited.source),
            "url": url,
            "published": cited.published,
            "carrier": carriers[0] if carriers else None,
            "carriers": carriers,
            "caveat": cited.caveat,
            "sha256": None,
            "locator": cited.locator,
        }

    def _described(self, cited: Cited) -> tuple[str, str, str | None]:
        if cited.source == "palermo_catalogue":
            return "Catalogue of this record", "palermo", None
        if cited.source == "statute":
            name, _, version = cited.locator.removeprefix("law:").rpartition("@")
            return f"{self._record.law.as_cited(name)} (version {version})", "United States Code", None
        original = self._source(cited.source)
        return original.title, original.publisher, original.url

    def _carrier(self, source_id: str) -> dict[str, Any]:
        carrier = self._source(source_id)
        return {"source": carrier.id, "title": carrier.title, "published": carrier.published}

    def _source(self, source_id: str) -> query.Source:
        if source_id not in self._known:
            self._known[source_id] = query.source(self._record, source_id)
        return self._known[source_id]


def _edition(source_id: str) -> int | None:
    """The edition of a source that belongs to a series; None for any other."""
    series, _, number = source_id.rpartition("_")
    return int(number) if series in _SERIES and number.isdigit() else None
