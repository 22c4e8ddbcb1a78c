"""Zeros: what a text says did not happen. Silence is no zero, and nor is "did not report any prosecutions".

A denial governs the words that follow it in its piece of the clause, if nothing else is denied in their place: "did not investigate,
prosecute, or convict any traffickers" denies three, "did not have procedures to identify victims" none of them. In the passive it
governs what follows its subject ("no traffickers were convicted"). Three rules settle what is a count of none rather than a reproach:
a zero about officials only is no figure, "did not adequately identify" is none, and victims who were not helped are a figure only where
the text says that there were none ("any victims", "identify or protect victims").
"""

import re
from collections.abc import Iterator, Sequence

from palermo.evidence.counting import Deed
from palermo.evidence.findings.doubt import doubted
from palermo.evidence.findings.others import of_others
from palermo.evidence.model import Figure
from palermo.evidence.page import Clause, Page
from palermo.evidence.polarity import Stance
from palermo.evidence.terms import Span

_NOUN_DENIALS = frozenset({"no", "none", "neither", "nobody", "not one", "not a single"})
# Which denials take which form of a verb: "did not convict", "has not convicted", "without convicting".
_FORMS = {
    "plain": re.compile(
        r"(?:did|does|do|could|can) not|cannot|didn't|doesn't|fail\w*(?: to)?|yet to|(?:has|have|had) yet to|unable to|nor|neither|not|never"
    ),
    "participle": re.compile(r"(?:has|have|had|was|were|is|are) not|hasn't|never|not|not been|not yet|still not|nor"),
    "gerund": re.compile(r"not|without"),
    "adjective": re.compile(r"(?!)"),
}
_BY_THE_WAY = (
    r"(?:it|they|the government|the regime|officials|authorities|(?:the )?(?:courts|judges|police|prosecutors|law enforcement|prosecution service)|to|been|be|again|ever|yet|also|did|does|do|has|have|once|still|in \d{4}|formally|successfully|criminally"
    r"|proactively|, in \d{4},|,? ?for (?:a|the) \w+ (?:consecutive )?year,?|of them|or)"
)
_DIRECT = re.compile(rf"(?: ?{_BY_THE_WAY})* ?$")
_CHAINED = re.compile(
    r"(?:,|\b(?:and|or|nor))(?: (?:to|did|it|they|and|or|nor|has|have|formally|otherwise|successfully|then|also|been|criminally|any))* $"
)
_EFFORTS = re.compile(
    r"(?: (?:make|made|making|show|demonstrate|undertake|took|take|any|known|discernible|tangible|concrete|law enforcement|steps|efforts?|were|was|been|have|has|to))+ to $"
)
_UNDERTAKEN = re.compile(
    r" (?!(?:\w+ )*report)(?:\w+ ){0,3}?(?:initiat\w+|conduct\w*|open\w*|ma[dk]e|obtain\w*|produc\w*|secur\w*|achiev\w+|secur\w+|pursu\w+|had|have|launch\w*|beg[aiu]n|record\w*|complet\w+|undert\w+|carr\w+ out"
    r"|led to|lead to|result\w* in)(?: (?:any|an?|the|new|its|known|additional|forced labor|sex trafficking|labor trafficking|human trafficking|trafficking|criminal"
    r"|successful|single|first|anti-trafficking|trafficking-related))* $"
)
_PROVIDED = re.compile(
    r"(?<!report )(?<!reported )(?<![-\w])(?:provid\w+|offer\w*|giv\w+|extend\w*|receiv\w+)(?: (?!adequate|significant|meaningful|sufficient|speciali|comprehensive|enough|long|specific|tailored)[\w-]+){0,3} $"
)
_AFTER_NO = re.compile(
    r"(?: (?:new|known|victim|trafficking|trafficking-related|human|forced|labor|sex|criminal|such|successful|further|additional|formal|arrests|direct|specific|protective|protection|government|or|and),?)* $| [\w ]{0,40}\b(?:led to|resulted in|ended in) $"
)
_SUBJECT = re.compile(
    r"(?: [\w'-]+,?){0,14}? (?:were|was|have been|has been|had been|have|has|being|are|is)(?: ever| also| being| been| successfully)* (?:[\w-]+ed,? (?:and|or) )*$"
)
_ELSE_DENIED = re.compile(
    r"(?: (?:also|again|yet|to|it|they|the government|been|did|\w+ly))* (?:report\w*|provide (?:\w+ ){0,3}(?:data|information|statistics|evidence)|indicate|publish|release|collect|maintain"
    r"|share|have|specify|disclose|develop|establish|employ|cooperate|permit|allow|ensure|enough|sufficient|data|information|evidence|\w+ progress|\w+ \w+ progress|appear|seem)\b"
)
_QUALITY = re.compile(
    r"\b(?:adequately|sufficiently|effectively|systematically|consistently|fully|vigorously|always|routinely|regularly|properly|often|actively|aggressively|thoroughly|widely"
    r"|seriously|appropriately|proactively)\b"
)
_SOME = re.compile(
    r" (?:and punish |or punish )?(?:a significant|a sufficient|fewer|more|less|only|enough|all|many|most|the (?:practice|use|scope|full)|complaints|allegations|reports|claims|complicit)\b"
)
_TRIED = re.compile(r"(?: been| \w+ed and| \w+ly)* (?:prosecuted|convicted|investigated|charged|sentenced)\b")
_PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b")
# "failed to prosecute or convict traffickers", "for the third year": none; "failed to investigate and prosecute traffickers": too few.
# "No investigations were reported" is a silence, as "did not report any investigations" is; "in 2013" makes it a count of that year.
_UNREPORTED = re.compile(
    r"(?:(?! (?:were|was|have|has|had|is|are)\b)[^;]){0,90} (?:were|was|have been|has been|had been) (?:\w+ly )?(?:reported|documented|published)\b(?! in (?:19|20)\d\d)"
)
_HAS_NONE = re.compile(r"\b(?:has|have|had) (?:no [^,;]{1,60}(?:,| and) )?$")
_NEVER_DONE = re.compile(r"\bconvict|\byear\b")
_GUARD_ANY = re.compile(r"\b(?:any|a single)\b")
# Between a deed and a "no" beside its objects; after it, a noun that is the subject of a verb of its own.
_AND_NO = re.compile(
    r"[^;,]{0,20}?(?:\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b)[^;]{0,90}?,? (?:and|but) "
)
_OWN_VERB = re.compile(
    r"(?: [\w-]+){1,4}? (?:were|was|have|has|had|did|could|took|led|(?!forced|suspected|alleged|trafficked|exploited|identified)[a-z]{3,}ed)\b"
)
_VICTIMS_WERE = re.compile(
    r" (?:(?!involving|against|of|with|for)[\w-]+ ){0,2}victims? (?:\w+ )+"
)  # "no trafficking victims were jailed"
_CONTRAST = re.compile(r", and\b|\b(?:but|although|though|while|however)\b")
_NEAR = 40  # characters between help and the victims to whom it was not given
_FAR = 90  # characters within which a list of what was not done goes on
_HELP = ("assist", "protect", "services", "care", "support", "shelter", "help", "aid", "cared", "hous")
_OF_WHAT = re.compile(r"(?:,(?: or| and)? \w+| (?:or|and|nor) \w+)* (?:of|against|for|into|involving) ")


def zeros(page: Page, clause: Clause, done: Sequence[Deed]) -> Iterator[Figure]:
    """The zeros of a clause of a page, each measure once. `done`: the deeds that the clause names. In doubt there is none."""
    denials = _denials(clause) if done and "denial" in clause.terms else []
    seen: set[str] = set()
    for piece in clause.stances if denials else ():
        for denial in denials:
            if not piece.start < denial[1] <= piece.end or piece.cue is None:
                continue
            for deed in _denied(clause, piece, denial, done, seen):
                if deed.measure not in seen:
                    seen.add(deed.measure)
                    if not in_doubt(page, clause, denial, deed):
                        yield Figure(deed.measure, 0, "exact", min(denial[0], deed.start), max(denial[1], deed.end))


def in_doubt(page: Page, clause: Clause, denial: Span, deed: Deed) -> bool:
    """Whether the sentence around a denied deed makes it less than a plain statement. `denial`: its span in the page."""
    at = clause.start
    return doubted(clause.lower, denial[0] - at, denial[1] - at, deed.start - at, deed.end - at)


def _denials(clause: Clause) -> list[Span]:
    """The denials of a clause, the longest where they overlap ("were not", not its "not")."""
    found: list[Span] = []
    for start, end, term in clause.hits:
        if term == "denial" and (not found or start >= found[-1][1]):
            found.append((start, end))
    return found


def _denied(clause: Clause, piece: Stance, denial: Span, done: Sequence[Deed], seen: set[str]) -> Iterator[Deed]:
    """The deeds that a denial governs, in order."""
    start, end = denial[0] - clause.start, denial[1] - clause.start
    word = clause.lower[start:end]
    if word in ("no", "not one", "not a single"):  # "convicted no traffickers"
        yield from (
            d for d in done if d.end + 1 == denial[0] and d.form in ("participle", "gerund") and _concerns(clause, denial[1], d)
        )
    if word == "no":
        yield from _none_beside(clause, denial, done)
    if (
        of_others(clause.lower, start)
        or _is_of_others(clause, piece, denial, word)
        or (word in _NOUN_DENIALS and _UNREPORTED.match(clause.lower, end))
    ):
        return
    governed: list[Deed] = []
    passed_over = False  # whether the deed before was not governed: a deed that goes on from it is not either
    for deed in done:
        if not denial[1] <= deed.start < piece.end:
            continue
        between = clause.lower[end : deed.start - clause.start]
        direct = _governs(word, between, deed, bool(_HAS_NONE.search(clause.lower, 0, start)))
        chained = _goes_on(word, between, deed, bool(governed), passed_over)
        if not (direct or chained):
            passed_over = passed_over or deed.form != "noun"
        elif _is_none(clause, word, between, deed, seen):
            passed_over = False
            governed.append(deed)
            yield deed


def _none_beside(clause: Clause, denial: Span, done: Sequence[Deed]) -> Iterator[Deed]:
    """The deed whose objects are some and, beside them, none: "identified 11 girls and no men". It stands where the denial does."""
    start, end = denial[0] - clause.start, denial[1] - clause.start
    before = [deed for deed in done if deed.end <= denial[0] and deed.form in ("participle", "gerund")]
    if (
        before
        and _AND_NO.fullmatch(clause.lower, before[-1].end - clause.start, start)
        and not _OWN_VERB.match(clause.lower, end)
    ):
        deed = Deed(denial[0], denial[1], before[-1].measure, "participle")
        if _concerns(clause, denial[1], deed):
            yield deed


def _is_of_others(clause: Clause, piece: Stance, denial: Span, word: str) -> bool:
    """Whether only officials or victims are the subject of a passive: "officers were not prosecuted"."""
    if not word.startswith(("was", "were", "is", "are", "has", "have")):
        return False
    subject = {term for start, _, term in clause.hits if piece.start <= start < denial[0]}
    been = bool(_TRIED.match(clause.lower, denial[1] - clause.start))
    return been and bool(subject & {"counted_officials", "counted_victims"}) and "counted_offenders" not in subject


def _governs(word: str, between: str, deed: Deed, has_none: bool) -> bool:
    """Whether nothing else is denied in a deed's place."""
    if word in _NOUN_DENIALS:
        if deed.form == "noun":
            if deed.measure == "victims_assisted" and has_none:  # "there is no shelter": what there is, not what was done
                return False
            return bool(_AFTER_NO.fullmatch(between))
        return bool((_SUBJECT if deed.form == "participle" else _EFFORTS).fullmatch(between))
    if deed.form == "noun":
        if deed.measure == "victims_assisted":
            return bool(_PROVIDED.search(between)) and not _ELSE_DENIED.match(between)
        return bool(_UNDERTAKEN.fullmatch(between))
    fits = bool(_FORMS[deed.form].fullmatch(word))
    return fits and bool(_DIRECT.fullmatch(between) or _EFFORTS.fullmatch(between))


def _goes_on(word: str, between: str, deed: Deed, chain: bool, passed_over: bool) -> bool:
    """Whether a deed goes on from what was denied before it: "or convict", "or received protection"."""
    if (
        passed_over
        or not (chain or (deed.form != "noun" and word not in _NOUN_DENIALS and len(between) < _FAR))
        or _ELSE_DENIED.match(between)
    ):
        return False
    if word not in _NOUN_DENIALS and deed.form != "noun" and not _FORMS[deed.form].fullmatch(word):
        return False
    return bool(_CHAINED.search(between)) or (chain and deed.form == "noun" and bool(_PROVIDED.search(between)))


def _is_none(clause: Clause, word: str, between: str, deed: Deed, seen: set[str]) -> bool:
    """Whether what is denied is a count of none, and of traffickers, cases or victims."""
    at = deed.end - clause.start
    whole = bool(
        _GUARD_ANY.search(clause.lower, at, min(at + _FAR, _phrase_end(clause, deed))) or _GUARD_ANY.search(between[-25:])
    )
    if _QUALITY.search(between) and not ("proactively" in between and whole):
        return False
    if "effort" in between and not whole:
        return False
    if _SOME.match(clause.lower, at):
        return False
    if (
        word.startswith("fail")
        and not whole
        and not _NEVER_DONE.search(clause.lower, at, at + _FAR)
        and deed.measure != "convictions"
    ):
        return False
    if deed.measure == "victims_assisted":
        text = clause.lower[deed.start - clause.start : at]
        helped = text.startswith(_HELP) and (whole or word in _NOUN_DENIALS or "victims_identified" in seen)
        if word in _NOUN_DENIALS and _victims_come_later(clause, deed):
            return False
        return helped and _concerns(clause, clause.start if word in _NOUN_DENIALS else deed.start - _NEAR, deed)
    vague = word.startswith(("fail", "does", "do ")) or " among " in clause.lower[at : at + 60]
    if deed.measure == "victims_identified" and not whole and vague:
        return False
    passive = deed.form == "participle" and (word in _NOUN_DENIALS or _PASSIVE.search(f"{word}{between}"))
    if passive and not deed.measure.startswith("victims") and _VICTIMS_WERE.fullmatch(between):
        return False
    start = deed.start - len(between) if passive else deed.end
    return _concerns(clause, start, deed)


def _victims_come_later(clause: Clause, deed: Deed) -> bool:
    """Whether victims are named only where something else is told: "provides no shelter but refers victims to NGOs"."""
    first = next((at for at, _, term in clause.hits if term == "counted_victims"), deed.start)
    return first > deed.end and _CONTRAST.search(clause.lower, deed.end - clause.start, first - clause.start) is not None


def _phrase_end(clause: Clause, deed: Deed) -> int:
    """Where the words on a noun end, at the next comma; a verb may share its object with those after it."""
    comma = clause.lower.find(",", deed.end - clause.start) if deed.form == "noun" else -1
    return comma if comma >= 0 else len(clause.lower)


def _concerns(clause: Clause, start: int, deed: Deed) -> bool:
    """Whether a deed concerns those whom its measure counts; `start`: where the words on them begin (in the passive, before it)."""
    if deed.form == "noun" and deed.measure != "victims_assisted" and not _OF_WHAT.match(clause.lower, deed.end - clause.start):
        return True
    objects = [term for at, _, term in clause.hits if at >= start and term.startswith("counted_")]
    if deed.measure.startswith("victims"):
        return "counted_victims" in objects[:3] or (objects[:1] == ["counted_offenders"] and deed.measure == "victims_identified")
    return not objects or objects[0] in ("counted_offenders", "counted_cases")
