"""What a supervisory body asks of a government: stretches of a text that tell of no deed and no failing, only of what should be done.

Committees, commissions and groups of experts write "recommends that the State party:" and then a list. In narratives of the TIP
Report such sentences are rare, and there, too, they tell of a wish.
"""

import re
from collections.abc import Iterator

_BODIES = ("committee", "commission", "greta", "expert", "rapporteur", "working group")
_ASKS = re.compile(
    r"\b(?:committee|commission|greta|experts?|rapporteurs?|working group)\b(?:(?! (?:was|were|had|made|received) )[^.;:\n]){0,60}?"
    r"\b(?:recommends?|urges?|requests?|calls? (?:up)?on|invites?|encourages?|reiterates? (?:its|their) [\w ]{0,30}?(?:recommendation|request|call)s?|asks)\b"
    r"[^.;\n]{0,80}?\b(?:that|state part(?:y|ies)|government|authorities)\b"
)
_SENTENCE = re.compile(r"[.!?](?:\s|$)")
_PARAGRAPH = re.compile(
    r"\n\s*\n(?!\s*(?:\(?[a-z0-9]{1,3}\)|[-•*–]))|\s(?=\d{1,3}\.\s+[A-Z])"
)  # a list goes on after a blank line


def asked_spans(text: str, lower: str) -> Iterator[tuple[int, int]]:
    """The stretches in which something is asked, in order: to the end of the sentence, or of the paragraph where a colon opens a list.

    `lower`: the text levelled, of the same length.
    """
    at = 0
    for body in sorted(_found(lower)):
        found = _ASKS.match(lower, body) if body >= at else None
        if found is None:
            continue
        first = _SENTENCE.search(text, found.end())
        sentence = first.start() if first else len(text)
        last = _PARAGRAPH.search(text, found.end())
        paragraph = last.start() if last else len(text)
        listed = ":" in text[found.end() : min(sentence, paragraph)]
        at = paragraph if listed else min(sentence, paragraph)
        yield found.start(), at


def _found(lower: str) -> Iterator[int]:
    """Where a body may be named: plain searches, since a pattern that may begin with any of them tries every letter."""
    for body in _BODIES:
        at = lower.find(body)
        while at >= 0:
            yield at
            at = lower.find(body, at + 1)
