"""Blocks divided into narratives: where one document speaks of several jurisdictions, each under a heading of its own.

A heading of a narrative names a place with its tier ("NORVALE (Tier 2)", "NORVALE: Tier 2 Watch List", "NORVALE" above "Tier 3"). In
the first editions tiers stand above groups of narratives, and a heading is the mere name: it is told by the paragraph under it, which
begins with that name again.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from palermo.errors import UserError
from palermo.evidence.layouts import letters
from palermo.evidence.layouts.boilerplate import is_boilerplate
from palermo.evidence.layouts.limits import Unreadable
from palermo.evidence.layouts.mapped import Block, Run, text_of
from palermo.evidence.model import Part
from palermo.evidence.outline import function_of
from palermo.register.jurisdictions import fold, resolve

TITLE_LEVEL = 1
_BY_NAME_ALONE = ("tip_report",)
_FIRST = 8  # blocks of a document in which its edition may stand
_FEWEST_OF_PARAGRAPH = 8  # words under a heading that is the mere name
_FEWEST = 12  # words of a narrative; fewer are a line of a list
_TIER = r"(?:tier[\s-]*(?:[123]|one|two|three|i{1,3})\b(?:\s*[-–—:,(]*\s*watch[\s-]*list\)?)?|special[\s-]+cases?)"
_ONLY_TIER = re.compile(rf"[\W_]*{_TIER}(?:\s+(?:countries|placements?))?[\W_]*", re.IGNORECASE)
_WITH_TIER = re.compile(
    rf"[^\w]*(?P<name>\w[^\n:;]{{1,70}}?)\s*(?:[\[(:–—,-]|\s)\s*[\[(]?\s*{_TIER}\s*[\])]?[\s*†‡.]*", re.IGNORECASE
)
_REPORT = r"(?:trafficking in persons reports?|(?:country reports|report) on human rights practices|worst forms of child labor)"
_EDITION = re.compile(rf"\b(20\d\d) (?:\w+ ){{0,4}}{_REPORT}|{_REPORT}[^.]{{0,120}}?\b(20\d\d)\b", re.IGNORECASE)
_LEAD = re.compile(r"(?:(?:the )?(?:\w+ ){0,2}(?:government|republic|kingdom|state) of )?(?:the )?")


@dataclass(slots=True)
class _Narrative:
    """A narrative under way: its name, its blocks from the heading on, and the level that its heading had on the page."""

    name: str
    blocks: list[Block] = field(default_factory=list)
    level: int = TITLE_LEVEL

    @property
    def words(self) -> int:
        return sum(block.text.count(" ") + 1 for block in self.blocks[1:])


def parts_of(
    blocks: list[Block], *, series: str, edition: int | None, jurisdiction: str | None, title: str = ""
) -> tuple[Part, ...]:
    """The narratives of a document. Raises Unreadable where there is no word in it."""
    if not any(c.isalnum() for block in blocks for c in block.text):
        raise Unreadable("it holds no text: save what a person sees of it, as a page or as text")
    edition = edition if edition is not None else year_of(title) or year_of(" | ".join(block.text for block in blocks[:_FIRST]))
    if series == letters.SERIES and (sides := letters.parts_of(blocks, edition, jurisdiction, _title(blocks, title))):
        return sides
    found = list(_narratives(blocks, series in _BY_NAME_ALONE))
    whole = [one for one in found if one.words >= _FEWEST] or found
    if not whole:
        return (Part(jurisdiction, edition, _title(blocks, title), text_of(blocks)),)
    codes = [jurisdiction if len(whole) == 1 and jurisdiction else code_of(one.name) for one in whole]
    return tuple(
        Part(code, edition, " ".join(one.blocks[0].text.split()), text_of(one.blocks))
        for one, code in zip(whole, codes, strict=True)
    )


def _narratives(blocks: list[Block], by_name: bool) -> Iterator[_Narrative]:
    """Narratives in their order. What stands before the first one, and after a chapter's heading, is in none of them."""
    current: _Narrative | None = None
    group: Block | None = None
    for number, block in enumerate(blocks):
        following = blocks[number + 1 : number + 3]
        name = _name(block, following, by_name)
        if name:
            if current:
                yield current
            alone = group is not None and not _names_tier(block) and not (following and _names_tier(following[0]))
            current = _Narrative(name, [block, group] if alone and group else [block], block.level)
            block.level = TITLE_LEVEL
        elif _groups(block, following, by_name):
            if current:
                yield current
            current, group = None, Block(block.runs)
        elif current and _ends(block, current):
            yield current
            current = None
        elif current:
            current.blocks.append(block)
    if current:
        yield current


def _name(block: Block, following: Sequence[Block], by_name: bool) -> str:
    """The name in the heading of a narrative; empty where a block is none."""
    words = block.text
    if len(words) > 110 or ("\n" in words.strip() and not block.level):
        return ""
    with_tier = _WITH_TIER.fullmatch(words)
    if with_tier:
        name = with_tier["name"].strip(" *([-–—")
        return name if _heads(block, name) else ""
    name = words.strip(" *:.\n")
    if not _could_be_name(block, name) or not following:
        return ""
    if _ONLY_TIER.fullmatch(following[0].text):
        return name if len(following) > 1 and not following[1].level else ""
    return name if by_name and block.level and _repeats(name, following[0].text) else ""


def heads_narrative(line: str) -> bool:
    """Whether a line of plain text is the heading of a narrative: a name with its tier, and nothing else."""
    return len(line) <= 110 and bool(_name(Block([Run(line, "", 0)]), (), False))


def _heads(block: Block, name: str) -> bool:
    """Whether a name with a tier is a heading, not the end of a sentence: a heading by its form, or all of its words are of a name."""
    words = [word.lstrip("(") for word in name.split()]
    if len(words) > 9 or is_boilerplate(name):
        return False
    return block.level > 0 or all(word[:1].isupper() or len(word) <= 4 or word[1:2] in ("'", "’") for word in words)


def _could_be_name(block: Block, name: str) -> bool:
    return (
        1 < len(name) <= 60
        and len(name.split()) <= 8
        and name[0].isupper()
        and (block.level > 0 or name.isupper())
        and not function_of(name)
    )


def _repeats(name: str, paragraph: str) -> bool:
    """Whether a paragraph begins with the name above it."""
    start = fold(paragraph[:160])
    lead = _LEAD.match(start)
    forms = (start, start[lead.end() :] if lead else start)
    return any(f"{form} ".startswith(f"{fold(name)} ") for form in forms) and len(paragraph.split()) >= _FEWEST_OF_PARAGRAPH


def _names_tier(block: Block) -> bool:
    return len(block.text) <= 110 and (_WITH_TIER.fullmatch(block.text) or _ONLY_TIER.fullmatch(block.text)) is not None


def _groups(block: Block, following: Sequence[Block], by_name: bool) -> bool:
    """Whether a block is a tier above a group of narratives."""
    return (
        by_name
        and block.level > 0
        and bool(following)
        and _ONLY_TIER.fullmatch(block.text) is not None
        and bool(_name(following[0], following[1:], by_name))
    )


def _ends(block: Block, current: _Narrative) -> bool:
    """Whether a heading of the same rank, which heads no section, ends a narrative: a chapter that is no narrative begins."""
    return 0 < block.level <= current.level < 5 and not function_of(block.text) and not _ONLY_TIER.fullmatch(block.text)


def _title(blocks: list[Block], title: str) -> str:
    """The first heading of a document that is one narrative, else the title by which it is held."""
    heading = next((block for block in blocks[:6] if block.level == TITLE_LEVEL), None)
    return " ".join(heading.text.split()) if heading else title


@lru_cache(4_096)
def code_of(name: str) -> str | None:
    """The code of a place by its printed name ("CONGO, REPUBLIC OF THE", "CHINA (INCLUDES TIBET)" too), None where it is not known."""
    short = name.partition("(")[0].strip()
    for form in (name, short, " ".join(reversed([part.strip() for part in short.split(",", 1)]))):
        try:
            return resolve(form).code
        except UserError:
            continue
    return None


def year_of(title: str) -> int | None:
    """The edition that the title of a report names, None where it names none or several."""
    years = {int(year) for match in _EDITION.finditer(title) for year in match.groups() if year}
    return years.pop() if len(years) == 1 else None
