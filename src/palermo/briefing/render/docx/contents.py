"""The contents: a field that Word can work out again, standing written from the start.

They stand in one paragraph, because page one belongs to the points to make, and without page numbers, which only a layout knows.
"""

from collections.abc import Sequence
from typing import Any

from palermo.briefing.render.docx.xml import element, field, link, run

_FIELD = r'TOC \o "1-1" \n \h \z'  # first headings; no page numbers; links; none in a view of the web


def contents(headings: Sequence[tuple[str, str]]) -> Any:
    """The block of contents, from (bookmark, heading) pairs; word processors offer to renew it as a whole."""
    shown = [run("Contents: ")]
    for number, (name, text) in enumerate(headings):
        shown += [*([run(" · ")] if number else []), link(text, anchor=name)]
    paragraph = element("p", element("pPr", element("pStyle", val="TOC1")), *field(_FIELD, shown))
    gallery = element("docPartObj", element("docPartGallery", val="Table of Contents"), element("docPartUnique"))
    return element("sdt", element("sdtPr", gallery), element("sdtContent", paragraph))
