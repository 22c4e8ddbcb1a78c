"""What was read, in a browser: from a search to the words, findings in the text, a person's word, two narratives side by side."""

import re

import pytest

pytestmark = pytest.mark.browser
COMPARED = "/compare/?earlier=2015&later=2016&country=CUB"


@pytest.fixture
def of_2016(site, member):
    """The page of the 2016 narrative, reached as people reach it: by a search."""
    member.goto(f"{site.url}/search/")
    member.fill("#q", "passports")
    member.fill("#year", "2016")
    member.click("main button.main")
    member.click("article.hit a")
    member.wait_for_url("**/document/**")
    return member


def test_a_search_leads_to_the_words(of_2016):
    assert "at=" in of_2016.url
    assert "kept the passports of workers" in of_2016.inner_text("p:has(#words)")


def test_findings_are_marked_in_the_text_and_listed_beside_it(of_2016):
    marked = of_2016.locator("mark.k-figure, mark.k-action").all_inner_texts()
    assert "7 traffickers" in "".join(marked)
    listed = of_2016.locator("aside .found > li")
    assert listed.count() == len(set(of_2016.eval_on_selector_all("aside .found > li", "all => all.map(one => one.id)")))
    anchors = of_2016.eval_on_selector_all("aside a.value", "all => all.map(a => !!document.getElementById(a.hash.slice(1)))")
    assert anchors
    assert all(anchors)


def test_who_may_not_review_is_shown_no_form(of_2016):
    assert of_2016.locator("aside button").count() == 0


def test_an_administrators_word_is_kept(site, browser, people, of_2016):
    context = browser.new_context(storage_state=people["administrator"])
    page = context.new_page()
    page.goto(of_2016.url)
    finding = page.locator("aside li:has(.k-figure)").first
    finding.locator("button[value=accept]").click()
    assert page.locator(".notice.success, .notice[role=status]").count()
    kept = "".join(path.read_text(encoding="utf-8") for path in (site.home / "reviews").glob("*.jsonl"))
    assert "keeper" in kept
    assert "accept" in kept
    context.close()


def test_two_narratives_stand_side_by_side(site, member):
    member.goto(site.url + COMPARED)
    row = member.inner_text("tr:has-text('convictions')")
    assert re.search(r"\b12\b.*\b7\b", row, re.S)
    assert "repeated word for word" in member.inner_text("main")
    member.locator("tr:has-text('convictions') .cites a").first.click()
    cited = member.url.split("#")[1]
    member.click(f"#{cited} a")
    assert "/document/" in member.url
    assert "12 traffickers" in member.inner_text("article")


def test_a_recommendation_is_followed_through_the_editions_that_are_held(site, member):
    member.goto(site.url + "/country/CUB/?as_of=2017-02-22")
    asked = member.inner_text("section:has(#asked)")
    assert "Adopt a law that forbids forced labor" in asked
    assert "made in 3 editions (2014, 2015, 2016)" in asked


def test_a_title_in_arabic_runs_from_right_to_left(site, member):
    member.goto(site.url + "/country/CUB/")
    member.click("#held ~ ul a:has-text('كوبا')")
    assert member.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "rtl"


def test_an_estimate_is_shown_on_no_page_that_anybody_may_read(public, browser):
    if public.headers:
        pytest.skip("the team's site answers behind a web server only")
    page = browser.new_context().new_page()
    page.goto(public.url + "/country/CUB/")
    assert page.locator("#estimate").count() == 0
    page.goto(public.url + "/how-good/")
    assert "RPS" not in page.inner_text("main")
    assert "of those found were right" in page.inner_text("main")
    page.context.close()
