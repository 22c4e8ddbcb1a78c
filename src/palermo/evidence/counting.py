"""The deeds that are counted, as they stand in a clause: investigated, prosecution, convicting, identified, provided services."""

import re
from typing import NamedTuple

from palermo.evidence.backwards import back
from palermo.evidence.page import Clause

MEASURES = ("investigations", "prosecutions", "convictions", "victims_identified", "victims_assisted")
COUNTS = {f"count_{measure}": measure for measure in MEASURES}
TOLD_BY = frozenset((*COUNTS, "count_split"))  # without one of these classes a clause counts nothing
# "to identified victims", "the convicted traffickers": who they are, not what was done now.
_STATES = frozenset({"identified", "convicted", "sheltered", "charged", "rescued", "assisted"})
_ADJECTIVE = re.compile(
    r"\b(?:to|for|of|with|from|the|these|those|all|already|newly|previously|their|its|most|some|many|any|several)(?: \w+ly)? $"
)
_WORD = re.compile(r"[\w'-]+")
_NOUNS = (
    "investigation", "investigations", "inquiry", "inquiries", "prosecution", "prosecutions", "conviction", "convictions", "indictment", "indictments",
    "services", "assistance", "protection", "protections", "care", "support", "shelter", "restitution", "proceedings", "identification",
    "identifications", "sentence", "sentences", "probe", "probes", "trial", "trials", "advice", "compensation", "housing", "accommodation",
    "counseling", "counselling", "aid", "help", "treatment",
)  # fmt: skip
_PHRASES = ("brought to", "put on trial", "went o", "went to", "stood", "taken to")  # a noun may stand at their end
_PARTICIPLES = ("ed", "found", "held", "brought", "put", "sent", "gave", "took", "taken", "began", "went", "stood", "came", "won")
# What makes a count of a verb together with the words after its object: "sent 12 traffickers to prison", "opened 12 cases".
_HELP = r"(?:with |a |an |both |medical |legal |safe |temporary |emergency |long-term |short-term |medium-term |basic |financial |psychological )*(?:shelter|housing|homes?|care|help|aid|assistance|support|services|counsell?ing|accommodation|treatment|refuge|advice|compensation|food|training)"
_SPLIT = (
    (("br", "to", "ta", "pu", "se"), re.compile(r"[^,;]{3,70} (?:to (?:court|trial)|on trial|before (?:the |a )?(?:courts?|judges?))\b"), "prosecutions"),
    (("fo", "fi"), re.compile(r"[^,;]{3,60} guilty\b"), "convictions"),
    (("fo", "fi"), re.compile(r"(?! (?:that|to|guilty)\b)"), "victims_identified"),
    (("ta", "to", "br", "re"), re.compile(r"[^,;]{3,60} (?:out of|from (?:brothels|bars|clubs|farms|factories|kilns|mines|boats|traffickers|situations|conditions|exploitat\w+))\b"), "victims_identified"),
    (("en",), re.compile(r"[^,;]{3,60} (?:assistance|protection|rehabilitation|shelter|care|victim|support) program(?:me)?\b"), "victims_assisted"),
    (("re", "cl", "ce", "co"), re.compile(r"[^,;]{3,70} (?:as|to be) (?:[\w-]+ ){0,2}victims\b"), "victims_identified"),
    (("se", "br", "ta", "to", "pl", "pu"), re.compile(r"[^,;]{3,60} (?:to|in|into) (?:[\w-]+ ){0,2}(?:shelters?|care|safe houses?|homes)\b"), "victims_assisted"),
    (("se", "pu"), re.compile(r"[^,;]{3,70} (?:to (?:prison|jail)|behind bars|in prison|in jail)\b"), "convictions"),
    (("ga", "gi", "pr", "of", "gr"), re.compile(rf"(?: [\w,-]+){{1,3}} (?:victims|survivors|women|men|girls|boys|children|people|persons|of them) {_HELP}\b"), "victims_assisted"),
    (("op", "st", "la", "in", "be", "re", "de", "ha"), re.compile(r"(?! (?:an?|any|new)\b)(?: (?!trials?\b|prosecutions?\b|proceedings\b)[\w,-]+){1,5}? (?:cases|files|case)\b"), "investigations"),
)  # fmt: skip
# Words of the same stem that tell of no deed: agencies, adjectives, means.
_OTHER = re.compile(
    r"(?:investigat(?:ive|ors?|ory)|prosecut(?:ors?|orial)|identifi(?:cation|able|er)$|identity|identities|protective|protectors?|protected|assistants?|convicts|investigational|referrals?|references?|referendum)$"
)


class Deed(NamedTuple):
    """A counted deed: its span in the page, its measure, and its `form`: plain, participle, gerund, noun or adjective."""

    start: int
    end: int
    measure: str
    form: str


def deeds(clause: Clause) -> list[Deed]:
    """The counted deeds of a clause, in order."""
    found: list[Deed] = []
    lower, offset, beyond = clause.lower, clause.start, 0
    for at, hit_end, term in clause.hits:
        if term not in TOLD_BY or at < beyond:
            continue
        start, end = at - offset, hit_end - offset
        measure = COUNTS.get(term) or _split(lower, start, end)
        if measure is None:
            continue
        last = _WORD.match(lower, lower.rfind(" ", 0, end) + 1)
        end = max(end, last.end()) if last else end
        end -= 3 if lower.endswith(" to", 0, end) else 4 if lower.endswith(" for", 0, end) else 0
        text = lower[start:end]
        if not _OTHER.match(text) and not (text == "tried" and lower.startswith(" to ", end)):
            beyond = offset + end
            found.append(Deed(at, beyond, measure, "adjective" if _is_adjective(text, lower, start) else _form(text)))
    return found


def _split(lower: str, start: int, end: int) -> str | None:
    """The measure that a verb tells of with the words after its object, None where those do not follow."""
    verb = lower[start : start + 2]
    return next((measure for verbs, rest, measure in _SPLIT if verb in verbs and rest.match(lower, end)), None)


def _is_adjective(text: str, lower: str, start: int) -> bool:
    """Whether a deed only describes those of whom something else is told."""
    return text in _STATES and _ADJECTIVE.search(lower, back(lower, start, 3), start) is not None


def _form(text: str) -> str:
    if text.startswith(_PHRASES):
        return "participle"
    first = text.partition(" ")[0]
    if first.endswith(_NOUNS) or text.endswith(_NOUNS):
        return "noun"
    if first.endswith("ing"):
        return "gerund"
    return "participle" if first.endswith(_PARTICIPLES) else "plain"
