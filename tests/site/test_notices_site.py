"""Notices on a running site: a digest that is killed while it is handed over, thirty relationships on paper, secrets over the wire."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest
from smtp_sink import smtp_sink
from visitor import Visitor

from conftest import PASSWORD

FILL = Path(__file__).with_name("notices_fill.py")


@pytest.fixture(scope="module")
def busy(site, people) -> Visitor:
    """Somebody with an address and thirty workspaces."""
    keeper = Visitor(site, {c["name"]: c["value"] for c in people["administrator"]["cookies"]})
    person = Visitor(site)
    assert person.sign_up(keeper.invite(), "busy", PASSWORD).status == 302
    script = f"exec(open({str(FILL)!r}).read(), {{'__name__': 'fill', 'NAME': 'busy', 'WORKSPACES': 30}})"
    done = site.manage("shell", "--no-imports", "-c", script)
    assert done.returncode == 0, done.stderr
    return person


def digest(site, **more: str) -> subprocess.Popen[str]:
    """`palermo manage digest` on this site, under way."""
    command = [sys.executable, "-m", "palermo", "manage", "digest"]
    return subprocess.Popen(
        command, env=site.environment | more, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def test_without_a_mail_server_the_digest_says_so_in_one_sentence(site):
    done = site.manage("digest")
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(
        r"CommandError: No mail is set up, so nothing was sent\. Set PALERMO_MAIL, for example \S+\.\n", done.stderr
    )


def test_a_digest_that_was_killed_between_mail_and_log_is_not_sent_twice(site, busy):
    with smtp_sink() as sink:
        running = None

        def kill(step: str) -> str | None:
            if step == "taken" and running is not None:
                os.kill(running.pid, signal.SIGKILL)
                running.wait(10)
            return None

        sink.at = kill
        running = digest(site, PALERMO_MAIL=sink.address)
        running.communicate(timeout=60)
        assert running.returncode == -signal.SIGKILL
        assert len(sink.mails) == 1
        first, running = sink.mails[0]["To"], None
        said = digest(site, PALERMO_MAIL=sink.address).communicate(timeout=60)
        assert "1 begun and not known to have arrived: not sent again" in said[0], said
        assert [mail["To"] for mail in sink.mails].count(first) == 1
        assert [mail["To"] for mail in sink.mails].count("busy@example.org") == 1


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_thirty_relationships_with_long_names_print_on_one_page(site, busy, browser, paper):
    context = browser.new_context(storage_state=busy.state())
    page = context.new_page()
    page.goto(f"{site.url}/notices/week/")
    pdf = pypdfium2.PdfDocument(page.pdf(format=paper))
    context.close()
    assert len(pdf) == 1
    printed = pdf[0].get_textpage().get_text_range()
    assert printed.count("United States and the") >= 30
    assert "the first 3 of 30" in printed
    assert "Stays in" not in printed
    assert "Assume that every paper leaks" in printed.replace("\r\n", " ")
    assert "Not legal advice" in printed


def test_a_secret_address_is_shown_once_and_read_without_a_login(site, busy):
    made = busy.send("/notices/", act="make")
    assert made.status == 405, "forms are sent to addresses of their own"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', busy.ask("/notices/").text)[1]
    body = f"csrfmiddlewaretoken={token}&act=make&kind=calendar&workspace="
    answer = busy.ask("/notices/secrets/", "POST", body, Origin=site.origin)
    address = re.search(r"<code>http://[^/]+(/notices/calendar/\S+)</code>", answer.text)[1]
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert address not in busy.ask("/notices/").text
    read = Visitor(site).ask(address)
    assert read.status == 200
    assert read.text.count("BEGIN:VEVENT") == 91
    assert "Stays in" not in read.text
    assert read.headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in read.headers["Content-Security-Policy"]
    assert read.headers.get("Set-Cookie") is None
    assert Visitor(site).ask(address.replace("/calendar/", "/calendar/x")).status == 404
