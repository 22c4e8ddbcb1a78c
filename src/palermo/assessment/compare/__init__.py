"""COMPARE: what two editions of a report say side by side, and what must not be concluded from it."""
