"""The story of the commission, in a browser: the United States and Cuba, from the talks of January 2017 to a kept promise."""

import datetime as dt
import re
import shutil

import pypdfium2
import pytest
from library import bring_one_more
from plain_words import data_in
from smtp_sink import smtp_sink
from visitor import Visitor

from conftest import PASSWORD, Served

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


@pytest.fixture(scope="module")
def later(site, tmp_path_factory):
    """The same accounts and workspaces, served some time later: one more text is held, so that the record is another; mail is set up."""
    home = tmp_path_factory.mktemp(f"later-{site.database}")
    for part in ("records", "library", "evidence", "reviews"):
        if (site.home / part).exists():
            shutil.copytree(site.home / part, home / part)
    (home / "site").symlink_to(site.home / "site")
    bring_one_more(home, tmp_path_factory.mktemp("text"))
    with (
        smtp_sink() as sink,
        Served(home, site.environment | {"PALERMO_HOME": str(home), "PALERMO_MAIL": sink.address}, site.database) as running,
    ):
        running.sink = sink
        yield running


def _marked_for_mail(page, *addresses: str) -> None:
    """Say of items that they may leave with our name on them, and show them to every member."""
    for address in addresses:
        page.goto(f"{address}edit/")
        _fill(page, mark="attributable")
        if page.get_by_role("button", name="Show it to every member").count():
            page.get_by_role("button", name="Show it to every member").click()


def test_a_new_record_leaves_the_evidence_as_it_was_and_the_digest_and_the_paper_tell_of_it(site, later, office, people, browser):
    page, sink = office, later.sink
    page.goto(f"{site.url}/work/")
    record_before = page.inner_text("footer code")
    page.click("text=United States – Cuba")
    home = page.url.replace(site.url, later.url)
    page = page.context.new_page()
    page.goto(home)
    assert page.inner_text("footer code") != record_before, "another record"
    page.locator("table.list a", has_text="forced labour").click()
    promise = page.url
    kept = page.locator(".claims li", has_text="law enacted · 2023")
    assert kept.locator(".resolved.r-same").inner_text() == "found in the present record"
    assert record_before in kept.inner_text(), "copied from the record before"
    assert "complete, 1 July 2023" in _main(page)
    kept.locator(".resolved a").click()
    assert page.locator("h1").count() == 1

    page.goto(home)
    meeting = page.locator("main a", has_text="Next round").first.evaluate("node => node.href")
    relationship = page.locator("main a", has_text="the relationship").evaluate("node => node.href")
    _marked_for_mail(page, promise, meeting, relationship)

    page.goto(f"{later.url}/notices/")
    page.fill("[name=address]", "secretariat@example.org")
    page.click("text=Send me a code")
    assert "A code went to secretariat@example.org" in _main(page)
    code = re.search(r"^ {4}(\d{8})", sink.mails[0].get_content(), re.MULTILINE)[1]
    page.fill("[name=code]", code)
    page.click("main button.main")
    assert "It goes to secretariat@example.org, once a week" in _main(page)
    assert later.manage("digest").stdout.startswith("1 sent")
    assert later.manage("digest").stdout.startswith("0 sent; 1 had this week's already")
    (_code, digest) = sink.mails
    told = " ".join(digest.get_content().split())
    assert "United States – Cuba" in told
    assert "commitment, new, complete (1 July 2023): Make forced labour a crime" in told
    assert "Meetings to come (1) - Next round" in told
    assert "Memorandum" not in told, "what was not marked otherwise never leaves"

    page.goto(f"{later.url}/notices/week/")
    paper = page.inner_text("article.week")
    assert "Next round" in paper
    pdf = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    assert len(pdf) == 1
    printed = pdf[0].get_textpage().get_text_range()
    assert "Next round" in printed
    assert "stays off the paper" not in printed
    page.close()

    stranger = Visitor(later, {c["name"]: c["value"] for c in people["member"]["cookies"]})
    for path in ("/notices/", "/notices/preview/", "/notices/week/", "/work/"):
        seen = stranger.ask(path)
        assert seen.status == 200
        assert "Next round" not in seen.text
        assert "secretariat@" not in seen.text


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
    ours = {f"{site.url}{path}" for path in ("/work/", "/notices/", "/notices/week/", "/notices/preview/")}
    for address in sorted({f"{site.url}/work/new/", home, *ours, *inside}):
        page.goto(address)
        found = axe.run(page, options={"runOnly": WCAG}).response["violations"]
        assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == [], address
    still = browser.new_context(
        storage_state=page.context.storage_state(), java_script_enabled=False, viewport={"width": 360, "height": 700}
    )
    quiet = still.new_page()
    for address in sorted({home, *ours, *inside}):
        assert quiet.goto(address).status == 200
        assert quiet.locator("h1").count() == 1
        assert data_in(quiet.content()) == [], address
    still.close()
    narrow = page.context.new_page()
    narrow.set_viewport_size({"width": 360, "height": 700})
    for address in sorted({home, *ours, *inside}):
        narrow.goto(address)
        assert narrow.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
    narrow.close()
