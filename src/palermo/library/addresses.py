"""From the index of an edition to the addresses of its documents."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from palermo.library.content import page
from palermo.library.places import jurisdiction, jurisdiction_within
from palermo.library.series import Era, Series


@dataclass(frozen=True, slots=True)
class Wanted:
    """A document to fetch. `jurisdiction` None where one page holds many narratives, or the link does not say."""

    address: str
    edition: int
    jurisdiction: str | None
    title: str


def _links(content: bytes, base: str) -> Iterator[tuple[str, str]]:
    """The links of a page: absolute address without fragment, and the words of the link; addresses that are none are left out."""
    tree = page(content)
    if tree is None:
        return
    rows = [(str(a.get("href")), a.text_content()) for a in tree.iterfind(".//a[@href]")]
    rows += [
        (str(o.get("value")), o.text_content()) for o in tree.iterfind(".//option[@value]")
    ]  # lists to choose a country from
    for href, text in rows:
        try:
            address = urldefrag(urljoin(base, href.strip())).url
            scheme = urlsplit(address).scheme
        except ValueError:
            continue
        if scheme in ("http", "https"):
            yield address, " ".join(text.split())


def _pattern(pattern: str, edition: int) -> re.Pattern[str]:
    return re.compile(pattern.replace("{year}", str(edition)))


def further(era: Era, edition: int, content: bytes, base: str) -> list[str]:
    """Further index pages that an index names, in its order."""
    if not era.through:
        return []
    matches = _pattern(era.through, edition).match
    return list(dict.fromkeys(address for address, _ in _links(content, base) if matches(address) and address != base))


def wanted(series: Series, era: Era, edition: int, content: bytes, base: str) -> list[Wanted]:
    """The documents that an index page names, each once, in its order.

    Links whose words name no place are left out where an era has a page for each narrative: they lead to introductions.
    """
    found: dict[str, Wanted] = {}
    pattern = _pattern(era.links, edition)
    for address, text in _links(content, base):
        match = pattern.match(address)
        if not match or address == base or (era.text and not re.search(era.text, text, re.IGNORECASE)):
            continue
        key = address.rstrip("/")
        slug = match.groupdict().get("slug")
        code = (
            None if era.many else (jurisdiction(slug, series.slugs) if slug else None) or jurisdiction_within(text, series.slugs)
        )
        if code or era.many:
            found.setdefault(key, Wanted(address, edition, code, text))
    return list(found.values())


def printed(era: Era, edition: int, content: bytes, base: str) -> list[Wanted]:
    """The files (PDF) that an index names, each holding many narratives."""
    matches = _pattern(era.pdfs, edition).match if era.pdfs else lambda _: None
    found = {address: Wanted(address, edition, None, text) for address, text in _links(content, base) if matches(address)}
    return list(found.values())


def guessed(series: Series, era: Era, edition: int, slugs: dict[str, str]) -> list[Wanted]:
    """Addresses for places (slug by code) that an index leaves out, made as the era makes them."""
    if not era.guess:
        return []
    return [
        Wanted(era.guess.format(year=edition, slug=slug), edition, code, slug.replace("-", " ").title())
        for code, slug in slugs.items()
    ]


def slug_of(era: Era, edition: int, address: str) -> str | None:
    """The name of the place in an address of the era, None where its addresses are numbers."""
    match = _pattern(era.links, edition).match(address)
    return match.groupdict().get("slug") if match else None
