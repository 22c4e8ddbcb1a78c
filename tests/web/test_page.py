"""The HTML brief in a real browser: it asks nobody for anything, prints on two pages, and can be read by everybody."""

import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest

from palermo.briefing.brief import brief
from palermo.briefing.render.html import html
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

pytestmark = pytest.mark.browser
CASES = [
    ("CUB", "2017-02-22", "own"),
    ("CUB", "2026-11-24", "own"),
    ("THA", "2026-11-24", "own"),
    ("FSM", "2026-11-24", "own"),
    ("COG", "2026-11-24", "own"),
    ("NRU", "2026-11-24", "own"),
    ("COD", "2026-11-24", "own"),
    ("VCT", "2026-11-24", "own"),
    ("MMR", "2024-01-01", "public"),
    ("HTI", "2025-12-01", "counterpart"),
]


@pytest.fixture(params=CASES, ids=lambda case: "-".join(case))
def page_file(request, tmp_path) -> Path:
    code, day, audience = request.param
    with opened(dt.date.fromisoformat(day)) as record:
        text = html(brief(record, resolve(code), resolve("USA"), audience))
    path = tmp_path / "brief.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_it_prints_on_at_most_two_pages_with_page_one_on_page_one(browser, page_file, paper):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    pdf = pypdfium2.PdfDocument(page.pdf(format=paper, prefer_css_page_size=False))
    page.close()
    assert len(pdf) <= 2
    first = pdf[0].get_textpage().get_text_range()
    if "Sensitivities" in page_file.read_text(encoding="utf-8"):
        assert "Sensitivities" in first
        assert "Assume that this paper leaks" in first.replace("\r\n", " ")


def test_it_asks_nobody_for_anything(browser, page_file):
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri(), wait_until="networkidle")
    page.close()
    assert asked == [page_file.as_uri()]


def test_nothing_overflows_on_a_narrow_screen(browser, page_file):
    page = browser.new_page(viewport={"width": 360, "height": 800})
    page.goto(page_file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.close()


def test_every_number_leads_to_its_source_and_headings_do_not_skip(browser, page_file):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    dead = page.evaluate(
        "[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href').slice(1)).filter(id => !document.getElementById(id))"
    )
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3')].map(h => +h.tagName[1])")
    language, title = page.evaluate("[document.documentElement.lang, document.title]")
    page.close()
    assert dead == []
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert language == "en"
    assert title


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_text_has_the_contrast_of_wcag_aa_in_light_dark_and_print(page_file):
    text = page_file.read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6})", block)) for block in re.findall(r":root \{(.*?)\}", text, re.DOTALL)]
    assert len(schemes) == 3
    for scheme in schemes:
        full = {name: c if len(c) == 7 else "#" + "".join(x * 2 for x in c[1:]) for name, c in scheme.items()}
        for ground in ("paper", "tint"):
            for ink in ("ink", "soft", "accent"):
                assert _contrast(full[ink], full[ground]) >= 4.5, (ink, ground, full)
