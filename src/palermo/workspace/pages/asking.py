"""What views share: the record of the request, a jurisdiction by name, and pages kept until the record changes."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any, TypeVar

from django.http import Http404, HttpRequest

from palermo.errors import UserError
from palermo.record.opened import Record
from palermo.register.jurisdictions import Jurisdiction, resolve
from palermo.workspace.reading import record_at

T = TypeVar("T")
_KEPT = 1500  # answers: every country's page of three days, with what is asked between them
_answers: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
_making: dict[tuple[Any, ...], Lock] = {}  # so that eight who ask at once wait for one answer, and do not make eight


def record_of(request: HttpRequest) -> Record:
    """The current record as of the day of the request."""
    return record_at(request.day)


def place_of(name: str) -> Jurisdiction:
    """A jurisdiction by whatever name the address has. Http404 for an unknown one, with suggestions."""
    try:
        return resolve(name)
    except UserError as error:
        raise Http404(str(error)) from error


def kept(record: Record, make: Callable[..., T], *question: Any) -> T:
    """The answer of `make(record, *question)`, kept in memory: a record never changes, so neither does an answer from it.

    Answers are shared between threads and must not be changed.
    """
    key = (record.id, record.as_of, record.dated, make.__module__, make.__qualname__, *question)
    with _making.setdefault(key, Lock()):
        try:
            found: T = _answers[key] if key in _answers else make(record, *question)
            if found is not None:  # None: not worked out yet, and asked for again
                _answers[key] = found
                _answers.move_to_end(key)  # what nobody has asked for longest goes first
        finally:
            _making.pop(key, None)  # also where there is no answer: else a lock would be left for whatever somebody asks
    while len(_answers) > _KEPT:
        _answers.popitem(last=False)
    return found


def year_of(request: HttpRequest, name: str = "year") -> int | None:
    """A report year that the address asks for, None where it asks for none. Http404 for what is no year."""
    asked = request.GET.get(name, "").strip()
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) == 4):
        raise Http404(f"'{asked[:20]}' is no year.")
    return int(asked)
