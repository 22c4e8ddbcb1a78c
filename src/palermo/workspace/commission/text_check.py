"""Look at free text before it is saved and before it is shared: nothing may tell who a victim, a witness or a source is.

A pattern cannot know a person from a place: what it finds is shown, and a person confirms or takes it out.
"""

import re
from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from palermo.errors import UserError
from palermo.evidence.review_log import personal_details

# What `personal_details` calls what it finds, in the words of a page.
_NAMED = {
    "an address of electronic mail": _("an e-mail address"),
    "a telephone or document number": _("a telephone or document number"),
    "a form of address with a name": _("a form of address with a name"),
    "a date of birth": _("a date of birth"),
}
_PEOPLE = r"(?:victims?|survivors?|witness(?:es)?|complainants?|informants?|sources?|v[ií]ctimas?|testigos?|sobrevivientes?|denunciantes?|fuentes?)"
_MORE = (
    (
        re.compile(
            rf"\b{_PEOPLE}\b[, ]{{1,2}}(?i:named|called|by the name of|identified as|llamad[oa]s?|de nombre|identificad[oa]s? como)\b",
            re.IGNORECASE,
        ),
        _("the name of a victim, witness or source"),
    ),
    (
        re.compile(rf"\b(?i:{_PEOPLE})[, ]{{1,2}}[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+ [A-ZÁÉÍÓÚÑ][a-záéíóúñ]+"),
        _("the name of a victim, witness or source"),
    ),
    (
        re.compile(
            r"\b(?:passport|pasaporte|identity card|c[eé]dula|carn[eé] de identidad|visa|case|expediente)\s*(?:no\.?|number|n[º°o]\.?|número|#)?\s*:?\s*[A-Z]{0,3}-?\d{4,}",
            re.IGNORECASE,
        ),
        _("the number of a passport, identity card or case"),
    ),
    (
        re.compile(r"\b(?:nacid[oa] (?:el|en)|fecha de nacimiento|aged? \d{1,2},? (?:of|from|named))\b", re.IGNORECASE),
        _("a date of birth or an age with a person"),
    ),
)

_ENDLESS = re.compile(r"\S{100}")  # words are cut there: a pattern may look at each letter of one once for each other


class NeedsConfirmation(UserError):  # noqa: N818
    """Text that looks like a person's details; `found` says what, by field. Saved only when somebody confirms."""

    def __init__(self, found: list[str]) -> None:
        self.found = found
        super().__init__(
            str(
                _(
                    "This looks like %(what)s. Take it out; or confirm that it tells nobody who a victim, a witness or a source is."
                )
            )
            % {"what": ", ".join(found)}
        )


def details(text: str) -> list[str]:
    """What in a text looks like a person's details, in words; empty where nothing does."""
    text = _ENDLESS.sub(r"\g<0> ", text)
    first = personal_details(text)
    found = [str(_NAMED.get(first, first))] if first else []
    return list(dict.fromkeys(found + [str(words) for pattern, words in _MORE if pattern.search(text)]))


def look(texts: Iterable[str], confirmed: bool) -> None:
    """Raise NeedsConfirmation where a text holds what looks like a person's details and nobody has confirmed."""
    if confirmed:
        return
    found = list(dict.fromkeys(words for text in texts for words in details(text)))
    if found:
        raise NeedsConfirmation(found)
