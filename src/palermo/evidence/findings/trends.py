"""Trend findings."""

from palermo.evidence.model import Trend
from palermo.evidence.page import Page


def trends(page: Page) -> list[Trend]:
    """Findings of this kind in a page, by their place."""
    return []
