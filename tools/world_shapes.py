"""Draw the outlines of the world's jurisdictions as one SVG file that pages refer to: `static/palermo/world.svg`.

    python tools/world_shapes.py

The shapes are those of the pictures (`briefing/pictures/world.json`, see LICENCE.md there). Each outline has the code of its jurisdiction as its id, so that a page can refer to it and colour it by its own style.
Borders imply no position: they are those of the data set.
"""

import json
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from palermo.register.jurisdictions import jurisdictions

SOURCE = Path(__file__).parent.parent / "src/palermo/briefing/pictures/world.json"
TARGET = Path(__file__).parent.parent / "src/palermo/workspace/static/palermo/world.svg"
WIDTH = 4000
_SMALLEST = 6  # square units: a ring below it is no more than a dot at this size
# Outlines that carry no number in the data set, by the name that they carry there.
_BY_NAME = {"Kosovo": "XKX"}
_A = (1.340264, -0.081106, 0.000893, 0.003796)
Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """The Equal Earth projection (Savric, Patterson and Jenny, 2018), in radii of the globe; north is positive."""
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    t2 = theta * theta
    t6 = t2**3
    slope = _A[0] + 3 * _A[1] * t2 + t6 * (7 * _A[2] + 9 * _A[3] * t2)
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(theta) / (3 * slope)
    return x, theta * (_A[0] + _A[1] * t2 + t6 * (_A[2] + _A[3] * t2))


def on_paper(longitude: float, latitude: float) -> Point:
    """A place on the picture in whole units: the world is `WIDTH` wide, y grows downwards from 84 degrees north."""
    scale = WIDTH / (2 * equal_earth(180, 0)[0])
    x, y = equal_earth(longitude, latitude)
    top = equal_earth(0, 84)[1]
    return round(WIDTH / 2 + x * scale), round((top - y) * scale)


def arcs(topology: dict) -> list[list[Point]]:
    """The arcs of a TopoJSON file in degrees, undone from their differences."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        found.append(points)
    return found


def rings(geometry: dict, lines: list[list[Point]]) -> Iterator[list[Point]]:
    """The rings of a polygon or of several, on paper."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    for polygon in parts:
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                line = lines[index] if index >= 0 else lines[~index][::-1]
                points += line if not points else line[1:]
            yield [on_paper(*point) for point in unbroken(points)]


def unbroken(ring: list[Point]) -> list[Point]:
    """A ring that goes on beyond 180 degrees, where the data set jumps to the other edge of the world."""
    found: list[Point] = []
    turn = 0
    for n, (longitude, latitude) in enumerate(ring):
        if n and abs(longitude - ring[n - 1][0]) > 180:
            turn += 360 if ring[n - 1][0] > 0 else -360
        found.append((longitude + turn, latitude))
    # the larger part stays where it belongs
    middle = sum(x for x, _ in found) / len(found)
    return [(x - 360, y) for x, y in found] if middle > 185 else [(x + 360, y) for x, y in found] if middle < -185 else found


def area(ring: list[Point]) -> float:
    """The area of a ring, by the shoelace rule."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def drawn(geometry: dict, lines: list[list[Point]]) -> str:
    """The path of one outline; its largest ring is always kept, however small."""
    found = sorted(rings(geometry, lines), key=area, reverse=True)
    kept = [ring for n, ring in enumerate(found) if n == 0 or area(ring) >= _SMALLEST]
    return "".join(steps(ring) for ring in kept)


def steps(ring: list[Point]) -> str:
    """One ring as relative steps."""
    thin = [p for n, p in enumerate(ring) if n == 0 or p != ring[n - 1]]
    moves = (f"{b[0] - a[0]:g},{b[1] - a[1]:g}" for a, b in pairwise(thin))
    return f"M{thin[0][0]:g},{thin[0][1]:g}l" + " ".join(moves) + "z"


def main() -> None:
    """Write the picture, and say which jurisdictions have no outline."""
    topology = json.loads(SOURCE.read_text(encoding="utf-8"))
    numbers = {place.m49: place.code for place in jurisdictions().values() if place.m49}
    lines = arcs(topology)
    height = on_paper(0, -58)[1]
    shapes: dict[str, str] = {}
    for geometry in topology["objects"]["places"]["geometries"]:
        name = geometry["properties"]["name"]
        if name == "Antarctica":
            continue
        code = _BY_NAME.get(name) or numbers.get(geometry.get("id") or "")
        name_as_id = "other-" + name.lower().replace(" ", "-").replace(".", "")
        outline = code or name_as_id  # several outlines can carry one number: a place and its far islands
        shapes[outline] = shapes.get(outline, "") + drawn(geometry, lines)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {height:g}"><g id="world">\n'
        + "\n".join(f'<path id="{outline}" d="{path}"/>' for outline, path in sorted(shapes.items()))
        + "\n</g></svg>\n"
    )
    print(f"{len(shapes)} outlines, {TARGET.stat().st_size:,} bytes; height {height:g}")


if __name__ == "__main__":
    main()
