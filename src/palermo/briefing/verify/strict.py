"""Data from outside into dataclasses, strictly: every key known, every type right, nothing guessed."""

import dataclasses
import json
import types
from collections.abc import Iterable
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
LARGEST = 8_000_000  # characters of JSON: the longest brief has a twentieth
DEEPEST = 40


class MisshapenError(ValueError):
    """Data that is not what it says that it is: `where` in it, and why."""

    def __init__(self, where: str, why: str) -> None:
        super().__init__(f"{where or 'the whole'}: {why}")
        self.where, self.why = where, why


def parsed(text: str) -> Any:
    """JSON text as data. MisshapenError for what is no JSON, too much, too deep, or says a thing twice."""
    if len(text) > LARGEST:
        raise MisshapenError("", f"it has more than {LARGEST:,} characters")
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError:
        raise MisshapenError("", "it is nested too deeply") from None
    except json.JSONDecodeError as error:
        raise MisshapenError(f"line {error.lineno}, character {error.colno}", f"this is no JSON ({error.msg})") from None
    except MisshapenError:
        raise
    except ValueError as error:
        raise MisshapenError("", str(error)) from None


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise MisshapenError(key, "the key stands there twice")
        found[key] = value
    return found


def _no_number(text: str) -> Any:
    raise MisshapenError("", f"{text} is no number")


def shaped(cls: type[T], data: Any, where: str = "") -> T:
    """Data as an object of a dataclass. A field without a default must be there; no other key may be. MisshapenError otherwise."""
    if not isinstance(data, dict):
        raise MisshapenError(where, f"{_brief(data)} is no object")
    fields = {f.name: f for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    unknown = next((key for key in data if key not in fields), None)
    if unknown is not None:
        raise MisshapenError(_inside(where, unknown), "no such key is known")
    hints, found = get_type_hints(cls), {}
    for name, field in fields.items():
        if name in data:
            found[name] = _value(hints[name], data[name], _inside(where, name))
        elif field.default is dataclasses.MISSING:
            raise MisshapenError(_inside(where, name), "it is missing")
    return cls(**found)


def _value(kind: Any, data: Any, where: str) -> Any:
    if kind is Any:
        return _plain(data, where)
    if get_origin(kind) in (Union, types.UnionType):
        if data is None and type(None) in get_args(kind):
            return None
        kind = next(one for one in get_args(kind) if one is not type(None))
    if get_origin(kind) is tuple:
        if not isinstance(data, list):
            raise MisshapenError(where, f"{_brief(data)} is no list")
        return tuple(_value(get_args(kind)[0], one, f"{where}[{n}]") for n, one in enumerate(data))
    if dataclasses.is_dataclass(kind):
        return shaped(kind, data, where)  # type: ignore[arg-type]
    if type(data) is not kind:
        raise MisshapenError(where, f"{_brief(data)} is no {_KINDS[kind]}")
    return data


_KINDS = {str: "text", int: "whole number", bool: "true or false"}


def _plain(data: Any, where: str, depth: int = 0) -> Any:
    """Any value, with tuples for lists, as functions of ours give them."""
    if depth > DEEPEST:
        raise MisshapenError(where, "it is nested too deeply")
    if isinstance(data, list):
        return tuple(_plain(one, where, depth + 1) for one in data)
    if isinstance(data, dict):
        raise MisshapenError(where, "an object is no value")
    return data


def _inside(where: str, name: str) -> str:
    name = name if len(name) < 80 else f"{name[:80]}…"
    return f"{where}.{name}" if where else name


def _brief(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False)
    return text if len(text) < 80 else f"{text[:80]}…"
