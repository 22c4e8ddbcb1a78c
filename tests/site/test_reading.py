"""Pages that read, in a browser: the world at three dates, Cuba, a value to its source, a paper to take away."""

import json

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("day", "year", "tier"),
    [("2006-07-01", "2006", "Tier 3"), ("2017-02-22", "2016", "Watch List"), ("2025-12-01", "2025", "Tier 3")],
)
def test_the_world_as_it_stood(site, member, day, year, tier):
    member.goto(f"{site.url}/?as_of={day}")
    assert f"{year} TIP Report" in member.inner_text("h1")
    assert tier in member.inner_text("tr:has(a:text-is('Cuba'))")


def test_a_date_is_snapped_to_a_publication_and_carried_by_every_link(site, member):
    member.goto(f"{site.url}/?as_of=2017-02-22")
    snapped = member.url.split("as_of=")[1]
    assert snapped <= "2017-02-22"
    member.click("tr a:text-is('Cuba')")
    assert f"as_of={snapped}" in member.url


def test_a_value_opens_its_source(site, member):
    member.goto(f"{site.url}/country/CUB/?as_of=2017-02-22")
    member.locator("#placement ~ ul a.value, section:has(#placement) a.value").first.click()
    assert "/fact/" in member.url
    assert "Who established it" in member.inner_text("main")


def test_the_brief_is_downloaded_with_its_record(site, member):
    member.goto(f"{site.url}/country/CUB/brief/?as_of=2017-02-22")
    with member.expect_download() as waiting:
        member.click("a.button:text-is('JSON')")
    paper = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert paper["schema"] == "palermo.brief/1"
    assert paper["jurisdiction"] == "CUB"
    assert paper["as_of"] <= "2017-02-22"


@pytest.mark.parametrize(("form", "begins"), [("pdf", b"%PDF-1.7"), ("docx", b"PK")])
def test_the_brief_is_taken_along_as_a_file_that_says_what_it_is_prepared_for(site, member, form, begins):
    member.goto(f"{site.url}/country/CUB/brief/?as_of=2017-02-22")
    member.fill("#occasion", "Bilateral Commission <b>")
    member.click("form.asking:has(#occasion) button")
    member.wait_for_url("**for=*")
    assert "Prepared for: Bilateral Commission <b>" in member.inner_text("article.paper")
    with member.expect_download() as waiting:
        member.click(f"a.button:text-is('{form.upper()}')")
    assert waiting.value.suggested_filename.endswith(f"-own.{form}")
    assert waiting.value.path().read_bytes().startswith(begins)
    assert member.goto(f"{site.url}/country/CUB/brief.json?for={'x' * 161}").status == 404
