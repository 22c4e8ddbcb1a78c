"""Recommendations: cut from their list or paragraph, each themed by the gaps that it asks to close.

Editions print them in four ways: a run-on paragraph that begins "Recommendations for X:" (a heading of its own in some years)
and puts semicolons between them; bullets or asterisks in one paragraph; numbers; one sentence or one line each. Where a mark is
certain (bullet, number, blank line) it cuts; where it is not (semicolon, full stop, end of line) it cuts only if what follows
begins a request, that is with a verb in its plain form after at most a few adverbs or an opening phrase. "Train X; Y; and Z" is
then one recommendation, and a sentence that only explains ("This should include ...") stays with the one before it.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from palermo.evidence.model import Recommendation
from palermo.evidence.page import Page
from palermo.evidence.terms import Hit, hits
from palermo.evidence.wishes import wishes

_OPENING = re.compile(r"recommendations(?: (?:for|to)[^:;]{0,60})?:[ \t]*")
_BEFORE_OPENING = re.compile(r"(?:^|\n|[.!?] )[ \t]*(?:prioriti[sz]ed )?$", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\n\s*\n|[.!?][ \t]*\n")
# Candidate cuts: a bullet, a number, a blank line, the end of a line, a semicolon or bar, the end of a sentence. Blanks are counted,
# so that a run of thousands of them is not gone through again from each of them.
_CUT = re.compile(
    r"(?P<mark>\s{0,40}(?:(?<!\S)[•●▪■‣◦·∙*]+|(?<=\n)[-–—](?=\s))\s{0,40})"
    r"|(?P<blank>[^\S\n]{0,40}\n[^\S\n]{0,40}\n\s{0,40})"
    r"|(?P<number>(?:^|(?<=[\s;.:,]))\(?(?P<n>\d{1,2})[.)]\s+)"
    r"|(?P<line>[ \t]{0,40}\n[ \t]{0,40})"
    r"|(?P<semicolon>\s{0,40}[;|]\s{0,40})"
    r"|(?P<sentence>[.!?][\"”')\]]*[ \t\xa0]+|(?<=[a-z]{2})\.(?=[A-Z][a-z]+,? ))"
)
_JOINT = re.compile(r"(?:\s|and\b,?|[,;|])+")
_PHRASE = re.compile(
    r"(?:in|with|as|through|while|once|using|where|when|if|upon|consistent|to|by|under|given|following|without|within|until|"
    r"for|at|on|after|building|working|pursuant)\b[^.;,]{0,120}(?:, [^.;,]{0,40}){0,2}, "
)
_UNCERTAIN = frozenset(("line", "semicolon", "sentence"))
_LAST = 80  # characters before a cut in which the last word before it stands
_LIST = 2  # so many marks of a kind make a list
_EXPLAINS = re.compile(r"(?:this|these|those|such|it|doing so|they|that|which|specifically|in particular|including)\b")
# An unknown word that a verb is joined to, or that has an object, is a verb too: "schedule and provide", "expedite the trials of".
_AS_A_VERB = re.compile(r"(?P<word>[a-z]+(?:-[a-z]+)?)(?:,? and (?P<joined>[a-z-]+) | (?:the|all|its|their|any|an?|these|this) )")
_NO_VERB = re.compile(
    r"\w+(?:ed|ing|ly|[^s]s|tion|ment)$|(?:in|to|by|with|for|of|on|at|from|under|and|or|nor|but|as|than|that|which|who|while|because|including|such|both|all|through|after|before|if|when|where)$"
)
_COMMA = re.compile(", ")
_FIRST_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_ADVERBS = frozenset(("also", "then", "further", "better", "more", "not", "never", "always", "still"))
_VERB_ENDINGS = re.compile(r"\w{3,}(?:i[sz]e|ify|ate)$")
_PLAIN_VERBS = """
    abolish accede accelerate accord achieve acknowledge acquire act adapt add address adhere adjust administer admit adopt
    advance agree aid align allocate allow amend analyze anchor apply appoint approve arm arrange arrest assert assess
    assign assist assure attach attend audit authorize avoid award balance ban begin block bolster boost bring broaden
    budget build bundle calculate call carry cease certify chair challenge change channel charge check clarify close codify
    collaborate collect combat commence commit communicate commute compel compensate compile complement complete comply
    compose conclude condemn conduct confer confine confirm connect consider consolidate consult contact continue contribute
    convene convey convict cooperate coordinate correct counter cover create criminalize criticize cultivate curb cut debar
    declare decrease decriminalize deal dedicate deem deepen defend define delete deliver demobilize demonstrate deny deploy
    deposit deregister designate detain detect deter determine develop devise devote digitize direct disaggregate disallow
    disband disburse disclose discontinue discourage dismantle dispatch disrupt disseminate distinguish distribute divert
    document double draft educate elevate eliminate embed emphasize employ empower enable enact encompass encourage end
    endeavor endorse enforce engage enhance enlarge enlist enrich enroll ensure entrust enumerate equalize equip eradicate
    erase erect escalate establish evaluate evolve examine exceed exchange exclude exempt exercise exert exonerate expand
    expedite explain explore expunge extend extradite facilitate fast-track fight fill finalize finance finish flag focus
    follow forbid forge forgive formalize formulate forward foster frame free fulfill fund gather give grant guarantee halt
    handle harmonize harness hasten hear heighten help hire hold honor host house identify impart implement impose improve
    inaugurate incentivize include incorporate increase induct inform initiate inspect install instill institute
    institutionalize instruct integrate intensify interpret interrogate intervene interview introduce invest investigate
    invite involve issue join keep launch lay lead legislate lessen let leverage liaise license lift limit link listen
    litigate loosen lower mainstream maintain make manage mandate map maximize measure meet mentor merge minimize mitigate
    mobilize modify monitor mount move multiply name narrow negotiate nominate normalize notify oblige observe obtain occupy
    offer open operationalize order organize orient outlaw outline overcome overhaul oversee pair pardon partner pass pay
    penalise penalize penetrate permit phase pilot place plan post prepare prescribe present preserve press prevent
    prioritize probe process procure produce professionalize prohibit prolong promote promulgate propose prosecute protect
    prove provide publicize publish punish pursue put quash quicken raise ramp ratify re-establish re-examine reach react
    reactivate reaffirm realign realize reallocate reassess rebuild recall recognize recommit reconsider reconvene record
    recover recruit rectify redefine redesign redirect redouble reduce reestablish reevaluate reexamine refer refine refocus
    reform refrain refund refurbish refuse regain register regularize regulate rehabilitate reimburse reinforce reinstate
    reintroduce reissue reject relax release relieve relocate rely remain remedy remind remit remove render renew renounce
    renovate reopen reorient repair repatriate repeal replace replicate report request require rescind rescue research
    reserve resettle reshape resist resolve resource respect respond restart restore restrict resume retain retrain return
    reunify reunite revamp reverse review revise revisit revitalize revive revoke rewrite roll run safeguard sanction save
    scale schedule screen scrutinize search secure seek segregate seize select send sensitise sensitize sentence separate
    serve set settle shape share shelter shield shift shorten show sign simplify sit solicit solve specify speed spend
    sponsor staff stand standardize start station stem step stipulate stop streamline strengthen strike strip strive study
    submit substantiate summon supervise supply support surround suspend sustain synchronize systematize tackle tailor take
    tap target task teach terminate test tie tighten trace track train transfer transform transition translate transmit
    transpose treat try turn undertake unify unite update upgrade uphold urge use utilize vacate validate verify vet view
    void vote waive warn weigh welcome widen withdraw withhold work write
"""
_VERBS = frozenset(_PLAIN_VERBS.split())


@dataclass(frozen=True, slots=True)
class _Theme:
    """A gap's code, and the classes of terms of which one each must occur; `after` names classes that disarm those after them."""

    code: str
    needs: tuple[frozenset[str], ...]
    after: frozenset[str] = frozenset()


def _theme(code: str, *needs: str, after: str = "") -> _Theme:
    return _Theme(
        code,
        tuple(frozenset(f"ask_{name}" for name in need.split()) for need in needs),
        frozenset(f"ask_{name}" for name in after.split()),
    )


_THEMES = (
    _theme("law_absent", "new_law", "own_law", "law"),
    _theme("law_forms_missing", "criminalize", "forms sex_form", after="enforcing"),
    _theme("law_forms_missing", "change_law", "law", "forms", after="training enforcing"),
    _theme("law_child_means", "means", "child", "means_removed"),
    _theme("law_movement", "movement", "means_removed", "law definition"),
    _theme("law_child_age", "age", "change_law"),
    _theme("law_acts_missing", "acts", "change_law"),
    _theme("law_definition", "change_law align", "law", "definition"),
    _theme("penalty_not_commensurate", "penalty", "commensurate"),
    _theme("penalty_fine_option", "fine"),
    _theme("penalty_not_stringent", "penalty", "stringent", "change_law law", after="training"),
    _theme("policy_or_pattern", "end", "state"),
    _theme("enforcement_weak", "enforce", after="training data"),
    _theme("sentences_lenient", "sentence"),
    _theme("complicity_unaddressed", "official", "enforce penalty end"),
    _theme("complicity_unaddressed", "against_corruption"),
    _theme("victims_penalized", "unpunished"),
    _theme("identification_weak", "identify", "identified"),
    _theme("services_inadequate", "services"),
    _theme("removal_no_alternative", "remain"),
    _theme("data_not_reported", "data"),
    _theme("recruitment_unregulated", "recruitment"),
    _theme("recruitment_unregulated", "workers", "worker_rules"),
    _theme("plan_missing", "plan"),
    _theme("resources_lacking", "resources"),
    _theme("prevention_weak", "prevention"),
    _theme("demand_unaddressed", "demand"),
)
_SPARE_GAP = 45  # characters between "do not" and the punishment that it forbids


def recommendations(page: Page) -> list[Recommendation]:
    """The recommendations of a page in the order in which they stand, numbered from 1 on."""
    spans = [span for start, end in _bodies(page) for span in _items(page, start, end)]
    if not spans:
        return []
    first, last = spans[0][0], spans[-1][1]
    terms = hits(page.lower[first:last], asked=True)
    starts = [first + start for start, _, _ in terms]
    found = []
    for number, (start, end) in enumerate(spans, start=1):
        inside = terms[bisect_left(starts, start) : bisect_left(starts, end)]
        found.append(Recommendation(number, start, end, themes_of(inside)))
    return found


def themes_of(terms: list[Hit]) -> tuple[str, ...]:
    """The codes of the gaps (register/vocabulary/gaps.yml) that a recommendation with these terms asks to close."""
    if any(term == "ask_publish" for start, _, term in terms if start == terms[0][0]):
        return ("data_not_reported",)  # what is to be published is no request of its own
    named = [(start, end) for start, end, term in terms if term == "ask_name"]
    if named:
        terms = [hit for hit in terms if not any(start <= hit[0] < end for start, end in named)]
    names = {term for _, _, term in terms}
    codes = dict.fromkeys(theme.code for theme in _THEMES if _holds(theme, names, terms))
    if _spares_victims(terms):
        codes["victims_penalized"] = None
    return tuple(codes)


def _holds(theme: _Theme, names: set[str], terms: list[Hit]) -> bool:
    if not all(names & need for need in theme.needs):
        return False
    disarmed = next((start for start, _, term in terms if term in theme.after), None)
    if disarmed is None:
        return True
    armed = {term for start, _, term in terms if start < disarmed}
    return all(armed & need for need in theme.needs)


def _spares_victims(terms: list[Hit]) -> bool:
    """Whether a punishment follows closely on a word that forbids it, in a recommendation about victims."""
    spared = sorted(end for _, end, term in terms if term == "ask_spare")
    if not spared or not any(term == "ask_victim" for _, _, term in terms):
        return False
    punished = (start for start, _, term in terms if term == "ask_penalize")
    return any((nearest := bisect_left(spared, at)) and at - spared[nearest - 1] <= _SPARE_GAP for at in punished)


def _bodies(page: Page) -> Iterator[tuple[int, int]]:
    """Where recommendations stand: their section without its heading, or else the paragraph that says that it holds them, or else
    the sentences of the prose that say what should be done."""
    sections = [section for section in page.sections if section.name == "recommendations"]
    for section in sections:
        start = page.text.find(section.title, section.start) + len(section.title) if section.title else section.start
        yield start, section.end
    if sections:
        return
    end, found = 0, False
    for opening in _OPENING.finditer(page.lower):
        if opening.start() < end or not _BEFORE_OPENING.search(page.text, max(0, opening.start() - 20), opening.start()):
            continue
        section_end = next(section.end for section in page.sections if section.end > opening.start())
        close = _PARAGRAPH_END.search(page.text, opening.end(), section_end)
        end, found = close.start() if close else section_end, True
        yield opening.end(), end
    if not found and any(clause.section == "recommendations" for clause in page.clauses):
        for start, wish, end in wishes(page.lower):
            if "should" not in page.lower[start:wish]:  # "must" may tell of a duty in force: no deed, and no advice for sure
                continue
            yield wish if _requests(page.lower[wish:end]) else start, end


def _items(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of single recommendations between two offsets, without the marks and the "and" that join them."""
    at = start
    for cut, after in _strongest(_cuts(page, start, end)):
        yield from _trimmed(page, at, cut)
        at = after
    yield from _trimmed(page, at, end)


def _cuts(page: Page, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Places that end a recommendation: offset, where the next one begins, and by what: blank, mark, stop or weak."""
    at, number = start, 0
    seen, opened = start, 0  # up to where brackets were counted, and how many are open
    for match in _CUT.finditer(page.text, start, end):
        kind, cut = "number" if match["number"] else match.lastgroup or "", match.start()
        if kind == "number" and not (int(match["n"]) == number + 1 and _at_boundary(page.text, start, cut)):
            kind, cut = "sentence", match.end()  # "article 2. Train judges"
        opened += page.text.count("(", seen, match.start()) - page.text.count(")", seen, match.start())
        seen = match.start()
        before = page.text[max(at, seen - _LAST) : seen].rstrip()
        if kind in _UNCERTAIN and (opened > 0 or not _begins(page, before, match, end)):
            continue
        number += kind == "number"
        stopped = kind == "line" and before.endswith((".", "!", "?"))
        yield cut, match.end(), "stop" if stopped else "weak" if kind in _UNCERTAIN else kind
        at = seen = match.end()
        opened = 0


def _strongest(cuts: Iterable[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """The cuts of the layout: beside bullets, numbers, or lines that end with a full stop, a semicolon is inside an item."""
    found = list(cuts)
    kinds = Counter(kind for _, _, kind in found if kind != "blank")
    layout = next((kind for kind in ("mark", "number", "stop") if kinds[kind] >= max(_LIST, kinds.total() / 2)), None)
    return [(cut, after) for cut, after, kind in found if layout is None or kind in (layout, "blank")]


def _at_boundary(text: str, start: int, at: int) -> bool:
    """Whether a number stands where an item may begin, not in "article 2. of"."""
    before = text[max(start, at - _LAST) : at].rstrip(" \t\xa0").removesuffix("and").rstrip(" \t\xa0")
    return not before or before[-1] in "\n;.:,"


def _begins(page: Page, before: str, mark: re.Match[str], end: int) -> bool:
    """Whether an uncertain mark, with these words before it, ends one recommendation and begins another."""
    rest = page.lower[mark.end() : min(mark.end() + 300, end)]
    joint = _JOINT.match(rest)
    rest = rest[joint.end() :] if joint else rest
    if not rest[:1].isalpha():
        return False
    if mark["line"] is not None and before.endswith((".", ";", "!", "?", ":")):
        return not _EXPLAINS.match(rest)
    if mark["line"] is not None and not page.text[mark.end() : mark.end() + 1].isupper():
        return False
    return _requests(rest) or (mark["semicolon"] is not None and _is_as_a_verb(rest))


def _is_as_a_verb(lower: str) -> bool:
    """Whether words after a semicolon begin with a word that only a verb can be there."""
    found = _AS_A_VERB.match(lower)
    return found is not None and not _NO_VERB.match(found["word"]) and (found["joined"] is None or _requests(found["joined"]))


def _requests(lower: str) -> bool:
    """Whether words begin with a verb in its plain form, after adverbs or an opening phrase (which may hold commas) at most."""
    phrase = _PHRASE.match(lower)
    if phrase is None:
        return _is_request(lower)
    return any(_is_request(lower[comma.end() :]) for comma in _COMMA.finditer(lower, 0, phrase.end()))


def _is_request(lower: str) -> bool:
    for word in _FIRST_WORD.findall(lower)[:5]:
        if word == "do" or word in _VERBS or _VERB_ENDINGS.match(word):
            return True
        if word not in _ADVERBS and not word.endswith("ly"):
            return False
    return False


def _trimmed(page: Page, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span without blanks, joints and final punctuation; nothing where no word is left, or only a line that leads to a list."""
    joint = _JOINT.match(page.lower, start, end)
    start = joint.end() if joint else start
    words = page.text[start:end].rstrip(" \t\n\r\xa0;,.|•*")
    words = re.sub(r"[;,]\s+and$", "", words)
    if any(c.isalpha() for c in words) and not words.endswith(":"):
        yield start, start + len(words)
