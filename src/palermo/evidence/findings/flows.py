"""Flow findings: named countries whose people are exploited here, and where the people of this place are exploited."""

from collections.abc import Sequence

from palermo.evidence.model import Flow
from palermo.evidence.page import Page
from palermo.evidence.routes import Route, routes


def flows(page: Page, known: Sequence[Route] | None = None) -> list[Flow]:
    """The flows that a page states, one a country and direction, by their place. `known`: the page's routes, if they are at hand."""
    found: dict[tuple[str, str], Flow] = {}
    for route in routes(page) if known is None else known:
        for place, side in route.sides:
            if place.country:
                flow = Flow(place.country, side, route.clause.start, route.clause.end)
                found.setdefault((flow.country, flow.direction), flow)
    return sorted(found.values(), key=lambda flow: (flow.start, flow.country))
