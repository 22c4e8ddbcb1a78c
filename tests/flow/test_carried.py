"""What Markdown and HTML carry: the brief as data, in a block that no text can end."""

import json
import re
from dataclasses import replace

import pytest
from lxml import html as pages

from palermo.briefing.brief import Brief, brief
from palermo.briefing.document import document
from palermo.briefing.render.html import html
from palermo.briefing.render.markdown import markdown
from palermo.register.jurisdictions import resolve

HOSTILE = "a --> b <!-- c </script><script>alert(1)</script> &lt; -- --- \\u003c \\ \u2028 ]]>"


@pytest.fixture
def cuba(cuba_day) -> Brief:
    return brief(cuba_day, resolve("Cuba"), resolve("USA"))


def spoiled(made: Brief) -> Brief:
    """The same brief with a first sentence that tries to end every block."""
    first = made.sections[0]
    claims = (replace(first.claims[0], text=HOSTILE), *first.claims[1:])
    return replace(made, sections=(replace(first, claims=claims), *made.sections[1:]))


def in_markdown(text: str) -> str:
    (found,) = re.findall(r"<!-- palermo-brief\n(.*)\n-->\n\Z", text)
    return found


def in_html(text: str) -> str:
    (found,) = pages.document_fromstring(text).xpath("//script")
    assert found.get("type") == "application/json", "a block of data is not run"
    return found.text


CARRIED = {"md": (markdown, in_markdown), "html": (html, in_html)}


@pytest.mark.parametrize("form", CARRIED)
def test_a_paper_carries_its_own_brief_as_data(form, cuba):
    render, inside = CARRIED[form]
    assert json.loads(inside(render(cuba))) == json.loads(json.dumps(document(cuba)))


@pytest.mark.parametrize("form", CARRIED)
def test_no_text_ends_the_block_that_carries_it(form, cuba):
    render, inside = CARRIED[form]
    hostile = spoiled(cuba)
    block = inside(render(hostile))
    assert "--" not in block
    assert not set("<>&") & set(block)
    assert json.loads(block)["sections"][0]["claims"][0]["text"] == HOSTILE
