"""What a program is told when something is refused: one shape, in words, with no content of any item.

What is not there and what is not yours to see are told in the same bytes, and so is everything to a stranger.
"""

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from pydantic import BaseModel, Field

from palermo.errors import UserError
from palermo.workspace.commission.saving import Overtaken
from palermo.workspace.commission.text_check import NeedsConfirmation
from palermo.workspace.commission.words import _

PREFIX = "/api/"


class Failure(BaseModel):
    """Why nothing was done. `error` is for people; the other members, where they are there, are for programs."""

    error: str = Field(description="What is wrong, and what to do, in words.")
    fields: dict[str, list[str]] | None = Field(None, description="What is wrong with which field.")
    changed: list[str] | None = Field(None, description="409: the fields that somebody else has changed meanwhile.")
    version: int | None = Field(None, description="409: the version that stands now.")
    confirm: list[str] | None = Field(None, description="422: looks like this; take it out, or send `confirmed`: true.")


class Unfit(UserError):  # noqa: N818
    """What was sent does not fit its form; `fields` says what is wrong with which."""

    def __init__(self, fields: dict[str, list[str]]) -> None:
        self.fields = fields
        super().__init__(_("Something is missing or cannot be read; it is said beside the field."))


def told(status: int, error: str, **more: Any) -> HttpResponse:
    """A failure as it goes over the wire."""
    return JsonResponse({"error": str(error)} | more, status=status, json_dumps_params={"ensure_ascii": False})


def asks_for_json(request: HttpRequest) -> bool:
    """Whether an address is one of the interface, so that failures are told in JSON there."""
    return bool(request.path_info.startswith(PREFIX))


def not_found() -> HttpResponse:
    """The one answer for what does not exist, what is not yours, and to whoever is a stranger here."""
    return told(404, _("There is no such thing, or it is not yours to see."))


def our_fault() -> HttpResponse:
    """Something on our side: no detail is told."""
    return told(500, _("Something went wrong on our side. Nothing was lost."))


def tell(api: NinjaAPI) -> None:
    """Teach an interface how each refusal is told."""
    handlers: dict[Any, Any] = {
        Http404: lambda request, error: not_found(),
        Overtaken: lambda request, error: told(409, str(error), changed=error.names, version=error.version),
        IntegrityError: lambda request, error: told(
            409, _("Somebody else was faster. Look at what stands now, and send it again.")
        ),
        NeedsConfirmation: lambda request, error: told(422, str(error), confirm=error.found),
        Unfit: lambda request, error: told(422, str(error), fields=error.fields),
        UserError: lambda request, error: told(422, str(error)),
        ValidationError: lambda request, error: told(422, str(Unfit({})), fields=_by_field(error)),
        RequestDataTooBig: lambda request, error: told(413, _("That is too much at once.")),
        HttpError: _refused,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)


def _refused(request: HttpRequest, error: HttpError) -> HttpResponse:
    return told(error.status_code, _("The body cannot be read: send JSON.") if error.status_code == 400 else str(error))


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    """What is wrong by field, in the order in which it was found: never what was sent."""
    fields: dict[str, list[str]] = {}
    for one in error.errors:
        place = [str(part) for part in one["loc"] if part not in ("body", "said", "query", "path")]
        fields.setdefault(".".join(place) or "body", []).append(str(one["msg"]))
    return fields
