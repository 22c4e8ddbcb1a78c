"""Every address of the site, as administrator, member, stranger and nobody: who is let in where."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from visitor import Visitor

from conftest import visitor

SAMPLES = {
    "name": "CUB",
    "form": "json",
    "table": "tier_placements",
    "key": "CUB/2016",
    "sha256": "0" * 64,
    "citation": "22-USC-7107(b)(1)@LV2019",
}
OWN_SAMPLES = {
    "rule": {"name": "R11"},
    "precedents_of": {"name": "penalty_fine_option"},
    "document": {"key": "x"},
    "review": {"key": "x"},
}
THE_DOOR = {
    "account_login",
    "account_signup",
    "account_reset_password",
    "account_inactive",
    "set_language",
    "socialaccount_login_cancelled",
    "socialaccount_login_error",
}  # nothing behind it is shown
STEPS_OF_A_LOGIN = {"mfa_authenticate", "mfa_login_webauthn"}  # reached only while a login is under way
ESTIMATES = {"pages:priorities", "pages:outlook"}  # for people of the site, also where reading is public
FOR_ADMINISTRATORS = {"accounts:people"}
NOT_IN_THIS_RECORD = {"pages:document", "pages:words"}  # no document is held in the tests' record
ONLY_SENT = {"pages:review"}  # a form is sent there; nothing is read


@dataclass(frozen=True)
class Address:
    """One address with its name."""

    name: str
    path: str


def addresses() -> Iterator[Address]:
    """Every address of the site, with sample arguments; made in a process of its own, since Django is set up once."""
    from django.urls import URLPattern, get_resolver

    def walk(patterns, prefix: str, space: str) -> Iterator[Address]:
        for pattern in patterns:
            route = prefix + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                yield Address(f"{space}{pattern.name}", filled(route, pattern.name or ""))
            else:
                yield from walk(pattern.url_patterns, route, f"{pattern.namespace}:" if pattern.namespace else space)

    return walk(get_resolver().url_patterns, "/", "")


def filled(route: str, name: str) -> str:
    """A route with its arguments in place."""
    samples = SAMPLES | OWN_SAMPLES.get(name, {})
    plain = re.sub(r"<(?:\w+:)?(\w+)>", lambda found: samples.get(found[1], "1"), route)
    plain = re.sub(r"\(\?P<(\w+)>[^)]*\)", lambda found: samples.get(found[1], "1"), plain)
    return plain.replace("^", "").replace("$", "").replace("\\Z", "").replace("//", "/")


@pytest.fixture(scope="module")
def every(site) -> list[Address]:
    os.environ.update({name: site.environment[name] for name in ("PALERMO_HOME",)})
    from palermo.workspace.serve import setup

    setup()
    found = list(addresses())
    assert len(found) > 30
    return found


def seen_by_a_stranger(site, address: Address) -> None:
    """What is outside the pages that read, for somebody without an account."""
    status = Visitor(site).ask(address.path).status
    if address.name in THE_DOOR:
        assert status in (200, 302, 401, 405), address
    elif address.name in STEPS_OF_A_LOGIN:
        assert status in (200, 302), address
    else:
        assert status == 404, (address, status)


def test_a_stranger_is_let_in_nowhere_but_at_the_door(site, every):
    for address in every:
        if address.name == "pages:home":
            answer = Visitor(site).ask("/")
            assert (answer.status, answer.leads_to) == (302, "/account/login/?next=/")
        else:
            seen_by_a_stranger(site, address)


def test_where_reading_is_public_a_stranger_reads_the_record_and_nothing_of_ours(public, every):
    for address in every:
        if address.name.startswith("pages:") and address.name not in ESTIMATES | NOT_IN_THIS_RECORD | ONLY_SENT:
            assert Visitor(public).ask(address.path).status == 200, address
        elif address.name in ONLY_SENT:
            assert Visitor(public).ask(address.path).status == 405, address
        else:
            seen_by_a_stranger(public, address)


def test_where_reading_is_public_papers_for_our_own_side_stay_ours(public, people):
    for audience in ("own", "counterpart", "public", "nonsense"):
        paper = Visitor(public).ask(f"/country/CUB/brief.json?audience={audience}").text
        assert '"audience": "public"' in paper
    mine = visitor(public, people, "member")
    assert '"audience": "own"' in mine.ask("/country/CUB/brief.json?audience=own").text
    page = mine.ask("/country/CUB/").text
    assert Visitor(public).ask("/country/CUB/").text.count("<li") != page.count("<li"), (
        "a page kept for members is not a stranger's"
    )


@pytest.mark.parametrize("value", ["a" * 32, '"' + "\\000" * 32 + '"', "", "é" * 32, "a" * 4000])
def test_a_forged_cookie_is_a_strangers(site, value):
    assert Visitor(site, {"palermo_session": value.encode().decode("latin-1")}).ask("/country/CUB/").status == 404


def test_a_member_reads_every_page_and_changes_nobodys_account(site, every, people):
    for address in every:
        status = visitor(site, people, "member").ask(address.path).status
        if address.name in FOR_ADMINISTRATORS | NOT_IN_THIS_RECORD:
            assert status == 404, address
        elif address.name in ONLY_SENT:
            assert status == 405, address
        elif address.name.startswith("pages:"):
            assert status == 200, (address, status)
        else:
            assert status < 500, (address, status)


def test_an_administrator_reads_every_page_and_reaches_people_too(site, every, people):
    keeper = visitor(site, people, "administrator")
    assert keeper.ask("/account/people/").status == 200
    assert {keeper.ask(a.path).status for a in every if a.name.startswith("pages:")} <= {200, 404, 405}


ODD = [
    "/country/CUB", "//country/CUB/", "/./country/CUB/", "/static/../country/CUB/", "/static/%2e%2e/country/CUB/", "/%2e%2e/country/CUB/",
    "/account/login/../../country/CUB/", "/account/login/%2e%2e/people/", "/account/people", "/country/CUB/?next=/account/login/",
    "/country/%00/", "/country/%ff%fe/", "/country/%F0%9F%92%A9/", "/country/CUB%2F", "/account/email/", "/account/3rdparty/", "/account/",
    "/account/password/reset/key/1-x/", "/account/confirm-email/x/", "/admin/", "/static/", "/static/key", "/static/../../key",
    "/.well-known/change-password", "/country/" + "a" * 3000 + "/", "/language", "/brief", "/%", "/?as_of=2017-02-22%00",
]  # fmt: skip


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_no_method_and_no_odd_spelling_lets_a_stranger_in(site, method):
    paths = ODD if method == "GET" else [*ODD[:6], "/country/CUB/", "/account/people/", "/document/x/review/", "/"]
    for path in paths:
        answer = Visitor(site).ask(path, method)
        home = path.startswith("/?") or path == "/"
        assert answer.status in ((302, 404, 405) if home else (400, 404, 405)), (method, path, answer.status)
        assert "Cuba" not in answer.text


def test_every_answer_carries_the_policy(site):
    for address in ("/", "/country/CUB/", "/no/such/page", "/account/login/", "/static/palermo/world.svg"):
        headers = Visitor(site).ask(address).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], address
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY" or address.startswith("/static/")
        assert "private" in headers["Cache-Control"] or address.startswith("/static/")
        assert "Server" not in headers


def test_files_of_the_site_are_kept_for_a_year_and_come_packed(site, people):
    page = visitor(site, people, "member").ask("/").text
    sheet = re.search(r'href="(/static/palermo/site\.[0-9a-f]+\.css)"', page)[1]
    headers = Visitor(site).ask(sheet, Accept_Encoding="gzip").headers
    assert headers["Content-Encoding"] == "gzip"
    assert "immutable" in headers["Cache-Control"]
    assert "max-age=31" in headers["Cache-Control"]


def test_tables_and_models_of_the_accounts_agree(site):
    done = site.manage("makemigrations", "--check", "--dry-run")
    assert done.returncode == 0, done.stdout
    assert "[ ]" not in site.manage("showmigrations", "--list").stdout


def test_the_team_profile_passes_djangos_own_check(site):
    team = site.environment | {"PALERMO_URL": "https://tip.example.org", "DATABASE_URL": "postgresql://palermo@/palermo"}
    site.environment, kept = team, site.environment
    try:
        done = site.manage("check", "--deploy", "--fail-level", "WARNING")
    finally:
        site.environment = kept
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout + done.stderr
