"""The brief as data: `palermo.brief/1`. Citations become numbers, and each number one source at one locator."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from palermo.briefing.agreed import strictest
from palermo.briefing.brief import Brief
from palermo.briefing.claims import Citation, Claim, Locator, Value
from palermo.record import query

SCHEMA = "palermo.brief/1"
CATALOGUE_TITLE = "Catalogue of this record"
AGREED_TITLE = "What our side wrote down in its workspace"


@dataclass(frozen=True)
class Listed:
    """One entry of the list of sources: its number, who established it, who carried it, and where this record holds it."""

    n: int
    citation: Citation
    title: str
    publisher: str
    url: str | None
    edition: int | None
    carriers: tuple[query.Source, ...]


def sources(brief: Brief) -> tuple[Listed, ...]:
    """The numbered sources of a brief, in the order of first use."""
    return tuple(_listed(brief, n, citation) for n, citation in enumerate(brief.citations, start=1))


def _listed(brief: Brief, n: int, citation: Citation) -> Listed:
    where = Locator.parse(citation.locator)
    if where.kind == "catalogue":
        return Listed(n, citation, CATALOGUE_TITLE, "palermo", None, None, ())
    if where.kind == "agreed":
        return Listed(n, citation, AGREED_TITLE, "our own side", None, None, ())
    if where.kind == "law":
        name, _, version = where.path.rpartition("@")
        return Listed(
            n, citation, f"{brief.case.record.law.as_cited(name)} (version {version})", "United States Code", None, None, ()
        )
    record = brief.case.record
    original = query.source(record, citation.source)
    carriers = tuple(query.source(record, i) for i in (citation.carrier or "").split("|") if i)
    url = _own_address(brief, where) or original.url
    return Listed(n, citation, original.title, original.publisher, url, _edition(citation.source), carriers)


def _own_address(brief: Brief, where: Locator) -> str | None:
    """The address that a row gives itself, where its table has one."""
    if where.table not in ("instruments", "instrument_sightings"):
        return None
    found: str | None = query.cell(brief.case.record, where.table, where.key, "url")
    return found


_SERIES = ("tip_report", "factbook", "ilab_findings", "upr_session", "presidential_determination")


def _edition(source_id: str) -> int | None:
    """The edition or session of a source that belongs to a series; None for any other."""
    series, _, number = source_id.rpartition("_")
    return int(number) if series in _SERIES else None


def _numbers(brief: Brief, citations: Iterable[Citation]) -> list[int]:
    return [brief.numbers[citation] for citation in citations]


def _value(brief: Brief, value: Value) -> dict[str, Any]:
    plain = {"text": value.text, "value": value.value, "unit": value.unit, "citations": _numbers(brief, value.citations)}
    return plain | ({"computed": value.computed} if value.computed else {})


def _claim(brief: Brief, claim: Claim) -> dict[str, Any]:
    return {
        "id": claim.id,
        "text": claim.text,
        "basis": claim.basis,
        "citations": _numbers(brief, claim.citations),
        "values": [_value(brief, value) for value in claim.values],
    }


def _source(entry: Listed) -> dict[str, Any]:
    carriers = [{"source": c.id, "title": c.title, "published": c.published} for c in entry.carriers]
    return {
        "n": entry.n,
        "source": entry.citation.source,
        "title": entry.title,
        "publisher": entry.publisher,
        "edition": entry.edition,
        "url": entry.url,
        "published": entry.citation.published,
        "carrier": carriers[0] if carriers else None,
        "carriers": carriers,
        "caveat": entry.citation.caveat,
        "sha256": None,
        "locator": entry.citation.locator,
    }


def _placement(brief: Brief) -> dict[str, Any] | None:
    standing = brief.case.standing
    if standing.current is None:
        return None
    cited = {Locator.parse(c.locator).path: n for n, c in enumerate(brief.citations, start=1) if c.locator.endswith("#tier")}
    keys = [f"tier_placements/{p.key}" for p in standing.run]
    return {
        "tier": standing.current["tier"],
        "report_year": standing.current["report_year"],
        "consecutive_years": len(standing.run),
        "basis": standing.current["basis"],
        "citations": [cited[key] for key in keys if key in cited],
    }


def _next_edition(brief: Brief) -> dict[str, Any] | None:
    standing = brief.case.standing
    if standing.latest is None or not standing.placements:
        return None
    claim = next((c for c in brief.claims if c.id.startswith("bottom_line.next/")), None)
    return {
        "report_year": standing.next_year,
        "due": standing.due.isoformat(),
        "allowed": list(standing.clock.allowed),
        "unknown_years": list(standing.unknown_years),
        "rules": [{"id": r.id, "citation": r.citation, "effect": r.effect} for r in standing.clock.rules],
        "citations": _numbers(brief, claim.citations) if claim else [],
    }


def document(brief: Brief) -> dict[str, Any]:
    """The whole brief in the form of `palermo.brief/1` (docs/reference/schemas/brief.json)."""
    case = brief.case
    counterpart, mark = case.audience == "counterpart", strictest(brief.agreed)
    return {
        "schema": SCHEMA,
        "record": case.record.id,
        "as_of": case.as_of.isoformat(),
        "jurisdiction": case.place.code,
        "name": case.place.name(case.as_of).text,
        "sender": case.sender.code,
        "audience": case.audience,
        **({"mark": mark} if mark else {}),
        "occasion": brief.occasion,
        "edition": case.edition,
        "full": case.full,
        "placement": None if counterpart else _placement(brief),
        "next_edition": None if counterpart or brief.case.standing.ended else _next_edition(brief),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "claims": [_claim(brief, claim) for claim in section.claims],
                **({"asks": [{"id": a.id, "gap": a.gap, "question": a.question} for a in section.asks]} if section.asks else {}),
            }
            for section in brief.sections
        ],
        "sources": [_source(entry) for entry in sources(brief)],
    }
