"""A paper as it is ordered: on whose behalf, for whom, in which form; and what is made of the order."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from palermo.briefing.brief import Brief, brief
from palermo.briefing.check import check
from palermo.errors import PalermoError
from palermo.extras import need
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, jurisdictions

# The forms of a file, each with the module that writes it, which is imported when it is used: two of them come with an extra.
_RENDERERS = {
    "md": ("palermo.briefing.render.markdown", "markdown"),
    "html": ("palermo.briefing.render.html", "html"),
    "docx": ("palermo.briefing.render.docx", "docx"),
    "pdf": ("palermo.briefing.render.pdf", "pdf"),
}
FORMS = tuple(_RENDERERS)
_EXTRA = {"docx": "A Word file", "pdf": "A PDF"}


@dataclass(frozen=True, slots=True)
class Order:
    """Which paper is wanted. `sender` is a code of the register; `size`, a4 or letter, is of the sheet of a PDF or a Word file."""

    sender: str = "USA"
    audience: str = "own"
    occasion: str | None = None
    full: bool = False
    agenda: bool = False
    form: str = "pdf"
    size: str = "a4"


def able(form: str) -> None:
    """UserError where a form needs an extra that is not installed."""
    if form in _EXTRA:
        need("papers", _EXTRA[form])


def made(record: Record, place: Jurisdiction, order: Order) -> Brief:
    """The paper on a place, after every value was read again at its source.

    UserError for what is wrong with the order; PalermoError for a paper that does not hold: a fault of ours, and not printed.
    """
    side = jurisdictions()[order.sender]
    if order.agenda:
        from palermo.briefing.agenda import agenda

        paper = agenda(record, place, side, order.audience, full=order.full, occasion=order.occasion)
    else:
        paper = brief(record, place, side, order.audience, full=order.full, occasion=order.occasion)
    failures = check(paper)
    if failures:
        raise PalermoError(
            f"this paper does not hold ({failures[0].claim}: {failures[0].why}), so it is not printed. Please report it."
        )
    return paper


def written(paper: Brief, order: Order) -> bytes:
    """The paper as the bytes of a file in the form that was ordered."""
    module, name = _RENDERERS[order.form]
    render: Callable[..., str | bytes] = getattr(import_module(module), name)
    content = render(paper, order.size) if order.form in _EXTRA else render(paper)
    return content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content


def file_name(paper: Brief, form: str) -> str:
    """What the file is called: place, day and audience stand in it, because files go their own way."""
    case = paper.case
    return f"brief-{case.place.code}-{case.as_of.isoformat()}-{case.audience}.{form}"
