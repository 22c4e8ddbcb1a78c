"""What a paper is prepared for: a line on the cover, in the words of whoever asked, and never more than words."""

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from palermo.briefing.brief import brief
from palermo.briefing.document import document
from palermo.briefing.occasion import LONGEST, occasion
from palermo.briefing.render.html import html
from palermo.briefing.render.markdown import markdown
from palermo.cli.brief import command
from palermo.errors import UserError
from palermo.register.jurisdictions import resolve

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "brief.json").read_text(encoding="utf-8"))
MEETING = "Bilateral Commission, working group on law enforcement"


@pytest.fixture
def paper(cuba_day):
    return brief(cuba_day, resolve("Cuba"), resolve("USA"), occasion=MEETING)


def test_the_cover_says_what_it_is_prepared_for_in_every_form(paper):
    assert f"Prepared for: <bdi>{MEETING}</bdi>" in html(paper)
    assert f"\nPrepared for: {MEETING}\n" in markdown(paper)
    data = document(paper)
    assert data["occasion"] == MEETING
    jsonschema.validate(data, SCHEMA)


def test_without_it_nothing_is_said(cuba_day):
    paper = brief(cuba_day, resolve("Cuba"), resolve("USA"))
    assert "Prepared for" not in html(paper) + markdown(paper)
    jsonschema.validate(document(paper), SCHEMA)


def test_markup_is_shown_to_the_letter(cuba_day):
    paper = brief(cuba_day, resolve("Cuba"), resolve("USA"), occasion="<img src=x> *a* [b](https://c.example) `d`")
    assert "&lt;img src=x&gt; *a* [b]" in html(paper)
    assert r"\<img src=x\> \*a\* \[b\](https\://c.example) \`d\`" in markdown(paper)


def test_it_is_one_composed_line():
    assert occasion("  Commission\n mixte,\tCo\u0302te d\u2019Ivoire ") == "Commission mixte, C\u00f4te d\u2019Ivoire"
    assert occasion("\u0627\u0644\u0644\u062c\u0646\u0629 \u0627\u0644\u0645\u0634\u062a\u0631\u0643\u0629") is not None
    assert occasion(None) is None


@pytest.mark.parametrize("text", ["", " \n ", "a\x00b", "a\x1b[31mb", "a\u202eb", "a\u2066b", "a\u200bb", "x" * (LONGEST + 1)])
def test_what_is_no_line_is_refused_in_one_sentence(text):
    with pytest.raises(UserError, match=r"^'--for' .*\.$"):
        occasion(text)


def test_the_command_takes_it():
    done = CliRunner().invoke(command, ["Cuba", "--as-of", "2017-02-22", "--for", MEETING, "--format", "json"])
    assert json.loads(done.output)["occasion"] == MEETING
