"""The story of the commission, in a browser: the United States and Cuba, from the talks of January 2017 to a kept promise."""

import datetime as dt
import re

import pytest
from visitor import Visitor

from conftest import PASSWORD

pytestmark = pytest.mark.browser
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def _fill(page, **fields) -> None:
    """Fill a form by the names of its fields and send it."""
    for name, value in fields.items():
        box = page.locator(f"form.writing [name={name}]")
        if box.evaluate("node => node.tagName") == "SELECT":
            box.select_option(value)
        else:
            box.fill(value)
    page.click("form.writing button.main")


def _main(page) -> str:
    return re.sub(r"\s+", " ", page.inner_text("main"))


@pytest.fixture(scope="module")
def office(site, people, browser):
    """A page of the secretariat, whose account is its own."""
    keeper = Visitor(site, {c["name"]: c["value"] for c in people["administrator"]["cookies"]})
    secretary = Visitor(site)
    assert secretary.sign_up(keeper.invite(), "secretariat", PASSWORD).status == 302
    context = browser.new_context(storage_state=secretary.state(), viewport={"width": 1280, "height": 900})
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda r: None if r.url.startswith((site.url, "data:")) else wrong.append(r.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text) if "Content Security Policy" in m.text else None)
    yield page
    context.close()
    assert wrong == []


def test_a_commission_from_its_talks_to_a_kept_promise(site, office, people, browser):
    page = office
    page.goto(f"{site.url}/work/new/")
    _fill(page, name="United States – Cuba", sender="USA", host="Cuba", commission="U.S.-Cuba Bilateral Commission")
    home = page.url
    assert "No forum known" in _main(page)
    page.click("text=the relationship")
    page.click("text=Change")
    _fill(page, first_met="2015-09-11")
    page.goto(f"{home}new/framework/")
    _fill(
        page,
        title="Memorandum on law enforcement",
        kind="memorandum",
        date="2017-01-16",
        legal_nature="non_binding",
        status="signed",
    )
    page.goto(f"{home}new/group/")
    _fill(page, name="Trafficking in persons")
    page.goto(home)
    assert "first met 11 September 2015" in _main(page)
    assert "memorandum, 16 January 2017, not binding" in _main(page)

    page.goto(f"{home}new/meeting/")
    _fill(
        page, title="Fourth meeting on trafficking", date="2017-01-12", ends="2017-01-13", place="Washington", level="senior",
        our_readout="Both sides met on the fight against trafficking.", their_readout="La parte cubana informó sobre su enfrentamiento a la trata.",
    )  # fmt: skip
    fourth = page.url
    both = _main(page)
    assert "Both sides met" in both
    assert "La parte cubana" in both

    page.goto(f"{home}new/meeting/")
    later = (dt.datetime.now(dt.UTC).date() + dt.timedelta(days=40)).isoformat()
    _fill(page, title="Next round", date=later, indicators="Convictions by form, and sentences")
    following = page.url
    page.goto(f"{following}from-brief/?on=2017-02-22")
    assert page.locator("input[name=ask]").count() == 3
    page.click("text=Put on the agenda")
    asks = page.locator(".agenda li a")
    assert asks.count() == 3
    assert "By 31 March 2017, Cuba's government should adopt" in _main(page)
    asks.first.click()
    assert "as of 22 February 2017" in _main(page)

    page.goto(f"{home}new/commitment/")
    _fill(
        page, title="Make forced labour a crime", side="theirs", form="oral", standing="claimed_by_us", date="2017-01-13", due="2017-03-31",
        our_words="Cuba will amend its penal code.", their_words="Cuba estudia modificar su código penal.", their_language="es", gap="law_forms_missing",
    )  # fmt: skip
    promise = page.url
    assert "could be the stated ground of a place on the Watch List" in _main(page)
    assert "Not stated:" in _main(page)
    for standing in ("disputed", "agreed"):
        page.goto(f"{promise}edit/")
        _fill(page, standing=standing)
        assert standing in page.inner_text(".asked")

    page.goto(f"{promise}status/")
    _fill(page, status="complete", day="2023-07-01")
    assert "'complete' needs evidence" in _main(page)
    page.goto(promise)
    assert "Nobody has looked yet" in _main(page)
    law = page.locator(".claims li", has_text="law enacted · 2023")
    assert law.count() == 1
    law.get_by_role("button", name="Accept").click()
    assert page.locator(".resolved.r-same").count() == 1
    page.goto(f"{promise}status/")
    page.select_option("[name=evidence]", index=1)
    _fill(page, status="complete", day="2023-07-01")
    assert "complete, 1 July 2023" in _main(page)

    page.goto(f"{site.url}/work/")
    folio = _main(page)
    assert "Next round" in folio
    assert "Open asks (3)" in folio
    assert "Late (0)" in folio
    assert "Make forced labour a crime" not in folio, "what is complete is not late"

    stranger = Visitor(site, {c["name"]: c["value"] for c in people["member"]["cookies"]})
    for address in (home, fourth, following, promise, f"{promise}status/"):
        answer = stranger.ask(address.removeprefix(site.url))
        assert answer.status == 404
        assert "forced labour" not in answer.text.lower()
    assert "United States – Cuba" not in stranger.ask("/work/").text


def test_two_who_change_the_same_commitment_the_slower_is_told(site, office):
    page = office
    page.goto(f"{site.url}/work/")
    page.click("text=United States – Cuba")
    page.locator("table.list a", has_text="forced labour").click()
    promise = page.url
    page.goto(f"{promise}edit/")
    other = page.context.new_page()
    other.goto(f"{promise}edit/")
    _fill(other, place="Havana")
    _fill(page, place="Washington")
    assert "Somebody else has changed this meanwhile (place)" in _main(page)
    assert "Havana" in page.inner_text("details")
    assert page.input_value("[name=place]") == "Washington", "what was typed is kept"
    page.click("form.writing button.main")
    assert "Washington" in _main(page)


def test_a_persons_details_wait_for_a_confirmation(site, office):
    page = office
    page.goto(f"{site.url}/work/")
    page.click("text=United States – Cuba")
    page.goto(f"{page.url}new/group/")
    _fill(page, name="Protection", subject="Write to office@example.org")
    assert "an e-mail address" in _main(page)
    page.check("[name=confirmed]")
    page.click("form.writing button.main")
    assert "Kept as a draft" in _main(page)


def test_the_workspace_can_be_read_by_everybody_without_scripts_and_on_a_narrow_screen(site, office, browser):
    from axe_playwright_python.sync_playwright import Axe

    page, axe = office, Axe()
    page.goto(f"{site.url}/work/")
    page.click("text=United States – Cuba")
    home = page.url
    links = {a.evaluate("node => node.href") for a in page.locator("main a").all()}
    inside = {href for href in links if href.startswith(home)}
    assert len(inside) > 15
    for address in sorted({f"{site.url}/work/", f"{site.url}/work/new/", home, *inside}):
        page.goto(address)
        found = axe.run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == [], address
    still = browser.new_context(
        storage_state=page.context.storage_state(), java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    quiet = still.new_page()
    for address in sorted({f"{site.url}/work/", home, *inside}):
        assert quiet.goto(address).status == 200
        assert quiet.locator("h1").count() == 1
    still.close()
    narrow = page.context.new_page()
    narrow.set_viewport_size({"width": 360, "height": 700})
    for address in sorted({f"{site.url}/work/", home, *inside}):
        narrow.goto(address)
        assert narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    narrow.close()
