"""Where people are taken to be exploited: what a clause tells of each place that it names.

The word that governs a place tells: people "from Nepal and India" come in; people exploited "in", or taken "to", Qatar go out; "Nepali
women" come in. The clause, or the one that goes on from it, must speak of exploitation: being at risk alone is no route, nor is pure
transit, nor what Chinese traffickers do. Regions count like countries, without a code ("West African girls", "in the Gulf").
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from palermo.evidence.backwards import back
from palermo.evidence.page import Clause, Page
from palermo.evidence.places import Place, is_home, places
from palermo.evidence.terms import AIDS

SECTIONS = frozenset({"profile", "narrative", "other"})
_REGIONS = frozenset({"region", "region_people", "region_abroad"})
_WITHIN = tuple(f"{word} {the}" for word in ("in", "within", "inside", "throughout", "across") for the in ("", "the "))
_NEIGHBORS = re.compile(r"'?s? neighbo")
_ADVERBS = frozenset({"abroad", "overseas", "outside the country"})
_FROM, _INTO = 1, 2  # groups of _PREPOSITION; the third tells of neither

_PREPOSITION = re.compile(
    r"\b(?<!-)(?:(from|originat(?:e|ed|ing) in|(?:nationals|citizens|natives) of)"
    r"|(in|to|into|within|throughout|aboard|across|inside|outside|towards?|at|on|(?<=sectors )of|(?<=industries )of)"
    r"|(through|via|with|by|for|between|against|near|under|about|than|over|among|bordering|fleeing|leaving))(?![-\w])"
)
# Turns of speech that hold a preposition but do not govern a country, and words without which there is none.
_TURN = re.compile(
    r"\b(?:to (?:a|some) (?:much )?(?:\w+ )?(?:extent|degree)|followed by|in (?:particular|addition)|a small number(?: of)?)\b"
)
_TURNS = ("extent", "degree", "followed by", "in particular", "in addition", "small number")
_WORD = re.compile(r"[a-z']+")
# Words that may stand between a preposition and a country of its list.
_LIST_WORDS = frozenset(
    _WORD.findall(
        """and or as well but also the less more most often other others particular especially including such then even both some many elsewhere
    neighboring nearby various several certain regional surrounding adjacent wealthier wealthy south southeast east west central north northeast
    northwest southwest middle southern eastern western northern sub saharan african asian european caribbean pacific gulf arab latin american
    balkan mediterranean asia europe africa america americas country countries nation nations state states island islands destination
    destinations location locations place places part parts of city cities area areas region regions capital border borders rural urban province
    provinces town mainland high low income former soviet union eu eurasia farther further abroad least far away those what is now which coast
    levant horn cooperation council gcc member members territory territories sahel maghreb oceania scandinavia world like villages not only
    men women children girls boys nationals citizens migrants two three four brothels primarily"""
    )
)
_OF_COUNTRIES = re.compile(
    r"\b(?:countries|nations|elsewhere|areas?|states|parts|cities|regions?|provinces|villages|communities|others) $"
)
_NOT_THERE = re.compile(
    r"\b(?:en route|transit\w*|way|onward|bound|access|due|similar|according|links|ties|return\w*|repatriat\w+|point) $"
)
_NOT_FROM_THERE = re.compile(r"\b(?:return\w*|repatriat\w+|deport\w+|rescued|fled|escap\w+|expelled)(?: \w+)? $")
_OFFERED = re.compile(r"\b(?:promis\w+|offers?|opportunit\w+) (?:of |for )?(?:[\w-]+ ){0,4}$")

_AGENTS = (
    r"(?:\w*tourists?|traffickers|perpetrators|offenders|clients|customers|buyers|recruiters|recruitment|agents|employers|owners|owned|business\w*"
    r"|compan\w+|gangs?|syndicates?|groups?|rings?|networks?|organi[sz]ations?|militias?|rebels?|armed|militar\w+|soldiers|government\w*|authorit\w+"
    r"|officials?|embass\w+|ships?|vessels?|boats?|language|borders?|law|police|mafia|crime|criminal\w*|brokers|agenc\w+|firms?|bars?|brothels?"
    r"|clubs|restaurants?|factor\w+|farms|farmers|territor\w+|waters|nationality|regime|forces|state|intermediaries|pimps|madams?|couples|tourism"
    r"|peacekeepers|smugglers|captains|foremen|loggers|investors|pedophiles|travelers|contractors|ministr\w+|laws?|courts?|constructi\w+|industr\w+|ethnicity|descent|heritage)"
)
_AGENT_AFTER = re.compile(
    rf" (?:(?!are |were |is |was |may |who |in |have |to |on |reported)[\w-]+(?:,? (?:and|or))? ){{0,2}}?{_AGENTS}\b"
)
_AGENT_BEFORE = re.compile(rf"\b{_AGENTS}(?: \w+ly|,| coming| traveling| who come)?(?: including| such as)? $|\bethnic $")
_ABROAD = ("in ", "on ", "aboard ", "in the ", "on the ", "aboard the ")  # "on Thai ships": out there
_BLANKS = 6  # in the longest words of _AGENT_BEFORE and _NOT_THERE, the one before them included
_REACH = 80  # characters before a place in which the words stand that govern it
_PERSONS = re.compile(
    r" (?:[\w'-]+,? ){0,4}?(?:women|men|girls|boys|children|nationals|citizens|migrants?|workers|laborers|victims|refugees?|adults|people"
    r"|seekers|fishermen|females|males|minors|teenagers|brides|domestics|professionals|maids|families|family|travell?ers|students?|fishers|seamen|sailors|crews?|seafarers|nurses|dancers|waitresses|helpers|herders|herdsmen|labourers"
    r"|pickers|miners|builders|cleaners|drivers|farmhands|hands|orphans|pupils|performers|entertainers|hostesses|mothers|villagers|islanders|peasants|deckhands|apprentices"
    r"|beggars|gardeners|caregivers|carers|nannies|au pairs|athletes|players|doctors|teachers|servants|detainees|newcomers|arrivals|crewmen|cooks|loggers|infants|babies|staff|population|communit\w+|youths?|individuals|persons|child)\b"
)
_AMONG = re.compile(
    r"(?:mostly|mainly|primarily|predominantly|particularly|especially|specifically|including|notably|\()[\w ]{0,12}$"
)
_PHRASE_ENDS = re.compile(r"[,);]| -| are | were |$")

_ENDS_ROUTE = re.compile(r"(?: and [\w ]{3,25})? (?:is|are|was|were|remain\w*|being|as)\b(?: \w+){0,5} destination")
_ROUTE_ENDS = re.compile(
    r"\bdestinations?(?: countries)?(?: for (?:[\w-]+ ){1,4}victims| abroad)?,? (?:includ\w+|are|is|were|was|, +)[\w ]{0,20}$|\bdestination, +[\w ,]*$"
)
_STARTS_ROUTE = re.compile(r"(?: and [\w ]{3,25})? (?:is|are|was|were|remain\w*|being|as)\b(?: \w+){0,5} (?:source|origin)")
_ROUTE_STARTS = re.compile(
    r"\b(?:sources?|origin)(?: countries)?(?: (?:of|for) (?:[\w-]+ ){1,4}victims)?,? (?:includ\w+|are|is|were|was)\b[\w ]{0,20}$"
)
_BUYERS = ("sex touris", "sex-touris", "solicit", "pedophil")
_PASSAGE = re.compile(
    r"\btransit (?:country|point|area|hub|route)|\b(?<!to and )(?<!to or )(?<!in and )(?<!in or )through|\bvia |\btransit(?:ing|s)? |\bacross (?=(?:its|this)\b|the (?:country|territory|islands?)\b)|\bcross(?:es|ing)? (?=(?:its|the)\b)|\b(?:on (?:their|the) way|en route)\b"
)
_PASSING = ("transit", "through", "via ", "cross", " way", "en route")  # without one of these there is none
_GOES_ON = re.compile(
    r"(?:some|many|most|they|these|those|upon|once|after arriv|a number|others|where|subsequent|employers|traffickers|however|but|although|their"
    r"|conditions|workers)\b"
)
_NEW_THOUGHT = re.compile(r"(?:, (?:while|and|but|whereas)|\band,| while) ")
_NEW_STAGE = re.compile(
    r"(?:,? while|, and(?= (?:women|men|girls|boys|children|people|persons|migrants|workers|victims)\b[\w ]{0,30} (?:are|is|pass|move|cross|travel)\b)|, although|, but|, and is|, whereas) "
)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def routes(page: Page) -> list["Route"]:
    """What the clauses of a page that speak of exploitation tell of the places that they name."""
    return [
        Route(page, clause, _named(page, clause))
        for number, clause in enumerate(page.clauses)
        if clause.section in SECTIONS and _speaks_of_exploitation(page.clauses, number)
    ]


def _named(page: Page, clause: Clause) -> list[Place]:
    """Countries, regions, and people from somewhere else that a clause names; what is no country has no code."""
    named = places(page, clause.start, clause.end)
    if _REGIONS.isdisjoint(clause.terms):
        return named
    taken = [(place.start, place.end) for place in named]
    for start, end, term in clause.hits:
        if term in _REGIONS and not any(first < end and start < last for first, last in taken):
            taken.append((start, end))
            named.append(Place(start, end, "", term == "region_people"))
    return sorted(named)


def _speaks_of_exploitation(clauses: Sequence[Clause], number: int) -> bool:
    """Whether a clause speaks of exploitation that took place, or the next one does and goes on from it."""
    clause = clauses[number]
    if exploits(clause):
        return True
    if clause.terms <= AIDS or number + 1 == len(clauses) or "risk" in clause.terms:
        return False
    after = clauses[number + 1]
    return bool(_GOES_ON.match(after.lower)) and exploits(after)


def exploits(clause: Clause) -> bool:
    """Exploitation counts before a word of risk, or in a new thought after it: "are at risk of forced labor" tells of none."""
    if "exploitation" not in clause.terms:
        return False
    if "risk" not in clause.terms:
        return True
    risk = None
    for start, end, term in clause.hits:
        if term == "risk":
            risk = end - clause.start
        elif term == "exploitation" and (risk is None or _NEW_THOUGHT.search(clause.lower, risk, start - clause.start)):
            return True
    return False


class Route:
    """One clause with its places: which of them people come from, and which they are taken to.

    `home`: where the home or its people are named; `abroad`: all other places. `masked` is the clause with places and mere turns of
    speech blanked; positions in it are those of the clause. `ends`: where the list ends in which a place stands, by the place's start.
    """

    def __init__(self, page: Page, clause: Clause, named: list[Place]) -> None:
        self.page = page
        self.clause = clause
        self.at = clause.start
        self.lower = clause.lower
        self.places = named
        self.home = [place for place in named if is_home(page, place)]
        self.abroad = [place for place in named if not is_home(page, place)]
        self.masked = self._mask() if named else clause.lower
        self.ends = self._ends()

    @cached_property
    def sides(self) -> list[tuple[Place, str]]:
        """The places other than the home, each with `in` or `out`; those that are neither are left out."""
        if not self.abroad or self._is_of_buyers():
            return []
        sides = [(place, side) for place in self.abroad if (side := self._side(place))]
        if len({side for _, side in sides}) < 2 or self.own_people:
            return sides
        arrivals = {self._stage(place) for place, side in sides if side == "in"}
        return [(place, side) for place, side in sides if side == "in" or self._stage(place) not in arrivals]

    @cached_property
    def own_people(self) -> list[Place]:
        """Where the home's people are named as those who are exploited: "Thai women", "women from Thailand"."""
        own = [place for place in self.home if (self._of_people(place) if place.people else self._of_country(place)) == "in"]
        if "own_people" in self.clause.terms:
            own += [Place(start, end, "", people=True) for start, end, term in self.clause.hits if term == "own_people"]
        return own

    def tells_of_own_people_at_home(self) -> bool:
        """Whether the home's people are exploited and taken nowhere else."""
        if not self.own_people or self._is_of_buyers():
            return False
        away = {self._stage(place) for place, side in self.sides if side == "out"}
        return any(self._stage(place) not in away for place in self.own_people)

    def happens_at_home(self) -> bool:
        """Whether persons of whom no origin is told are exploited in the home."""
        if any(side == "in" for _, side in self.sides) or self._is_of_buyers():
            return False
        return any(self.masked.endswith(_WITHIN, 0, place.start - self.at) for place in self.home if not place.people)

    def stays_within(self) -> bool:
        """Whether a clause says that it is within the home's borders that it happens."""
        return any(
            self.masked.endswith(("within ", "within the "), 0, place.start - self.at) for place in self.home if not place.people
        )

    def _starts_of(self, term: str) -> list[int]:
        return [start - self.at for start, _, name in self.clause.hits if name == term] if term in self.clause.terms else []

    def _is_of_buyers(self) -> bool:
        """Whether a clause tells of those who travel to buy sex: their countries are no route."""
        return any(word in self.lower for word in _BUYERS)

    def _mask(self) -> str:
        """The clause with its places, turns of speech and dashes blanked."""
        masked = _TURN.sub(_blank, self.lower) if any(word in self.lower for word in _TURNS) else self.lower
        for place in self.places:
            start, end = place.start - self.at, place.end - self.at
            masked = masked[:start] + " " * (end - start) + masked[end:]
        original = self.page.text[self.at : self.at + len(masked)] if "-" in masked else ""
        if "\u2013" in original or "\u2014" in original:  # a dash parts words, as a blank does; a hyphen joins them
            masked = "".join(" " if real in "\u2013\u2014" else seen for real, seen in zip(original, masked, strict=True))
        return masked

    def _ends(self) -> dict[int, int]:
        ends: dict[int, int] = {}
        after: Place | None = None
        for place in reversed(self.places):
            joined = after is not None and self._is_list(place.end - self.at, after.start - self.at)
            ends[place.start] = ends[after.start] if after is not None and joined else place.end - self.at
            after = place
        return ends

    @cached_property
    def prepositions(self) -> list[re.Match[str]]:
        """The prepositions that can govern a place, in order."""
        return list(_PREPOSITION.finditer(self.masked, 0, self.places[-1].start - self.at))

    def _is_list(self, start: int, end: int) -> bool:
        words = _WORD.findall(self.masked, start, end)
        return _LIST_WORDS.issuperset(words) or all(word in _LIST_WORDS or word.endswith("ly") for word in words)

    @cached_property
    def stages(self) -> list[tuple[int, int, bool]]:
        """The parts of the clause about the same people ("X are exploited in Laos, while others are taken through Laos").

        Each with its span and whether it tells of no exploitation here or elsewhere: of mere risk, or of passage.
        """
        several = "," in self.lower or " while " in self.lower
        cuts = [0, *([cut.end() for cut in _NEW_STAGE.finditer(self.lower)] if several else ()), len(self.lower)]
        return [
            (start, end, self._is_mere_risk(start, end) or self._only_passes_through(start, end)) for start, end in pairwise(cuts)
        ]

    def _stage(self, place: Place) -> tuple[int, int, bool]:
        at = place.start - self.at
        for stage in self.stages:
            if at < stage[1]:
                return stage
        return self.stages[-1]

    def _is_mere_risk(self, start: int, end: int) -> bool:
        risk = next((risk for risk in self._starts_of("risk") if start <= risk < end), None)
        return risk is not None and not any(start <= said < risk for said in self._starts_of("exploitation"))

    def _only_passes_through(self, start: int, end: int) -> bool:
        """Whether the home is only passed through on the way to somewhere else."""
        words = self.lower[start:end]
        if "destination" in words or "source" in words or not any(word in words for word in _PASSING):
            return False
        passage = _PASSAGE.search(self.lower, start, end)
        if passage is None:
            return False
        if (
            passage.group().startswith(("country", "across", "cross", "on ", "en "))
            or "country" in passage.group()
            or "point" in passage.group()
        ):
            return True
        after = next((place for place in self.places if place.start - self.at >= passage.end() - 1), None)
        return after is not None and is_home(self.page, after) and after.start - self.at - passage.end() < 8

    def _side(self, place: Place) -> str | None:
        """`in`, `out`, or None where the place is neither."""
        if self._stage(place)[2]:
            return None
        if self.lower[place.start - self.at : place.end - self.at] in _ADVERBS:
            return "out"
        return self._of_people(place) if place.people else self._of_country(place)

    def _of_people(self, place: Place) -> str | None:
        start, end = place.start - self.at, self.ends[place.start]
        persons, agents = _PERSONS.match(self.lower, end), _AGENT_AFTER.match(self.lower, end)
        if agents and not (persons and persons.end() <= agents.end()):
            out_there = self.lower.endswith(_ABROAD, 0, start) and any(home.people for home in self.home)
            return "out" if out_there else None
        if _PHRASE_ENDS.match(self.lower, end) and _AMONG.search(self.masked, max(0, start - _REACH), start):
            return "in"
        plural = self.lower[place.end - self.at - 1] == "s"
        return "in" if plural or persons else None

    def _of_country(self, place: Place) -> str | None:
        start, end = place.start - self.at, self.ends[place.start]
        named = self._named_as(start, end)
        governing = None if named or _NEIGHBORS.match(self.lower, end) else self._governing(start)
        if governing is None:
            return named
        at = governing.start()
        before, near = max(0, at - _REACH), back(self.lower, at, _BLANKS)
        if governing.lastindex == _FROM:
            not_from_there = _AGENT_BEFORE.search(self.lower, near, at) or _NOT_FROM_THERE.search(self.lower, before, at)
            return None if not_from_there else "in"
        if governing.lastindex == _INTO:
            if "recruit" in self.lower[end:] and _AGENT_BEFORE.search(self.lower, near, at):
                return "in"
            not_there = _NOT_THERE.search(self.lower, near, at) or (
                self._of_foreigners() and _OFFERED.search(self.lower, before, at)
            )
            return None if not_there else "out"
        return None

    def _named_as(self, start: int, end: int) -> str | None:
        """What a country is named as: a destination ("Turkey is the main destination"), or a source."""
        if "destination" in self.lower and (_ENDS_ROUTE.match(self.lower, end) or _ROUTE_ENDS.search(self.masked, 0, start)):
            return "out"
        told = "source" in self.lower or "origin" in self.lower
        return "in" if told and (_STARTS_ROUTE.match(self.lower, end) or _ROUTE_STARTS.search(self.masked, 0, start)) else None

    def _of_foreigners(self) -> bool:
        return any(place.people and place.country and not is_home(self.page, place) for place in self.places)

    def _governing(self, start: int) -> re.Match[str] | None:
        """The preposition in whose list of places a country stands: `from` in "from countries in South Asia, such as Nepal"."""
        before = [preposition for preposition in self.prepositions if preposition.end() <= start][-2:]
        if not before or not self._is_list(before[-1].end(), start):
            return None
        *earlier, nearest = before
        at = nearest.start()
        if (
            earlier
            and nearest.lastindex == _INTO
            and _OF_COUNTRIES.search(self.masked, back(self.masked, at, 2), at)
            and len(self.masked[earlier[0].end() : at].split()) <= 5
        ):
            return earlier[0]
        return nearest
