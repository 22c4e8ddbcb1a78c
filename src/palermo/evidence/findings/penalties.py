"""Penalties that the law prescribes, and the judgments on them."""

from palermo.evidence.model import Judgment, Penalty
from palermo.evidence.page import Page


def penalties(page: Page) -> list[Penalty]:
    """Prescribed penalties in a page."""
    return []


def judgments(page: Page) -> list[Judgment]:
    """Judgments on stringency and commensurability."""
    return []
