"""Where a value was read: one fact with its original and carrier; the tables of the record, what they hold and under which terms."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import narratives
from palermo.record.opened import Record
from palermo.record.worldwide import all_facts
from palermo.workspace.pages.asking import kept, record_of


def _fact(record: Record, table: str, key: str) -> Fact | None:
    try:
        found = all_facts(record, table, key=key)
    except LookupError:
        return None
    return found[0] if found else None


def fact(request: HttpRequest, table: str, key: str) -> HttpResponse:
    """One row: its cells, who established it, who carried it, when it became public, how it was made."""
    record = record_of(request)
    found = _fact(record, table, key)
    if found is None:
        raise Http404("This record shows no such row on this day: it may have been published later.")
    known, entry = query.sources(record), query.catalogue(record)[table]
    meanings = entry.columns
    carriers = [known[i] for i in (found.carrier or "").split("|") if i in known]
    text = found.cells.get("text_sha256")
    held = [n for n in narratives(record) if n.text_sha256 == text] if text else []
    context = {
        "fact": found,
        "cells": [(name, value, meanings.get(name, "")) for name, value in found.cells.items()],
        "entry": entry,
        "original": known.get(found.original),
        "carriers": carriers,
        "words": f"text:{text}#{found['start']}-{found['end']}" if held else None,
    }
    return render(request, "pages/fact.html", context)


def catalogue(request: HttpRequest) -> HttpResponse:
    """All tables: what each holds, who established it, its terms."""
    record = record_of(request)
    rows = [(entry, kept(record, query.counts).get(name)) for name, entry in query.catalogue(record).items()]
    return render(request, "pages/catalogue.html", {"rows": rows})


def table(request: HttpRequest, table: str) -> HttpResponse:
    """One table of the catalogue."""
    record = record_of(request)
    entry = query.catalogue(record).get(table)
    if entry is None:
        raise Http404(f"The record has no table of the name {table}.")
    context = {"entry": entry, "rows": kept(record, query.counts).get(table), "columns": _columns(record, entry)}
    return render(request, "pages/table.html", context)


def _columns(record: Record, entry: query.Entry) -> list[tuple[str, str]]:
    """The columns that this table has; days on which single cells become public are described once for all tables."""
    rows = all_facts(record, entry.name)[:1] if entry.name in query.counts(record) else ()
    held = {"key", "original", "carrier", "published", "basis", "caveat", *(rows[0].cells if rows else entry.columns)}
    return [(name, meaning) for name, meaning in entry.columns.items() if name in held]
