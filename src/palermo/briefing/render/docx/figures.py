"""The one small table: the figures of each edition, a row an edition. The cells of a row, read together, are the claim."""

import re
from collections.abc import Sequence
from typing import Any

from docx.shared import Mm

from palermo.briefing.claims import Claim
from palermo.briefing.render.docx.notes import Notes
from palermo.briefing.render.docx.xml import element, run

_HEAD = ("Edition", "Figures, as its official summary gives them")
_FIRST = 26.0  # millimetres
_EDITION = re.compile(r"(\d{4} edition:) (.+)", re.DOTALL)


def split_figures(claim: Claim) -> tuple[str, str] | None:
    """The two cells of a claim on the figures of one edition; None for any other claim."""
    match = _EDITION.fullmatch(claim.text) if claim.id.startswith("figures/") else None
    return (match[1], match[2]) if match else None


def figure_table(document: Any, claims: Sequence[Claim], notes: Notes, width: float) -> None:
    """Write the table, `width` millimetres wide, its header repeated where it runs over a page."""
    table = document.add_table(rows=1, cols=2, style="Figure Table")
    table.autofit = False
    _described(table)
    for cell, words in zip(table.rows[0].cells, _HEAD, strict=True):
        _fill(cell, "Table Head", run(words))
    table.rows[0]._tr.get_or_add_trPr().extend([element("cantSplit"), element("tblHeader")])
    for claim in claims:
        row = table.add_row()
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        edition, rest = split_figures(claim) or ("", claim.text)
        _fill(row.cells[0], "Table Text", run(edition))
        _fill(row.cells[1], "Table Text", run(rest), notes.call(claim))
    for column, wide in zip(table.columns, (_FIRST, width - _FIRST), strict=True):
        column.width = Mm(wide)
        for cell in column.cells:
            cell.width = Mm(wide)


def _fill(cell: Any, style: str, *content: Any) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0]._p.extend(content)


def _described(table: Any) -> None:
    """What the table is, for those who cannot see it; the first row is its header."""
    properties = table._tbl.tblPr
    for look in properties.xpath("./w:tblLook"):
        properties.remove(look)
    properties.append(element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1))
    properties.append(element("tblCaption", val="Figures by edition"))
