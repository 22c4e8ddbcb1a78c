"""Figure findings: how many investigations, prosecutions, convictions, victims identified and assisted a text states.

A number counts what the words next to it say: the noun that it stands before ("two convictions"), the deed that governs it ("convicted
seven traffickers", "provided services to 11 victims"), or the one that it governs ("seven victims were assisted"). A number in brackets,
after "including" or "compared with" goes on from the count before it. "A trafficker", "its first conviction" are 1. What is denied is 0,
in zeros.py; silence is no figure.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from palermo.evidence.counting import COUNTS, TOLD_BY, Deed, deeds
from palermo.evidence.findings.earlier import is_earlier, is_later, lists_on
from palermo.evidence.findings.others import of_others
from palermo.evidence.findings.scope import form_of, is_past, period_of, population_of, scoped
from palermo.evidence.findings.zeros import in_doubt, zeros
from palermo.evidence.model import Figure
from palermo.evidence.numbers import Number, numbers
from palermo.evidence.page import Clause, Page

_PASSED_OVER = frozenset({"profile", "recommendations"})
_VICTIMS = ("victims_identified", "victims_assisted")
_CRIMINALS = ("investigations", "prosecutions", "convictions")
_ALLOWED = {
    "victims": _VICTIMS,
    "offenders": _CRIMINALS,
    "persons": (*_CRIMINALS, *_VICTIMS),
    "cases": _CRIMINALS,
    "other": (),
    "": (*_CRIMINALS, *_VICTIMS),
}

_WORD = re.compile(r"[\w'/]+(?:-[\w']+)*|[,;()-]")
_NOUNS = {
    "investigation": "investigations", "inquiry": "investigations", "probe": "investigations", "trial": "prosecutions", "prosecution": "prosecutions", "indictment": "prosecutions", "conviction": "convictions",
}  # fmt: skip
_VICTIM = re.compile(r"(?:victim|survivor|women$|woman$|girl|boy|child|minor|adolescent|female|male)")
_OFFENDER = re.compile(r"(?:trafficker|offender|perpetrator|suspects|suspect$|defendant|ringleader|facilitator|accomplice)")
# Crimes of others: who trades in drugs or moves migrants is no trafficker in persons.
_GOODS = r"(?:drugs?|narcotics?|arms|weapons?|firearms|wildlife|ivory|cigarettes?|tobacco|smuggl\w*)"
_OTHER_CRIME = re.compile(rf"{_GOODS}$")
_FOR_OTHER_CRIME = re.compile(
    rf" (?:suspected of |accused of |involved in )?(?:(?:for|of|in|with|involving|on charges of) )?(?:[a-z]+ ){{0,2}}?{_GOODS}\b(?! victims)(?![^,;.]*\b(?:sex|labor|persons|forced|human trafficking)\b)"
)
_THING = re.compile(r"(?:calls?|inspections?|tips?|alerts?|trainings?)$")  # counted, and neither people nor cases
_OF_THINGS = re.compile(r" of (?:these|those|the|its|their|which) (?:[\w-]+ )?(?:calls|inspections|tips|alerts)\b")
_PERSON = re.compile(
    r"(?:individual|people$|person|official|officer|employer|recruiter|men$|national|citizen|criminal"
    r"|soldier|worker|teacher|adult|others$|diplomat|brother|judge|policem|residents?$)"
)
_CASE = re.compile(r"(?:case|incident|complaint|crime|offense|offence)s?$")
_KINDS = (("victims", _VICTIM), ("offenders", _OFFENDER), ("persons", _PERSON), ("cases", _CASE))
_NO_HEAD = frozenset(
    """to for in of and with by were was are is that which who whom had have has from under on or into during at as against including percent but while involving
    no ngos shelters , ; ( ) - per since compared""".split()  # noqa: SIM905
)
_TWO_FORMS = re.compile(r" (?:sex|labou?r|forced labou?r)(?: trafficking)? and (?:sex|labou?r|forced labou?r)\b")
_LOOK = 7  # words from a number to the noun that it counts

_GAP = frozenset(
    """all initial between only at least about approximately a total of up to more than the an additional another and reportedly some nearly over almost around just new its first
    against into for as many involving no fewer provided providing services assistance support protection care referred provide repatriated referring initiated
    initiating sentenced sentencing investigated prosecuted convicted investigating prosecuting convicting charged , or both also continued estimated further
    ongoing protective psychosocial shelter medical legal judges in potential least prosecutions convictions investigations prosecution conviction investigation
    arrested arrests arresting tried various forms types kinds indicted case cases criminal high-profile identified assisted identifying assisting offered offering gave trial proceedings legal
    pre-trial pretrial direct comprehensive foreign possible separate suspected alleged trafficking rose fell climbed grew jumped dropped declined increased decreased sharply slightly""".split()  # noqa: SIM905
)
_PASSIVE = re.compile(
    r"(?: (?!were |was |and )[a-z0-9'-]+){0,7}?(?:, [^,;\d]{0,50},)?(?: and no [a-z -]{0,40}?)? (?:were|was|have been|has been|had been|are|is|being|been|received|got|obtained|were given|was given|had access to|was under|were under|is under|are under|remain\w* under|faced|awaited|awaiting|facing)"
    r"(?: (?:government|also|subsequently|later|then|state|formal|successfully|\w+ly))*(?: \w+ed,?(?: and| or)?)* $| $| for $| (?:and|or) $"
)
_OBTAINED = re.compile(r" (?:were|was) (?:obtained|secured|won|achieved|handed down|initiated|opened|launched)(?= )")
_GOES_ON_STILL = re.compile(r"\b(?:continu\w+|ongoing|resum\w+)\b")
_FINITE = re.compile(r" (?:were|was|been|are|is) ")
_OF = ("of the ", "of these ", "of those ", "of its ")
_ASIDE = re.compile(
    r"\b(?:in|from|at|by|across|during|within|through)(?: at least| about| approximately| over)? $"
)  # "in 12 cases"
_NOUN_GAP = re.compile(
    r" (?:of|against|for|into|involving|to|in) | (?:rose|fell|climbed|grew|jumped|dropped|declined|increased|decreased)(?: sharply| slightly)? to\b|(?:,| and|,? or)* $"
)
_NOT_PART = re.compile(r"[\w ]{0,40}\b(?:not|determined|pending|acquitted|dismissed|closed|resulted|ongoing|remain\w*)\b")
_BY_OTHERS = re.compile(r" by (?:an? |the |local |several )?(?:ngos?|international|iom|foreign|civil society)\b")
_SUBSET = re.compile(
    r"^(?:and )?$|(?:\(|\binclud(?:ing|ed|es)|\bof (?:these|those|whom|which|them)|\bof the(?: [\w,]+){1,4},?|\binvolving|\bamong (?:them|these)|[,(] and|,|:|\band)(?: at least| approximately| about| only| another)? $|[(,]$"
)
_IN_CASES = re.compile(r"\b(?:people|persons|individuals|suspects|defendants|traffickers|offenders|perpetrators|men|women) in $")
_OF_THEM = re.compile(
    r" of (?:whom|which|them|these|those|the (?:victims|cases|investigations|prosecutions|convictions|traffickers|defendants))\b"
)
_OF_A_FORM = re.compile(
    r"(?: \w+){0,4} (?:for|of|involving|on)? ?(?:suspected |alleged |potential )?(?:sex|forced|labor|labour|unspecified|domestic servitude|child|children|minors?|adults?|women|men|girls|boys|female|male|both|foreign|under (?:the|its|an?|other|another)\b|(?:the|in the) (?:year before|previous|prior|preceding|last)|in (?:19|20)\d\d)"
)
_UNDONE = re.compile(
    r" (?:were|was|have been|being) (?:later |subsequently )?(?:overturned|quashed|annulled|reversed|vacated|acquitted)\b"
)
_UNMADE = re.compile(
    r"\b(?:acquitt\w+|exonerat\w+|overturn\w+|quash\w+|annul\w*|revers\w+|vacat\w+|dismiss\w+|dropp\w+|withdrew|withdrawing)"
    r"(?: (?!and\b|but\b|who\b|which\b|while\b|from\b|to\b|by\b)[a-z'-]+){0,6} $"
)
# Who was only arrested was not tried yet: "16 traffickers prosecuted, compared with 42 suspects arrested".
_ONLY_HELD = re.compile(
    r" (?:\w+ly )?(?:arrested|detained|questioned|released)\b(?!,? and (?:prosecut|charg|convict|indict|tried|sentenc))"
)
_BARE = re.compile(
    r"(?: (?:under|for) | to (?:prison|jail|terms|\w+ years|(?:[\w-]+ ){0,5}(?:shelters?|services|care|assistance|centers?|homes?)\b)| in (?:the )?\w+| of (?:them|these|those|whom|which)\b| of the (?=\d|[a-z]+\b)| during| the| last| previous|[,;.)]|$| \((?:19|20))"
)

_ONE = re.compile(
    r"\b(?:an?|(?:its|their|the|his)(?: \w+)? first(?:-ever)?|the country's first)((?: (?!(?:its|their|the|an?)\b)[\w'-]+){0,5}?) (trafficker|offender|perpetrator|suspect|defendant|individual|person|official|officer|recruiter"
    r"|investigation|prosecution|conviction|case|victim|employer|man|woman|girl|boy|child)\b(?!'| (?:victim|trafficker|sex|labor|protection|identification|welfare|referral))"
)
_ONES = ("a ", "an ", "first")  # without one of these, as without a singular, there is none
_OPENED = re.compile(
    r"\b(?:initiat|open|launch|conduct|achiev|obtain|secur|began|begin|report(?:ed|ing)? only|report(?:ed|ing)|includ\w+ data on|complet|uph[eo]ld|pursu|made|recorded|won)\w* $"
)
_WAS_OPENED = re.compile(r"[^,;]{0,60}? (?:was|were) (?:initiated|opened|launched|conducted|obtained|secured)\b")
_BEFORE_ONE = frozenset({" to ", " of ", " against ", " for ", " into ", " involving "})
_NOT_YET = re.compile(r"\b(?:not|never|no|nor|yet to|fail\w*|without|plans? to|cannot)\b[\w ]{0,40}$|\bto $")
_CONTINUED = re.compile(
    r"\b(?:continu\w+|began|helped|(?:worked|collaborat\w+|cooperat\w+|coordinat\w+) with [\w ]+|partner\w* [\w ]*|in order) to $"
)
_NOT_ONE = frozenset(
    {
        "for",
        "of",
        "in",
        "to",
        "by",
        "from",
        "with",
        "on",
        "who",
        "and",
        "or",
        "that",
        "was",
        "is",
        "series",
        "number",
        "lack",
        "few",
        "any",
        "new",
        "total",
        "decrease",
        "against",
        "involving",
    }
)

# A clause that goes on from the counts of the one before.
_CARRIES_ON = re.compile(
    r"(?:(?:and )?[\w-]+ (?:victims |of them )?(?:were|was) (?:[\w-]+ )?(?:females?|males?|women|men|girls?|boys?|child|children|minors?|adults?|foreign|victims? of|subjected|exploited)\b|(?:and )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve) (?:females?|males?|women|men|girls?|boys?|children|adults?|minors?)\b|(?:this|these|that|those|compared|in comparison|of (?:the|these|those)|an? (?:increase|decrease|decline|drop|rise)|\(|up from|down from|including|authorities reported the same)\b)"
)

_OF_WHICH = re.compile(r"of (?:the|these|those|its|all)\b[^,;]{0,70},")
_OF_CONVICTED = re.compile(r"[\w-]+ of (?:those|these|them|the|its)\b[^,;]{0,40}\bconvict|[\w-]+ of (?:them|those|these)\b")
_SENTENCED = ("sentence", "imprison", "jail", "put ", "sent ", "received ")
_IN_YEAR = re.compile(r"in ((?:19|20)\d\d)")
_JOINTS = (" and ", ", ", ", and ")
# After a count that goes on from the one before: no verb of its own ("and two suspects fled").
_NO_SUBJECT = re.compile(
    r"$|[,.;:)]| \(| (?:in|from|of|for|with|during|under|through|at|on|by|among|across|compared|including|exploited|subjected)\b"
)
_REACH = 90  # characters before a number in which the words stand that it goes on from
_NEAR = 25  # characters after a number within which "were women" tells whom it counts
_UNITS = {"victims": "persons", "offenders": "persons", "persons": "persons", "cases": "cases"}


@dataclass(frozen=True, slots=True)
class _Head:
    """What a number counts: `kind` victims, persons, cases, a measure, or empty; where its noun ends in the clause."""

    kind: str
    end: int


def figures(page: Page) -> list[Figure]:
    """The figures of a page by their place; one that the text states twice is one figure."""
    found: dict[tuple[str, int, bool], Figure] = {}
    carried: tuple[str, ...] = ()
    for clause in page.clauses:
        if clause.section in _PASSED_OVER or not (carried or not clause.terms.isdisjoint(TOLD_BY)):
            continue
        done = deeds(clause)
        stated = _counts(clause, done, carried if _CARRIES_ON.match(clause.lower) else ())
        counts = [figure for figure in stated if figure.value or not _none_told(page, clause, figure, done)]
        carried = tuple(dict.fromkeys(f.measure for f in counts if f.start == counts[-1].start)) if counts else ()
        for figure in (*counts, *(scope for zero in zeros(page, clause, done) if (scope := scoped(clause, zero)))):
            found.setdefault((figure.measure, figure.value, figure.previous), figure)
    return sorted(_dated(list(found.values())), key=lambda figure: (figure.start, figure.measure))


def _dated(found: Sequence[Figure]) -> Iterator[Figure]:
    """The figures, those of a year before the last one that is told of their measure being the earlier period's."""
    last: dict[str, str] = {}
    for figure in found:
        year = _IN_YEAR.fullmatch(figure.period or "")
        if year and not figure.previous:
            last[figure.measure] = max(year.group(1), last.get(figure.measure, ""))
    for figure in found:
        year = _IN_YEAR.fullmatch(figure.period or "")
        earlier = year is not None and year.group(1) < last.get(figure.measure, "")
        yield replace(figure, previous=True) if earlier and not figure.previous else figure


def _none_told(page: Page, clause: Clause, figure: Figure, done: Sequence[Deed]) -> bool:
    """Whether a count of "none" only says that nobody told: "convictions: none reported", "none of the agencies said how many"."""
    own = [deed for deed in done if deed.measure == figure.measure]
    nearest = min(own, key=lambda deed: abs(deed.start - figure.start), default=None)
    return nearest is not None and in_doubt(page, clause, (figure.start, figure.end), nearest)


def _counts(clause: Clause, done: Sequence[Deed], carried: tuple[str, ...]) -> Iterator[Figure]:
    if not (done or carried):
        return
    lower = clause.lower
    stated = sorted((*_numbers(clause), *_ones(clause, done)), key=lambda number: number.start)
    carried = _of_which(clause, done) or carried
    earlier, end, counted = False, 0, _Head("", 0)
    for place, number in enumerate(stated):
        # "compared with 25 prosecutions and 12 convictions": both are of the earlier period
        earlier = is_earlier(lower, number) or (earlier and lists_on(lower, end, number))
        end = number.end
        head = _head(lower, number)
        measures = _measures(clause, number, head, done, carried) or _beside(lower, counted, number, head, carried)
        if not measures:
            if (
                head.kind
                and not lower.endswith(_OF, 0, number.start)
                and not _ASIDE.search(lower, max(0, number.start - _NEAR), number.start)
            ):
                # what follows goes on from these, which are not ours: "identified 12 suspects, compared with nine"
                carried = ()
                done = [d for d in done if d.start - clause.start > number.start or d not in _before(clause, number, done)]
            continue
        carried, counted = measures, head
        after = stated[place + 1].start if place + 1 < len(stated) else len(lower)
        yield from (_figure(clause, number, head, measure, after, earlier) for measure in measures)


def _numbers(clause: Clause) -> Iterator[Number]:
    """The numbers of a clause; one in other than Arabic digits has no numeral that the lexicon knows."""
    if "numeral" in clause.terms or not clause.lower.isascii():
        yield from numbers(clause.lower)


def _of_which(clause: Clause, done: Sequence[Deed]) -> tuple[str, ...]:
    """The measure that a clause opens with: "of the identified victims, 40 were girls"."""
    opener = _OF_WHICH.match(clause.lower)
    if opener is None:
        return ()
    return tuple(dict.fromkeys(deed.measure for deed in done if deed.end - clause.start <= opener.end()))


def _figure(clause: Clause, number: Number, head: _Head, measure: str, after: int, earlier: bool) -> Figure:
    lower = clause.lower
    stop = max(head.end, min(after, number.end + 80))
    words = lower[number.start : head.end] + lower[head.end : stop].partition("(")[0]
    period = period_of(lower, number.end, after, earlier)
    noun_end = head.end if head.kind else min(after, number.end + _NEAR)
    return Figure(
        measure, number.value, number.qualifier, clause.start + number.start, clause.start + max(head.end, number.end),
        unit=_UNITS.get(head.kind),
        form=form_of(words),
        population=population_of(lower, number.end, noun_end),
        period=period,
        previous=earlier or (is_past(period) and not _is_carried_over(lower, number, period)),
        upper=number.upper,
    )  # fmt: skip


def _is_carried_over(lower: str, number: Number, period: str | None) -> bool:
    """Whether a case of the period before goes on in this one: "continued prosecuting four cases from the previous year"."""
    start = max(0, number.start - _REACH)
    return (period or "").startswith("from ") and _GOES_ON_STILL.search(lower, start, number.start) is not None


def _head(lower: str, number: Number) -> _Head:
    """The noun that a number counts, among the words after it."""
    found, others = _Head("", number.end), False
    forms = _TWO_FORMS.match(lower, number.end)
    for place, word in enumerate(_WORD.finditer(lower, forms.end() if forms else number.end)):
        text = word.group()
        if place == _LOOK or text in _NO_HEAD:
            break
        if text.endswith(("'", "'s")):  # "one victims' shelter" is a shelter
            continue
        noun = _NOUNS.get(text.removesuffix("s").replace("inquirie", "inquiry"))
        if noun:
            return _Head(noun, word.end())
        kind = next((kind for kind, form in _KINDS if form.match(text)), None)
        others = others or _OTHER_CRIME.match(text) is not None or _THING.match(text) is not None
        if kind and not (number.value > 1 and text in ("victim", "child", "minor")):  # "two victim assistants"
            found = _Head(kind, word.end())
        elif others:
            found = _Head("other", word.end())
    others = others or _OF_THINGS.match(lower, number.end) is not None
    others = others or (found.kind not in ("", "victims") and _FOR_OTHER_CRIME.match(lower, found.end) is not None)
    return _Head("other", found.end) if others else found


def _measures(clause: Clause, number: Number, head: _Head, done: Sequence[Deed], carried: tuple[str, ...]) -> tuple[str, ...]:
    """What a number counts; empty where it counts nothing of ours."""
    lower = clause.lower
    if head.kind and _ONLY_HELD.match(lower, head.end):
        return ()
    if _UNDONE.match(lower, head.end) or _UNMADE.search(lower, max(0, number.start - _REACH), number.start):
        return ()
    if head.kind == "other":
        return ()
    if head.kind in COUNTS.values():
        return (head.kind,)
    allowed = _ALLOWED[head.kind]
    after = [deed for deed in _after(clause, head, done) if deed.measure in allowed]
    before = [deed for deed in _before(clause, number, done) if deed.measure in allowed]
    if not head.kind and not _BARE.match(lower, number.end):
        before = []
    finite = bool(after) and bool(_FINITE.search(lower, head.end, after[0].start - clause.start))
    if before and lower.startswith(_SENTENCED, before[-1].start - clause.start) and _OF_CONVICTED.match(lower, number.start):
        return ()
    told = after if finite or not before or _is_row(clause, number, head, before[-1], after) else before
    if after and finite and _is_of_convicted(lower, number, head, after[0], clause):
        return ()
    if told:
        return tuple(dict.fromkeys(deed.measure for deed in told))
    if number.value and head.kind in ("persons", "offenders") and "convicted" in lower[number.end : head.end]:
        return ("convictions",)
    if number.value and head.kind in ("persons", "victims") and " identified " in lower[number.end : head.end]:
        return ("victims_identified",)
    if number.value == 0 and not carried:  # "few prosecutions and convictions, but none for forced labor"
        return tuple(
            dict.fromkeys(deed.measure for deed in done if deed.form == "noun" and deed.end - clause.start <= number.start)
        )
    if head.kind == "cases" and carried and _IN_CASES.search(lower, max(0, number.start - _REACH), number.start):
        return tuple(measure for measure in carried if measure in allowed)  # "charged 18 people in 11 cases"
    if not carried and is_earlier(lower, number):  # "efforts to identify victims declined from 50"
        return tuple(
            deed.measure
            for deed in done
            if deed.end - clause.start <= number.start
            and deed.measure in allowed
            and not of_others(lower, deed.start - clause.start)
        )[:1]
    if carried and carried[0] not in _VICTIMS and lower.endswith("involving ", 0, number.start):
        return carried if head.kind == "offenders" else ()  # "three cases involving 12 defendants", "12 cases involving 20 girls"
    return tuple(measure for measure in carried if measure in allowed) if _goes_on(lower, number) else ()


def _beside(lower: str, counted: _Head, number: Number, head: _Head, carried: tuple[str, ...]) -> tuple[str, ...]:
    """What a number counts that stands beside one of the same kind: "identified 12 child victims and 30 adult victims"."""
    same = head.kind == counted.kind and head.kind in ("victims", "offenders", "cases") and not number.word
    beside = same and lower[counted.end : number.start] in _JOINTS and _NO_SUBJECT.match(lower, head.end)
    return carried if beside else ()


def _is_row(clause: Clause, number: Number, head: _Head, before: Deed, after: Sequence[Deed]) -> bool:
    """Whether each count of a row has its deed after it: "five cases prosecuted and one trafficker convicted"."""
    return (
        bool(after)
        and after[0].form == "participle"
        and after[0].start - clause.start == head.end + 1
        and clause.lower[before.end - clause.start : number.start] in _JOINTS
    )


def _is_of_convicted(lower: str, number: Number, head: _Head, deed: Deed, clause: Clause) -> bool:
    """Whether a number tells how many of those convicted went to prison, which is no count of convictions."""
    if deed.measure != "convictions" or not lower.startswith(_SENTENCED, deed.start - clause.start):
        return False
    some = " of " in lower[number.start : number.end] and "convict" in lower[number.end : head.end]
    opener = _OF_WHICH.match(lower)
    return some or (opener is not None and "convict" in opener.group())


def _goes_on(lower: str, number: Number) -> bool:
    """Whether a number without a deed of its own goes on from the count before it."""
    if number.word:
        return False
    if is_earlier(lower, number) or is_later(lower, number):
        return True
    if _NOT_PART.match(lower, number.end):
        return False
    if _OF_THEM.match(lower, number.end):
        return True
    return bool(_SUBSET.search(lower, max(0, number.start - _REACH), number.start)) and bool(_OF_A_FORM.match(lower, number.end))


def _after(clause: Clause, head: _Head, done: Sequence[Deed]) -> list[Deed]:
    """The deeds that follow in the passive: "cases were investigated", "victims identified and assisted"."""
    found: list[Deed] = []
    end = head.end
    for deed in done:
        start = deed.start - clause.start
        if start < end:
            continue
        if _BY_OTHERS.match(clause.lower, deed.end - clause.start) and not found:
            continue
        if not found and clause.lower[end:start].strip() in ("and", "or"):  # "acquitted nine men and convicted two"
            continue
        if deed.form in ("participle", "noun") and _PASSIVE.fullmatch(clause.lower, end, start):
            found.append(deed)
            end = deed.end - clause.start
        elif found:
            break
    return found


def _before(clause: Clause, number: Number, done: Sequence[Deed]) -> list[Deed]:
    """The deeds that govern a number from before it: "prosecuted and convicted only one", "provided services to 11"."""
    found: list[Deed] = []
    start = number.start
    for deed in reversed(done):
        end = deed.end - clause.start
        if end > start:
            continue
        if not _reaches(clause.lower, deed, deed.start - clause.start, end, start):
            break
        if of_others(clause.lower, deed.start - clause.start):
            break
        found.append(deed)
        start = deed.start - clause.start
    return found[::-1]


def _reaches(lower: str, deed: Deed, at: int, end: int, start: int) -> bool:
    """Whether a deed that ends at `end` governs what starts at `start`."""
    obtained = _OBTAINED.match(lower, end) if deed.form == "noun" else None
    end = obtained.end() if obtained else end
    words = [word.group() for word in _WORD.finditer(lower, end, start)]
    if words[-1:] == [","] or not all(word in _GAP for word in words):
        return False
    if deed.form == "participle" and "and" in words and lower.endswith((" were ", " was "), 0, at):
        return False  # "none were identified, and 12 victims were jailed"
    if deed.form == "noun" and not _NOUN_GAP.match(lower, end):
        return False
    return not (deed.form == "plain" and _is_undone(lower, at))


def _is_undone(lower: str, at: int) -> bool:
    """Whether a deed is denied, or only meant to be done."""
    start = max(0, at - _REACH)
    return bool(_NOT_YET.search(lower, start, at)) and not _CONTINUED.search(lower, start, at)


def _ones(clause: Clause, done: Sequence[Deed]) -> Iterator[Number]:
    """Counts of one in words other than "one": "convicted a trafficker", "its first conviction"."""
    lower = clause.lower
    if "singular" not in clause.terms or not any(word in lower for word in _ONES):
        return
    for match in _ONE.finditer(lower):
        if any(word in _NOT_ONE for word in match.group(1).split()):
            continue
        if match.group(2) in _NOUNS:
            opened = _OPENED.search(lower, max(0, match.start() - _REACH), match.start())
            told = bool(_WAS_OPENED.match(lower, match.end())) if opened is None else not _is_undone(lower, opened.start())
        else:
            told = any(_is_of_one(lower, deed, clause, match.start()) for deed in done)
        if told:
            yield Number(match.start(), match.start(1), 1, None, "exact", word=True)


def _is_of_one(lower: str, deed: Deed, clause: Clause, start: int) -> bool:
    at, end = deed.start - clause.start, deed.end - clause.start
    between = lower[end:start] if end <= start else None
    if deed.form == "gerund" and lower.endswith("for ", 0, at):  # "a limit for charging a person"
        return False
    if between is None or (between not in _BEFORE_ONE if deed.form == "noun" else between != " "):
        return False
    return not _is_undone(lower, at)
