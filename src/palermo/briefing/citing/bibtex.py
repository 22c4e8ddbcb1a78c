"""The sources of a paper as BibTeX: classic entry types, text in UTF-8, every sign that TeX would act on escaped."""

import re

from palermo.briefing.brief import Brief
from palermo.briefing.citing.works import Work, works

_TYPES = {"report": "techreport", "legislation": "misc", "dataset": "misc"}
_SIGNS = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "&%$#_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def bibtex(paper: Brief) -> str:
    """The works of a paper as BibTeX, in the order of first use."""
    keys: dict[str, int] = {}
    return "\n".join(_entry(work, _key(work.id, keys)) for work in works(paper))


def _key(name: str, taken: dict[str, int]) -> str:
    """A key of letters, digits, hyphens and points, once in the file."""
    key = re.sub(r"[^A-Za-z0-9.:-]+", "-", name).strip("-")
    taken[key] = taken.get(key, 0) + 1
    return key if taken[key] == 1 else f"{key}-{taken[key]}"


def _entry(work: Work, key: str) -> str:
    year, month, day = (*(work.published or "").split("-"), "", "")[:3]
    agent = "institution" if work.kind == "report" else "howpublished"
    fields = {
        "author": f"{{{{{escaped(work.publisher)}}}}}",  # a body, which no program is to take apart into names
        "title": f"{{{{{escaped(work.title)}}}}}",
        agent: f"{{{escaped(work.publisher)}}}",
        "year": f"{{{year}}}" if year else "",
        "month": f'{day} # "~" # {_MONTHS[int(month) - 1]}' if month and day else _MONTHS[int(month) - 1] if month else "",
        "url": f"{{{_address(work.url)}}}" if work.url else "",
        "note": f"{{{escaped(' '.join(work.notes))}}}",
    }
    lines = ",\n".join(f"  {name} = {said}" for name, said in fields.items() if said)
    return f"@{_TYPES[work.kind]}{{{key},\n{lines}\n}}\n"


def escaped(text: str) -> str:
    """Text that TeX prints as it stands."""
    return "".join(_SIGNS.get(sign, sign) for sign in " ".join(text.split()))


def _address(url: str) -> str:
    """An address as the field `url` takes it: to the letter, but for signs that would end the field or the line."""
    return re.sub(r"[{}\\\s%]", lambda m: m[0] if m[0] == "%" else f"%{ord(m[0]):02X}", url)
