"""Tables as narratives: rows of recommendations, suggested actions or comments, one narrative for each jurisdiction and year.

Rows that are recommendations stand under a heading, so that each is read as one. The answers of
the state, where they are more than a word, follow under the name of theirs.
"""

import csv
import io
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from palermo.errors import UserError
from palermo.evidence.layouts import letters
from palermo.evidence.layouts.limits import MOST_ROWS, Unreadable
from palermo.evidence.layouts.mapped import NOWHERE, Block, Run, text_of
from palermo.evidence.layouts.narratives import code_of
from palermo.evidence.layouts.values import blocks_of, folded, label, year_in
from palermo.evidence.model import Part
from palermo.evidence.outline import function_of
from palermo.register.jurisdictions import resolve

_TEXT = (
    "text",
    "recommendation",
    "recommendations",
    "suggested action",
    "action",
    "observation",
    "comment",
    "body",
    "narrative",
    "content",
    "description",
)
_PLACE = (
    "target iso3",
    "state under review",
    "sur",
    "iso3",
    "country",
    "country name",
    "jurisdiction",
    "state",
    "name",
    "country iso3",
)
_YEAR = ("year", "edition", "report year", "year of review")
_ANSWER = ("response text", "response", "reply", "position", "comments of the state")
_LONG_ANSWER = 3  # words; an answer of fewer is a code ("Accepted")
_LEVEL = 3

Row = dict[str, Any]


def text_column(row: Row) -> str | None:
    """The column that holds the text of a row, None where there is none."""
    return _column(row, _TEXT)


def of_csv(text: str) -> tuple[list[Row], list[str]]:
    """The rows of a table with a header, and the place of each: `row 2` is the first one below the header."""
    csv.field_size_limit(sys.maxsize)
    head = text[:4_096]
    delimiter = max(",;\t", key=head.split("\n", 1)[0].count)
    try:
        found = list(_bounded(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restkey="")))
    except csv.Error as error:
        raise Unreadable(f"it is no table that can be read ({error})") from None
    return found, [f"row {number}" for number in range(2, len(found) + 2)]


def of_lines(text: str) -> tuple[list[Row], list[str]]:
    """The objects of a file of JSON lines, and the place of each: `line 1` and on. Unreadable when a line is none."""
    found, places = [], []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            raise Unreadable(f"its line {number} is no JSON object") from None
        if not isinstance(row, dict):
            raise Unreadable(f"its line {number} is no JSON object")
        found.append(row)
        places.append(f"line {number}")
    return list(_bounded(found)), places


def parts(
    rows: Sequence[Row], places: Sequence[str], *, series: str, edition: int | None, jurisdiction: str | None, title: str = ""
) -> tuple[Part, ...]:
    """The narratives of a table. Unreadable when no column holds text."""
    column = text_column(rows[0]) if rows else None
    if column is None:
        raise Unreadable(f"it is a table without a column of text (one named {', '.join(_TEXT[:4])} …)")
    groups: dict[tuple[str, int | None], list[tuple[Row, str]]] = {}
    for row, place in zip(rows, places, strict=True):
        if isinstance(row.get(column), str) and row[column].strip():
            groups.setdefault((_name(row), _year(row) or edition), []).append((row, place))
    if not groups:
        raise Unreadable("its column of text is empty")
    found = []
    for (name, year), group in groups.items():
        code = jurisdiction if len(groups) == 1 and jurisdiction else _code(name)
        asked = _blocks(group, column, _recommends(column, series, title))
        answered = list(_answers(group))
        if answered and series == letters.SERIES:
            found.append(Part(code, year, name or title, text_of(asked)))
            found.append(Part(code, year, f"{name or title}: reply of the State", text_of(answered), letters.OF_STATE))
        else:
            found.append(Part(code, year, name or title, text_of([*asked, *answered])))
    return tuple(found)


def _recommends(column: str, series: str, title: str) -> bool:
    """Whether the rows are recommendations though their column does not say so: of the Labor Department's tables one alone holds them."""
    labour = series == "sweat_and_toil" and (folded(column) in ("action", "actions") or "suggested action" in folded(title))
    return series == "upr" or labour


def _blocks(group: list[tuple[Row, str]], column: str, recommends: bool) -> list[Block]:
    found = [block for row, place in group for block in blocks_of(row[column], f"{place}/{column}")]
    if function_of(column):
        found.insert(0, label(column, f"{group[0][1]}/{column}", _LEVEL))
    elif recommends:
        found.insert(0, Block([Run("Recommendations", "", NOWHERE)], _LEVEL))
    return found


def _answers(group: list[tuple[Row, str]]) -> Iterator[Block]:
    """The answers of the state under the name of their column, where they are more than a word."""
    key = _column(group[0][0], _ANSWER)
    answers = [(row[key], f"{place}/{key}") for row, place in group if key and isinstance(row.get(key), str)]
    long = [block for words, place in answers if len(words.split()) > _LONG_ANSWER for block in blocks_of(words, place)]
    if long:
        yield label(str(key), answers[0][1], _LEVEL)
        yield from long


def _column(row: Row, names: Iterable[str]) -> str | None:
    by_name = {folded(key): key for key in row if isinstance(key, str)}
    return next((by_name[name] for name in names if name in by_name), None)


def _name(row: Row) -> str:
    column = _column(row, _PLACE)
    return str(row[column] or "").strip() if column else ""


def _year(row: Row) -> int | None:
    column = _column(row, _YEAR)
    return year_in(row[column]) if column else None


def _code(name: str) -> str | None:
    """The code of a place by its name or its own code."""
    if len(name) == 3 and name.isupper():
        try:
            return resolve(name).code
        except UserError:
            return name if name.isascii() else None
    return code_of(name)


def _bounded(rows: Iterable[Row]) -> Iterable[Row]:
    for number, row in enumerate(rows):
        if number >= MOST_ROWS:
            raise Unreadable(f"it has more than {MOST_ROWS:,} rows")
        yield row
