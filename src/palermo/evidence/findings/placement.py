"""The tier as the text states it, and what it says about standards, efforts, movement, years and waivers."""

from palermo.evidence.model import Placement
from palermo.evidence.page import Page


def placement(page: Page) -> Placement:
    """What the text says of the tier."""
    return Placement(None, None, "unstated", None, None, None, False)
