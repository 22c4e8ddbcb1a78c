"""The page of one's tokens, in a browser and by plain HTTP; and the guide, whose calls are made word for word."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from visitor import Visitor

from conftest import PASSWORD, STRICT

GUIDE = Path(__file__).parents[2] / "docs/guides/interface.md"
BLOCK = re.compile(r"<!-- (at a site|answers) -->\n```(?:sh|text)\n(.*?)\n```", re.DOTALL)
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGE = "/account/tokens/"


def newcomer(site, people, name: str) -> Visitor:
    """Somebody new, with an account and nothing else."""
    keeper = Visitor(site, {c["name"]: c["value"] for c in people["administrator"]["cookies"]})
    visitor = Visitor(site)
    assert visitor.sign_up(keeper.invite(), name, PASSWORD).status == 302
    return visitor


def make(visitor: Visitor, **said: str) -> str:
    """A token, made on the page."""
    answer = visitor.send(PAGE, act="make", **({"name": "a script", "workspace": "", "right": "write", "days": "30"} | said))
    assert answer.status == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return re.search(r'<code id="token">([^<]+)</code>', answer.text)[1]


def bearer(site, words: str) -> Visitor:
    """A program with a token, and no cookie."""
    return Visitor(site, headers={"Authorization": f"Bearer {words}"})


@pytest.fixture(scope="module")
def scribe(site, people) -> Visitor:
    """Somebody with a workspace, who has typed the password once more."""
    visitor = newcomer(site, people, "scribe")
    assert visitor.send("/work/new/", name="United States – Cuba", sender="USA", host="Cuba", us="sender").status == 302
    assert visitor.ask(PAGE).leads_to.startswith("/account/reauthenticate/")
    assert visitor.send(f"/account/reauthenticate/?next={PAGE}", password=PASSWORD).leads_to == PAGE
    return visitor


def test_a_token_is_shown_once_serves_and_serves_no_more_once_revoked(site, scribe):
    words = make(scribe)
    page = scribe.ask(PAGE).text
    assert words not in page
    program = bearer(site, words)
    assert "United States – Cuba" in program.ask("/api/v1/workspaces").text
    assert program.ask("/work/").status == 404
    key = re.search(r'name="token" value="([^"]+)"', page)[1]
    assert scribe.send(PAGE, act="revoke", token=key).leads_to == PAGE
    assert program.ask("/api/v1/workspaces").status == 404
    assert "revoked" in scribe.ask(PAGE).text


def test_nobody_makes_a_token_without_the_password_nor_revokes_another_persons(site, people, scribe):
    words = make(scribe)
    key = re.search(r'name="token" value="([^"]+)"', scribe.ask(PAGE).text)[1]
    other = newcomer(site, people, "other")
    assert other.ask(PAGE).leads_to.startswith("/account/reauthenticate/")
    assert Visitor(site).ask(PAGE).status == 404
    other.send(f"/account/reauthenticate/?next={PAGE}", password=PASSWORD)
    other.send(PAGE, act="revoke", token=key)
    assert bearer(site, words).ask("/api/v1/workspaces").status == 200
    refused = other.send(PAGE, act="make", name="x", workspace=key, right="read", days="30")
    assert (refused.status, 'id="token"' in refused.text) == (422, False)


def test_a_form_of_the_page_that_another_site_sends_is_refused(site, scribe):
    forged = scribe.ask(PAGE, "POST", "act=make&name=x&right=write&days=365&workspace=", Origin="https://elsewhere.example")
    assert forged.status == 403


def test_answers_of_the_interface_carry_the_policy_and_are_kept_nowhere(site, scribe):
    for path in ("/api/v1/workspaces", "/api/v1/openapi.json", "/api/v1/no/such/thing"):
        headers = scribe.ask(path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert headers["Content-Type"].startswith("application/json")
        assert headers["Access-Control-Allow-Origin"] is None


def test_no_log_holds_a_token_nor_what_was_asked(site, scribe):
    words = make(scribe)
    program = bearer(site, words)
    for path in ("/api/v1/workspaces/tamarisk", "/api/v1/portfolio?day=tamarisk", "/api/v1/workspaces"):
        program.ask(path)
    program.ask("/api/v1/workspaces", "POST", "tamarisk", Content_Type="application/json")
    logs = "".join(path.read_text() for path in site.home.glob("log-*"))
    assert words not in logs
    assert "tamarisk" not in logs


@pytest.mark.browser
def test_everybody_can_read_the_page_also_on_a_narrow_screen_and_without_scripts(site, scribe, browser):
    from axe_playwright_python.sync_playwright import Axe

    make(scribe, name="The calendar of the secretariat", right="read")
    state = scribe.state()
    wide = browser.new_context(storage_state=state, viewport={"width": 1280, "height": 900})
    narrow = browser.new_context(storage_state=state, viewport={"width": 360, "height": 700}, java_script_enabled=False)
    page, small = wide.new_page(), narrow.new_page()
    page.goto(site.url + PAGE)
    found = Axe().run(page, options={"runOnly": WCAG}).response["violations"]
    assert [(v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found] == []
    page.fill("input[name=name]", "Another program")
    page.click("form.writing button.main")
    assert page.inner_text("#token").startswith("palermo_")
    assert small.goto(site.url + PAGE).status == 200
    assert small.evaluate("document.documentElement.scrollWidth") <= 360
    if folder := os.environ.get("PALERMO_PICTURES"):
        page.screenshot(path=f"{folder}/tokens.png", full_page=True)
        small.screenshot(path=f"{folder}/tokens-narrow.png", full_page=True)
    wide.close()
    narrow.close()


def test_the_calls_of_the_guide_are_answered_as_it_shows(site, scribe, tmp_path):
    if shutil.which("curl") is None and not STRICT:
        pytest.skip("curl is not installed")
    blocks = BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
    assert [kind for kind, _text in blocks].count("at a site") >= 4
    environment = {"PATH": os.environ["PATH"], "PALERMO": site.url, "TOKEN": make(scribe), "HOME": str(tmp_path)}
    script = "\n".join(f"printf '\\f'\n{text}" for kind, text in blocks if kind == "at a site")
    done = subprocess.run(["sh", "-eu", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    printed, at = done.stdout.split("\f")[1:], -1
    for kind, text in blocks:
        if kind == "at a site":
            at += 1
            continue
        wanted = ".*".join(re.escape(part.strip("\n")) for part in text.split("…"))
        assert re.search(wanted, printed[at], re.DOTALL), f"the guide shows what is not answered:\n{text}\n---\n{printed[at]}"
    assert (tmp_path / "token").stat().st_mode & 0o077 == 0
