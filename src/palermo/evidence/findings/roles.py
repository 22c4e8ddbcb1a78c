"""Role findings."""

from palermo.evidence.model import Role
from palermo.evidence.page import Page


def roles(page: Page) -> list[Role]:
    """Findings of this kind in a page, by their place."""
    return []
