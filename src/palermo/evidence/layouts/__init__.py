"""From the bytes of an original to the narratives in it, each a text with its way back."""

from palermo.evidence.layouts.limits import Unreadable as Unreadable
from palermo.evidence.layouts.open import parts as parts
