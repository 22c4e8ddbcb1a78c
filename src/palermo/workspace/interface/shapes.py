"""The shapes that go over the wire, made from the models themselves: what an item holds, and what its form takes.

So a field that is added to a model is in the interface and its OpenAPI document the same day, with its limits.
"""

import datetime as dt
from functools import cache
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from django.db import models
from pydantic import BaseModel, ConfigDict, Field, create_model

from palermo.workspace.commission.forms import KINDS
from palermo.workspace.commission.marks import content_fields

T = TypeVar("T")
NEVER_TOLD = ("decided_by",)  # who did what stands in the history, for those who may read it
Version = Annotated[
    int, Field(ge=1, le=2**31 - 2, description="The version that you read: who was overtaken is told what changed.")
]
Confirmed = Annotated[bool, Field(description="Somebody looked: this tells nobody who a victim, a witness or a source is.")]


class Said(BaseModel):
    """What is sent: a name that nobody knows is refused, and not passed over."""

    model_config = ConfigDict(extra="forbid")


class Stone(BaseModel):
    """What stays of what was erased."""

    on: dt.date
    reason: str
    sha256: str


class Frame(BaseModel):
    """What every item carries."""

    key: UUID
    version: int
    made_at: dt.datetime
    changed_at: dt.datetime
    published_at: dt.datetime | None = Field(description="null: a draft")
    erased: Stone | None = None


class Page(BaseModel, Generic[T]):
    """A part of a list: `count` is how many there are in all."""

    items: list[T]
    count: int
    limit: int
    offset: int


def words(most: int | None = None, least: int = 0) -> Any:
    """Text that a database takes: no NUL, and not too long."""
    return Annotated[str, Field(min_length=least, max_length=most, pattern=r"^[^\x00]*$")]


@cache
def held(what: str, *more: tuple[str, Any]) -> type[BaseModel]:
    """The shape of an item as it is read; `more` are members that its kind has besides."""
    model = KINDS[what].model
    fields: dict[str, Any] = {
        f.name: (_type(f), Field(description=str(f.verbose_name))) for f in content_fields(model) if f.name not in NEVER_TOLD
    }
    fields |= {name: (kind, ...) for name, kind in more}
    made: type[BaseModel] = create_model(model.__name__, __base__=Frame, __doc__=model.__doc__, **fields)
    return made


@cache
def new(what: str) -> type[BaseModel]:
    """The shape of what makes an item: the fields of its form, with their defaults."""
    kind = KINDS[what]
    fields: dict[str, Any] = {name: _asked(kind.model._meta.get_field(name)) for name in kind.fields}
    made: type[BaseModel] = create_model(
        f"New{kind.model.__name__}", __base__=Said, __doc__="A new item, a draft.", confirmed=(Confirmed, False), **fields
    )
    return made


@cache
def changed(what: str) -> type[BaseModel]:
    """The shape of a change: the version that was read, and only those fields that change."""
    kind = KINDS[what]
    fields: dict[str, Any] = {}
    for name in kind.fields:
        field = kind.model._meta.get_field(name)
        fields[name] = (_type(field), Field(default=None, description=str(field.verbose_name), validate_default=False))
    made: type[BaseModel] = create_model(
        f"Changed{kind.model.__name__}",
        __base__=Said,
        __doc__="A change: what is left out stays as it is.",
        version=(Version, ...),
        confirmed=(Confirmed, False),
        **fields,
    )
    return made


def _asked(field: Any) -> tuple[Any, Any]:
    default = ... if not field.blank and not field.has_default() else None if field.null else field.get_default()
    return _type(field, required=default is ...), Field(default=default, description=str(field.verbose_name))


def _type(field: Any, *, required: bool = False) -> Any:
    """The type of a field's value: enumerated where the model has choices, else by the kind of field."""
    if field.choices:
        values = [value for value, _label in field.choices] + ([""] if field.blank else [])
        return Literal[tuple(dict.fromkeys(values))]
    plain: Any = next((kind for base, kind in _PLAIN if isinstance(field, base)), None)
    if plain is None:
        plain = words(field.max_length, 1 if required else 0)
    return plain | None if field.null else plain


_PLAIN: tuple[tuple[Any, Any], ...] = (
    (models.ForeignKey, UUID),
    (models.BooleanField, bool),
    (models.DateTimeField, dt.datetime),
    (models.DateField, dt.date),
    (models.JSONField, dict[str, Any]),
)
