"""Home: where every jurisdiction stands on the day, on a map, as tiles, and in a list."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from palermo.assessment.clock import ClockRow, edition_clock, standings
from palermo.assessment.standing import Standing
from palermo.errors import UserError
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.workspace.pages.asking import kept, record_of
from palermo.workspace.pages.tiles import tile_grid


@dataclass(frozen=True, slots=True)
class Place:
    """One jurisdiction on the page. `placement` is that of the newest edition, or None where it has none or this record lacks it."""

    code: str
    name: str
    region: str
    placement: Fact | None
    unknown: bool
    before: Fact | None
    clock: str


@dataclass(frozen=True, slots=True)
class World:
    """All places on the day, by name, with the edition that they stand in and how many have each placement."""

    edition: Fact | None
    places: tuple[Place, ...]
    counts: tuple[tuple[str, int], ...]


def world(record: Record) -> World:
    """Where every jurisdiction stands on the day of the record."""
    editions = query.editions(record)
    edition = editions[-1] if editions else None
    if edition is None:
        return World(None, (), ())
    year = edition["report_year"]
    rows = {row.code: row for row in edition_clock(record).rows}
    places = sorted((_place(stands, year, rows) for stands in standings(record).values()), key=lambda place: place.name)
    shown = tuple(place for place in places if place.placement or place.unknown)
    counts = Counter(place.placement["tier"] for place in shown if place.placement)
    return World(edition, shown, tuple((tier, counts[tier]) for tier in ("1", "2", "2WL", "3", "SC")))


def _place(stands: Standing, year: int, rows: dict[str, ClockRow]) -> Place:
    placement, before = stands.by_year.get(year), stands.by_year.get(year - 1)
    row = rows.get(stands.place.code)
    return Place(
        stands.place.code,
        stands.place.name(stands.as_of).text,
        stands.place.region,
        placement,
        year in stands.unknown_years,
        before,
        _clock(row) if row else "",
    )


def _clock(row: ClockRow) -> str:
    """Where a place is on the Watch List clock: the word by which the page marks it."""
    if row.barred:
        return "barred"
    if row.used_up:
        return "used_up"
    if row.answer.at_limit:
        return "limit"
    return "uncertain" if row.uncertain else ""


def page(request: HttpRequest) -> HttpResponse:
    """The world on the day."""
    record = record_of(request)
    try:
        found = kept(record, world)
    except UserError:
        found = World(None, (), ())
    return render(request, "pages/home.html", {"world": found, "tiles": tile_grid(found.places)})
