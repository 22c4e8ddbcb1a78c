"""What the clock permits a typed history: one question, or a file of cases. Needs the law only, no record."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from palermo.assessment.clock import number_or_list, plain_rules
from palermo.errors import UserError
from palermo.law.clock import ClockAnswer, tier_clock
from palermo.law.history import TIERS, YearEntry, parse_history
from palermo.law.load import default_law
from palermo.law.versions import law_version

SCHEMA = "palermo.law.allowed/1"
History = Mapping[int, YearEntry]


@dataclass(frozen=True)
class CaseAsked:
    """One line of a file of cases."""

    name: str
    report_year: int
    history: History


def allowed(history: History, report_year: int, *, mode: str = "state_practice", as_of: dt.date | None = None) -> ClockAnswer:
    """The clock's answer for a history in which a year not given is simply not on the list.

    UserError names an unknown mode, an impossible year or tier, and a downgrade waiver that its own history rules out.
    """
    answer = tier_clock(history, report_year, mode=mode, as_of=as_of)
    for year, entry in history.items():
        if entry.waiver and year < report_year:
            _check_waiver(history, year, as_of)
    return answer


def _check_waiver(history: History, year: int, as_of: dt.date | None) -> None:
    """A downgrade waiver belongs to a place at the limit: ask the clock, with the years before it unknown where not given."""
    law = default_law()
    limit = law.value("years_before_downgrade", law_version(year, as_of, law=law).id)
    first = max(law.versions[0].first_report_year, year - int(str(limit.value if limit else 0)))
    before = {y: history.get(y, YearEntry(None)) for y in range(first, year)}
    if not tier_clock(before, year, as_of=as_of).may_be_at_limit:
        raise UserError(
            f"The history contradicts itself: '{year}:2WL+w' is a downgrade waiver, but the years before {year} leave no run on the "
            "Watch List that had reached its limit."
        )


def document(answer: ClockAnswer, as_of: dt.date, record: str | None, ignored: tuple[int, ...] = ()) -> dict[str, Any]:
    """The answer as data: `palermo.law.allowed/1`. `ignored` are years of the history that are not before the report."""
    return {
        "schema": SCHEMA,
        "record": record,
        "as_of": as_of.isoformat(),
        "report_year": answer.report_year,
        "mode": answer.mode,
        "allowed": list(answer.allowed),
        "rules": plain_rules(answer.rules),
        "version": answer.version,
        "run": number_or_list(answer.run),
        "waivers_used": number_or_list(answer.waivers_used),
        "waiver_cap": answer.waiver_cap,
        "warnings": [*answer.warnings, *left_out(ignored, answer.report_year)],
        "alternatives": [{"reading": a.reading, "allowed": list(a.allowed)} for a in answer.alternatives],
        "unknown_years": list(answer.unknown_years),
    }


def left_out(ignored: tuple[int, ...], report_year: int) -> list[str]:
    """A sentence on the years of a history that cannot bear on the report."""
    named = ", ".join(map(str, ignored))
    return [f"Left out, because not before the {report_year} report: {named}."] if ignored else []


def read_cases(path: Path) -> list[CaseAsked]:
    """The cases of a JSONL file. UserError names the file, the line and the offending word."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise UserError(f"'{path}' cannot be read: {error.strerror or error}.") from None
    except UnicodeDecodeError:
        raise UserError(f"'{path}' cannot be read: it is not text in UTF-8.") from None
    lines = [(rank, line) for rank, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not lines:
        raise UserError(f"'{path}' holds no case: give one JSON object a line, with case, report_year and history.")
    return [_at(path, rank, line) for rank, line in lines]


def _at(path: Path, rank: int, line: str) -> CaseAsked:
    try:
        return _case(line)
    except UserError as error:
        raise UserError(f"'{path}', line {rank}: {error}") from None


def _case(line: str) -> CaseAsked:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        raise UserError(f"'{_short(line)}' is not JSON.") from None
    if not isinstance(row, dict):
        raise UserError(f"'{_short(line)}' is not a JSON object.")
    for name in ("case", "report_year", "history"):
        if name not in row:
            raise UserError(f"the field '{name}' is missing.")
    return CaseAsked(str(row["case"]), _year(row["report_year"], "report_year"), _history(row["history"]))


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:40]}..."


def _year(value: object, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise UserError(f"'{value}' in {field} is not a year.")
    return value


def _history(rows: object) -> History:
    if isinstance(rows, str):
        return parse_history(rows)
    if not isinstance(rows, list):
        raise UserError(f"'{_short(str(rows))}' in history is not a list.")
    found: dict[int, YearEntry] = {}
    for row in rows:
        year, entry = _entry(row)
        if found.setdefault(year, entry) != entry:
            raise UserError(f"the history contradicts itself: '{year}' is given twice.")
    return found


def _entry(row: object) -> tuple[int, YearEntry]:
    if not isinstance(row, dict) or "year" not in row or "tier" not in row:
        raise UserError(f"'{_short(json.dumps(row))}' in history has no year and tier.")
    tier, waiver = row["tier"], row.get("waiver", False)
    if tier is not None and tier not in TIERS:
        raise UserError(f"'{tier}' in history is not a tier; the tiers are {', '.join(TIERS)}.")
    if not isinstance(waiver, bool):
        raise UserError(f"'{waiver}' in history is not true or false.")
    return _year(row["year"], "history"), YearEntry(tier, waiver)


def answer_case(path: Path, case: CaseAsked, mode: str, as_of: dt.date | None) -> dict[str, Any]:
    """One case with the placements that the law leaves open. UserError names the file and the case."""
    try:
        answer = allowed(case.history, case.report_year, mode=mode, as_of=as_of)
    except UserError as error:
        raise UserError(f"'{path}', case {case.name}: {error}") from None
    return {"case": case.name, "allowed": list(answer.allowed)}
