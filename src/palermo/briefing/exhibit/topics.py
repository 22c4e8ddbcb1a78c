"""The topics of an exhibit: what counsel may have to show, and how passages that bear on it are looked for."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from palermo.errors import UserError
from palermo.register.vocabulary import gap

_FILE = Path(__file__).parent / "topics.yml"


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic. `gaps` and `actions`: codes of findings that speak for it, and that cut the other way; `words` and `against`:
    questions to the search, likewise."""

    id: str
    title: str
    aliases: tuple[str, ...]
    gaps: tuple[str, ...]
    words: tuple[str, ...]
    actions: tuple[str, ...]
    against: tuple[str, ...]


@cache
def topics() -> dict[str, Topic]:
    """All topics by id. A gap that the vocabulary does not know fails here."""
    found = {}
    for name, row in yaml.safe_load(_FILE.read_text(encoding="utf-8")).items():
        lists = {key: tuple(value) for key, value in row.items() if key != "title"}
        found[name] = Topic(name, row["title"], **lists)
        for code in found[name].gaps:
            gap(code)
    return found


def topic(name: str) -> Topic:
    """The topic that a person means, by id or another name. UserError for an unknown one, with the nearest and all that there are."""
    wanted = name.strip().casefold().replace("-", "_").replace(" ", "_")
    for one in topics().values():
        if wanted in (one.id, *one.aliases):
            return one
    raise UserError(f"'{name}' is no topic of an exhibit.{_nearest(wanted)} There are: {', '.join(topics())}.")


def _nearest(wanted: str) -> str:
    from rapidfuzz import fuzz, process

    names = {word: one.id for one in topics().values() for word in (one.id, *one.aliases)}
    near = process.extract(wanted, list(names), scorer=fuzz.WRatio, limit=3, score_cutoff=70)
    meant = list(dict.fromkeys(names[word] for word, _, _ in near))
    return f" Did you mean {' or '.join(meant)}?" if meant else ""
