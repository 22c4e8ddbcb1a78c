"""What a paper carries, as a block inside a page of text: JSON in which no character can end the block or begin another one."""

from palermo.briefing.brief import Brief
from palermo.briefing.carried import carried

_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "--": "-\\u002d"}


def embedded(brief: Brief) -> str:
    """The brief as JSON on one line, safe inside a comment and inside a script element.

    Angle brackets, ampersands and double hyphens stand only inside strings of JSON, where an escape means the same.
    """
    text = carried(brief)
    for plain, escaped in _ESCAPED.items():
        text = text.replace(plain, escaped)
    return text
