"""Made-up tables of a ranking: so many places in two regions, with values as a test wants them."""

from collections.abc import Mapping, Sequence

from palermo.outlook.model import TIERS
from palermo.priorities.reading import Reading
from palermo.priorities.table import Cell, Kind, filled
from palermo.priorities.weights import standard

INDICATORS = tuple(standard().indicators)


def codes(count: int) -> list[str]:
    return [f"Q{chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(count)]


def kinds(count: int) -> dict[str, Kind]:
    return {code: Kind(TIERS[n % 4], ("AF", "EAP")[n % 2]) for n, code in enumerate(codes(count))}


def column(values: Sequence[float | None], doubt: float = 0.0) -> dict[str, Cell]:
    """One indicator: None is missing, and expected from the comparable places."""
    named = dict(zip(codes(len(values)), values, strict=True))
    readings = {c: Reading(v, "made up", doubt=0.0 if v is None else doubt) for c, v in named.items()}
    return filled(readings, kinds(len(values)))


def table(columns: Mapping[str, Sequence[float | None]]) -> dict[str, dict[str, Cell]]:
    """A table with these indicators; every other one is nought for all, and so moves no rank."""
    count = len(next(iter(columns.values())))
    return {name: column(columns.get(name, [0.0] * count)) for name in INDICATORS}
