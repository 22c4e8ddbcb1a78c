"""The brief as PDF: typeset by typst, tagged (PDF/UA-1), fit for keeping (PDF/A-3a), with the brief itself attached as data."""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from palermo.briefing.brief import Brief
from palermo.briefing.carried import NAME, carried
from palermo.briefing.render.sheet import sheet
from palermo.errors import PalermoError, UserError
from palermo.extras import need

SIZES = {"a4": "a4", "letter": "us-letter"}
_TEMPLATES = Path(__file__).parent / "templates"
_FONTS = Path(__file__).parents[1] / "fonts"
# PDF/A-3 is the one form for keeping that lets a file be attached; typst refuses what it cannot certify as either.
_STANDARDS = ["ua-1", "a-3a"]
_one_at_a_time = Lock()  # the site asks from many threads, and a compiler serves one


@cache
def _compiler() -> Any:
    """One compiler for all papers of a process, with typst's own fonts and ours: none of the system, nothing outside the templates."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(str(_TEMPLATES / "brief.typ"), root=str(_TEMPLATES), font_paths=fonts)


def pdf(paper: Brief, size: str = "a4") -> bytes:
    """The paper as a PDF on A4 or Letter, the same bytes for the same brief.

    UserError without the extra, and for letters of the cover line that the packaged fonts do not have; PalermoError where the template
    fails, which is a fault of ours.
    """
    need("papers", "A PDF")
    import typst

    day = dt.datetime.combine(paper.case.as_of, dt.time(), dt.UTC)
    given = {"sheet": json.dumps(sheet(paper)), "carried": carried(paper), "name": NAME, "size": SIZES[size]}
    try:
        with _one_at_a_time:
            made: bytes = _compiler().compile(
                format="pdf", sys_inputs=given, pdf_standards=_STANDARDS, timestamp=int(day.timestamp())
            )
    except typst.TypstError as error:
        raise _failed(paper, error) from error
    return made


def _failed(paper: Brief, error: Any) -> PalermoError:
    said = str(error).splitlines()[0]
    if paper.occasion and "could not be displayed" in said:
        return UserError(
            "'--for' holds letters that the fonts of the PDF do not have. Write it in another script, or make a Word file or a page."
        )
    return PalermoError(f"the PDF could not be typeset ({said}). Please report it.")
