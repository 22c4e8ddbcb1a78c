"""First start, the one-time code, the second factor: who comes in, and who does not."""

import re

import pyotp
import pytest

from conftest import PASSWORD, sign_up

pytestmark = pytest.mark.browser


def test_the_first_code_serves_once(site, people, browser):
    page = browser.new_context().new_page()
    sign_up(page, site, site.code, "latecomer")
    assert "does not serve" in page.inner_text("main")


def test_a_wrong_code_opens_nothing(site, people, browser):
    page = browser.new_context().new_page()
    sign_up(page, site, "not-a-code", "intruder")
    assert "does not serve" in page.inner_text("main")


def test_a_short_password_is_refused(site, people, browser):
    page = browser.new_context().new_page()
    page.goto(f"{site.url}/account/signup/")
    for name, value in (("code", "x"), ("username", "short"), ("password1", "short1"), ("password2", "short1")):
        page.fill(f"input[name={name}]", value)
    page.click("main button[type=submit]")
    assert "too short" in page.inner_text("main")


def test_a_second_factor_is_set_up_and_then_asked_for(site, people, browser):
    context = browser.new_context(storage_state=people["administrator"])
    page = context.new_page()
    page.goto(f"{site.url}/account/people/")
    page.click("button[value=invite]")
    code = page.inner_text("#invitation")
    own = browser.new_context()
    page = own.new_page()
    sign_up(page, site, code, f"careful-{site.database}")
    page.goto(f"{site.url}/account/second-factor/totp/activate/")
    page.wait_for_selector("#authenticator_secret, input[name=password]")
    if page.locator("input[name=password]").count():
        page.fill("input[name=password]", PASSWORD)
        page.click("main button[type=submit]")
    secret = page.input_value("#authenticator_secret")
    page.fill("input[name=code]", pyotp.TOTP(secret).now())
    page.click("main button[type=submit]")
    later = browser.new_context().new_page()
    later.goto(f"{site.url}/account/login/")
    later.fill("input[name=login]", f"careful-{site.database}")
    later.fill("input[name=password]", PASSWORD)
    later.click("main button[type=submit]")
    assert later.locator("input[name=code]").count() == 1, "the second factor is asked for"
    later.fill("input[name=code]", "000000")
    later.click("main button[type=submit]")
    assert "Incorrect code" in later.inner_text("main")


def test_home_leads_a_stranger_to_the_door_and_the_rest_is_not_found(site, browser):
    page = browser.new_context().new_page()
    page.goto(site.url)
    assert "/account/login/" in page.url
    there, nowhere = page.goto(f"{site.url}/country/CUB/"), page.goto(f"{site.url}/no/such/page/")
    assert there.status == nowhere.status == 404


def test_what_a_stranger_is_told_does_not_say_whether_a_page_exists(site, browser):
    page = browser.new_context().new_page()
    texts = []
    for path in ("/country/CUB/", "/no/such/page/"):
        page.goto(site.url + path)
        texts.append(re.sub(r"\s+", " ", page.inner_text("main")))
    assert texts[0] == texts[1]
