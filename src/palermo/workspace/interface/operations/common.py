"""What the operations share: the statuses that each may answer with, and a part of a list."""

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query

from palermo.workspace.interface.failures import Failure

Limit = Annotated[int, Query(50, ge=1, le=200, description="How many at most.")]
Offset = Annotated[int, Query(0, ge=0, le=1_000_000, description="How many to leave out at the beginning.")]
_READING = frozenset({404, 422, 429})
_WRITING = frozenset({400, 403, 404, 409, 413, 422, 429})


def reads(shape: Any) -> dict[Any, Any]:
    """The answers of an operation that reads."""
    return {200: shape, _READING: Failure}


def writes(shape: Any, status: int = 200) -> dict[Any, Any]:
    """The answers of an operation that writes."""
    return {status: shape, _WRITING: Failure}


def part(
    found: "QuerySet[Any] | Sequence[Any]", show: Callable[[list[Any]], list[Any]], limit: int, offset: int
) -> dict[str, Any]:
    """A part of a list, as it goes over the wire; `show` makes it of the items of this part alone."""
    count = found.count() if isinstance(found, QuerySet) else len(found)
    return {"items": show(list(found[offset : offset + limit])), "count": count, "limit": limit, "offset": offset}
