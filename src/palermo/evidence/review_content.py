"""What a person may say that a finding is: codes and fields of each kind, checked before they are written down."""

from collections.abc import Mapping
from dataclasses import fields
from types import UnionType
from typing import Any, get_args, get_type_hints

from palermo.errors import UserError
from palermo.evidence import model
from palermo.evidence.codebook import ROLES
from palermo.evidence.counting import MEASURES
from palermo.evidence.findings.actions import SUITS
from palermo.evidence.findings.trends import SUBJECTS
from palermo.evidence.numbers import LONGEST
from palermo.evidence.reviews import Said
from palermo.register.jurisdictions import resolve
from palermo.register.vocabulary import gaps
from palermo.utf8 import is_utf8

KINDS: dict[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (model.Placement, model.Figure, model.Gap, model.Action, model.Role, model.Flow, model.Penalty, model.Judgment,
                 model.Ground, model.Trend, model.Recommendation)
}  # fmt: skip
_NOT_DETAILS = (
    "tier",
    "measure",
    "code",
    "type",
    "name",
    "country",
    "test",
    "subject",
    "number",
    "value",
    "met",
    "start",
    "end",
    "spans",
)
_ALLOWED = {
    "qualifier": ("exact", "at_least", "at_most", "approx"),
    "unit": ("cases", "persons"),
    "form": ("sex", "labour"),
    "complies": ("full", "not_full", "unstated"),
    "movement": ("upgraded", "downgraded", "remained", "placed"),
}
_DIRECTIONS = {"flow": ("in", "out"), "trend": ("increased", "decreased", "maintained", "mixed", "none", "minimal")}
_FIT = {bool: "say yes or no", int: "give a whole number"}
_BOOLEAN = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def codes(kind: str) -> tuple[str, ...]:
    """The codes of a kind; empty where they are free (a law, a number of a list) or are those of the jurisdictions (flow)."""
    listed: dict[str, tuple[str, ...]] = {
        "placement": ("1", "2", "2WL", "3", "SC"),
        "figure": MEASURES,
        "gap": tuple(code for code, gap in gaps().items() if gap.codebook),
        "action": tuple(SUITS),
        "role": ROLES,
        "judgment": ("stringent", "commensurate"),
        "ground": ("no_increasing_efforts", "numbers", "commitments"),
        "trend": SUBJECTS,
    }
    return listed.get(kind, ())


def details_of(kind: str) -> tuple[str, ...]:
    """The fields that a finding of this kind may have besides code, value and place."""
    return tuple(f.name for f in fields(KINDS[kind]) if f.name not in _NOT_DETAILS and (kind, f.name) != ("penalty", "law"))


def said(kind: str, before: Said | None, code: str | None, value: int | None, given: Mapping[str, str]) -> Said:
    """What a finding is, in a person's words: `before` with another code, value or fields; an empty field takes one away.

    `value` is the number of a figure, and 1 or 0 (met or not) for a judgment. UserError names what this kind does not have.
    """
    if kind not in KINDS:
        raise UserError(f"'{kind}' is no kind of finding. Kinds: {', '.join(KINDS)}.")
    code = _code(kind, code) if code is not None else before.code if before else "" if kind == "recommendation" else None
    if code is None:
        raise UserError(f"Say what it is with --code{': ' + ', '.join(codes(kind)) if codes(kind) else ''}.")
    return Said(code, _value(kind, before, value), {**(before.details if before else {}), **_given(kind, given)})


def _code(kind: str, code: str) -> str:
    if kind == "flow":
        return resolve(code).code
    if kind == "recommendation":
        raise UserError("A recommendation has no code: it is its words. Leave --code out, or give --field themes=GAP,GAP.")
    if codes(kind) and code not in codes(kind):
        raise UserError(f"'{code}' is no code of a {kind}. Codes: {', '.join(codes(kind))}.")
    if not code.strip():
        raise UserError("The code is empty. Leave --code out to keep the reader's.")
    if not is_utf8(code):
        raise UserError(f"'{code}' is not written in UTF-8. Type it again.")
    return code


def _value(kind: str, before: Said | None, value: int | None) -> int | None:
    held = value if value is not None else before.value if before else None
    if kind not in ("figure", "judgment"):
        if value is not None:
            raise UserError(f"A {kind} has no value; leave --value out.")
        return held
    if held is None or held < 0 or (kind == "judgment" and held > 1):
        raise UserError(f"A {kind} needs --value: {'a number from 0 on' if kind == 'figure' else '1 for met, 0 for not met'}.")
    return _count(str(held))


def _count(text: str) -> int:
    if len(text) > LONGEST:
        raise UserError(f"'{text}' is no figure: a number has at most {LONGEST} digits.")
    return int(text)


def _given(kind: str, given: Mapping[str, str]) -> dict[str, Any]:
    hints = get_type_hints(KINDS[kind])
    unknown = [name for name in given if name not in details_of(kind)]
    if unknown:
        raise UserError(f"A {kind} has no '{unknown[0]}'. Fields: {', '.join(details_of(kind)) or 'none but its code'}.")
    return {name: _cell(kind, name, text, hints[name]) for name, text in given.items()}


def _cell(kind: str, name: str, text: str, hint: Any) -> Any:
    """A field's text as its type. Empty is None, and an empty list for a list."""
    types = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    allowed = _DIRECTIONS[kind] if name == "direction" else _ALLOWED.get(name, ())
    if str(types[0]).startswith("tuple"):
        return [_code("gap", code) for code in text.replace(",", " ").split()]
    if not text:
        return None
    if allowed and text not in allowed:
        raise UserError(f"'{text}' is no {name} of a {kind}. Known: {', '.join(allowed)}.")
    if bool in types and text.casefold() in _BOOLEAN:
        return _BOOLEAN[text.casefold()]
    if int in types and text.isdecimal():
        return _count(text)
    if str in types and is_utf8(text):
        return text
    raise UserError(f"'{text}' does not fit {name}: {_FIT.get(types[0], 'write it in UTF-8')}.")
