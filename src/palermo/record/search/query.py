"""What a person types, as a question to the search index. Anything that is no operator is plain text; no text is a syntax error.

`"two words"` is a phrase, `traffick*` a beginning; `-word` or `NOT word` leaves passages out of the whole answer. Words and phrases
must all be there. `OR` binds weakest: `a b OR c d` asks for passages with a and b, and for passages with c and d.
"""

import re
from dataclasses import dataclass
from itertools import groupby

from palermo.errors import UserError
from palermo.record.folding import asked

_PIECE = re.compile(r'(?P<out>(?<!\S)(?:-|NOT\s+))?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_LONGEST = 500  # characters


@dataclass(frozen=True, slots=True)
class Term:
    """A phrase, word or beginning of a word: its folded words."""

    folded: str
    prefix: bool = False

    def sql(self) -> str:
        """The term in the index's own grammar."""
        return f'"{self.folded}"' + ("*" if self.prefix else "")


@dataclass(frozen=True, slots=True)
class Query:
    """Sides of which one must be met, each by all of its terms; and terms that may not be there."""

    any_of: tuple[tuple[Term, ...], ...]
    none_of: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Every term that a passage may be found by, once."""
        return tuple(dict.fromkeys(term for side in self.any_of for term in side))

    def sql(self) -> str:
        """The question in the index's own grammar."""
        asked_for = " OR ".join(f"({' AND '.join(term.sql() for term in side)})" for side in self.any_of)
        return f"({asked_for}) NOT ({' OR '.join(term.sql() for term in self.none_of)})" if self.none_of else f"({asked_for})"


def parse(text: str) -> Query:
    """Read a question. UserError where it has no word to look for, or is too long."""
    if len(text) > _LONGEST:
        raise UserError(f"The question has {len(text)} characters; ask in {_LONGEST} or fewer.")
    sides: list[list[Term]] = [[]]
    none_of: list[Term] = []
    for kind, pieces in groupby(_PIECE.finditer(text), _kind):
        if kind == "OR":
            sides.append([])
        elif kind == "plain":  # words that follow one another are folded as one
            sides[-1] += _terms(" ".join(piece["word"] for piece in pieces))
        elif kind != "AND":
            for piece in pieces:
                (none_of if piece["out"] else sides[-1]).extend(_terms(**piece.groupdict()))
    if not any(sides):
        raise UserError(f"'{text}' has no word to look for. Give a word or a phrase in quotation marks.")
    return Query(tuple(tuple(side) for side in sides if side), tuple(none_of))


def _kind(piece: re.Match[str]) -> str:
    word = piece["word"]
    if word and not piece["out"] and not word.endswith("*"):
        return {"OR": "OR", "AND": "AND", "NOT": "AND"}.get(word, "plain")  # a last NOT has nothing to leave out
    return "exact"


def _terms(word: str | None, phrase: str | None = None, out: str | None = None) -> list[Term]:
    """A phrase or a beginning is one term, whatever its words; other words are one each, `out` or not."""
    prefix = phrase is None and word is not None and word.endswith("*")
    folded = asked(phrase if phrase is not None else (word or "").rstrip("*"))
    if phrase is not None or prefix:
        return [Term(folded, prefix)] if folded else []
    return [Term(one) for one in folded.split()]
