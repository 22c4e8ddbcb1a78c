"""Action findings: what the text says that a government did.

A piece of a clause is read from left to right, as one reads it, and the words that govern what follows are kept in mind. "Convicted",
"trained" are actions in themselves (`_done`); "prosecute" is one under a word of effort (`_plain`: "continued to prosecute", but not
"plans to prosecute"); "training", "action plan" are actions under a verb that suits them (`_thing`: "provided training", "adopted an
action plan", "an action plan was adopted"), and `SUITS` says which verbs those are. Denial, decrease, promise, draft, a victim as the
object, and a deed of somebody else (an NGO) undo them. The words are in lexicon/actions.yml.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence, Set
from itertools import zip_longest
from typing import NamedTuple

from palermo.evidence.backwards import back
from palermo.evidence.model import Action, Figure
from palermo.evidence.page import Clause, Page
from palermo.evidence.polarity import Stance
from palermo.evidence.terms import Hit

MAKE, GROW, ENACT, ARISE = "act_make", "act_grow", "act_enact", "act_arise"
_ANY = frozenset({MAKE, GROW, ENACT, ARISE})
_DO = frozenset({MAKE, GROW, ARISE})
_LAW = frozenset({ENACT, ARISE})
_MAKING, _ENACTING = (
    frozenset({MAKE, GROW}),
    frozenset({ENACT}),
)  # what words of effort, and nouns such as "passage of", govern like
# Under which verbs a noun of each type is an action: one adopts a plan, conducts training, and increases either of training and funding.
SUITS = {
    "enforcement": _ANY,
    "investigation": _DO,
    "prosecution": _DO,
    "conviction": _DO,
    "law_enacted": _LAW,
    "training": _ANY,
    "identification": _ANY,
    "victim_services": _ANY,
    "partnership": _ANY,
    "prevention": _ANY,
    "plan_adopted": _LAW,
    "funding": _DO,
}
# What a count above zero implies.
IMPLIED = {
    "investigations": "investigation",
    "prosecutions": "prosecution",
    "convictions": "conviction",
    "victims_identified": "identification",
    "victims_assisted": "victim_services",
}
_OF_PERSONS = frozenset({"identification", "victim_services"})  # one identifies victims, but also needs
_OF_OFFENDERS = frozenset({"enforcement", "investigation", "prosecution", "conviction"})  # done to victims, these are no action
_KINDS = ("done", "plain", "thing")
_MEANING = {f"{name}_{kind}": (kind, name) for name in SUITS for kind in _KINDS}
_MOODS = {"act_effort", "act_promise", "act_make_plain", "act_enacting", "act_none", "act_others", "act_void"}
_OWN = _ANY | _MOODS | _MEANING.keys()
# Without one of these, nouns and verbs in their plain form stand alone, and tell of nothing done.
_GOVERNING = _ANY | {"act_effort", "act_make_plain", "act_enacting"} | {f"{name}_done" for name in SUITS}
_BARS = frozenset({"denial", "decrease"})
_SKIPPED = frozenset({"profile", "recommendations"})

# The word before a verb, adverbs aside, tells what the verb form is.
_PASSIVE = frozenset(["was", "were", "been", "being", "is", "are", "be"])
_BEFORE_ADJECTIVE = frozenset(
    [
        "for",
        "of",
        "to",
        "against",
        "by",
        "the",
        "a",
        "an",
        "all",
        "these",
        "those",
        "any",
        "its",
        "their",
        "this",
        "such",
        "most",
        "many",
        "several",
        "suspected",
        "with",
        "on",
        "not",
    ]
)
_BEFORE_NOUN = frozenset(["for", "of", "in", "on", "from", "to", "against", "at", "without", "before", "about"])
# "Should step up its work by investigating": a gerund of what ought to be done.
_OUGHT_BY = re.compile(r"\b(?:should|must|needs? to|ought to|is urged to)\b(?:(?! (?:but|while) )[^;,])*$")
# "Identifying victims remained a challenge": a gerund that is only talked about.
_TALKED_ABOUT = re.compile(r"[^,;]{0,80}? (?:remain\w*|continue[sd]? to be|was|is|would be|proved)\b")
_VICTIMS_OWN = re.compile(r"\b(?:victims|witnesses|survivors)(?: who| that)?(?: (?:have|had|also|then|\w+ly))* $")
_URGED = re.compile(r"\b(?:should|must|needs? to|ought to|is urged to|was urged to)\b(?: (?!and\b)[\w-]+){0,5} $")
# "One NGO in the capital": a subject that is not the state, in a piece that names no office of the state.
_OF_OTHERS = re.compile(
    r"(?:(?:while|although|but) )?(?:in (?:19|20)\d\d, )?(?:one|an|another|two|three|some) (?:local |international |other )?(?:ngos?|organi[sz]ations?)\b"
)
_HALTED = frozenset(
    ["delayed", "stopped", "ceased", "suspended", "halted", "ended", "discontinued", "delays", "stops", "ceases", "suspends"]
)
_NO_ADVERBS = frozenset(["assembly", "family", "italy", "ally", "supply"])
_PATIENTS = frozenset(
    ["victims", "traffickers", "offenders", "criminals", "crimes", "cases", "children", "individuals", "persons", "people"]
)

_FEW = frozenset(
    [
        "minimal",
        "little",
        "few",
        "fewer",
        "poor",
        "inadequate",
        "insufficient",
        "negligible",
        "scant",
        "weak",
        "any",
        "no",
        "tangible",
        "discernible",
        "uneven",
    ]
)
_NO_EFFORT = _FEW | {"limited"}
_CHECKED = (
    "impact",
    "affect",
    "obstruct",
    "frustrat",
    "disrupt",
    "constrain",
    "hamper",
    "undercut",
    "imped",
    "hinder",
    "undermin",
    "complicat",
    "weaken",
    "assess",
)
_OFFICERS = ("inspectors", "inspector", "detectives", "detective", "prosecutors")
_TAUGHT = re.compile(
    r"\b(?:train\w*|instruct\w*|courses?|workshops?|seminars?|guid\w+|taught|teach\w*|materials?)\b[^;]* (?:to|for|among)\b[^;]*$"
)
_ZERO = re.compile(r"\b(?:zero|0) (?:[\w-]+ ){0,2}$")
_FINED = re.compile(r"\bfine[sd]?\b[^,;]{0,60}$")
_WILL = re.compile(r"\b(?:will|would)(?: \w+){1,3} $")  # "which will result in increased funding"
# Bodies that adopt and issue things themselves, and the verbs by which they are made.
_BODIES = (
    "committee",
    "commission",
    "council",
    "commissioner",
    "coordinator",
    "board",
    "secretariat",
    "rapporteur",
    "bureau",
    "directorate",
    "ambassador-at-large",
)
_FOUNDING = (
    "establish",
    "creat",
    "form",
    "set",
    "found",
    "constitut",
    "institut",
    "inaugurat",
    "launch",
    "reconstitut",
    "reactivat",
    "activat",
    "re-",
)
_FOUND = re.compile(r"\b(?:was|were|remain\w*|is|are|been|be)(?: \w+)? $")
_WENT_DOWN = re.compile(r"(?:did|do|does|have|has) not (?:increase|improve)|(?:decreas|declin|dropp|regress)ed\b|fell\b")
_NOTHING = re.compile(
    r"(?:,? (?:and|or) \w+ed|, \w+ed)*(?: \w+ed)? ?(?:only |significantly |slightly |far )?(?:no|zero|fewer|the fewest|less|any|none)\b"
)
_NEAR, _FAR, _MANY = 120, 400, 20  # characters to a person, characters of a list, nouns before a verb
_PREPOSITION = re.compile(
    r"\b(?<!-)(?:on|for|to|of|with|by|that|who|which|from|against|about|under|at|through|in|into|among|where|when|as)(?![-\w])"
)
_NAME_OF_THE_CRIME = re.compile(r"trafficking[ -]in[ -]persons")
_LIST = re.compile(r",| and\b")
_COMMA = re.compile(r",(?!\d{3})")  # not that of the thousands
_OPEN = re.compile(
    r" ?(?:\d{4} of|(?:an? |the |their |its |some )?(?:increased |increase in |larger |greater |slightly |limited |small )?"
    r"(?:numbers? of|(?:maximum |total |monthly )?amounts? of|increase in|access to|progress in|size of|construction of))"
)
_BY_OTHERS = re.compile(
    r"[^,;]{0,60}? by (?:an? |the |local |various )?(?:ngos?|international|civil society|unhcr|iom|unicef|foreign|donors?)\b"
)
_ON_VICTIMS = re.compile(
    r"(?:(?!traffickers|offenders|defendants|suspects|officials|perpetrators|cases|crimes)[\w ,-]){0,60}\b(?:victims|in prostitution)\b"
    r"| with crimes| for (?:crimes|unlawful|immigration|prostitution|adultery)| and imprison"
)
_ON_OFFENDERS = re.compile(
    r" (?!by\b)(?:[\w-]+ ){0,4}(?:traffickers?|offenders?|suspects?|defendants?|perpetrators?|recruiters?|pimps?|brothel owners)\b"
)
_NAMED_LAST = re.compile(
    r".*\b(victims|in prostitution|traffickers|offenders|defendants|suspects|officials|perpetrators|recruiters|employers|men|women)\b"
)  # whom "them" means
_VICTIMS_WHO = re.compile(r"\bvictims (?:(?!traffickers|identified)[\w ,]){0,40}$")
_UNDER_A_NOUN = re.compile(r"(?<!number )\b(?:of|under|to|for|in|by|with|on|from) (?:[\w'-]+ ){0,4}$")
_LAWS = (
    "law", "act", "code", "statute", "constitution", "decree", "ordinance", "legislation", "article", "section", "chapter", "provision",
)  # fmt: skip
# A law as the subject of what follows: "article 3 of the code", "the 2005 act, as amended,"; not one that is new, and no object of a verb.
_LAW_IN_FORCE = re.compile(
    r"(?<!new )(?<!newly enacted )(?<!recent )\b(?:laws?|acts?|codes?|statutes?|constitution|decree|ordinance|legislation|articles?|sections?|chapters?|provisions?)\b"
    r"(?:(?! (?:that|which|was|were|is|are|has|have) )[^;])*(?<! and )$"
    r"|\b(?:articles?|sections?) [\w.-]+ of [^;]{2,60}, which $"
    r"|^the (?:19|20)\d\d [a-z-]+ $"  # "the 2007 PTA criminalized"
)
_LAW_SUBJECT = re.compile(
    r"(?:^|(?<=[.;,] )|(?<!under )(?<!of )(?<!by )(?<!with )(?<!in )(?<!to )(?<!on )\bthe )(?:the )?(?:[\w-]+ ){0,4}?(?:law|act|code|statute|constitution|decree|ordinance)"
    r"(?: of \d{4}| \d[\w/]*)?(?:,? (?:also|as amended|amended in \d{4}|\w+ly),?)* $"
)
_LAW_SUBJECT_ENDS = re.compile(r"(?:law|act|code|statute|constitution|decree|ordinance|also|amended|ly|\d[\w/]*),? $")
_BY_LAWMAKERS = re.compile(
    r"\b(?:government|parliament|assembly|authorities|legislature|senate|congress|king|president|cabinet|amendments?|new (?:[\w-]+ ){0,3}(?:law|act|code|decree))\b"
)
_ADVERBS = re.compile(r"(?:'s?)? (?:\w+ly |also |have |has |had |continued to |who |that |which )*$")


class _Word(NamedTuple):
    """A stretch of the text with all the classes of terms that it belongs to."""

    start: int
    end: int
    terms: tuple[str, ...]


def actions(page: Page, figures: Sequence[Figure]) -> list[Action]:
    """Actions of the government, each type once, by their place. A count above zero of the period itself implies its action."""
    found: dict[str, Action] = {}
    telling = set(_MEANING)  # the classes that tell of a type that was not found yet
    for clause in page.clauses:
        if (
            not (clause.terms.isdisjoint(telling) or clause.terms.isdisjoint(_GOVERNING))
            and clause.section not in _SKIPPED
            and not clause.lower.startswith("or ")  # a list of the clause before goes on
        ):
            for action in _of_clause(page, clause, telling):
                if action.type not in found:
                    found[action.type] = action
                    telling.difference_update(f"{action.type}_{kind}" for kind in _KINDS)
    for figure in figures:
        if figure.value > 0 and not figure.previous:
            kind = IMPLIED[figure.measure]
            found.setdefault(kind, Action(kind, figure.start, figure.end))
    return sorted(found.values(), key=lambda action: (action.start, action.type))


def _of_clause(page: Page, clause: Clause, telling: Set[str]) -> Iterator[Action]:
    for stance in clause.stances:
        terms = stance.terms
        if terms.isdisjoint(telling) or terms.isdisjoint(_GOVERNING) or page.lower.startswith("which it", stance.start):
            continue
        if not _OF_OTHERS.match(page.lower, stance.start) or "government" in terms:
            yield from _Walk(page.lower, stance).actions()


def _words(found: Sequence[Hit]) -> list[_Word]:
    """The words that matter here, without those that lie within a longer one; a denial stands for itself."""
    out: list[_Word] = []
    covered = -1
    for start, end, term in found:
        if term in _BARS:
            out.append(_Word(start, end, (term,)))
        elif term in _OWN:
            if end > covered:
                out.append(_Word(start, end, (term,)))
                covered = end
            elif out[-1].start == start and out[-1].end == end:
                out[-1] = out[-1]._replace(terms=(*out[-1].terms, term))
    return out


class _Walk:
    """One pass over the words of a piece, with what governs the words that follow."""

    def __init__(self, lower: str, stance: Stance) -> None:
        self.lower = lower
        self.stance = stance
        self.verb_end: int | None = None  # where the verb ended that governs nouns, where it began, and its classes
        self.verb_start = 0
        self.classes: frozenset[str] = frozenset()
        self.loose = False  # the verb is one of partnership, which governs nouns over a preposition
        self.effort: _Word | None = None
        self.promise_end: int | None = None
        self.others_end: int | None = None  # where a subject that is not the government ended
        self.things: list[tuple[str, _Word]] = []  # nouns that no verb has governed yet
        self.found: list[Action] = []

    def actions(self) -> list[Action]:
        """The actions of the piece, in order."""
        words = _words(self.stance.hits)
        if "act_void" in self.stance.terms and any("act_void" in word.terms for word in words):
            return []
        for word, following in zip_longest(words, words[1:]):
            if word.terms[0] in _BARS:
                if not self._in_parentheses(word):
                    break
            elif self.lower[word.start - 1 : word.start] != "-":
                self._read(word, following)
        return self.found

    def _read(self, word: _Word, following: _Word | None) -> None:
        classes = _ANY.intersection(word.terms)
        if classes:
            self._verb(word, classes)
        for term in word.terms:
            kind, name = _MEANING.get(term, (term, ""))
            if kind == "thing":
                self._thing(name, word, following)
            elif kind == "done":
                self._done(name, word)
            elif kind == "plain":
                self._plain(name, word)
            elif kind not in _ANY:
                self._mood(kind, word)

    def _mood(self, term: str, word: _Word) -> None:
        if term == "act_effort":
            self.effort = word if self._is_earnest(word) else None
        elif term == "act_make_plain":
            if self.effort or self._told_of_government(word):
                self._govern(word, _MAKING)
        elif term == "act_enacting":
            if self.stance.polarity == "achievement":
                self._govern(word, _ENACTING)
        elif term == "act_promise":
            self.verb_end, self.effort, self.promise_end = None, None, word.end
        elif term == "act_others":
            self.others_end = word.end

    # -- the four ways in which words tell of an action ------------------------------------------------------------------------------

    def _thing(self, name: str, word: _Word, following: _Word | None) -> None:
        if following and 0 <= following.start - word.end <= 1 and following.terms[0].endswith("_thing"):
            return  # it only names the kind of what follows: "victim services training"
        if self._is_another(name, word):
            return
        if self.verb_end is not None and self.classes & SUITS[name] and self._reaches(self.verb_end, word.start):
            self._add(name, self.verb_start, word.end)
            if name == "funding":  # "provided funding to an NGO to care for victims"
                self.effort = word
        else:
            self.things.append((name, word))

    def _is_another(self, name: str, word: _Word) -> bool:
        """Whether a noun is not what was done: inspectors who were taught, millions that somebody was fined, a count of none."""
        before = self.lower[max(self.stance.start, word.start - _NEAR) : word.start]
        if _ZERO.search(before):
            return True
        if name == "enforcement":
            return self.lower.endswith(_OFFICERS, word.start, word.end) and _TAUGHT.search(before) is not None
        return name == "funding" and _FINED.search(before) is not None

    def _done(self, name: str, word: _Word) -> None:
        if not self._is_done(name, word):
            return
        self._add(name, word.start, word.end)
        if not (self._is_gerund(word) and self._governor(word) in _BEFORE_NOUN):
            self.effort = None
        if name == "partnership":
            self.effort = word
            self._govern(word, _MAKING, loose=True)
        elif self.verb_start != word.start:
            self.verb_end = None

    def _plain(self, name: str, word: _Word) -> None:
        if self.effort and not self._is_done_to_victims(name, word):
            self._add(name, self.effort.start, word.end)
            if name == "partnership":
                self._govern(word, _MAKING, loose=True)

    def _verb(self, word: _Word, classes: frozenset[str]) -> None:
        governor = self._governor(word)
        if self._is_of_others(word):
            self.verb_end = None
            return
        if governor in (_BEFORE_NOUN if self._is_gerund(word) else _BEFORE_ADJECTIVE) and not (
            self._is_gerund(word) and self.effort
        ):
            return
        passive = governor in _PASSIVE
        halted = governor in _HALTED and self._is_gerund(word)
        if (
            halted
            or _WILL.search(self.lower, max(self.stance.start, word.start - 40), word.start)
            or (not passive and self._is_told_by_law(word))
        ):
            self.verb_end = None
            return
        if not (passive and self._is_done_by_others(word)):
            self._tell_of_things_before(word, classes, passive)
        self.things = []
        self.effort = None
        if passive:
            self.verb_end = None
        else:
            self._govern(word, classes)

    def _tell_of_things_before(self, word: _Word, classes: frozenset[str], passive: bool) -> None:
        """A noun before the verb is what was done: "a plan was adopted", "convictions increased", "a law entered into force"."""
        for name, thing in self.things[-_MANY:]:
            gap = self.lower[thing.end : word.start]
            free = GROW in classes or ARISE in classes or (ENACT in classes and len(gap) <= 1)
            if not passive and self._is_body(thing) and not self.lower.startswith(_FOUNDING, word.start):
                continue  # "the commissioner issued procedures"
            before = self.lower[max(self.stance.start, thing.start - 50) : thing.start]
            if classes & SUITS[name] and (passive or (free and "," not in gap)) and not _UNDER_A_NOUN.search(before):
                self._add(name, thing.start, word.end)

    def _is_body(self, thing: _Word) -> bool:
        return self.lower.endswith(_BODIES, thing.start, thing.end)

    # -- what governs ----------------------------------------------------------------------------------------------------------------

    def _govern(self, word: _Word, classes: frozenset[str], loose: bool = False) -> None:
        in_a_row = self.verb_end is not None and self.lower[self.verb_end : word.start] in (" and ", ", ", ", and ")
        self.classes = self.classes | classes if in_a_row else classes
        self.verb_start, self.verb_end, self.loose = word.start, word.end, loose

    def _reaches(self, verb_end: int, start: int) -> bool:
        """Whether the verb governs the noun that starts there: no preposition stands between, or not since the last item of a list."""
        effort = self.effort
        gap = self.lower[max(verb_end, effort.end if effort and effort.end < start else 0) : start]
        if len(gap) > _FAR or not _FEW.isdisjoint(gap.split()) or (GROW in self.classes and gap.startswith(",")):
            return False
        if self.loose:  # "worked with an NGO on awareness"
            return "," not in gap
        last = _LIST.split(_NAME_OF_THE_CRIME.sub("", gap))[-1]
        return not _PREPOSITION.search(_OPEN.sub("", last, count=1))

    def _is_earnest(self, word: _Word) -> bool:
        """Whether an effort counts: made by the government, not minimal, not hampered, and not found wanting in what follows."""
        before = self.lower[max(self.stance.start, word.start - 60) : word.start].split()[-3:]
        if self._is_of_others(word) or self._is_urged(word) or any(w in _NO_EFFORT or w.startswith(_CHECKED) for w in before):
            return False
        cue = self.stance.cue
        if cue is None or cue[0] < word.end or not self.lower.startswith("effort", word.start):
            return True
        if _WENT_DOWN.match(self.lower, cue[0]):
            return False
        return _FOUND.search(self.lower[max(word.end, cue[0] - 40) : cue[0]]) is None

    def _is_done(self, name: str, word: _Word) -> bool:
        if self._is_of_others(word) or _NOTHING.match(self.lower, word.end, word.end + 40) or self._is_promised(word):
            return False
        governor = self._governor(word)
        if name == "partnership" and _VICTIMS_OWN.search(self.lower, max(self.stance.start, word.start - 60), word.start):
            return False
        if self._is_gerund(word):
            if (governor in _BEFORE_NOUN and not self.effort) or governor in _HALTED or self._is_talked_about(word, governor):
                return False
        elif governor in _PASSIVE:
            if self._is_done_by_others(word) or self._is_said_of_few(word):
                return False
        elif governor in _BEFORE_ADJECTIVE or governor in _PATIENTS or (name == "law_enacted" and self._is_law_in_force(word)):
            return False
        return not self._is_done_to_victims(name, word) and (name not in _OF_PERSONS or self._is_of_persons(word))

    def _governor(self, word: _Word) -> str:
        """The word before a verb, past its adverbs and the verbs in a row with it: "were" of "were also arrested and convicted"."""
        before = self.lower[max(self.stance.start, word.start - 70) : word.start].split()
        while before:
            last = before.pop()
            if (last.endswith(("ly", "ed,", "ing,")) and last not in _NO_ADVERBS) or last in ("also", "further"):
                continue
            if last in ("and", "or") and before and before[-1].rstrip(",").endswith(("ed", "ing")):
                before.pop()
                continue
            return last
        return ""

    def _is_gerund(self, word: _Word) -> bool:
        return self.lower[word.start : word.end].partition(" ")[0].endswith("ing")

    def _is_promised(self, word: _Word) -> bool:
        end = self.promise_end
        return end is not None and word.start - end < 45 and "," not in self.lower[end : word.start]

    def _is_urged(self, word: _Word) -> bool:
        """Whether the text only says what ought to be done: "should sustain efforts to"."""
        return _URGED.search(self.lower, max(self.stance.start, word.start - 60), word.start) is not None

    def _is_talked_about(self, word: _Word, governor: str) -> bool:
        """Whether a gerund names what ought to be done, or is the subject of something that is said of it."""
        if governor == "by":
            return _OUGHT_BY.search(self.lower, max(self.stance.start, word.start - 160), word.start) is not None
        return word.start - self.stance.start <= 1 and _TALKED_ABOUT.match(self.lower, word.end, self.stance.end) is not None

    def _is_of_others(self, word: _Word) -> bool:
        return self.others_end is not None and _ADVERBS.match(self.lower, self.others_end, word.start) is not None

    def _is_done_by_others(self, word: _Word) -> bool:
        return _BY_OTHERS.match(self.lower, word.end, self.stance.end) is not None

    def _is_law_in_force(self, word: _Word) -> bool:
        """Whether a verb is told of a law that says so already, and of nobody who makes one."""
        before = self.lower[max(self.stance.start, word.start - 160) : word.start]
        named = before.startswith(("the 19", "the 20")) or any(law in before for law in _LAWS)  # a quick look
        return named and _LAW_IN_FORCE.search(before) is not None and not _BY_LAWMAKERS.search(before)

    def _is_told_by_law(self, word: _Word) -> bool:
        """Whether the subject of a verb is a law, and nobody who makes one."""
        before = self.lower[max(self.stance.start, word.start - 160) : word.start]
        near = _LAW_SUBJECT_ENDS.search(before, back(before, len(before), 2))  # a quick look
        return near is not None and _LAW_SUBJECT.search(before) is not None and not _BY_LAWMAKERS.search(before)

    def _is_said_of_few(self, word: _Word) -> bool:
        return " few " in self.lower[max(self.stance.start - 1, word.start - 90) : word.start]

    def _is_done_to_victims(self, name: str, word: _Word) -> bool:
        if name not in _OF_OFFENDERS:
            return False
        before = self.lower[max(self.stance.start, word.start - 60) : word.start]
        if _ON_VICTIMS.match(self.lower, word.end, self.stance.end):
            return True
        if self.lower.startswith(" them", word.end):
            named = _NAMED_LAST.search(self.lower, max(0, word.start - _NEAR), word.start)
            return named is not None and named.group(1) in ("victims", "in prostitution")
        if "victims" not in before or _ON_OFFENDERS.match(self.lower, word.end, self.stance.end):
            return False
        return _VICTIMS_WHO.search(before) is not None

    def _is_of_persons(self, word: _Word) -> bool:
        low, high = word.end - _NEAR, word.end + _NEAR
        return any(term == "act_whom" and low <= start < high for start, _, term in self.stance.hits)

    def _told_of_government(self, word: _Word) -> bool:
        governments = [end for _, end, term in self.stance.hits if term == "government"]
        at = bisect_left(governments, word.start) - 1
        return at >= 0 and _ADVERBS.match(self.lower, governments[at], word.start) is not None

    def _in_parentheses(self, word: _Word) -> bool:
        low = max(0, self.stance.start - 200)  # a piece can begin within the parentheses
        return self.lower.rfind("(", low, word.start) > self.lower.rfind(")", low, word.start)

    def _add(self, name: str, start: int, end: int) -> None:
        """Add an action whose words end at the next comma of the piece."""
        last = min(self.stance.end, end + _FAR)
        cut = _COMMA.search(self.lower, end, last)
        stop = cut.start() if cut else last
        self.found.append(Action(name, start, end + len(self.lower[end:stop].rstrip(" .;|"))))
