"""Guides on the workspace speak in the words of its pages: what they print in italics stands on one of them."""

import re
from importlib.resources import files
from pathlib import Path

import pytest

GUIDES = Path(__file__).parent.parent.parent / "docs/guides"


@pytest.mark.parametrize(("guide", "least"), [("run_a_commission.md", 25), ("protect_sources.md", 10)])
def test_every_word_of_a_page_that_a_guide_names_is_on_a_page(guide, least):
    text = re.sub(r"```.*?```|`[^`]*`|\*\*[^*]+\*\*", "", (GUIDES / guide).read_text(encoding="utf-8"), flags=re.DOTALL)
    named = {" ".join(words.split()) for words in re.findall(r"(?<=[\s(])\*(\S[^*]*?\S)\*", text)}
    assert len(named) >= least
    folder = Path(str(files("palermo.workspace")))
    pages = "\n".join(path.read_text(encoding="utf-8") for kind in ("*.html", "*.py") for path in folder.rglob(kind))
    assert {words for words in named if not re.search(rf"""["'>]{re.escape(words)}["'<]""", pages)} == set()
