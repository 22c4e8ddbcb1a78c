"""Action findings."""

from collections.abc import Sequence

from palermo.evidence.model import Action, Figure
from palermo.evidence.page import Page


def actions(page: Page, figures: Sequence[Figure]) -> list[Action]:
    """Actions of the government, each type once. A count above zero implies its action."""
    return []
