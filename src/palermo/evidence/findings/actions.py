"""Action findings: what the text says that a government did.

A piece of a clause is read from left to right, as one reads it, and the words that govern what follows are kept in mind. "Convicted",
"trained" are actions in themselves (`_done`); "prosecute" is one under a word of effort (`_plain`: "continued to prosecute", but not
"plans to prosecute"); "training", "action plan" are actions under a verb that suits them (`_thing`: "provided training", "adopted an
action plan", "an action plan was adopted"), and `SUITS` says which verbs those are. Denial, decrease, promise, draft, and a deed of
somebody else (an NGO) undo them. The words are in lexicon/actions.yml.
"""

import re
from collections.abc import Iterator, Sequence

from palermo.evidence.model import Action, Figure
from palermo.evidence.page import Clause, Page
from palermo.evidence.polarity import Stance, stances
from palermo.evidence.terms import Hit

TYPES = (
    "enforcement", "investigation", "prosecution", "conviction", "law_enacted", "training", "identification", "victim_services",
    "partnership", "prevention", "plan_adopted", "funding",
)  # fmt: skip
# What a count above zero implies.
IMPLIED = {
    "investigations": "investigation",
    "prosecutions": "prosecution",
    "convictions": "conviction",
    "victims_identified": "identification",
    "victims_assisted": "victim_services",
}
_COUNTED = frozenset({"act_make", "act_grow", "act_enact"})
# Under which verbs a noun is an action.
SUITS = {
    "investigation": frozenset({"act_make", "act_grow"}),
    "prosecution": frozenset({"act_make", "act_grow"}),
    "conviction": frozenset({"act_make", "act_grow"}),
    "enforcement": _COUNTED,
    "law_enacted": frozenset({"act_enact"}),
    "training": _COUNTED,
    "identification": _COUNTED,
    "victim_services": _COUNTED,
    "partnership": _COUNTED,
    "prevention": _COUNTED,
    "plan_adopted": frozenset({"act_enact"}),
    "funding": frozenset({"act_make", "act_grow"}),
}
# Verbs that need a person as their object: one identifies victims, and also corridors and needs.
_OF_PERSONS = frozenset({"identification", "victim_services"})

# Verbs whose object is an offender: what is done to victims is no such action.
_OF_OFFENDERS = frozenset({"enforcement", "investigation", "prosecution", "conviction"})

_KINDS = ("done", "plain", "thing")
_MEANING = {f"{name}_{kind}": (kind, name) for name in TYPES for kind in _KINDS}
_VERBS = frozenset({"act_make", "act_grow", "act_enact", "act_arise"})
_MOODS = _VERBS | {"act_effort", "act_promise", "act_make_plain", "act_enacting", "act_none", "act_others", "act_void"}
_OWN = _MOODS | _MEANING.keys()
_BARS = frozenset({"denial", "decrease"})
_SKIPPED = frozenset({"profile", "recommendations", "rating_note"})

_PREPOSITION = re.compile(
    r"(?<![-\w])(?:on|for|to|of|with|by|that|who|which|from|against|about|under|at|through|in|into|among|where|when|as)(?![-\w])"
)
_NAME_OF_THE_CRIME = re.compile(r"trafficking[ -]in[ -]persons")
_OPEN = re.compile(
    r"^ ?(?:\d{4} of|(?:an? |the |their |its )?(?:increased |increase in |larger |greater |slightly )?"
    r"(?:numbers? of|increase in|access to|progress in|size of))"
)
_FEW = r"(?:minimal|little|few|fewer|poor|inadequate|insufficient|negligible|scant|weak|any|no|tangible|discernible|uneven)"
_FEW_THINGS = re.compile(rf"\b{_FEW}\b")
_PASSIVE = re.compile(r"(?:was|were|been|being|is|are)(?: \w+ly| also)? (?:\w+ed, |\w+ed,? and )*$")
_PREPOSED = r"(?:for|of|in|on|from|to|against|at|without|before|about|than|with|by)"
_AS_NOUN = re.compile(
    r"\b(?:for|of|in|on|from|to|against|at|without|before|about|than)(?: \w+ly)? (?:\w+ing, |\w+ing,? (?:and|or) )*$"
)
_AS_ADJECTIVE = re.compile(
    r"\b(?:for|of|to|against|by|the|an?|all|these|those|any|its|their|this|such|suspected|already|newly|previously|with|on|not|only)(?: \w+ly)? $"
)
_NOTHING = re.compile(
    r"^(?:,? (?:and|or) \w+ed|, \w+ed)*(?: \w+ed)? ?(?:only |significantly |slightly |far )?(?:no|zero|fewer|the fewest|less|any|none)\b"
)
_OF_A_PATIENT = re.compile(
    r"\b(?:victims|traffickers|offenders|criminals|crimes|cases|children|individuals|persons|people)(?: \w+ly)? (?:\w+ed, |\w+ed,? (?:and|or) )*$"
)
_BY_OTHERS = re.compile(
    r"^[^,;]{0,60}? by (?:an? |the |local |various )?(?:ngos?|international|civil society|unhcr|iom|unicef|foreign|donors?)\b"
)
_NO_EFFORT = re.compile(
    rf"\b(?:limited|{_FEW}|(?:hamper|undercut|imped|hinder|undermin|complicat|weaken|assess)\w*)(?: [\w'-]+){{0,2}} $"
)
_FOUND = re.compile(r"\b(?:was|were|remain\w*|is|are|been|be)(?: \w+)? $")
_VICTIM_AFTER = re.compile(
    r"^(?:(?!traffickers|offenders|defendants|suspects|officials|perpetrators|cases)[\w ,-]){0,60}\b(?:victims|in prostitution)\b\b|^ with crimes|^ for (?:crimes|unlawful|immigration|prostitution|adultery)|^ and imprison"
)
_VICTIM_BEFORE = re.compile(r"\bvictims (?:(?!traffickers|identified)[\w ,]){0,40}$")
_ADVERBS = re.compile(r"^ (?:\w+ly |also |have |has |had |continued to |who |that |which )*$")


def actions(page: Page, figures: Sequence[Figure]) -> list[Action]:
    """Actions of the government, each type once, by their place. A count above zero implies its action."""
    found: dict[str, Action] = {}
    for clause in page.clauses:
        if clause.section in _SKIPPED or clause.lower.startswith("or "):  # "or": a list of the clause before goes on
            continue
        for action in _of_clause(page, clause):
            found.setdefault(action.type, action)
    for figure in figures:
        if figure.value > 0:
            kind = IMPLIED[figure.measure]
            found.setdefault(kind, Action(kind, figure.start, figure.end))
    return sorted(found.values(), key=lambda action: action.start)


def _of_clause(page: Page, clause: Clause) -> Iterator[Action]:
    if not any(hit.term in _MEANING for hit in clause.hits):
        return
    for stance in stances(clause):
        yield from _Walk(page.lower, stance).actions()


class _Walk:
    """One pass over the terms of a piece, with the words in mind that govern what follows."""

    def __init__(self, lower: str, stance: Stance) -> None:
        self.lower = lower
        self.stance = stance
        self.verb: Hit | None = None  # the verb that governs nouns, and the classes it is of
        self.classes: frozenset[str] = frozenset()
        self.effort: Hit | None = None
        self.promise_end = -1000
        self.other_end = -1  # where a subject that is not the government ended
        self.things: list[tuple[str, Hit]] = []  # nouns that no verb has governed yet
        self.verb_start = -1
        self.done_things: list[tuple[str, Hit]] = []  # those that stood before the verb of now
        self.barred = False

    def actions(self) -> Iterator[Action]:
        """The actions of the piece, in order."""
        own = _without_nested(self.stance.hits)
        if any(hit.term == "act_void" for hit in own):
            return
        for at, hit in enumerate(own):
            if self.lower[hit.start - 1 : hit.start] == "-":
                continue
            if hit.term in _BARS:
                self.barred = self.barred or not self._in_parentheses(hit)
            elif hit.term in _VERBS:
                yield from self._verb(hit)
            elif hit.term in _MEANING:
                yield from self._meaning(*_MEANING[hit.term], hit, own[at + 1] if at + 1 < len(own) else None)
            else:
                self._mood(hit)

    def _mood(self, hit: Hit) -> None:
        if hit.term == "act_effort":
            self.effort = hit if self._earnest(hit) else None
        elif hit.term == "act_make_plain":
            if self.effort or self._told_of_government(hit):
                self._govern(hit, SUITS["funding"])
        elif hit.term == "act_enacting":
            if self.stance.polarity == "achievement":
                self._govern(hit, SUITS["plan_adopted"])
        elif hit.term == "act_promise":
            self.verb, self.effort, self.promise_end = None, None, hit.end
        elif hit.term == "act_others":
            self.other_end = hit.end

    def _meaning(self, kind: str, name: str, hit: Hit, following: Hit | None) -> Iterator[Action]:
        if self.barred:
            return
        if kind == "thing":
            yield from self._thing(name, hit, following)
        elif kind == "done":
            if self._is_done(name, hit):
                yield Action(name, hit.start, self._stop(hit.end))
                if not (self._is_gerund(hit) and _AS_NOUN.search(self._before(hit))):
                    self.effort = None
                if name == "partnership":
                    self.effort = hit
                    self._govern(hit, SUITS["funding"])
        elif self.effort and not self._against_victims(name, hit):
            yield Action(name, self.effort.start, self._stop(hit.end))

    def _earnest(self, hit: Hit) -> bool:
        """Whether an effort counts: made by the government, not minimal, and not found wanting in what follows."""
        before = self._before(hit)
        if self._foreign(hit) or _NO_EFFORT.search(before):
            return False
        cue = self.stance.cue
        found = cue is not None and cue.start > hit.end and _FOUND.search(self.lower[hit.end : cue.start])
        return not (found and self.lower.startswith("act_effort", hit.start))

    def _before(self, hit: Hit) -> str:
        return self.lower[max(self.stance.start, hit.start - 60) : hit.start]

    def _in_parentheses(self, hit: Hit) -> bool:
        return self.lower.rfind("(", self.stance.start, hit.start) > self.lower.rfind(")", self.stance.start, hit.start)

    def _told_of_government(self, hit: Hit) -> bool:
        ends = [other.end for other in self.stance.hits if other.term == "government" and other.end < hit.start]
        return bool(ends) and _ADVERBS.match(self.lower[ends[-1] : hit.start]) is not None

    def _thing(self, name: str, hit: Hit, following: Hit | None) -> Iterator[Action]:
        if following and 0 <= following.start - hit.end <= 1 and following.term.endswith("_thing"):
            return  # it only names the kind of what follows: "victim services training"
        if self.verb and self.classes & SUITS[name] and self._reaches(self.verb.end, hit.start):
            yield Action(name, self.verb.start, self._stop(hit.end))
        else:
            self.things.append((name, hit))

    def _reaches(self, verb_end: int, start: int) -> bool:
        gap = self.lower[verb_end:start]
        if _FEW_THINGS.search(gap):
            return False
        if self.verb is self.effort:  # "worked with an NGO on awareness"
            return "," not in gap
        gap = re.split(r",| and\b", _NAME_OF_THE_CRIME.sub("", gap))[-1]
        return not _PREPOSITION.search(_OPEN.sub("", gap, count=1))

    def _is_done(self, name: str, hit: Hit) -> bool:
        before = self._before(hit)
        if self._foreign(hit) or _NOTHING.match(self.lower[hit.end : hit.end + 40]) or self._promised(hit):
            return False
        if self._is_gerund(hit):
            if _AS_NOUN.search(before) and not self.effort:
                return False
        elif _AS_ADJECTIVE.search(before) or _OF_A_PATIENT.search(before) or (_PASSIVE.search(before) and _BY_OTHERS.match(self.lower[hit.end : self.stance.end])):
            return False
        if self._against_victims(name, hit):
            return False
        return name not in _OF_PERSONS or self._of_persons(hit)

    def _against_victims(self, name: str, hit: Hit) -> bool:
        if name not in _OF_OFFENDERS:
            return False
        return bool(_VICTIM_AFTER.match(self.lower[hit.end : self.stance.end]) or _VICTIM_BEFORE.search(self._before(hit)))

    def _promised(self, hit: Hit) -> bool:
        return 0 <= hit.start - self.promise_end < 45 and "," not in self.lower[self.promise_end : hit.start]

    def _is_gerund(self, hit: Hit) -> bool:
        return self.lower[hit.start : hit.end].partition(" ")[0].endswith("ing")

    def _verb(self, hit: Hit) -> Iterator[Action]:
        before = self._before(hit)
        if self._foreign(hit) or (
            _AS_NOUN.search(before) and not self.effort if self._is_gerund(hit) else _AS_ADJECTIVE.search(before)
        ):
            self.verb = None
            return
        passive = _PASSIVE.search(before) is not None
        if not self.barred and not (passive and _BY_OTHERS.match(self.lower[hit.end : self.stance.end])):
            for name, thing in self.things or (self.done_things if hit.start == self.verb_start else ()):
                if hit.term == "act_arise" or (
                    hit.term in SUITS[name]
                    and (passive or hit.term == "act_grow" or (hit.term == "act_enact" and hit.start - thing.end <= 1))
                ):
                    yield Action(name, thing.start, hit.end)
        if hit.start != self.verb_start:
            self.verb_start, self.done_things = hit.start, self.things
            self.things = []
        self.effort = None
        if passive:
            self.verb = None
        else:
            self._govern(hit, frozenset({hit.term}))

    def _govern(self, hit: Hit, classes: frozenset[str]) -> None:
        same = (
            (self.verb is not None
            and self.lower[self.verb.end : hit.start] in ("", " and ", ", ", ", and "))
            or (self.verb is not None and self.verb.start == hit.start)
        )
        self.classes = self.classes | classes if same else classes
        self.verb = hit

    def _foreign(self, hit: Hit) -> bool:
        return self.other_end >= 0 and _ADVERBS.match(self.lower[self.other_end : hit.start]) is not None

    def _of_persons(self, hit: Hit) -> bool:
        return any(other.term == "act_whom" and abs(other.start - hit.end) < 120 for other in self.stance.hits)

    def _stop(self, end: int) -> int:
        """Where the words on an action end: the next comma of the piece."""
        cut = self.lower.find(",", end, self.stance.end)
        stop = cut if cut >= 0 else self.stance.end
        return max(end, end + len(self.lower[end:stop].rstrip(" .;|")))


def _without_nested(found: Sequence[Hit]) -> list[Hit]:
    """The terms that matter here, without those that lie within a longer one."""
    out: list[Hit] = []
    covered, start = -1, -1
    for hit in found:
        if hit.term in _BARS:
            out.append(hit)
        elif hit.term in _OWN and (hit.end > covered or (hit.end == covered and hit.start == start)):
            out.append(hit)
            covered, start = hit.end, hit.start
    return out
