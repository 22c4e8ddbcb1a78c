"""The working paper as a Word file: a heading and a table of empty fields for each question, what is not for sending in grey."""

from typing import Any

from palermo.briefing.render.docx.package import begun, described, saved
from palermo.briefing.render.docx.page import inner, laid_out
from palermo.briefing.render.docx.xml import element, run
from palermo.briefing.render.layout import Head
from palermo.briefing.submission.submission import FIELDS, NOTICE, SENDER_ONLY, Asked, Submission, beside, head, source_line

_GREY = "595959"  # dark enough to be read, by the rules of contrast
_ROW = 7.5  # millimetres
_FIRST = 0.38  # of the width


def docx(made: Submission, paper: str, clean: bool = False) -> bytes:
    """The bytes of the file. `clean`: only what is for sending."""
    document, _ = begun()
    audience = "For sending" if clean else "Working paper, not for sending as it stands"
    top = Head(made.title, audience, f"Report year {made.request.year}", NOTICE)
    laid_out(document, paper, top)
    described(document, made.title, audience, made.record.as_of)
    if not clean:
        _add(document, "Audience", audience)
    _add(document, "Title", made.title)
    if not clean:
        _add(document, "Notice", NOTICE)
        for label, words in head(made):
            _add(document, "List Bullet", f"{label}: {words}")
        _add(document, "Normal", beside(made), grey=True)
    for one in made.asked:
        _question(document, one, paper, clean)
    if not clean:
        _last_page(document, made)
    return saved(document, made.record.as_of)


def _question(document: Any, one: Asked, paper: str, clean: bool) -> None:
    most = f" (at most {one.question.longest:,} words)" if one.question.longest else ""
    _add(document, "Heading 1", f"{one.question.id}. {one.question.text}{most}")
    for note in () if clean else one.notes:
        quoted = f" “{note.quotation}”" if note.quotation else ""
        numbers = f" [{', '.join(map(str, note.citations))}]" if note.citations else ""
        line = _add(document, "Normal", f"Not for sending. {note.text}{quoted}{numbers}", grey=True)
        line.paragraph_format.keep_with_next = True
    _fields(document, paper, one)


def _fields(document: Any, paper: str, one: Asked) -> None:
    from docx.shared import Mm

    made = document.add_table(rows=len(FIELDS), cols=2, style="Small Table")
    made.autofit = False
    made._tbl.tblPr.append(element("tblCaption", val=f"Empty fields for the answer to question {one.question.id}"))
    last = list(FIELDS.values())[-1]
    for row, label in zip(made.rows, FIELDS.values(), strict=True):
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        row.height = Mm(_ROW)  # at least: room to write by hand, and the row grows with what is typed
        for cell, words, share in zip(row.cells, (label, ""), (_FIRST, 1 - _FIRST), strict=True):
            cell.width = Mm(inner(paper) * share)
            cell.paragraphs[0].style = "Table Text"
            cell.paragraphs[0].paragraph_format.keep_with_next = label != last  # the fields of an answer stay on one page
            cell.paragraphs[0]._p.extend([run(words)] if words else [])


def _last_page(document: Any, made: Submission) -> None:
    heading = _add(document, "Heading 1", "For the sender only")
    heading.paragraph_format.page_break_before = True
    for line in SENDER_ONLY:
        _add(document, "Normal", f"☐ {line}")
    _add(document, "Heading 1", "Sources of what is not for sending")
    for source in made.sources:
        _add(document, "Source", source_line(source), grey=True)


def _add(document: Any, style: str, text: str, grey: bool = False) -> Any:
    from docx.shared import RGBColor

    paragraph = document.add_paragraph(style=style)
    paragraph._p.append(run(text))
    if grey:
        for one in paragraph.runs:
            one.font.color.rgb = RGBColor.from_string(_GREY)
    return paragraph
