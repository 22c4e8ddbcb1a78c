"""Role findings: source, transit, destination, internal, as the text labels or plainly describes them.

A label counts where the home is its subject ("X is a source and destination country"). Otherwise the flows tell (people of the home
exploited elsewhere make it a source, people from elsewhere exploited in it a destination), and what is said of the home's own people and
of foreigners without naming a country.
"""

import re
from collections.abc import Iterator, Sequence

from palermo.evidence.model import Role
from palermo.evidence.page import Clause, Page
from palermo.evidence.places import is_home, places
from palermo.evidence.routes import SECTIONS, Route, routes

_COPULA = re.compile(
    r"\b(?:is|as|remains|become|becoming|becomes|became|be|also|been|was)\b|,? (?:and|as well as|but),? (?:also |to a (?:much )?lesser (?:extent|degree),? )?(?=an? )"
)
_PERSONS = re.compile(
    r"\b(?:women|men|girls|boys|children|adults|minors|people|individuals|youths?|families|residents|villagers|teenagers|teens|orphans|pupils|students|daughters|sons|babies|servants|young (?:\w+ )?(?:people|women|men)|laborers|labourers|peasants|herders|apprentices)\b"
)
_LABELS = {"source": "source", "origin": "source", "transit": "transit", "destination": "destination"}
_NO_TRAFFICKING = re.compile(r"[\w ,]{0,60} for (?:the )?(?:child )?(?:sex[ -]touris|smuggl|illegal migra|migrant smuggl)")
_THROUGH = re.compile(r"\b(?:transit(?:s|ing)?|through|via)(?: the)? $")
_ACROSS = re.compile(
    r"\b(?:across|through|cross(?:es|ing)?|via) (?:its|the country's) (?:territory|soil|land|ports?|airports?|waters|capital)\b|\bthrough the country\b"
)
_OF_THE_STATE = re.compile(
    r"\b(?:government|authorities|officials|police|courts?|penalt\w+|identif\w+|percent|convict\w+|prosecut\w+|laws?|legal|minist\w+|shelters?|services"
    r"|assistance|assisted|asylum|screen\w*|cent(?:er|re)s|program(?:me)?s?|benefits)\b"
)
_OF_CRIMINALS = re.compile(r"\b(?:convict|prosecut|arrest|charg|sentenc|investigat)\w*\b")
_WORD = re.compile(r"[\w'-]+")
_BETWEEN = frozenset(
    _WORD.findall(
        """a an the and or to some lesser much limited extent degree country countries point area hub zone of also both increasingly significant major
        primary principal key main large small well as either one minor notable growing state territory but possibly possible presumed potential suspected less frequently"""
    )
)


def roles(page: Page, known: Sequence[Route] | None = None) -> list[Role]:
    """The roles that a page states, each once, by their place."""
    found: dict[str, Role] = {}
    known = routes(page) if known is None else known
    labels = list(_labelled(page))
    for role in (*labels, *_by_routes(known)):
        found.setdefault(role.name, role)
    for name, told in (("internal", _inside(page, known, labels)), ("transit", _transit(known))):
        first = None if name in found else next(told, None)
        if first:
            found[name] = first
    return sorted(found.values(), key=lambda role: (role.start, role.name))


def _labelled(page: Page) -> Iterator[Role]:
    for clause in page.clauses:
        if "role_label" not in clause.terms or clause.section not in SECTIONS:
            continue
        for copula in _COPULA.finditer(clause.lower):
            names = list(_labels_after(clause, copula.end()))
            if names and _is_about_home(page, clause, copula.start()):
                yield from (Role(name, clause.start + copula.start(), end) for name, end in names)


def _labels_after(clause: Clause, start: int) -> Iterator[tuple[str, int]]:
    if _NO_TRAFFICKING.match(clause.lower, start):
        return
    for word in _WORD.finditer(clause.lower, start):
        name = _LABELS.get(word.group())
        if name:
            yield name, clause.start + word.end()
        elif word.group() not in _BETWEEN and not word.group().endswith("ly"):
            return


def _is_about_home(page: Page, clause: Clause, end: int) -> bool:
    """Whether the subject of a label is the home: no other country stands before it, or the home does as well."""
    before = places(page, clause.start, clause.start + end)
    return not before or any(is_home(page, place) for place in before)


def _by_routes(known: Sequence[Route]) -> Iterator[Role]:
    for route in known:
        for _, side in route.sides:
            yield Role("destination" if side == "in" else "source", route.clause.start, route.clause.end)


def _inside(page: Page, known: Sequence[Route], labels: Sequence[Role]) -> Iterator[Role]:
    """Exploitation inside the country: said in so many words, or told of the home's own people and of nowhere else."""
    is_source = not labels or any(role.name == "source" for role in labels)
    labelled = {role.start for role in labels}
    for route in known:
        clause = route.clause
        told = "inside" in clause.terms
        if not told and any(clause.start <= start < clause.end for start in labelled):
            continue
        own = route.tells_of_own_people_at_home() and (clause.section == "profile" or not _OF_CRIMINALS.search(route.lower))
        if told or own or (is_source and _is_of_nobody_in_particular(route)):
            yield Role("internal", clause.start, clause.end)


def _is_of_nobody_in_particular(route: Route) -> bool:
    """Whether a clause tells of women or children at large, of no origin, and of no other place, or of what happens within the home."""
    if route.stays_within():
        return True
    if route.clause.section != "profile" and _OF_THE_STATE.search(route.lower):
        return False  # beyond the profile, a clause of what the state did or counted tells of no exploitation
    nowhere = not route.places or route.happens_at_home()
    return nowhere and "migrant" not in route.lower and bool(_PERSONS.search(route.lower))


def _transit(known: Sequence[Route]) -> Iterator[Role]:
    for route in known:
        if ("its " in route.lower or "the country" in route.lower) and _ACROSS.search(route.lower):
            yield Role("transit", route.clause.start, route.clause.end)
        for place in route.home:
            if _THROUGH.search(route.lower, 0, place.start - route.at):
                yield Role("transit", route.clause.start, route.clause.end)
