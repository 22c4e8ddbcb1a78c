"""From a picture to a file: SVG and PNG that carry their words, one HTML page with the table, CSV and text of the table.

Nothing is fetched: the letters are bundled with the renderer, and no file refers to anything outside itself. The same record gives
the same bytes.
"""

import csv
import io
import re
import struct
import textwrap
import zlib
from functools import cache
from html import escape

from jinja2 import Environment, PackageLoader, StrictUndefined

from palermo.briefing.pictures.frame import (
    AT_END,
    FONT,
    GROUND,
    INK,
    INNER,
    LINE,
    MARGIN,
    NOT_HELD,
    NOTICE,
    OUTSIDE,
    SOFT,
    WIDTH,
    Key,
    Picture,
    as_data,
    breadth,
)

_PATTERNS = {NOT_HELD: "not-held", OUTSIDE: "outside", AT_END: "at-end"}
_DEFINITIONS = f"""<defs>
<pattern id="not-held" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
<rect width="6" height="6" fill="{GROUND}"/><rect width="1.6" height="6" fill="#8a929b"/></pattern>
<pattern id="outside" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="{OUTSIDE}"/><circle cx="2.5" cy="2.5" r="0.9" fill="#9a6a24"/></pattern>
<pattern id="at-end" width="5" height="5" patternUnits="userSpaceOnUse">
<rect width="5" height="5" fill="{AT_END}"/><circle cx="2.5" cy="2.5" r="0.8" fill="#8a929b"/></pattern>
</defs>"""
_CONFIG = {
    "font": FONT,
    "background": None,
    "padding": 0,
    "view": {"stroke": None},
    "axis": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK, "titleColor": INK, "gridColor": "#e6e8eb",
             "domainColor": LINE, "tickColor": LINE, "titleFontWeight": "normal", "labelLimit": 260},
    "text": {"color": INK},
}  # fmt: skip
_GAP = 20  # pixels between two signs of the key


def svg(picture: Picture) -> str:
    """The picture as one SVG file with a title, a description, its key, its source and its date."""
    y = MARGIN + 20.0
    parts = [_text(picture.title, MARGIN, y, 22, INK, "bold")]
    for line in _lines(f"{picture.subtitle} · as of {picture.stamp.partition('as of ')[2]}", 14):
        y += 21
        parts.append(_text(line, MARGIN, y, 14, SOFT))
    y, key = _key(picture.key, y + 16)
    drawn, width, height = _drawn(picture)
    y += 8
    parts += [
        key,
        f'<svg x="{MARGIN}" y="{y:g}" width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}">{drawn}</svg>',
    ]
    y += height + 10
    for note in (*picture.notes, NOTICE, f"{picture.stamp}."):
        for line in _lines(note, 12):
            y += 16
            parts.append(_text(line, MARGIN, y, 12, SOFT))
    return _whole(picture, "\n".join(parts), y + MARGIN)


def _whole(picture: Picture, inside: str, height: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height:g}" viewBox="0 0 {WIDTH} {height:g}" '
        f'role="img" aria-labelledby="picture-title picture-words" font-family="{FONT}">\n'
        f'<title id="picture-title">{escape(picture.title)}</title>\n<desc id="picture-words">{escape(picture.alt)}</desc>\n'
        f'{_DEFINITIONS}\n<rect width="{WIDTH}" height="{height:g}" fill="{GROUND}"/>\n{inside}\n</svg>\n'
    )


def _text(text: str, x: float, y: float, size: int, fill: str, weight: str = "normal") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" font-weight="{weight}" fill="{fill}">{escape(text)}</text>'


def _lines(text: str, size: int) -> list[str]:
    return textwrap.wrap(text, int(INNER / (size * 0.5)))


def _key(keys: tuple[Key, ...], y: float) -> tuple[float, str]:
    """The key as rows of signs with their words, and the height at which it ends."""
    x, parts = float(MARGIN), []
    for key in keys:
        width = 24 + breadth(key.label, 13)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, y = float(MARGIN), y + 22
        parts += [_sign(key, x + 8, y + 8), _text(key.label, x + 23, y + 12.5, 13, INK)]
        x += width + _GAP
    return (y + 20 if keys else y), "\n".join(parts)


def _sign(key: Key, x: float, y: float) -> str:
    fill, stroke = _filled(key.fill), f'stroke="{key.fill}" stroke-width="1.8"'
    if key.shape == "square":
        return f'<rect x="{x - 8:g}" y="{y - 7:g}" width="16" height="14" fill="{fill}" stroke="{SOFT}" stroke-width="0.8"/>'
    if key.shape == "circle":
        return f'<circle cx="{x:g}" cy="{y:g}" r="5.5" fill="{fill}"/>'
    if key.shape == "ring":
        return f'<circle cx="{x:g}" cy="{y:g}" r="4.8" fill="{GROUND}" {stroke}/>'
    if key.shape == "dot":
        return f'<circle cx="{x:g}" cy="{y:g}" r="2" fill="{fill}"/>'
    if key.shape in ("line", "dashed"):
        dash = ' stroke-dasharray="4 3"' if key.shape == "dashed" else ""
        return f'<line x1="{x - 8:g}" y1="{y:g}" x2="{x + 8:g}" y2="{y:g}" {stroke}{dash}/>'
    points = {"triangle": ((0, -6), (6.5, 5.5), (-6.5, 5.5))}.get(key.shape, ((0, -7), (6, 0), (0, 7), (-6, 0)))
    corners = " ".join(f"{x + dx:g},{y + dy:g}" for dx, dy in points)
    return f'<polygon points="{corners}" ' + (f'fill="{GROUND}" {stroke}/>' if key.shape == "hollow" else f'fill="{fill}"/>')


def _filled(fill: str) -> str:
    return f"url(#{_PATTERNS[fill]})" if fill in _PATTERNS else fill


def _drawn(picture: Picture) -> tuple[str, float, float]:
    """The chart's own SVG without its outermost element, and its size in pixels."""
    import vl_convert

    drawn = vl_convert.vegalite_to_svg(picture.chart | {"config": _CONFIG}, allowed_base_urls=[])
    head, _, inside = drawn.partition(">")
    width, height = (float(found) for found in re.findall(r' (?:width|height)="([\d.]+)"', head))
    for colour, name in _PATTERNS.items():
        inside = inside.replace(f'"{colour}"', f'"url(#{name})"')
    return inside.removesuffix("</svg>"), width, height


def png(picture: Picture, scale: float = 2) -> bytes:
    """The picture as PNG, twice as dense as its size in pixels, its words in the text chunks Title and Description."""
    import vl_convert

    drawn: bytes = vl_convert.svg_to_png(svg(picture), scale=scale)
    after_header = 8 + 25  # the signature, and the first chunk, whose length is fixed
    chunks = _chunk("Title", picture.title) + _chunk("Description", picture.alt) + _chunk("Comment", f"{picture.stamp}. {NOTICE}")
    return drawn[:after_header] + chunks + drawn[after_header:]


def _chunk(keyword: str, text: str) -> bytes:
    """An iTXt chunk: text in UTF-8, not compressed (PNG specification, 11.3.3.4)."""
    data = b"iTXt" + keyword.encode("latin-1") + b"\0\0\0\0\0" + text.encode("utf-8")
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))


def table(picture: Picture) -> str:
    """The table as CSV: the columns of the picture, then the locators of what a row rests on."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*picture.columns, "source"))
    for row in picture.rows:
        locators = "|".join(one.locator for one in row.cited)
        writer.writerow("" if cell is None else cell for cell in (*row.cells, locators))
    return out.getvalue()


@cache
def _environment() -> Environment:
    loader = PackageLoader("palermo.briefing.pictures", ".")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def html(picture: Picture) -> str:
    """One page that needs nothing else: the picture, its words, its table, its sources."""
    sources = {(s["title"], s["publisher"], s["url"], _carried(s)) for s in as_data(picture)["sources"]}
    page = _environment().get_template("page.html")
    return page.render(picture=picture, drawing=svg(picture), notice=NOTICE, sources=sorted(sources, key=str))


def _carried(source: dict[str, object]) -> str:
    carriers = source["carriers"]
    assert isinstance(carriers, list)
    return "; ".join(str(carrier["title"]) for carrier in carriers)
