"""Whether a page speaks to people, or shows how a program writes its data."""

import html
import re

_DATA = re.compile(r"\{'|\['|\bNone\b| object at 0x|\bdatetime\.|\bDecimal\(")


def data_in(page: str) -> list[str]:
    """Stretches of a page that only a programmer would write; none is right."""
    return [page[max(0, m.start() - 40) : m.end() + 40] for m in _DATA.finditer(html.unescape(re.sub(r"<[^>]+>", "", page)))]
