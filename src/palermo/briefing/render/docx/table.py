"""The one small table: the treaties, a row each. The cells of a row, read together, are the claim."""

from collections.abc import Sequence
from typing import Any

from docx.shared import Mm

from palermo.briefing.claims import Claim
from palermo.briefing.render.docx.notes import Notes
from palermo.briefing.render.docx.xml import element, run
from palermo.briefing.render.sheet import HEADS, row

_FIRST = 0.42  # of the width


def table(document: Any, claims: Sequence[Claim], notes: Notes, width: float) -> None:
    """Write the table, `width` millimetres wide, its header repeated where it runs over a page."""
    made = document.add_table(rows=1, cols=2, style="Small Table")
    made.autofit = False
    _described(made)
    for cell, words in zip(made.rows[0].cells, HEADS, strict=True):
        _fill(cell, "Table Head", run(words))
    made.rows[0]._tr.get_or_add_trPr().extend([element("cantSplit"), element("tblHeader")])
    for claim in claims:
        cells = made.add_row()
        cells._tr.get_or_add_trPr().append(element("cantSplit"))
        name, said = row(claim)
        _fill(cells.cells[0], "Table Text", run(name))
        _fill(cells.cells[1], "Table Text", run(said), notes.call(claim))
    for column, share in zip(made.columns, (_FIRST, 1 - _FIRST), strict=True):
        column.width = Mm(width * share)
        for cell in column.cells:
            cell.width = Mm(width * share)


def _fill(cell: Any, style: str, *content: Any) -> None:
    cell.paragraphs[0].style = style
    cell.paragraphs[0]._p.extend(content)


def _described(made: Any) -> None:
    """What the table is, for those who cannot see it; the first row is its header."""
    properties = made._tbl.tblPr
    for look in properties.xpath("./w:tblLook"):
        properties.remove(look)
    properties.append(element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1))
    properties.append(element("tblCaption", val="Treaties and what this record holds on them"))
