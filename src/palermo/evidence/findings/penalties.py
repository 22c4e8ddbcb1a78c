"""Penalties that the law prescribes, and the judgments on them.

A penalty is a term of imprisonment (or life, or death) in a clause that says what a law prescribes; what courts imposed is none. Terms
are in months. "15 years" alone is both minimum and maximum; "up to 15 years" has a maximum only.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

from text_to_num import text2num  # type: ignore[import-untyped]

from palermo.evidence.model import Judgment, Penalty
from palermo.evidence.page import Clause, Page

_N = (
    r"(?:\d{1,3}|(?:twenty|thirty|forty|fifty)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?|one|two|three|four|five|six|seven|eight|"
    r"nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|sixty|ninety)"
)
_UNIT = r"(?:years?|months?)\b'?(?: of)?(?: (?:imprisonment|in prison|in jail|prison))?"
_TERM = re.compile(
    rf"(?P<least>at least|not less than|no less than|no fewer than|(?:a )?(?:mandatory )?minimum(?: (?:sentence|penalty|term|punishment))?(?: of)?) "
    rf"(?P<low1>{_N}) (?P<unit1>{_UNIT})(?:,? (?:and|to|with)(?: a)? (?P<most1>not more than|no more than|not exceeding|up to|(?:a )?maximum(?: of)?) "
    rf"(?:(?P<high1>{_N}) (?P<unit1b>{_UNIT})|(?P<life1>life)))?"
    rf"|(?P<most>up to|not more than|no more than|not exceeding|not to exceed|a maximum of|maximum(?: (?:sentence|penalty|term|punishment))?(?: of)?) "
    rf"(?:(?P<high2>{_N}) (?P<unit2>{_UNIT})|(?P<life2>life\b))"
    rf"|(?P<low3>{_N})(?: (?P<unit3>{_UNIT}))? ?(?:-|to|and|or) ?(?:(?P<high3>{_N}) (?P<unit3b>{_UNIT})|(?P<life3>life\b)|(?P<death3>(?:the )?death\b))"
    rf"|(?P<least5>(?P<low5>{_N})-(?P<unit5>years?|months?) minimum|minimum (?P<low6>{_N})-(?P<unit6>years?|months?))(?: (?:sentence|penalty|term|punishment))?"
    rf"|(?P<both>{_N}) (?P<unit4>{_UNIT})"
)
_DEATH = r"(?:\bdeath (?:penalty|sentence)|\b(?:by|with|or|and|to) (?:the )?death\b(?! of))"  # not "results in a victim's death"
_FOREVER = re.compile(rf"\blife(?: imprisonment| in prison| sentence|(?= for\b| if\b| when\b| where\b))|{_DEATH}")
# A life term that is an alternative of the one before it, no penalty for another offence.
_OR_FOREVER = re.compile(
    r"(?: (?:imprisonment|in prison|in jail))?,? (?:(?:or|to) (?:a )?(?:maximum of )?life\b|or (?:the )?death\b)"
)
_IMPOSED = re.compile(r"\b(?:sentenced|sentences ranged|sentences ranging|sentencing|received|convicted)\b")
# The age of somebody: "15 years old", "children aged 12 to 15 years".
_OLD = re.compile(r" (?:of age|old)\b")
_AGED = re.compile(r"\bage[ds]?(?: of| between)? $")
_PRISON = re.compile(
    r"\b(?:imprisonment|prison|jail|incarceration|hard labor|servitude|deprivation of liberty|life|death|(?:penalt(?:y|ies)|punishments?) (?:of|ranging)|minimum sentence)\b"
)
_FINE = re.compile(r"\bfines?\b")
_NO_FINE = re.compile(r"(?:without|with no|not|no)(?: the| an)?(?: option| alternative| possibility)? (?:of )?(?:an? )?fines?\b")
_FINE_OR = re.compile(
    r"\bfines? (?:of [^,;]{1,30} )?(?:or|and|and/or) [^,;]{0,40}$"
)  # "a fine or imprisonment for one to five years"
_FROM_A_FINE = re.compile(r"\bfines? to $")  # "from a small fine to 14 years": the most only
_SEX = re.compile(r"\b(?:sex(?= (?:and|or) labou?r)|sex(?:ual)? (?:trafficking|exploitation)|prostitution|sexual)\b")
_LABOUR = re.compile(r"\b(?:labou?r trafficking|forced labou?r|labou?r exploitation|servitude for labou?r|bonded labou?r)\b")
_ARTICLE = re.compile(
    r"\b(?:Articles?|Arts?\.|Sections?|Secs?\.|Chapters?|Paragraphs?|§+)\s*"
    r"(?:\d[\w:.()/-]*|[IVXL]+\b)(?:(?:,? and |, |-| to | through )(?:\d[\w:.()/-]*|[IVXL]+\b))*",
    re.IGNORECASE,
)
_CAPITAL = r"(?:\(?[A-Z][\w'’()-]*|\d{4})"
_LAW = re.compile(
    rf"\b(?:(?:{_CAPITAL}) (?:(?:{_CAPITAL}|of|on|in|and|to|the|for|against) ){{0,12}})?"
    r"(?:Act|Law|Code|Ordinance|Decree|Order|Proclamation|Statute)\b"
    rf"(?: (?:No\.? ?)?\d[\w./-]*| of \d{{4}}| (?:on|against|to|for|of|concerning) (?:the )?(?:(?:of|and|in|the|to|for|on) |{_CAPITAL} ){{0,10}}{_CAPITAL}){{0,2}}"
    r"|\b(?:\d{4} )?(?:(?:revised|amended|new) )?(?:penal|criminal|labou?r|anti-trafficking|trafficking[ -]in[ -]persons|human trafficking|"
    r"trafficking|anti-slavery|child protection|immigration)(?: \w+)? (?:code|law|act|statute|ordinance|decree)\b"
)
_ACRONYM = re.compile(
    r"\b(?P<law>[A-Z]{3,8}) (?:also )?(?:prescrib|criminali[sz]|prohibit|provid|outlaw)"
)  # "the TIPA prescribed"
_THAN = re.compile(r"\b(?:than|as) (?:the )?(?:penalties|punishments|sentences|those)\b.*")  # with which a penalty is compared
_SAID_OF_IT = re.compile(r"(?:it|this|these|they|both|the (?:article|section|provision|law))\b")
_OTHER_LAWS = re.compile(r"\b[Oo]ther (?:[a-z-]+ ){0,2}(?:laws|statutes|legislation|provisions|articles|codes)\b")
_LEAD = re.compile(r"^(?:(?:The|Under|In|By|While|Although|However|An?|the) )+")  # capitals of a sentence, not of a law
_ENDS = re.compile(r"\b(?:which|these|penalties|sufficiently|commensurate|with respect|with regard)\b")
_BOUND = re.compile(
    r"(?<!not )(?<!no )\b(?:less|fewer|more|longer|shorter) than $"
)  # "penalties of less than one year": a judgment, no term
_FAR = 200  # characters after a term in which a life term for another offence is named
_CLASSES = frozenset({"penalty_prescribed", "penalty_prison"})
_PASSED_OVER = frozenset({"profile", "recommendations"})
_WINDOW = 90  # characters after a term in which its fine and its form are named


def penalties(page: Page) -> list[Penalty]:
    """The penalties that the text says are prescribed, by their place. Article and law may stand in the sentence before."""
    found: list[Penalty] = []
    article, law = None, None
    waiting: list[str] = []  # clauses whose article and law nobody has asked for yet
    before: Clause | None = None  # of no penalty
    for clause in page.clauses:
        if clause.section in _PASSED_OVER:
            continue
        if _CLASSES.isdisjoint(clause.terms):
            article, law, waiting, before = None, None, [], clause
            continue
        if before and _SAID_OF_IT.match(clause.lower):  # "Article 9 forbids it; it prescribes ..."
            waiting.append(page.text[before.start : before.end])
        before = None
        waiting.append(page.text[clause.start : clause.end])
        if clause.terms >= _CLASSES:
            for words in waiting:
                article, law = _source(words, article, law)
            waiting = []
            found.extend(_terms_of(clause, article, law))
    return found


def _source(words: str, article: str | None, law: str | None) -> tuple[str | None, str | None]:
    words = _THAN.sub("", words)
    at = _ARTICLE.search(words)
    named = _LAW.search(words, at.end()) if at else None  # "Article 9-B of Decree 12" is no law "B of Decree 12"
    named = named or _LAW.search(words[: at.start()] if at else words)
    called = None if named or at else _ACRONYM.search(words)
    if called:
        return None, called["law"]
    if _OTHER_LAWS.search(words):  # which ones is not told
        article, law = None, None
    if named:
        law = _LEAD.sub("", named.group()).rstrip(".,(")
    if named or at:
        article = at.group().rstrip(".,(") if at else None
    return article, law


def _terms_of(clause: Clause, article: str | None, law: str | None) -> Iterator[Penalty]:
    found = [m for m in _TERM.finditer(clause.lower) if _prescribed(clause.lower, m)]
    if not found:
        match = _FOREVER.search(clause.lower)
        if match and not _IMPOSED.search(clause.lower[: match.start()]):
            yield _penalty(clause, match, len(clause.lower), 0, (article, law), None, None)
        return
    for before, match, after in zip([None, *found], found, [*found[1:], None], strict=False):
        stop = after.start() if after else len(clause.lower)
        first = None if before else _FOREVER.search(clause.lower, 0, match.start())
        if first and not _IMPOSED.search(clause.lower, 0, first.start()):
            yield _penalty(clause, first, match.start(), 0, (article, law), None, None)
        yield _penalty(clause, match, stop, before.end() if before else 0, (article, law), *_bounds(match))
        more = _FOREVER.search(clause.lower, match.end(), min(stop, match.end() + _FAR))
        if more and not _OR_FOREVER.match(clause.lower, match.end()):
            yield _penalty(clause, more, stop, match.end(), (article, law), None, None)


def _prescribed(lower: str, match: re.Match[str]) -> bool:
    """Whether a stretch of time is a term of imprisonment that a law sets."""
    if "year" not in match.group() and "month" not in match.group() and "life" not in match.group():
        return False
    if _BOUND.search(lower, max(0, match.start() - 20), match.start()):
        return False
    if _OLD.match(lower, match.end()) or _AGED.search(lower, max(0, match.start() - 20), match.start()):
        return False
    near = lower[max(0, match.start() - 60) : match.end() + 40]
    return bool(_PRISON.search(near)) and not _IMPOSED.search(lower[max(0, match.start() - 60) : match.end() + 15])


def _bounds(match: re.Match[str]) -> tuple[int | None, int | None]:
    low = match["low1"] or match["low3"] or match["low5"] or match["low6"] or match["both"]
    high = match["high1"] or match["high2"] or match["high3"] or match["both"]
    upper = match["unit1b"] or match["unit2"] or match["unit3b"] or match["unit4"]
    lower = match["unit1"] or match["unit3"] or match["unit4"] or match["unit5"] or match["unit6"] or upper or "years"
    return (_months(low, lower) if low else None), (_months(high, upper or lower) if high else None)


def _months(number: str, unit: str) -> int:
    count = int(number) if number.isdigit() else text2num(number.replace("-", " "), "en")
    return count if unit.startswith("month") else count * 12


def _penalty(
    clause: Clause,
    match: re.Match[str],
    stop: int,
    left: int,
    source: tuple[str | None, str | None],
    low: int | None,
    high: int | None,
) -> Penalty:
    after = clause.lower[match.end() : min(stop, match.end() + _WINDOW)]
    alternative = _OR_FOREVER.match(after)
    from_a_fine = _FROM_A_FINE.search(clause.lower, left, match.start()) is not None
    around = match.group() + (alternative.group() if alternative else "")
    return Penalty(
        *source,
        None if from_a_fine else low,
        high,
        clause.start + match.start(),
        clause.start + match.end(),
        life=re.search(r"\blife\b", around) is not None,
        death=re.search(r"\bdeath\b", around) is not None,
        fine=from_a_fine
        or _FINE_OR.search(clause.lower, left, match.start()) is not None
        or _FINE.search(_NO_FINE.sub("", after)) is not None,
        form=_form(_ENDS.split(after)[0]) or _form(clause.lower[left : match.start()]),
    )


def _form(words: str) -> str | None:
    sex, labour = bool(_SEX.search(words)), bool(_LABOUR.search(words))
    return None if sex == labour else "sex" if sex else "labour"


_TESTS = {
    "judged_stringent": ("stringent", False),
    "judged_not_stringent": ("stringent", True),
    "judged_commensurate": ("commensurate", False),
    "judged_not_commensurate": ("commensurate", True),
}  # term -> the test, and whether the term denies it by itself
# What courts imposed: "did not impose sufficiently stringent sentences".
_IMPOSED_ON = re.compile(r"\b(?:impos\w+|courts?|judges?|hand\w* down|sentenc\w+|convict\w*)\b")
_SENTENCES = re.compile(r" (?:prison |jail )?(?:sentences|terms|(?:punishments?|penalties) (?:on|to|for convicted)\b)")
_JOINED = re.compile(r"^,? (?:or|nor|and)(?: were| are| was| is)? (?:not )?$")


def judgments(page: Page) -> list[Judgment]:
    """Whether the text finds the penalties sufficiently stringent, and commensurate with those of other grave crimes."""
    found: list[Judgment] = []
    for clause in page.clauses:
        if not clause.terms.isdisjoint(_TESTS) and clause.section != "recommendations":
            found.extend(_judged(clause))
    return found


def _judged(clause: Clause) -> Iterator[Judgment]:
    at, denied = clause.start, False
    tests = [hit for hit in clause.hits if hit[2] in _TESTS]
    turns = [(start, term == "denial") for start, _, term in clause.hits if term in ("denial", "contrast")]
    stops = [*(start for start, _, _ in tests[1:]), clause.end]
    for (start, end, term), stop in zip(tests, stops, strict=True):
        between = clause.lower[at - clause.start : start - clause.start]
        if _IMPOSED_ON.search(between) and _SENTENCES.match(clause.lower, end - clause.start):
            continue
        test, denies = _TESTS[term]
        denied = denies or _denied(turns, at, start) or (denied and _JOINED.match(between) is not None)
        after = clause.lower[end - clause.start : stop - clause.start].partition(",")[0]
        yield Judgment(test, not denied, start, end, _form(between) or _form(after))
        at = end


def _denied(turns: list[tuple[int, bool]], start: int, end: int) -> bool:
    """Whether the last turn of a stretch is a denial, and no contrast."""
    at = bisect_left(turns, (end, False)) - 1
    return at >= 0 and turns[at][0] >= start and turns[at][1]
