"""Files: their words are in them, nothing outside them is named, the same record gives the same bytes, and letters can be read."""

import csv
import io
import itertools
import re
import struct
import zlib

import pytest
from lxml import etree

from palermo.briefing.pictures import frame, layers, reliability, render, timeline
from palermo.briefing.pictures import map as world_map
from palermo.briefing.pictures import tiles as grid
from palermo.register.jurisdictions import resolve

SVG = "{http://www.w3.org/2000/svg}"
WINDOWS = [
    {
        "name": "2009 to 2015",
        "placements": 4,
        "error": 0.05,
        "tenths": [{"n": 12, "chance": 0.1, "came": 0.05}, {"n": 40, "chance": 0.9, "came": 0.95}],
    }
]


@pytest.fixture(params=["map", "tiles", "timeline", "reliability"])
def picture(request, today_record, monkeypatch):
    monkeypatch.setattr(reliability, "derived", lambda *_: WINDOWS)
    if request.param == "timeline":
        return timeline.picture(today_record, resolve("Côte d'Ivoire"))
    if request.param == "reliability":
        return reliability.picture(today_record)
    return {"map": world_map, "tiles": grid}[request.param].picture(layers.placements(today_record))


def chunks(data):
    """The chunks of a PNG, each with its checksum tested."""
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    at = 8
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(kind + body)
        yield kind, body
        at += 12 + length


def test_the_svg_is_well_formed_and_carries_its_words(picture):
    root = etree.fromstring(render.svg(picture).encode())
    assert root.get("role") == "img"
    assert [root.find(f"{SVG}title").text, root.find(f"{SVG}desc").text] == [picture.title, picture.alt]
    named = root.get("aria-labelledby").split()
    assert named == [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")]
    shown = " ".join(text.text or "" for text in root.iter(f"{SVG}text"))
    for words in (picture.title, picture.record.id, "24 November 2026", "Not legal advice", *(key.label for key in picture.key)):
        assert words in shown


def test_the_png_carries_its_words_and_is_twice_as_dense_as_the_svg(picture):
    found = list(chunks(render.png(picture)))
    texts = dict(body.split(b"\0\0\0\0\0", 1) for kind, body in found if kind == b"iTXt")
    assert texts[b"Description"].decode() == picture.alt
    assert texts[b"Title"].decode() == picture.title
    assert found[0][0] == b"IHDR"
    assert struct.unpack(">I", found[0][1][:4])[0] == 2 * frame.WIDTH


def test_nothing_outside_the_file_is_referred_to(picture):
    drawn = render.svg(picture)
    refers = re.findall(r"""(?:href|src)\s*=\s*["']([^"']*)|url\(([^)]*)\)|(@import|<script|<image|<foreignObject)""", drawn)
    assert all(inside.startswith("#") for _, inside, _ in refers)
    assert not any(href or element for href, _, element in refers)
    assert set(re.findall(r"https?://[^\"' ]+", drawn)) == {"http://www.w3.org/2000/svg"}
    page = render.html(picture)
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<link|<img|@import|\bsrc=|\bhref=", page)


def test_the_same_record_gives_the_same_bytes_whatever_was_drawn_between(picture, today_record):
    first = render.svg(picture)
    render.svg(timeline.picture(today_record, resolve("Peru")))
    assert render.svg(picture) == first


def test_patterns_stand_in_place_of_their_colours(picture):
    body = render.svg(picture).partition("</defs>")[2]
    assert not [colour for colour in render._PATTERNS if f'fill="{colour}"' in body]


def test_the_table_is_the_picture_row_by_row(picture):
    header, *rows = list(csv.reader(io.StringIO(render.table(picture))))
    assert header == [*picture.columns, "source"]
    assert [row[:-1] for row in rows] == [["" if cell is None else str(cell) for cell in row.cells] for row in picture.rows]
    assert [row[-1].split("|") for row in rows] == [[one.locator for one in row.cited] for row in picture.rows]


def test_the_page_holds_the_picture_its_words_and_every_row(picture):
    page = etree.fromstring(render.html(picture).encode(), etree.HTMLParser())
    assert page.get("lang") == "en"
    assert len(page.findall(".//svg[@role='img']")) == 1
    assert len(page.findall(".//tbody/tr")) == len(picture.rows)
    assert picture.alt in [p.text for p in page.findall(".//p")]
    assert page.findall(".//th[@scope='col']")[0].text == picture.columns[0]


def test_no_line_of_text_runs_out_of_the_picture(picture):
    root = etree.fromstring(render.svg(picture).encode())
    for text in root.findall(f"{SVG}text"):
        assert float(text.get("x")) + frame.breadth(text.text, float(text.get("font-size"))) <= frame.WIDTH, text.text


def test_no_letter_is_smaller_than_ten_pixels(picture):
    sizes = [float(size) for size in re.findall(r'font-size(?:="|: ?)([\d.]+)', render.svg(picture))]
    assert min(sizes) >= 10


def luminance(colour):
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_letters_on_every_colour_have_the_contrast_that_wcag_asks_for():
    for fill, ink in zip(frame.SCALE, frame.ON_SCALE, strict=True):
        assert contrast(fill, ink) >= 4.5, fill
    for ground in (*frame.HALO.values(), frame.GROUND):
        assert contrast(ground, frame.INK) >= 4.5
    assert contrast(frame.GROUND, frame.SOFT) >= 4.5


def test_the_scale_goes_from_light_to_dark_with_steps_that_a_grey_copy_keeps():
    light = [116 * luminance(colour) ** (1 / 3) - 16 for colour in frame.SCALE]
    assert all(before - after >= 15 for before, after in itertools.pairwise(light))
