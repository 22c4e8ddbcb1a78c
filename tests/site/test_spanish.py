"""The pages in Spanish: every string has its translation, the compiled catalogue is that of the text, and smuggling is not trafficking."""

from importlib.resources import files

import polib
import pytest

CATALOGUE = files("palermo.workspace") / "locale/es/LC_MESSAGES"


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE / "django.po"))


def test_every_string_is_translated(catalogue):
    assert [entry.msgid for entry in catalogue if not entry.translated() or "fuzzy" in entry.flags] == []


def test_the_compiled_catalogue_is_that_of_the_text(catalogue):
    compiled = {(e.msgctxt, e.msgid): e.msgstr for e in polib.mofile(str(CATALOGUE / "django.mo"))}
    assert compiled == {(e.msgctxt, e.msgid): e.msgstr for e in catalogue if not e.obsolete}


def test_every_marked_string_stands_in_the_catalogue(catalogue):
    """Strings are looked for in templates by their tags, so that a new one cannot be forgotten."""
    import re

    known = {entry.msgid for entry in catalogue}
    folder = files("palermo.workspace") / "templates"
    found = set()
    for template in sorted(path for path in __import__("pathlib").Path(str(folder)).rglob("*.html")):
        found.update(re.findall(r'{% translate "([^"]+)"', template.read_text(encoding="utf-8")))
    assert found - known == set()
    assert len(found) > 100


def test_trafficking_is_never_called_smuggling(catalogue):
    assert not any("tráfico de personas" in entry.msgstr.lower() for entry in catalogue)


@pytest.mark.browser
def test_the_pages_speak_spanish_and_claims_stay_english(site, member):
    member.goto(site.url + "/country/CUB/")
    with member.expect_navigation():
        member.click("footer button[lang=es]")
    assert member.evaluate("document.documentElement.lang") == "es"
    assert "Carencias según lo informado" in member.inner_text("main")
    assert member.locator("section[lang=en]").count() > 0
