"""`palermo law allowed|explain|audit|gaps`: what the statute leaves open, why, and where the record departs from it."""

import datetime as dt
import json
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from palermo.cli.clock import shown, year_option
from palermo.cli.common import as_json, as_of_option, format_option, output_option, put, reading
from palermo.cli.tiers import MODES, named
from palermo.errors import UserError

if TYPE_CHECKING:
    from rich.console import Console
    from rich.tree import Tree

    from palermo.assessment.audit.record import Audited
    from palermo.assessment.explained import Explained, Step
    from palermo.law.clock import ClockAnswer
    from palermo.record.facts import Fact

_ELSEWHERE = {"gaps": "palermo.cli.law_gaps"}
"""Commands of this group that are modules of their own: imported when used, left out where they are not installed."""

_DEFAULT_MODE = "state_practice"


class _LawGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *(name for name, module in _ELSEWHERE.items() if find_spec(module))])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _ELSEWHERE.get(cmd_name)
        if module is None or not find_spec(module):
            return super().get_command(ctx, cmd_name)
        command: click.Command = import_module(module).command
        return command


@click.group("law", cls=_LawGroup)
def command() -> None:
    """What the statute leaves open and why. Constraints, evidence and dates; never "the tier"."""


mode_option = click.option(
    "--mode", default=_DEFAULT_MODE, show_default=True, metavar="MODE", help="state_practice or statute_literal."
)


# allowed --------------------------------------------------------------------------------------------------------------------


@command.command("allowed")
@click.option(
    "--history", metavar="YEAR:TIER,...", help='Placements so far: "2015:2WL,2016:2WL"; "2013:2WL+w" with a downgrade waiver.'
)
@year_option("The edition to come.")
@click.option("--cases", metavar="FILE.jsonl", help="Ask every case of a file instead: case, report_year, history.")
@mode_option
@as_of_option
@format_option("terminal", "json", "jsonl")
@output_option
def allowed_command(
    history: str | None, year: int | None, cases: str | None, mode: str, as_of: dt.date | None, form: str, output: str | None
) -> None:
    """The placements that the law leaves open after a history, each with the rule that opens or closes it.

    A year that is not given is simply not on the list; an unknown one is written 2018:?. Needs no record.
    """
    if cases is not None:
        _cases(cases, history, year, mode, as_of, form, output)
        return
    if history is None or year is None:
        raise UserError(f"'{'--history' if history is None else '--year'}' is missing: law allowed needs both, or --cases FILE.")
    if form == "jsonl":
        raise UserError("'jsonl' is the format of --cases; for one history use --format json.")
    from palermo.assessment.allowed import allowed, document
    from palermo.law.history import parse_history

    given = parse_history(history)
    answer = allowed(given, year, mode=mode, as_of=as_of)
    ignored = tuple(sorted(y for y in given if y >= year))
    if form == "json":
        put(as_json(document(answer, as_of or dt.datetime.now(tz=dt.UTC).date(), _record_id(), ignored)), output)
    else:
        shown(lambda console: _draw_allowed(answer, ignored, console), output)


def _cases(
    cases: str, history: str | None, year: int | None, mode: str, as_of: dt.date | None, form: str, output: str | None
) -> None:
    if history is not None or year is not None:
        raise UserError(f"'{'--history' if history is not None else '--year'}' does not go with --cases: the file gives both.")
    if form == "json":
        raise UserError("'json' is the format of one history; with --cases use --format jsonl.")
    from palermo.assessment.allowed import answer_case, read_cases

    path = Path(cases)
    answers = [answer_case(path, case, mode, as_of) for case in read_cases(path)]
    put("".join(json.dumps(answer, ensure_ascii=False) + "\n" for answer in answers), output)


def _record_id() -> str | None:
    """The current record if it was built from the law that answers here; nothing is built for this question."""
    from palermo.record import store
    from palermo.record.stamp import stamp

    current = store.pointer()
    return current.id if current and current.stamp == stamp() else None


def _draw_allowed(answer: "ClockAnswer", ignored: tuple[int, ...], console: "Console") -> None:
    from rich.text import Text

    from palermo.assessment.allowed import left_out

    console.print(Text(f"Open in the {answer.report_year} report: {named(', '.join(answer.allowed))}", style="bold"))
    console.print(Text(f"law {answer.version} · {MODES[answer.mode]}", style="dim"))
    for rule in answer.rules:
        console.print(Text.assemble((f"{rule.id:<4}", "cyan"), rule.effect, (f" {rule.citation}", "dim")))
    for sentence in (*answer.warnings, *left_out(ignored, answer.report_year)):
        console.print(Text(sentence, style="yellow"))
    for one in answer.alternatives:
        console.print(f"Reading '{one.reading}': {named(', '.join(one.allowed))}")


# explain --------------------------------------------------------------------------------------------------------------------


@command.command("explain")
@click.argument("jurisdiction")
@year_option("The edition. Default: the next one.")
@mode_option
@as_of_option
@format_option("terminal", "json")
@output_option
def explain_command(jurisdiction: str, year: int | None, mode: str, as_of: dt.date | None, form: str, output: str | None) -> None:
    """Why the law leaves open what it does for JURISDICTION: rule, citation, inputs and evidence, as a tree."""
    from palermo.assessment.explained import document, explained
    from palermo.register.jurisdictions import resolve

    place = resolve(jurisdiction)
    with reading(as_of) as record:
        found = explained(record, place, year, mode)
        if form == "json":
            put(as_json(document(found)), output)
        else:
            shown(lambda console: _draw_explained(found, console), output)


def _draw_explained(found: "Explained", console: "Console") -> None:
    from rich.text import Text

    from palermo.register.dates import in_words

    console.print(Text(f"{found.name} in the {found.answer.report_year} report", style="bold"))
    head = f"as of {in_words(found.record.as_of)} · law {found.answer.version} · {MODES[found.answer.mode]} · record {found.record.id}"
    console.print(Text(head, style="dim"))
    if not found.answer.inputs.get("history") or not found.tree.children[-1].children:
        console.print("This record holds no earlier placement of it; the clock is answered for a place without a history.")
    for sentence in found.warnings:
        console.print(Text(sentence, style="yellow"))
    console.print(_branch(found.tree))
    if found.placed:
        console.print(_placed(found.placed))


def _placed(fact: "Fact") -> str:
    """What the edition asked about said; of a placement that nobody read in it, no more than that it was concluded."""
    from palermo.assessment.standing import CONCLUDED

    if fact.basis in CONCLUDED:
        return f"Concluded, and not read in that report: {named(fact['tier'])}."
    return f"That report placed it on: {named(fact['tier'])} ({fact.original})."


def _branch(step: "Step") -> "Tree":
    from rich.text import Text
    from rich.tree import Tree

    from palermo.assessment.explained import evidence_line, years

    node = step.node
    label = Text.assemble((named(node.label), "bold"), f": {named(node.value)}\n", (f"{node.rule}, {node.citation}", "cyan"))
    locator = node.inputs.get("locator")
    if locator:
        label.append(f"\n{locator}" + (f"; {evidence_line(node.inputs)}" if "original" in node.inputs else ""), style="dim")
    else:
        for name, value in node.inputs.items():
            said = named(str(value)) if name == "history" else value  # the other inputs are numbers, years and words
            label.append(f"\n{name}: {said}", style="dim")
    if step.evidence and not locator:
        label.append(f"\nevidence: placements of {years(step.evidence)}, listed below", style="dim")
    tree = Tree(label)
    for child in step.children:
        tree.add(_branch(child))
    return tree


# audit ----------------------------------------------------------------------------------------------------------------------


@command.command("audit")
@as_of_option
@click.option("--full", is_flag=True, help="Every line, and who moved in each edition, instead of counts by edition.")
@format_option("terminal", "json")
@output_option
def audit_command(as_of: dt.date | None, full: bool, form: str, output: str | None) -> None:
    """Replay every placement since 2001 under the law in force, and say what departs from it or is not explained."""
    from palermo.assessment.audit.record import audit_record, document

    with reading(as_of) as record:
        audited = audit_record(record)
        if form == "json":
            put(as_json(document(audited)), output)
        else:
            shown(lambda console: _draw_audit(audited, full, console), output)


def _draw_audit(audited: "Audited", full: bool, console: "Console") -> None:
    from rich.text import Text

    from palermo.assessment.audit.report import heading, sections

    for line in heading(audited):
        console.print(line)
    for title, entries in sections(audited, full):
        console.print()
        console.print(Text(title, style="bold"))
        for entry in entries:
            console.print(Text(f"• {entry}"))
