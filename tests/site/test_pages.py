"""Every page, wide and light, narrow and dark: nothing that axe-core objects to, no sideways scrolling, no dead link; scripts off; keys."""

import os
import re
from pathlib import Path

import pytest
from plain_words import data_in

pytestmark = pytest.mark.browser

DOCUMENT, ARABIC = "a document", "a document with an Arabic title"  # their addresses hold the hash of their bytes
PAGES = [
    "/",
    "/?as_of=2017-02-22",
    "/country/CUB/",
    "/country/VCT/",
    "/country/CIV/",
    "/country/NRU/",
    "/country/CUB/?as_of=2017-02-22",
    "/country/CUB/brief/",
    "/country/CUB/brief/?audience=counterpart",
    "/clock/",
    "/calendar/",
    "/priorities/",
    "/outlook/",
    "/precedents/",
    "/precedents/law_forms_missing/?like=CUB",
    "/compare/",
    "/compare/?earlier=2022&later=2023",
    "/compare/?earlier=2022&later=2023&country=SXM",
    "/compare/?earlier=2015&later=2016&country=CUB",
    "/compare/?earlier=2014&later=2015&country=THA",
    "/how-good/",
    "/search/",
    "/search/?q=passports",
    DOCUMENT,
    ARABIC,
    "/law/",
    "/law/R11/",
    "/provision/22-USC-7107(b)(2)(D)(i)@LV2019",
    "/data/",
    "/data/tier_placements/",
    "/fact/tier_placements/CUB/2016#tier",
    "/account/second-factor/",
    "/account/password/change/",
    "/no/such/page/",
]
# `make test` takes these; `make torture` takes all of them.
SAMPLE = [
    "/",
    "/country/CUB/",
    "/country/CUB/brief/",
    "/priorities/",
    "/compare/?earlier=2014&later=2015&country=THA",
    DOCUMENT,
    "/law/R11/",
]
FULL = os.environ.get("HYPOTHESIS_PROFILE") == "torture"
COMPARED = "/compare/?earlier=2015&later=2016&country=CUB"
EVERYTHING = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_WIDTH_AND_COLOUR = ["color-contrast", "target-size", "scrollable-region-focusable", "link-in-text-block", "region"]
SHOTS = Path(os.environ.get("PALERMO_SHOTS", "build/screens"))


@pytest.fixture(scope="module")
def axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def address(member, site, path: str) -> str:
    """The address of a page; that of a document is found on the page of its jurisdiction."""
    if path not in (DOCUMENT, ARABIC):
        return path
    member.goto(site.url + "/country/CUB/")
    links = member.locator("#held ~ ul a[href^='/document/']")
    return links.nth(0 if path == ARABIC else 2).get_attribute("href")


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("path", PAGES if FULL else SAMPLE)
def test_a_page_can_be_read_by_everybody(site, member, axe, path, width):
    if site.database != "sqlite":
        pytest.skip("pages look the same on both databases")
    member.set_viewport_size({"width": width, "height": 900})
    member.emulate_media(color_scheme="dark" if width == 360 else "light")
    member.goto(site.url + address(member, site, path))
    SHOTS.mkdir(parents=True, exist_ok=True)
    member.screenshot(path=SHOTS / f"{re.sub('[^A-Za-z0-9]+', '-', path).strip('-') or 'home'}-{width}.png")
    assert not member.evaluate("document.documentElement.scrollWidth > innerWidth"), "the page scrolls sideways"
    member.context.set_default_timeout(60_000)
    found = axe.run(member, options={"runOnly": EVERYTHING if width == 1280 else OF_WIDTH_AND_COLOUR})
    assert found.violations_count == 0, found.generate_report()


def test_no_link_leads_nowhere(site, member):
    """Every link of the main pages, and what they link to once more for each kind of page, answers."""
    if site.database != "sqlite" and not FULL:
        pytest.skip("pages are the same on both databases: the walk is made on both by make torture")
    seen: dict[str, int] = {}
    kinds: set[str] = set()
    waiting = [
        "/",
        "/country/CUB/",
        "/clock/",
        "/law/",
        "/data/",
        "/precedents/",
        "/priorities/",
        "/search/",
        "/calendar/",
        COMPARED,
    ]
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        answer = member.request.get(site.url + path, max_redirects=5)
        seen[path] = answer.status
        kind = re.sub(r"/[A-Z0-9a-z_.()@-]+", "/x", path.split("?")[0])
        if kind in kinds or "html" not in answer.headers.get("content-type", ""):
            continue
        kinds.add(kind)
        assert data_in(answer.text()) == [], path
        for link in re.findall(r'(?:href|src)="(/[^"#]*)', answer.text()):
            target = link.replace("&amp;", "&")
            if not target.startswith("/static/") or target not in seen:
                waiting.append(target)
    dead = {path: status for path, status in seen.items() if status != 200}
    assert not dead
    assert len(seen) > 100


def test_the_world_and_a_jurisdiction_work_without_scripts(site, browser, people):
    context = browser.new_context(storage_state=people["member"], java_script_enabled=False)
    page = context.new_page()
    page.goto(site.url + "/")
    page.fill("#as_of", "2017-02-22")
    page.click(".when button")
    assert "2016" in page.inner_text("h1")
    page.click("tr a:text-is('Cuba')")
    assert page.inner_text("h1") == "Cuba"
    page.goto(site.url + "/search/")
    page.fill("#q", "passports")
    page.click("main button.main")
    assert "q=passports" in page.url
    context.close()


def test_the_keyboard_alone_reaches_cuba(site, member):
    member.goto(site.url + "/")
    member.keyboard.press("Tab")
    assert member.evaluate("document.activeElement.className") == "skip"
    member.keyboard.press("Enter")
    for _ in range(700):
        member.keyboard.press("Tab")
        if member.evaluate("document.activeElement.textContent.trim()") == "Cuba":
            break
    member.keyboard.press("Enter")
    member.wait_for_url("**/country/CUB/**")
    assert member.inner_text("h1") == "Cuba"


def test_home_is_light_on_a_slow_line(site, member):
    sizes: dict[str, int] = {}
    member.on("response", lambda r: sizes.update({r.url: int(r.headers.get("content-length") or len(r.body()))}))
    member.goto(site.url + "/", wait_until="networkidle")
    own = {url: size for url, size in sizes.items() if "world" not in url}
    assert sum(own.values()) < 200_000, own
