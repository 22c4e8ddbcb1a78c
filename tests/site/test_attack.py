"""What somebody tries who means ill: forms from elsewhere, codes and names tried out, two at once, doors left ajar."""

import re
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode

import pytest
from visitor import Visitor

from conftest import PASSWORD, visitor


def test_another_host_name_is_refused(site):
    assert Visitor(site, headers={"Host": "evil.example"}).ask("/account/login/").status == 400


@pytest.mark.parametrize("path", ["/account/login/", "/account/signup/", "/language/setlang/"])
def test_a_form_from_elsewhere_is_refused(site, path):
    answer = Visitor(site).ask(path, "POST", "login=a&password=b&language=es")
    assert answer.status == 403
    assert "serve any more" in answer.text


def test_a_members_forms_are_refused_from_elsewhere(site, people):
    keeper = visitor(site, people, "administrator")
    for path in ("/account/people/", "/account/logout/", "/account/password/change/", "/account/second-factor/totp/activate/"):
        assert keeper.ask(path, "POST", "action=invite", Origin="https://evil.example").status == 403, path


@pytest.mark.parametrize(
    "path", ["https://evil.example/", "//evil.example/", r"/\evil.example/", "javascript:alert(1)", "https:evil.example"]
)
def test_nobody_is_led_away_after_logging_in(site, people, path):
    guest = Visitor(site)
    page = guest.ask("/account/login/?" + urlencode({"next": path})).text
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    fields = {"csrfmiddlewaretoken": token, "login": "reader", "password": PASSWORD, "next": path}
    answer = guest.ask("/account/login/", "POST", urlencode(fields), Origin=site.origin)
    assert (answer.status, answer.leads_to) == (302, "/")
    assert guest.ask("/language/setlang/?" + urlencode({"next": path})).leads_to in ("", "/")


def test_logging_in_makes_a_new_session_and_out_ends_it_and_empties_the_cache(site, people):
    name = f"{site.prefix}session"
    guest = Visitor(site, {name: "fixedbyanother000000000000000000"})
    guest.log_in("reader", PASSWORD)
    mine = guest.cookies[name]
    assert mine != "fixedbyanother000000000000000000"
    answer = guest.send("/account/logout/")
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert Visitor(site, {name: mine}).ask("/country/CUB/").status == 404


def test_cookies_are_for_this_host_and_out_of_reach_of_scripts(public, people):
    answer = Visitor(public).ask("/account/login/")
    lines = answer.headers.get_all("Set-Cookie")
    assert lines
    for line in lines:
        assert "HttpOnly" in line
        assert "SameSite=Lax" in line
        assert "Domain" not in line
        assert ("Secure" in line and line.startswith("__Host-") and "Path=/;" in line + ";") == (public.prefix == "__Host-"), line


def test_nobody_learns_without_a_code_whether_a_name_is_taken(site, people):
    texts = []
    for name in ("keeper", "nobody-of-that-name"):
        page = Visitor(site).sign_up("not-a-code", name, PASSWORD).text
        texts.append(re.sub(r'csrfmiddlewaretoken" value="\w+"', "", page).replace(name, "X"))
    assert texts[0] == texts[1]
    assert "does not serve" in texts[0]


def test_no_letter_is_ever_sent(site):
    guest = Visitor(site)
    guest.ask("/account/login/")
    token = guest.cookies[f"{site.prefix}csrf"]
    body = urlencode({"csrfmiddlewaretoken": token, "email": "someone@example.org"})
    assert guest.ask("/account/password/reset/", "POST", body, Origin=site.origin).status == 405


def test_of_two_who_come_with_one_code_at_once_one_gets_in(site, people):
    code = visitor(site, people, "administrator").invite()
    names = [f"twin-{n}" for n in range(6)]
    with ThreadPoolExecutor(6) as together:
        answers = list(together.map(lambda name: Visitor(site).sign_up(code, name, PASSWORD), names))
    assert {a.status for a in answers} <= {200, 302}, [a.status for a in answers]
    listed = visitor(site, people, "administrator").ask("/account/people/").text
    assert sum(f">{name}</th>" in listed for name in names) == 1
    assert sum(a.leads_to == "/" for a in answers) == 1


def test_of_two_who_take_one_name_at_once_one_gets_it(site, people):
    keeper = visitor(site, people, "administrator")
    codes = [keeper.invite() for _ in range(4)]
    with ThreadPoolExecutor(4) as together:
        answers = list(together.map(lambda code: Visitor(site).sign_up(code, "one-name", PASSWORD), codes))
    assert {a.status for a in answers} <= {200, 302}
    assert sum(a.leads_to == "/" for a in answers) == 1


def number_of(keeper: Visitor, name: str) -> str:
    """The number of a person on the page of people."""
    return re.search(rf'>{name}</th>.*?name="person" value="(\d+)"', keeper.ask("/account/people/").text, re.DOTALL)[1]


def test_a_closed_account_is_out_at_once_and_its_invitations_lapse(site, people):
    keeper, guest = visitor(site, people, "administrator"), Visitor(site)
    guest.sign_up(keeper.invite(administrator="on"), "shortlived", PASSWORD)
    left_behind = guest.invite(administrator="on")
    keeper.send("/account/people/", action="close", person=number_of(keeper, "shortlived"))
    assert guest.ask("/country/CUB/").status == 404
    assert Visitor(site).log_in("shortlived", PASSWORD).leads_to != "/"
    assert "does not serve" in Visitor(site).sign_up(left_behind, "backdoor", PASSWORD).text


def test_somebody_stays_administrator_also_when_two_dismiss_each_other_at_once(site, people):
    keeper, other = visitor(site, people, "administrator"), Visitor(site)
    own = number_of(keeper, "keeper")
    keeper.send("/account/people/", action="administrator", person=own)
    assert "Somebody has to stay administrator" in keeper.ask("/account/people/").text
    other.sign_up(keeper.invite(administrator="on"), "rival", PASSWORD)
    theirs = number_of(keeper, "rival")
    with ThreadPoolExecutor(2) as together:
        sent = [(keeper, theirs), (other, own)]
        list(together.map(lambda pair: pair[0].send("/account/people/", action="administrator", person=pair[1]), sent))
    assert sorted(v.ask("/account/people/").status for v in (keeper, other)) == [200, 404]
    if keeper.ask("/account/people/").status == 404:  # the next tests need the keeper
        other.send("/account/people/", action="administrator", person=own)


@pytest.mark.parametrize("number", ["", "x", "-1", "0", "99999999999999999999", "１", "1 OR 1=1"])
def test_what_is_no_person_is_not_found(site, people, number):
    assert visitor(site, people, "administrator").send("/account/people/", action="close", person=number).status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/?as_of=" + "9" * 5000,
        "/priorities/?severity=" + "9" * 5000,
        "/search/?q=x&offset=" + "9" * 5000,
        "/search/?q=%00%22%28&country=%00&year=2020",
        "/search/?q=" + "x" * 4000,
        "/search/?q=x&year=٢٠٢٠",
        "/compare/?earlier=0000&later=9999",
        "/document/x/?at=" + "9" * 5000 + "-1",
        "/words/%00/",
        "/fact/meta/x", "/fact/sqlite_master/x", "/fact/passages/x", "/fact/jurisdictions/CUB", "/fact/tier_placements/%00",
        "/provision/@", "/law/%00/", "/country/" + "x" * 3000 + "/", "/?as_of=2017-02-22&as_of=%00", "/country/CUB/brief/?from=%00",
    ],
)  # fmt: skip
def test_whatever_is_asked_nothing_breaks(site, people, path):
    path = path.encode("utf-8").decode("ascii", "ignore") if not path.isascii() else path
    answer = visitor(site, people, "member").ask(path)
    assert answer.status < 500, answer.status
    assert "Traceback" not in answer.text


def test_a_member_may_not_review_and_a_stranger_finds_no_form(site, people):
    member = visitor(site, people, "member")
    member.ask("/account/password/change/")
    body = urlencode({"csrfmiddlewaretoken": member.cookies[f"{site.prefix}csrf"], "finding": "x", "verdict": "accept"})
    assert member.ask("/document/x/review/", "POST", body, Origin=site.origin).status == 404


def test_names_codes_and_passwords_cannot_be_tried_out(public, people):
    """The last test of this file: it uses up what its address may try. Behind a web server each visitor has an address."""
    attempts = [Visitor(public).log_in(f"guess-{n}", "wrong password") for n in range(40)]
    assert 429 in {a.status for a in attempts} or "Too many" in attempts[-1].text
    assert "Incorrect" not in attempts[-1].text.replace("Too many", "")
    elsewhere = Visitor(public, headers={"X-Forwarded-For": "192.0.2.77"}).log_in("reader", PASSWORD)
    assert (elsewhere.leads_to == "/") == (public.database == "postgresql"), (
        "without a web server in front nobody chooses an address"
    )


def test_the_log_holds_no_address_no_question_and_no_name(site, people):
    Visitor(site, headers={"X-Forwarded-For": "198.51.100.7"}).ask("/country/CUB/?q=secretquestion")
    Visitor(site, headers={"Host": "evil.example"}).ask("/secretpath/")
    visitor(site, people, "member").ask("/search/?q=secretquestion")
    log = "".join(path.read_text() for path in site.home.glob("log-*"))
    for word in ("198.51", "127.0.0.1 ", "secret", "evil", "keeper", "Traceback"):
        assert word not in log, log
