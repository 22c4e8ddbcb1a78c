"""The law in the site: every rule in our words, with its provision, its values over time, and whom it touches on the day."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.assessment.clock import ClockRow, edition_clock
from palermo.errors import UserError
from palermo.law.model import Law, Provision, Rule
from palermo.record.opened import Record
from palermo.workspace.pages.asking import kept, record_of


@dataclass(frozen=True, slots=True)
class Touched:
    """A jurisdiction to which a rule applies in the next edition, with the rule's effect there."""

    row: ClockRow
    effect: str


def index(request: HttpRequest) -> HttpResponse:
    """All rules, by their number."""
    law = record_of(request).law
    rows = sorted(_rules(law), key=lambda row: (int("".join(c for c in row[0] if c.isdigit())), row[0]))
    return render(request, "pages/rules.html", {"rows": rows, "versions": law.versions})


def _rules(law: Law) -> list[tuple[str, Rule, Provision]]:
    return [(name, rule, provision) for provision in law.provisions for name, rule in provision.rules.items()]


def rule(request: HttpRequest, name: str) -> HttpResponse:
    """One rule: what it says, since when, how sure we are, and its cases in the record."""
    record = record_of(request)
    found = next((row for row in _rules(record.law) if row[0].lower() == name.lower()), None)
    if found is None:
        raise Http404(f"There is no rule of the number {name}.")
    context = {"name": found[0], "rule": found[1], "provision": found[2], "touched": kept(record, touched, found[0])}
    return render(request, "pages/rule.html", context)


def touched(record: Record, name: str) -> tuple[Touched, ...]:
    """Whom a rule of the clock touches in the next edition; nobody where it is no rule of the clock, or before the first edition."""
    try:
        rows = edition_clock(record).rows
    except UserError:
        return ()
    effects = ((row, next((r.effect for r in row.answer.rules if r.id == name), None)) for row in rows)
    found = [Touched(row, effect) for row, effect in effects if effect]
    return tuple(found) if len(found) < len(rows) else ()


def provision(request: HttpRequest, citation: str) -> HttpResponse:
    """What a citation of the law leads to: `22-USC-7107(b)(2)(D)(i)@LV2016`, the provision in the version that was cited."""
    law = record_of(request).law
    words, _, version = citation.partition("@")
    wanted = law.as_cited(words)
    matches = [p for p in law.provisions if _covers(p.citation, wanted)]
    versions = [v for v in law.versions if v.id == version]
    if not matches and not law.knows(wanted):
        raise Http404(f"No provision is cited as {wanted}.")
    return render(
        request, "pages/provision.html", {"citation": wanted, "provisions": matches, "version": versions[0] if versions else None}
    )


def _covers(cited: str, wanted: str) -> bool:
    """Whether a provision is the one wanted, or a part of it, or that of which it is a part; of several sections the first counts."""
    first = (part.partition(" to ")[0].strip() for part in cited.split(";"))
    return any(part.startswith(wanted) or wanted.startswith(part) for part in first)
