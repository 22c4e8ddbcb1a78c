"""The table at the end of a page of the Labor Department's findings: area, suggested action, years. Only the actions are asked for.

The name of an area goes into a heading of its own, as in the data files; the table's own headings, the years, and the sentence that
leads to it are left out.
"""

from collections.abc import Iterator

from palermo.evidence.layouts.mapped import NOWHERE, Block, Run
from palermo.evidence.layouts.values import folded
from palermo.evidence.outline import function_of

SERIES = "sweat_and_toil"
_HEADINGS = ("area", "suggested action", "suggested actions", "year s suggested", "years suggested", "year suggested")
_AREAS = ("legal framework", "laws", "enforcement", "coordination", "government policies", "policies", "social programs")


def with_areas(blocks: list[Block]) -> Iterator[Block]:
    """The blocks of a page, those of its suggested actions as they are read."""
    level = 0  # of the heading above suggested actions, while among them
    for block in blocks:
        if block.level and (not level or block.level <= level):
            level = block.level if function_of(block.text) == "recommendations" else 0
            yield block
        elif not level:
            yield block
        elif folded(block.text) in _AREAS:
            yield Block([Run("Suggested Actions: ", "", NOWHERE), *block.runs], level)
        elif _is_action(block):
            yield block


def _is_action(block: Block) -> bool:
    words = folded(block.text)
    leads = words.startswith("table") or "suggested actions are" in words or words in _HEADINGS
    return any(c.isalpha() for c in words) and not leads
