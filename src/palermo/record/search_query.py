"""What a person types, as a question to the search index. Anything that is no operator is plain text; no text is a syntax error.

`"two words"` is a phrase, `traffick*` a beginning, `OR` between two words either of them, `-word` or `NOT word` leaves passages out.
All other words must all be there.
"""

import re
from dataclasses import dataclass

from palermo.errors import UserError
from palermo.record.folding import asked

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
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
    """Groups of alternatives that must all be met, and terms that may not be there."""

    all_of: tuple[tuple[Term, ...], ...]
    none_of: tuple[Term, ...]

    @property
    def wanted(self) -> tuple[Term, ...]:
        """Every term that a passage may be found by."""
        return tuple(term for group in self.all_of for term in group)

    def sql(self) -> str:
        """The question in the index's own grammar."""
        groups = [" OR ".join(term.sql() for term in group) for group in self.all_of]
        asked = " AND ".join(f"({group})" for group in groups)
        return f"({asked}) NOT ({' OR '.join(term.sql() for term in self.none_of)})" if self.none_of else f"({asked})"


def parse(text: str) -> Query:
    """Read a question. UserError where it has no word to look for, or is too long."""
    if len(text) > _LONGEST:
        raise UserError(f"The question has {len(text)} characters; ask in {_LONGEST} or fewer.")
    all_of: list[tuple[Term, ...]] = []
    none_of: list[Term] = []
    joined = leave_out = False
    for piece in _grouped(text):
        if isinstance(piece, str):
            joined, leave_out = piece == "OR" and bool(all_of), piece == "NOT"
            continue
        minus, quoted, content = piece
        terms = _terms(content, quoted)
        if minus or leave_out:
            none_of += terms
        elif joined and terms:
            all_of[-1] += (terms[0],)
            all_of += [(term,) for term in terms[1:]]
        else:
            all_of += [(term,) for term in terms]
        joined = leave_out = False
    if not all_of:
        raise UserError(f"'{text}' has no word to look for. Give a word or a phrase in quotation marks.")
    return Query(tuple(all_of), tuple(none_of))


def _grouped(text: str) -> list[str | tuple[bool, bool, str]]:
    """Operators, and pieces as (left out, quoted, content); plain words that follow one another are one piece, to be folded as one."""
    out: list[str | tuple[bool, bool, str]] = []
    for match in _PIECE.finditer(text):
        minus, phrase, word = bool(match["minus"]), match["phrase"], match["word"]
        if word in ("OR", "AND", "NOT") and not minus:
            out.append(word)
            continue
        plain = phrase is None and not minus and not word.endswith("*")
        last = out[-1] if out else None
        if plain and isinstance(last, tuple) and not last[0] and not last[1] and not last[2].endswith("*") and not _joins(out):
            out[-1] = (False, False, f"{last[2]} {word}")
        else:
            out.append((minus, phrase is not None, word if phrase is None else phrase))
    return out


def _joins(out: list[str | tuple[bool, bool, str]]) -> bool:
    """Whether the last piece stands under an operator, so that the next word is no part of it."""
    return len(out) > 1 and isinstance(out[-2], str)


def _terms(content: str, quoted: bool) -> list[Term]:
    prefix = not quoted and content.endswith("*")
    folded = asked(content.rstrip("*"))
    if quoted or prefix:
        return [Term(folded, prefix)] if folded else []
    return [Term(word) for word in folded.split()]
