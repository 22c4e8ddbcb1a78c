"""A comparison as data: `palermo.compare/1`. Every item has citations; `sources` at the end resolves them."""

from collections.abc import Sequence
from typing import Any

from palermo.assessment.compare.answer import Change, Comparison, Request
from palermo.assessment.compare.cited import NumberedTexts
from palermo.assessment.compare.figures import NOTE, FigureRow, Side, in_print, withheld
from palermo.assessment.compare.names import label, missing
from palermo.assessment.compare.notes import BASES, READING, caveats
from palermo.assessment.compare.outline import Drift, SectionPair
from palermo.assessment.compare.reading import COMPARED, EditionReading, Said
from palermo.evidence.accuracy import in_short, missed
from palermo.evidence.alignment import Kind
from palermo.library.series import Series, established_by
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import Narrative
from palermo.record.opened import Record
from palermo.register.silences import Known, NotHeld, NotReported, Silent, sentence

SCHEMA = "palermo.compare/1"
CONCLUDED = "not read in the report: concluded from published lists and counts"
NO_LIST = (
    "Not compared: {} no list of recommendations was found. A text can recommend in its prose, so that nothing here was dropped."
)
_COUNTS = ("gained", "lost", "kept")
_REQUESTS: tuple[Kind, ...] = ("repeated", "reworded", "new", "dropped")


def as_data(
    record: Record, series: Series, editions: tuple[int, int], one: Comparison | None, all_: Sequence[Comparison]
) -> dict[str, Any]:
    """Two editions on one jurisdiction (`one`), or on all of them (`all_`, with `one` None)."""
    cited = NumberedTexts(record)
    return {
        "schema": SCHEMA,
        "record": record.id,
        "as_of": record.as_of.isoformat(),
        "series": series.id,
        "earlier": editions[0],
        "later": editions[1],
        "jurisdiction": one.place.code if one else None,
        "reading_note": READING,
        "measured": _measured(series, (one,) if one else all_),
        "caveats": [
            {"edition": caveat.edition, "text": caveat.text, "citations": [cited.press(source) for source in caveat.sources]}
            for caveat in caveats(series.id, editions, record.as_of)
        ],
        "editions": [_edition(record, series, year, cited) for year in dict.fromkeys(editions)],
        "missing": [
            {"text": text, "citations": [cited.catalogue(table)]} for text, table in missing(record, series, editions, one)
        ],
        "comparison": comparison_data(record, one, cited) if one else None,
        "jurisdictions": [line_data(record, line, cited) for line in all_] if not one else None,
        "totals": totals(all_) | {"citations": cited_editions(record, series, editions, cited)} if not one else None,
        "sources": cited.plain(),
    }


def _measured(series: Series, found: Sequence[Comparison]) -> dict[str, str] | None:
    """How often the reader errs, and what "no longer mentioned" rests on; None where nothing was read by machine."""
    if not any(reading.basis == "machine" for one in found for reading in (one.earlier, one.later)):
        return None
    return {"text": in_short([series.id]), "lost": missed([series.id])}


def _edition(record: Record, series: Series, year: int, cited: NumberedTexts) -> dict[str, Any]:
    fact = released(record, series, year)
    day = fact["released_date"] if fact else None
    return {
        "edition": year,
        "released": day,
        "citations": [cited.fact(fact, "released_date")] if fact else [cited.catalogue("editions")],
    }


def released(record: Record, series: Series, year: int) -> Fact | None:
    """The row of the table of editions, for the TIP Report; None where the record has none by the day."""
    found = (fact for fact in query.editions(record) if fact["report_year"] == year and series.id == "tip_report")
    return next(found, None)


def cited_editions(record: Record, series: Series, editions: tuple[int, int], cited: NumberedTexts) -> list[int]:
    """What a total over all jurisdictions cites: the editions, or the catalogue where they are not held."""
    numbers = [number for year in editions for number in _edition(record, series, year, cited)["citations"]]
    return list(dict.fromkeys(numbers))


def totals(lines: Sequence[Comparison]) -> dict[str, Any]:
    """Sums over the jurisdictions that are compared, and how many are not."""
    compared = [line for line in lines if line.state == "compared"]
    made = [request.kind for line in compared for request in line.requests or ()]
    states = [line.state for line in lines]
    return {
        "states": {state: states.count(state) for state in sorted(set(states))},
        **{name: sum(line.count(name) or 0 for line in compared) for name in _COUNTS},
        "recommendations": {kind: made.count(kind) for kind in _REQUESTS} if any(line.texts for line in compared) else None,
        "words": words_total(compared),
    }


def words_total(lines: Sequence[Comparison]) -> dict[str, int] | None:
    """Words of both editions over the jurisdictions of which both narratives are held; None where there is none."""
    texts = [line.texts for line in lines if line.texts]
    return {"earlier": sum(a.words for a, _ in texts), "later": sum(b.words for _, b in texts)} if texts else None


def line_data(record: Record, line: Comparison, cited: NumberedTexts) -> dict[str, Any]:
    """One jurisdiction among all."""
    made = [request.kind for request in line.requests] if line.requests is not None else None
    told = [number for reading in (line.earlier, line.later) for number in reading_citations(reading, cited)]
    return {
        "jurisdiction": line.place.code,
        "name": line.place.name(record.as_of).text,
        "state": line.state,
        "basis": line.earlier.basis if line.state == "compared" else None,
        "tiers": _tiers(line, cited),
        **{name: line.count(name) for name in _COUNTS},
        "recommendations": {kind: made.count(kind) for kind in _REQUESTS} if made is not None else None,
        "words": words_total([line]),
        "outline_corresponds": line.drift.corresponds if line.drift else None,
        "citations": list(dict.fromkeys(told)),
    }


def reading_citations(reading: EditionReading, cited: NumberedTexts) -> list[int]:
    """What stands for an edition as a whole: its narrative, the coded facts, or the catalogue where it is not held."""
    if reading.narrative:
        return [cited.whole(reading.narrative)]
    return cited.said(*reading.said) if reading.said else [cited.catalogue("reported_findings")]


def _tiers(line: Comparison, cited: NumberedTexts) -> list[dict[str, Any]]:
    pairs = zip((line.earlier, line.later), line.tiers, strict=True)
    return [_tier(reading, fact, cited) for reading, fact in pairs if fact]


def _tier(reading: EditionReading, fact: Fact, cited: NumberedTexts) -> dict[str, Any]:
    """The placement of the record, and what the held narrative itself says of it."""
    stated = reading.of("placement")
    return {
        "edition": fact["report_year"],
        "tier": fact["tier"],
        "basis": fact.basis,
        "note": CONCLUDED if fact.basis in ("derived", "inferred") else None,
        "stated": [{"tier": said.code, "citations": cited.said(said)} for said in stated],
        "citations": [cited.fact(fact, "tier")],
    }


# One jurisdiction --------------------------------------------------------------------------------------------------------------


def comparison_data(record: Record, one: Comparison, cited: NumberedTexts) -> dict[str, Any]:
    """All that changed on one jurisdiction."""
    return {
        "name": one.place.name(record.as_of).text,
        "state": one.state,
        "basis": {"code": one.earlier.basis, "text": BASES[one.earlier.basis]} if one.state == "compared" else None,
        "texts": [_text(reading, cited) for reading in (one.earlier, one.later)],
        "tiers": _tiers(one, cited),
        "findings": sorted(
            (_finding(record, one, change, cited) for change in one.changes),
            key=lambda f: (COMPARED.index(f["kind"]), f["label"]),
        ),
        "figures": [_row(one, row, cited) for row in one.figures],
        "figures_note": NOTE,
        "recommendations": [_request(request, cited) for request in one.requests] if one.requests is not None else None,
        "recommendations_refusal": _no_list(one),
        "length": _length(one.texts, cited),
        "outline": _outline(one.drift, one.texts, one.sections, cited),
    }


def _no_list(one: Comparison) -> str | None:
    """Why recommendations are not compared though both narratives are held; None where they are, or where one is not held."""
    without = [str(reading.edition) for reading in (one.earlier, one.later) if not reading.recommends]
    return NO_LIST.format(f"in the text of {' and in that of '.join(without)}") if one.texts and without else None


def _text(reading: EditionReading, cited: NumberedTexts) -> dict[str, Any]:
    narrative = reading.narrative
    return {
        "edition": reading.edition,
        "basis": reading.basis,
        "title": narrative.title if narrative else None,
        "origin": narrative.origin if narrative else None,
        "established_by": established_by(narrative.origin) if narrative else None,
        "text_sha256": narrative.text_sha256 if narrative else None,
        "other_captures": reading.others,
        "citations": reading_citations(reading, cited),
    }


def silence_data(
    silence: NotReported | Silent | NotHeld, subject: str, reading: EditionReading, cited: NumberedTexts, measure: str = ""
) -> dict[str, Any]:
    """One of the three silences that are no value: its kind, its sentence, and what shows it. `measure`: that of a figure."""
    kinds: dict[type, str] = {NotReported: "not_reported", Silent: "silent", NotHeld: "not_held"}
    told = withheld(reading, measure) if isinstance(silence, NotReported) and measure else None
    shown = cited.said(told) if told else silent_citations(reading, cited)
    return {"state": kinds[type(silence)], "text": sentence(silence, subject), "citations": shown}


def silent_citations(reading: EditionReading, cited: NumberedTexts) -> list[int]:
    """The document that is silent: its narrative, one fact coded from its summary, or the catalogue where it is not held."""
    coded = cited.said(*reading.said[:1]) if not reading.narrative else []
    return coded or reading_citations(reading, cited)


def _finding(record: Record, one: Comparison, change: Change, cited: NumberedTexts) -> dict[str, Any]:
    said, name = change.said, label(change.said, record.as_of)
    return {
        "kind": said.kind,
        "code": said.code,
        "direction": said.direction,
        "label": name,
        "change": change.change,
        "silence": silence_data(change.silence, name, one.later if change.earlier else one.earlier, cited)
        if change.silence
        else None,
        "earlier": [_said(item, cited) for item in change.earlier],
        "later": [_said(item, cited) for item in change.later],
        "citations": cited.said(*change.earlier, *change.later),
    }


def _said(said: Said, cited: NumberedTexts) -> dict[str, Any]:
    return {"quotation": said.quotation or None, "status": said.status, "citations": cited.said(said)}


def _row(one: Comparison, row: FigureRow, cited: NumberedTexts) -> dict[str, Any]:
    sides = (row.earlier, row.later)
    said = [said for side in sides for said in (*_given(side), *side.restated)]
    return {
        "measure": row.measure,
        "unit": row.unit,
        "form": row.form,
        "population": row.population,
        "period_kind": row.period_kind,
        "one_series": row.apart is None,
        "apart": row.apart,
        "earlier": _side(row, row.earlier, one.earlier, cited),
        "later": _side(row, row.later, one.later, cited),
        "citations": cited.said(*said),
    }


def _given(side: Side) -> tuple[Said, ...]:
    return side.answer.value if isinstance(side.answer, Known) else ()


def _side(row: FigureRow, side: Side, reading: EditionReading, cited: NumberedTexts) -> dict[str, Any]:
    subject = row.measure.replace("_", " ")
    silence = None if isinstance(side.answer, Known) else silence_data(side.answer, subject, reading, cited, row.measure)
    return {
        "state": silence["state"] if silence else "known",
        "text": silence["text"] if silence else None,
        "values": [_amount(said, cited) for said in _given(side)],
        "restated": [_amount(said, cited) for said in side.restated],
        "citations": cited.said(*_given(side), *side.restated) or (silence or {}).get("citations", []),
    }


def _amount(said: Said, cited: NumberedTexts) -> dict[str, Any]:
    amount = said.amount
    assert amount is not None
    given = {"value": amount.value, "upper": amount.upper, "qualifier": amount.qualifier, "period": amount.period}
    return {"text": in_print(amount), **given, **_said(said, cited)}


def _request(request: Request, cited: NumberedTexts) -> dict[str, Any]:
    chain, said = request.chain, [said for said in (request.earlier, request.later) if said]
    return {
        "kind": request.kind,
        "similarity": request.similarity,
        "earlier": request.earlier.quotation if request.earlier else None,
        "later": request.later.quotation if request.later else None,
        "editions": list(chain.editions) if chain else None,
        "in_a_row": chain.running if chain else None,
        "not_held": list(chain.not_held) if chain else None,
        "citations": cited.said(*said),
    }


def _length(texts: tuple[Narrative, Narrative] | None, cited: NumberedTexts) -> dict[str, Any] | None:
    if not texts:
        return None
    old, new = texts
    return {"earlier": old.words, "later": new.words, "unit": "words", "citations": list(dict.fromkeys(map(cited.whole, texts)))}


def _outline(
    drift: Drift | None, texts: tuple[Narrative, Narrative] | None, sections: Sequence[SectionPair], cited: NumberedTexts
) -> dict[str, Any] | None:
    if not (drift and texts):
        return None
    return {
        "corresponds": drift.corresponds,
        "refusal": drift.refusal,
        "earlier": list(drift.earlier),
        "later": list(drift.later),
        "added": list(drift.added),
        "dropped": list(drift.dropped),
        "order_changed": drift.order_changed,
        "retitled": [{"earlier": a, "later": b} for a, b in drift.retitled],
        "sections": [_section(pair, texts, cited) for pair in sections],
        "citations": list(dict.fromkeys(map(cited.whole, texts))),
    }


def _section(pair: SectionPair, texts: tuple[Narrative, Narrative], cited: NumberedTexts) -> dict[str, Any]:
    return {
        "name": pair.name,
        "words": {"earlier": pair.words[0], "later": pair.words[1]},
        "passages": {"same": pair.same, "only_earlier": pair.only_earlier, "only_later": pair.only_later},
        "citations": [
            cited.words(texts[0], pair.earlier.start, pair.earlier.end),
            cited.words(texts[1], pair.later.start, pair.later.end),
        ],
    }
