"""An original opened by its media type.

Places of stretches: empty for text and pages (offsets count the characters of `decoding.decoded`), `page 12` of a PDF (PDFium's
characters of that page), a JSON pointer (of XML, the path of its elements), `row 2/column` of a table, `line 3/key` of a file of JSON lines, and `key of …` for the name of a value.
"""

from palermo.evidence.layouts import html, json_files, labour, plain, rows, xml_files
from palermo.evidence.layouts.decoding import decoded
from palermo.evidence.layouts.limits import Unreadable, within_size
from palermo.evidence.layouts.mapped import Block
from palermo.evidence.layouts.narratives import parts_of, year_of
from palermo.evidence.model import Part
from palermo.library.kinds import UNKNOWN, foreign
from palermo.library.kinds import media_type as kind_of

_LINES = ("application/jsonl", "application/x-ndjson", "application/x-jsonlines")
_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def parts(
    data: bytes, *, media_type: str | None, series: str, edition: int | None, jurisdiction: str | None, title: str = ""
) -> tuple[Part, ...]:
    """The narratives of an original, in their order; at least one, each with some text.

    `media_type` None: told by the bytes. `series` an id of library/series; `edition` the report year; `jurisdiction` ISO 3166-1
    alpha-3: what the library knows of the document; it wins where the document is one narrative. `title`: by which it is held.
    Raises Unreadable, and nothing else, for bytes that hold no text that can be read.
    """
    within_size(data)
    kind = (media_type or kind_of(data, title)).split(";")[0].strip().casefold()
    if kind.startswith("text/") and data.lstrip()[:5] == b"%PDF-":
        kind = "application/pdf"
    if kind == "application/pdf":
        return parts_of(_pdf(data), series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    if kind == _WORKBOOK or data[:4] == b"PK\x03\x04":
        raise Unreadable("it is a packed file (a workbook, a document or an archive): save it as CSV, text or PDF")
    if kind in ("application/xml", "text/xml") and (root := xml_files.tree_of(data)) is not None:
        return xml_files.parts(root, series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    if kind == UNKNOWN and (why := foreign(data)):
        raise Unreadable(why)
    text = decoded(data)
    if kind in _LINES or (kind == "application/json" and _has_lines(text)):
        return rows.parts(*rows.of_lines(text), series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    if kind == "application/json":
        return json_files.parts(text, series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    if kind in ("text/csv", "text/tab-separated-values"):
        return rows.parts(*rows.of_csv(text), series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    if kind in ("text/html", "application/xhtml+xml", "application/xml", "text/xml"):
        own, blocks = html.blocks_of(text)
        blocks = list(labour.with_areas(blocks)) if series == labour.SERIES else blocks
        edition = edition if edition is not None else year_of(own)
        return parts_of(blocks, series=series, edition=edition, jurisdiction=jurisdiction, title=own or title)
    if kind.startswith("text/") or kind == UNKNOWN:
        return parts_of(plain.blocks_of(text), series=series, edition=edition, jurisdiction=jurisdiction, title=title)
    raise Unreadable(f"it is {kind}, which is not read")


def _pdf(data: bytes) -> list[Block]:
    from palermo.evidence.layouts import pdf  # PDFium is loaded only for a PDF

    return pdf.blocks_of(data)


def _has_lines(text: str) -> bool:
    """Whether what passes for JSON has an object on each line."""
    first, _, rest = text.strip().partition("\n")
    return first.rstrip().endswith("}") and rest.lstrip()[:1] == "{"
