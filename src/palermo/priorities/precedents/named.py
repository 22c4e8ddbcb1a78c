"""The gap that a person means: by code, by label, or by words of either and of its topics."""

from functools import cache

from palermo.errors import UserError
from palermo.priorities.precedents.rules import PROTOCOL, rules
from palermo.register.jurisdictions import fold
from palermo.register.vocabulary import gaps, topics


@cache
def _names() -> dict[str, frozenset[str]]:
    """The words under which each gap can be found: of its code and of its label."""
    found = {code: frozenset(fold(f"{code.replace('_', ' ')} {rule.label}").split()) for code, rule in rules().items()}
    return found | {PROTOCOL: found[PROTOCOL] | {"treaty", "ratification", "accession"}}


def named_gap(text: str) -> str:
    """The code of the gap that a person means. UserError for an empty or unknown one, or one that fits several, with suggestions."""
    wanted = fold(text.replace("_", " "))
    if not wanted:
        raise UserError("The name of the gap is empty. Give a code or words, for example penalty_fine_option or 'fine option'.")
    for code, rule in rules().items():
        if wanted in (fold(code.replace("_", " ")), fold(rule.label)):
            return code
    having = [code for code, words in _names().items() if set(wanted.split()) <= words]
    if len(having) == 1:
        return having[0]
    having = having or [
        code for code, gap in gaps().items() if wanted in {fold(topics()[t]) for t in gap.topics} | set(gap.topics)
    ]
    if len(having) == 1:
        return having[0]
    hint = f" It fits {', '.join(having)}: name one." if having else f" Did you mean {' or '.join(_near(wanted))}?"
    raise UserError(f"'{text}' is no one gap of the vocabulary.{hint}")


def _near(wanted: str) -> list[str]:
    from rapidfuzz import fuzz, process

    choices = {code: f"{code.replace('_', ' ')} {rule.label}" for code, rule in rules().items()}
    return [code for _, _, code in process.extract(wanted, choices, scorer=fuzz.token_set_ratio, limit=3)]
