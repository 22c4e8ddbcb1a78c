"""The workspace in Spanish: every string that is marked has its translation, here or in the site's own catalogue."""

import ast
import re
from importlib.resources import files
from pathlib import Path

import polib

SITE = Path(str(files("palermo.workspace")))
OURS = SITE / "commission"
CATALOGUE = OURS / "locale/es/LC_MESSAGES"


def _marked() -> set[str]:
    """Strings in templates by their tags, and in modules by the function `_`."""
    found: set[str] = set()
    for template in OURS.rglob("*.html"):
        text = template.read_text(encoding="utf-8")
        found.update(re.findall(r"""{% translate ["']([^"']+)["']""", text))
        found.update(re.findall(r'_\("([^"]+)"\)', text))
        for block in re.findall(r"{% blocktranslate[^%]*%}(.*?){% endblocktranslate %}", text, re.DOTALL):
            found.add(re.sub(r"{{ (\w+) }}", r"%(\1)s", block.partition("{% plural %}")[0]))
    for module in OURS.rglob("*.py"):
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_" and isinstance(node.args[0], ast.Constant):
                found.add(node.args[0].value)
    return found


def test_every_string_of_the_workspace_has_its_spanish():
    entries = [*polib.pofile(str(CATALOGUE / "django.po")), *polib.pofile(str(SITE / "locale/es/LC_MESSAGES/django.po"))]
    known = {entry.msgid for entry in entries if entry.translated()}
    marked = _marked()
    assert len(marked) > 300
    assert marked - known == set()


def test_the_compiled_catalogue_of_the_workspace_is_that_of_the_text():
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(CATALOGUE / "django.mo"))}
    assert compiled == {entry.msgid: entry.msgstr for entry in polib.pofile(str(CATALOGUE / "django.po"))}


def test_the_workspace_never_calls_trafficking_by_the_word_for_another_crime():
    assert "tráfico de personas" not in (CATALOGUE / "django.po").read_text(encoding="utf-8").lower()
