"""The page: its size, its margins, the audience at its head and the notice at its foot."""

from typing import Any

from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Mm

from palermo.briefing.render.docx.xml import field, run
from palermo.briefing.render.layout import Head
from palermo.errors import UserError

SIZES = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}  # millimetres
_USUAL_LABEL, _WIDE_LABEL = 9, 31  # letters of the longest label of a brief; millimetres for a longer one
_SIDES, _ABOVE, _BELOW = 18, 17, 16  # millimetres


def size(name: str) -> tuple[float, float]:
    """Width and height of paper in millimetres. UserError for a size that is not offered."""
    if name not in SIZES:
        raise UserError(f"'{name}' is no size of paper. Choose {' or '.join(SIZES)}.")
    return SIZES[name]


def inner(name: str) -> float:
    """The width between the margins, in millimetres."""
    return size(name)[0] - 2 * _SIDES


def laid_out(document: Any, name: str, head: Head) -> None:
    """Set the page, its header and its footer. The first page has the audience in its text, and so no header."""
    section = document.sections[0]
    section.page_width, section.page_height = (Mm(length) for length in size(name))
    section.left_margin = section.right_margin = Mm(_SIDES)
    section.top_margin, section.bottom_margin = Mm(_ABOVE), Mm(_BELOW)
    section.different_first_page_header_footer = True
    section.header_distance = section.footer_distance = Mm(8)
    _line(section.header.paragraphs[0], name, [run(f"{head.audience}\t{head.title}")])
    for footer in (section.first_page_footer, section.footer):
        number = [run("Page "), *field("PAGE", [run("1")]), run(" of "), *field("NUMPAGES", [run("1")])]
        _line(footer.paragraphs[0], name, [run(f"{head.line}\t"), *number])


def _line(paragraph: Any, name: str, content: list[Any]) -> None:
    """One line with something at its left and something at its right."""
    paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(inner(name)), WD_TAB_ALIGNMENT.RIGHT)
    paragraph._p.extend(content)


def room_for_labels(document: Any, longest: int) -> None:
    """Move the lines of asks to the right where a label is longer than those of a brief, so that all begin at one place."""
    if longest <= _USUAL_LABEL:
        return
    form = document.styles["Ask Line"].paragraph_format
    first = form.left_indent + form.first_line_indent
    form.tab_stops.clear_all()
    form.left_indent = Mm(_WIDE_LABEL)
    form.first_line_indent = first - Mm(_WIDE_LABEL)
    form.tab_stops.add_tab_stop(Mm(_WIDE_LABEL))
