"""`palermo verify`: check a paper that somebody sent."""

import unicodedata
from pathlib import Path
from typing import Any

import click

from palermo.briefing.verify.model import Fault, Verdict
from palermo.cli.common import as_json, building, format_option, output_option, put

SCHEMA = "palermo.verify/1"
_STAGES = {
    "shown": "What it shows is not what it carries",
    "carried": "What it carries is broken",
    "record": "What it carries is not what the record gives",
}
_MOST = 1000  # faults that are listed: a paper that is another one altogether has more
_MOST_SHOWN = 20


@click.command("verify")
@click.argument("file", type=click.Path(path_type=Path))
@format_option("terminal", "json")
@output_option
def command(file: Path, form: str, output: str | None) -> None:
    """Check a paper that someone sent you: Markdown, HTML, PDF, Word or JSON.

    What FILE shows is compared with what it carries, and that with the record that it names. Exit status: 0 all holds, 1 something does
    not, 2 the file or that record cannot be read. A paper printed on a terminal carries nothing and cannot be checked.
    """
    from palermo.briefing.verify.apart import received_apart
    from palermo.briefing.verify.files import content_of
    from palermo.briefing.verify.verify import verify

    received = received_apart(content_of(file), file.name)
    with building() as (progress, _):
        verdict = verify(received, progress)
    put(as_json(_data(file, verdict)) if form == "json" else _text(file, verdict), output)
    if not verdict.holds:
        click.get_current_context().exit(1)


def _data(file: Path, verdict: Verdict) -> dict[str, Any]:
    checked = verdict.checked
    return {
        "schema": SCHEMA,
        "record": verdict.record,
        "as_of": verdict.as_of,
        "file": file.name,
        "form": verdict.form,
        "jurisdiction": verdict.jurisdiction,
        "holds": verdict.holds,
        "checked": {
            "sentences": checked.sentences,
            "values": checked.values,
            "quotations": checked.quotations,
            "sources": checked.sources,
        },
        "faults": [_fault(fault) for fault in verdict.faults[:_MOST]],
        "faults_in_all": len(verdict.faults),
        "unverifiable": list(verdict.unverifiable),
        "again": verdict.again,
    }


def _fault(fault: Fault) -> dict[str, Any]:
    return {
        "stage": fault.stage,
        "where": fault.where,
        "why": fault.why,
        "expected": fault.expected,
        "found": fault.found,
    }


def _text(file: Path, verdict: Verdict) -> str:
    lines = [*_summary(file, verdict), *_faults(verdict), *(f"Not verified: {sentence}" for sentence in verdict.unverifiable)]
    lines += [f"The same paper anew: {verdict.again}"] if verdict.again else []
    return "\n".join(_harmless(line) for line in lines) + "\n"


def _summary(file: Path, verdict: Verdict) -> list[str]:
    if not verdict.holds:
        number = len(verdict.faults)
        return [f"{file.name} does not hold: {number} fault{'s' if number > 1 else ''}.", ""]
    checked = verdict.checked
    quoted = f", {checked.quotations} of them quotations" if checked.quotations else ""
    return [
        f"{file.name} holds: {checked.sentences} sentences with {checked.values} values{quoted} and {checked.sources} sources agree "
        f"with the record {verdict.record} as of {verdict.as_of}."
    ]


def _faults(verdict: Verdict) -> list[str]:
    lines: list[str] = []
    for number, fault in enumerate(verdict.faults[:_MOST_SHOWN], start=1):
        lines.append(f"{number}. {_STAGES[fault.stage]}. {fault.where}: {fault.why}.")
        lines += [f"   expected: {fault.expected}"] if fault.expected is not None else []
        lines += [f"   found:    {fault.found}"] if fault.found is not None else []
    if len(verdict.faults) > _MOST_SHOWN:
        lines.append(f"… and {len(verdict.faults) - _MOST_SHOWN} more ('--format json' lists them).")
    return lines and [*lines, ""]


def _harmless(text: str) -> str:
    """Words of a stranger for a terminal: no character in them moves, hides or colours anything."""
    return "".join(c if unicodedata.category(c)[0] != "C" else f"\\u{ord(c):04x}" for c in text)
