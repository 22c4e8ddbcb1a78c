"""The guide on running a commission speaks in the words of the pages: what it prints in italics stands on one of them."""

import re
from importlib.resources import files
from pathlib import Path

GUIDE = Path(__file__).parent.parent.parent / "docs/guides/run_a_commission.md"


def test_every_word_of_a_page_that_the_guide_names_is_on_a_page():
    text = re.sub(r"```.*?```|`[^`]*`|\*\*[^*]+\*\*", "", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    named = {" ".join(words.split()) for words in re.findall(r"(?<=[\s(])\*(\S[^*]*?\S)\*", text)}
    assert len(named) > 25
    folder = Path(str(files("palermo.workspace")))
    pages = "\n".join(path.read_text(encoding="utf-8") for kind in ("*.html", "*.py") for path in folder.rglob(kind))
    assert {words for words in named if not re.search(rf"""["'>]{re.escape(words)}["'<]""", pages)} == set()
