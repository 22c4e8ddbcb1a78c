"""Looking back from an offset: a pattern that ends there need not be tried from far away."""


def back(lower: str, end: int, blanks: int) -> int:
    """Where the words begin that stand before `end`, past so many blanks."""
    for _ in range(blanks):
        end = lower.rfind(" ", 0, end)
        if end < 0:
            return 0
    return end + 1
