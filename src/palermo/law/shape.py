"""Plain data into frozen dataclasses and back, strictly: an unknown key, a missing key or a wrong type is
an error.

The same few functions read the YAML of the law, the compiled law and the statute abstracts that a person
supplies.
"""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar, cast

from palermo.errors import PalermoError

T = TypeVar("T")


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def build(cls: type[T], data: object, where: str, error: type[PalermoError] = PalermoError) -> T:
    """An instance of the dataclass `cls` from plain data.

    `where` names the file and place for the message. Raises `error` on an unknown or missing key or a wrong
    type.
    """
    if not isinstance(data, Mapping):
        raise error(f"{where}: expected named fields, found {_said(data)}.")
    fields = {item.name: item for item in dataclasses.fields(cls)}  # type: ignore[arg-type]
    for key in data:
        if key not in fields:
            raise error(f"{where}: '{key}' is not a field here; the fields are {', '.join(fields)}.")
    hints: dict[str, Any] = _hints(cast(Any, cls))
    given = {}
    for name, item in fields.items():
        if name in data:
            given[name] = convert(hints[name], data[name], f"{where}, {name}", error)
        elif item.default is dataclasses.MISSING and item.default_factory is dataclasses.MISSING:
            raise error(f"{where}: '{name}' is missing.")
    return cls(**given)


def convert(hint: Any, data: object, where: str, error: type[PalermoError] = PalermoError) -> Any:
    """One value as the type `hint` asks for; `error` when it is something else."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        return build(hint, data, where, error)
    if origin is typing.Literal:
        return _one_of(args, data, where, error)
    if origin in (typing.Union, types.UnionType):
        return _union(args, data, where, error)
    if origin is tuple:
        return _tuple(args, data, where, error)
    if origin is not None and issubclass(origin, Mapping):
        return _mapping(args, data, where, error)
    return _plain(hint, data, where, error)


def _one_of(choices: tuple[Any, ...], data: object, where: str, error: type[PalermoError]) -> Any:
    if data not in choices:
        raise error(f"{where}: {_said(data)} is not one of {', '.join(map(str, choices))}.")
    return data


def _union(args: tuple[Any, ...], data: object, where: str, error: type[PalermoError]) -> Any:
    if data is None and type(None) in args:
        return None
    solid = [hint for hint in args if hint is not type(None)]
    if len(solid) == 1:
        return convert(solid[0], data, where, error)
    for hint in solid:
        try:
            return convert(hint, data, where, error)
        except error:
            continue
    names = ", ".join(getattr(hint, "__name__", str(hint)) for hint in args)
    raise error(f"{where}: {_said(data)} is none of {names}.")


def _tuple(args: tuple[Any, ...], data: object, where: str, error: type[PalermoError]) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise error(f"{where}: expected a list, found {_said(data)}.")
    return tuple(convert(args[0], item, f"{where}[{rank}]", error) for rank, item in enumerate(data))


def _mapping(args: tuple[Any, ...], data: object, where: str, error: type[PalermoError]) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise error(f"{where}: expected named entries, found {_said(data)}.")
    return {str(key): convert(args[1], item, f"{where}, {key}", error) for key, item in data.items()}


def _plain(hint: Any, data: object, where: str, error: type[PalermoError]) -> Any:
    if hint is dt.date and isinstance(data, str):
        try:
            return dt.date.fromisoformat(data)
        except ValueError:
            raise error(f"{where}: '{data}' is not a date of the form YYYY-MM-DD.") from None
    if hint is str and isinstance(data, dt.date):
        return data.isoformat()
    if not isinstance(data, hint) or (isinstance(data, bool) and hint is not bool):
        raise error(f"{where}: expected {hint.__name__}, found {_said(data)}.")
    return " ".join(data.split()) if isinstance(data, str) else data


def plain(value: Any) -> Any:
    """The reverse of `build`: dicts, lists, strings and numbers only, keys sorted, dates as YYYY-MM-DD."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in sorted(f.name for f in dataclasses.fields(value))}
    if isinstance(value, Mapping):
        return {key: plain(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def _said(data: object) -> str:
    return f"'{data}'" if isinstance(data, str | int | float) else type(data).__name__
