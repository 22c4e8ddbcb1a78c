"""The outlook as a layer of a map or of tiles: the chance of a worse, or of a better, placement in the next edition."""

from collections import Counter
from collections.abc import Mapping
from typing import Literal

from palermo.assessment.clock import standings
from palermo.assessment.numbered import Cited, cited, cited_catalogue, cited_law
from palermo.assessment.standing import Standing
from palermo.briefing.claims import listed
from palermo.briefing.pictures.frame import AT_END, BLANK, NOT_HELD, ON_SCALE, OURS, SCALE, Row, count, overdue, sourced
from palermo.briefing.pictures.layers import NONE, UNKNOWN, Layer, Shade
from palermo.errors import UserError
from palermo.law.versions import law_version
from palermo.outlook.forecast import outlook
from palermo.outlook.model import Chance, Forecast
from palermo.record.opened import Record
from palermo.register.tiers import TIERS

Direction = Literal["down", "up"]
_CUTS = (0.05, 0.10, 0.20)  # a chance belongs to the class that begins at the last of these that it reaches
_CLASSES = ("under 5 %", "5 to 10 %", "10 to 20 %", "20 % or more")
_END = "end"
_WORSE: Mapping[Direction, tuple[str, str]] = {"down": ("worse", "3"), "up": ("better", "1")}
_NAMED = 5  # places with the greatest chances that the words name


def chances(record: Record, direction: Direction) -> Layer:
    """The chances of moving in one direction. UserError where no outlook can be made (see `palermo.outlook`)."""
    try:
        forecast = outlook(record)
    except UserError as error:
        raise UserError(f"{error} A map of what was placed needs no outlook: --of placements.") from error
    word, end = _WORSE[direction]
    known = standings(record).items()  # a place that has been dissolved counts only where it was still given a chance
    places = {code: place for code, place in known if not place.place.valid_to or code in forecast.chances}
    of = {code: _shade(forecast, code, direction, end) for code in places}
    return Layer(
        title=f"Chance of a {word} placement in the {forecast.report_year} edition",
        subtitle=OURS,
        says=_in_words(forecast, places, of, direction),
        notes=(
            *overdue(record),
            forecast.note,
            *_measured(forecast),
            sourced(record, [c for code in forecast.chances for c in _before(forecast, places[code])], "Placements before"),
            "A special case is unranked: it has no chance here, and none is given of becoming one.",
        ),
        shades=_shades(end),
        of=of,
        labels={code: _label(forecast, code, shade, direction) for code, shade in of.items()},
        concluded=frozenset(),
        columns=(
            "code",
            "jurisdiction",
            "before",
            f"chance of a {word} placement",
            *TIERS_ASKED,
            "held nine in ten",
            "closed by statute",
            "why",
        ),
        rows=tuple(_row(forecast, places[code], direction) for code in sorted(of)),
        record=record,
    )


TIERS_ASKED = ("Tier 1", "Tier 2", "Tier 2 Watch List", "Tier 3")


def _shades(end: str) -> dict[str, Shade]:
    scale = {str(n): Shade(label, SCALE[n], ON_SCALE[n]) for n, label in enumerate(_CLASSES)}
    missing = {UNKNOWN: Shade("no estimate", NOT_HELD), NONE: Shade("no placement of its own", BLANK)}
    return scale | {_END: Shade(f"in {TIERS[end]} already", AT_END)} | missing


def _chance(chance: Chance, direction: Direction) -> float:
    """The chance in whole per cent, as it is printed: a place belongs to the class of its printed chance."""
    return round(chance.down if direction == "down" else chance.up, 2)


def _shade(forecast: Forecast, code: str, direction: Direction, end: str) -> str:
    chance = forecast.chances.get(code)
    if chance is None:
        return UNKNOWN if code in forecast.left_out else NONE
    return _END if chance.before == end else str(sum(_chance(chance, direction) >= cut for cut in _CUTS))


def _label(forecast: Forecast, code: str, shade: str, direction: Direction) -> str:
    if shade in (UNKNOWN, NONE, _END):
        return {UNKNOWN: "?", NONE: "–"}.get(shade, forecast.chances[code].before if shade == _END else "")
    return f"{_chance(forecast.chances[code], direction):.0%}"


def _row(forecast: Forecast, place: Standing, direction: Direction) -> Row:
    code, name = place.place.code, place.place.name(place.as_of).text
    chance = forecast.chances.get(code)
    if chance is None:
        why = forecast.left_out.get(code, "no placement of its own in the last editions")
        return Row((code, name, None, *[None] * 5, None, None, f"no estimate: {why}"), (cited_catalogue("tier_placements"),))
    closed = "; ".join(f"{TIERS[one.tier]} by {one.citation}" for one in chance.forbidden) or "nothing"
    end = _WORSE[direction][1]
    moves = f"in {TIERS[end]} already" if chance.before == end else _chance(chance, direction)
    numbers = [round(chance.chances[tier], 3) for tier in TIERS if tier != "SC"]
    likely = " or ".join(TIERS[tier] for tier in chance.set)
    why = "; ".join(driver.words for driver in chance.drivers)
    return Row((code, name, TIERS[chance.before], moves, *numbers, likely, closed, why), _cited(forecast, place, chance))


def _measured(forecast: Forecast) -> tuple[str, ...]:
    """How good such estimates were, where any could be tested."""
    found = forecast.measured
    if not found.n:
        return ()
    span = f"{found.editions[0]} to {found.editions[-1]}"
    return (
        f"Tested on the editions of {span}, each forecast from earlier ones ({found.n:,} placements): chances were off by "
        f"{found.calibration_error * 100:.1f} points in the mean, and the likeliest placement came in {found.right:.0%}.",
    )


def _cited(forecast: Forecast, place: Standing, chance: Chance) -> tuple[Cited, ...]:
    version = law_version(forecast.report_year, place.as_of, law=place.record.law)
    laws = dict.fromkeys(cited_law(one.citation, version) for one in chance.forbidden)
    return (*_before(forecast, place), *laws)


def _before(forecast: Forecast, place: Standing) -> tuple[Cited, ...]:
    fact = place.by_year.get(forecast.report_year - 1)
    return (cited(fact, "tier"),) if fact else ()


def _in_words(forecast: Forecast, places: Mapping[str, Standing], of: Mapping[str, str], direction: Direction) -> str:
    word, end = _WORSE[direction]
    counts = Counter(of.values())
    classes = listed([f"{label} for {counts[str(n)]}" for n, label in enumerate(_CLASSES) if counts[str(n)]])
    ranked = sorted(forecast.chances.values(), key=lambda chance: (-_chance(chance, direction), chance.jurisdiction))[:_NAMED]
    greatest = listed(
        [
            f"{places[c.jurisdiction].place.name(places[c.jurisdiction].as_of).text} ({_chance(c, direction) * 100:.0f} %)"
            for c in ranked
        ]
    )
    return (
        f"Our estimate of the chance of a {word} placement in the {forecast.report_year} edition, for "
        f"{count(len(forecast.chances), 'jurisdiction')}: {classes}; {counts[_END]} {'is' if counts[_END] == 1 else 'are'} in {TIERS[end]} already. "
        f"Greatest: {greatest}. No estimate for {count(counts[UNKNOWN], 'jurisdiction')}."
    )
