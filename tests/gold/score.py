"""How well a reader's codes agree with codes made by hand: precision and recall a field, and whether the evidence is the right place.

Both sides are objects of the codebook's form. A coded item points at its words by `quote`, a read one by `start` and `end`.
An item that is `optional` was doubtful: to find it earns nothing, to miss it costs nothing.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Codes = Mapping[str, Any]
Span = tuple[int, int]
Miss = tuple[str, str, object, object]

PLACEMENT = ("tier", "year", "complies", "significant_efforts", "movement", "consecutive_years", "waiver")
ROLES = ("source", "transit", "destination", "internal")
SAME: dict[str, Callable[[Codes], object]] = {  # two items of a field are the same when these agree
    "figures": lambda item: (item["measure"], item["value"]),
    "gaps": lambda item: item["code"],
    "actions": lambda item: item["type"],
    "flows": lambda item: (item["country"], item["direction"]),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one list field: items found, wrongly found, missed; and of those found, how many with words of the right place."""

    found: int = 0
    wrong: int = 0
    missed: int = 0
    supported: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.found + other.found, self.wrong + other.wrong, self.missed + other.missed, self.supported + other.supported
        )

    @property
    def precision(self) -> float:
        """Share of the reader's items that are coded; 1 where it gave none."""
        return _share(self.found, self.found + self.wrong)

    @property
    def recall(self) -> float:
        """Share of the coded items that were read; 1 where none is coded."""
        return _share(self.found, self.found + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return _share(2 * self.found, 2 * self.found + self.wrong + self.missed)

    @property
    def support(self) -> float:
        """Share of the found items whose words overlap the coded ones or stand in their clause."""
        return _share(self.supported, self.found)


@dataclass(frozen=True, slots=True)
class Score:
    """Tallies of the list fields, accuracies (0 to 1) of the placement fields and of the roles, and every disagreement:
    (id, field, coded, read)."""

    lists: Mapping[str, Tally]
    placement: Mapping[str, float]
    roles: float
    misses: tuple[Miss, ...] = field(default=(), repr=False)


def score(coded: Sequence[Codes], read: Mapping[str, Codes]) -> Score:
    """Compare all coded texts (which carry their `text`) with what was read, by id. A text not read is all missed."""
    pairs = [(gold, read.get(gold["id"], {})) for gold in coded]
    fixed = [row for gold, guess in pairs for row in _fixed(gold, guess)]
    misses: list[Miss] = [row for row in fixed if row[2] != row[3]]
    lists = {name: Tally() for name in SAME}
    for gold, guess in pairs:
        for name in SAME:
            tally, wrong = _compared(name, gold, guess)
            lists[name] += tally
            misses += wrong
    return Score(lists, {name: _accuracy(fixed, (name,)) for name in PLACEMENT}, _accuracy(fixed, ROLES), tuple(misses))


def _fixed(gold: Codes, guess: Codes) -> Iterable[Miss]:
    """The fields of which every text has exactly one value; doubtful roles are left out."""
    for name in PLACEMENT:
        yield gold["id"], name, gold["placement"][name], guess.get("placement", {}).get(name)
    for name in ROLES:
        if name not in gold["roles_optional"]:
            yield gold["id"], name, gold["roles"][name], bool(guess.get("roles", {}).get(name))


def _compared(name: str, gold: Codes, guess: Codes) -> tuple[Tally, list[Miss]]:
    """One list field of one text: each coded item can be met once, the firm before the doubtful."""
    same, text = SAME[name], gold["text"]
    open_items = sorted(gold[name], key=lambda item: bool(item.get("optional")))
    doubtful = {same(item) for item in open_items if item.get("optional")}
    tally, misses = Tally(), []
    for item in guess.get(name, ()):
        met = next((one for one in open_items if same(one) == same(item)), None)
        if met is not None and not met.get("optional"):
            open_items.remove(met)
            tally += Tally(found=1, supported=int(supported(item, met["quote"], text)))
        elif same(item) not in doubtful:
            tally += Tally(wrong=1)
            misses.append((gold["id"], name, None, same(item)))
    left = [same(item) for item in open_items if not item.get("optional")]
    return tally + Tally(missed=len(left)), misses + [(gold["id"], name, key, None) for key in left]


def supported(item: Codes, quote: str, text: str) -> bool:
    """Whether the words of a read item overlap the quotation, or begin in the clause (between semicolons) in which it begins."""
    start, end = item["start"], item["end"]
    at = text.index(quote)
    if not 0 <= start < end <= len(text):
        return False
    return (start < at + len(quote) and at < end) or text[:start].count(";") == text[:at].count(";")


def _accuracy(rows: Iterable[Miss], names: Sequence[str]) -> float:
    equal = [want == got for _, name, want, got in rows if name in names]
    return _share(sum(equal), len(equal))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
