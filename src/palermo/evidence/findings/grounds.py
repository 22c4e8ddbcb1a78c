"""Ground findings."""

from palermo.evidence.model import Ground
from palermo.evidence.page import Page


def grounds(page: Page) -> list[Ground]:
    """Findings of this kind in a page, by their place."""
    return []
