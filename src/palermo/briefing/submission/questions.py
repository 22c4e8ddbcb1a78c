"""The request that is answered: its questions and rules, imported from a file. None is built in, for they change every year.

Two forms, one meaning. YAML has the fields of `Request` and `Question`. Plain text has lines `name: value`, an empty line, and
numbered questions; what a question is about stands behind it in square brackets: `[topics: forced_labour; figures: convictions]`.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from palermo.errors import UserError
from palermo.evidence.counting import MEASURES
from palermo.evidence.findings.actions import SUITS
from palermo.law.load import read_yaml
from palermo.law.shape import build
from palermo.register.vocabulary import gaps, topics

LARGEST = 1_000_000  # bytes
MOST = 200  # questions
_LONGEST = 4_000  # characters of a question
_NUMBERED = re.compile(r"(?P<id>\d{1,3}[a-z]?)[.)]\s+(?P<text>\S.*)")
_ABOUT = re.compile(r"\[([^\[\]]*:[^\[\]]*)\]\s*\Z")
_LISTS: dict[str, Callable[[], Collection[str]]] = {
    "topics": topics,
    "gaps": gaps,
    "actions": lambda: SUITS,
    "figures": lambda: MEASURES,
}


@dataclass(frozen=True)
class Question:
    """One question in the words of the request. `topics`, `gaps`, `actions`, `figures`: codes of what it is about, by which the last
    edition is looked through; none: nothing is looked for. `longest`: words of an answer."""

    id: str
    text: str
    topics: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    longest: int | None = None

    @property
    def codes(self) -> tuple[str, ...]:
        """The gaps that it is about: named, or by a topic."""
        by_topic = (code for code, gap in gaps().items() if set(gap.topics) & set(self.topics))
        return tuple(dict.fromkeys((*self.gaps, *by_topic)))

    @property
    def about(self) -> bool:
        """Whether it says what it is about."""
        return bool(self.codes or self.actions or self.figures)


@dataclass(frozen=True)
class Request:
    """A request as published: the report year, its questions, by when and where to send, how long, what to leave out.

    `source`: where it was published. None, or empty: the file does not say.
    """

    year: int
    questions: tuple[Question, ...]
    title: str = "Request for information"
    deadline: dt.date | None = None
    address: str | None = None
    source: str | None = None
    longest: int | None = None
    leave_out: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


def read_request(name: str, year: int) -> Request:
    """The request in a file. UserError for a file that cannot be read or does not fit, and for one of another year."""
    path = Path(name)
    _readable(path)
    data = read_yaml(path, UserError) if path.suffix.casefold() in (".yml", ".yaml") else _plain(path)
    request: Request = build(Request, data, f"'{path.name}'", UserError)
    _check(path.name, request)
    if request.year != year:
        raise UserError(
            f"'{path.name}' holds the questions for the {request.year} report. Give --year {request.year}, or the file of {year}."
        )
    return request


def _readable(path: Path) -> None:
    try:
        if not path.is_file():
            raise UserError(f"'{path}' is no file. Give --questions the file with the questions of the request.")
        if path.stat().st_size > LARGEST:
            raise UserError(f"'{path}' is larger than {LARGEST // 1_000_000} MB: it is no list of questions.")
    except OSError as error:
        raise UserError(f"'{path}' cannot be read: {error.strerror}.") from error


def _check(name: str, request: Request) -> None:
    if not 0 < len(request.questions) <= MOST:
        raise UserError(f"'{name}' has {len(request.questions)} questions. Give one to {MOST}.")
    seen: set[str] = set()
    for one in request.questions:
        if one.id in seen or not one.id.strip():
            raise UserError(f"'{name}': the question id '{one.id}' is empty or given twice.")
        seen.add(one.id)
        if not 0 < len(one.text.strip()) <= _LONGEST:
            raise UserError(f"'{name}', question {one.id}: its text is empty or longer than {_LONGEST:,} characters.")
        for field, known in _LISTS.items():
            for code in getattr(one, field):
                if code not in known():
                    raise UserError(
                        f"'{name}', question {one.id}: '{code}' is none of the {field}. There are: {', '.join(known())}."
                    )


# Plain text -------------------------------------------------------------------------------------------------------------------


def _plain(path: Path) -> dict[str, Any]:
    """The fields of a text file. UserError where a line is none of what it may hold."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"'{path}' cannot be read as UTF-8 text. Save it as such.") from error
    first = next((n for n, line in enumerate(lines) if _NUMBERED.match(line)), len(lines))
    return {**_head(path.name, lines[:first]), "questions": _questions(lines[first:])}


def _head(name: str, lines: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for line in filter(str.strip, lines):
        field, colon, value = line.partition(":")
        field = field.strip().casefold().replace(" ", "_")
        if not colon or not value.strip():
            raise UserError(f"'{name}': '{line.strip()[:60]}' is no line 'name: value' and no numbered question.")
        if field in ("leave_out", "rules"):
            found.setdefault(field, []).append(value.strip())
        else:
            found[field] = int(value) if field in ("year", "longest") and value.strip().isdecimal() else value.strip()
    return found


def _questions(lines: list[str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for line in lines:
        numbered = _NUMBERED.match(line)
        if numbered:
            found.append(numbered.groupdict())
        elif line.strip():
            found[-1]["text"] += f" {line.strip()}"
    return [_about(one) for one in found]


def _about(question: dict[str, Any]) -> dict[str, Any]:
    """What stands in brackets behind a question, as fields of it; other brackets stay words."""
    match = _ABOUT.search(question["text"])
    if match is None:
        return question
    pairs = [part.partition(":") for part in match[1].split(";")]
    fields: dict[str, Any] = {}
    for name, _, value in pairs:
        field = name.strip().casefold()
        if field == "longest" and value.strip().isdecimal():
            fields[field] = int(value)
        else:
            fields[field] = [code.strip() for code in value.split(",") if code.strip()]
    return {**question, **fields, "text": question["text"][: match.start()].strip()}
