"""The page of the docs on the law, written from the YAML: `python -m palermo.law.page [CASES_FOLDER]`.

It goes to standard output. The number of cases is counted in the folder of cases (by default `tests/law`).
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from palermo.law.load import default_law, read_yaml
from palermo.law.model import DatedValue, Law, Provision, Reference, Rule

CONFIDENCE = {
    "H": "high (read in the text or an official document, in a published copy)",
    "M": "medium (secondary source, or concluded from official lists)",
    "L": "low (recollection or a third party's summary)",
}
MODES = {
    "both": "statute",
    "state_practice": "practice of the Department of State",
    "statute_literal": "letter of the statute",
}
HEAD = """# The law, as dated rules

<!-- Written by `python -m palermo.law.page`; edit the YAML in `src/palermo/law/` instead. -->

These are our own words for what the statutes say and how the Department of State has read them. They are not legal
advice, and they never say which tier a country deserves: placement is a choice of the Secretary of State. The rules give
what the law leaves open, what it asks for, and what would follow.

Each rule has a confidence: **H** is {H}; **M** is {M}; **L** is {L}. What is marked *read again* must be checked before
anyone relies on it. No law after August 2025 was found; read 22 USC 7106 and 7107 before relying on a later edition.
"""


def count_cases(folder: Path) -> Counter[str]:
    """How many cases each rule has in the YAML files of a folder; none if the folder does not exist."""
    return Counter(case["rule"] for path in sorted(folder.glob("*.yml")) for case in read_yaml(path))


def page(law: Law, cases: Counter[str]) -> str:
    """The whole page as Markdown."""
    parts = [HEAD.format(**CONFIDENCE), *_versions(law), "## The rules\n"]
    parts += [part for key, rule in law.rules.items() for part in _rule(law, key, rule, cases[key])]
    parts += ["## Provisions that carry no rule of their own\n"]
    parts += [_bare(prov) for prov in law.provisions if not prov.rules]
    parts += ["## Gaps in a statute (R33)\n", *_gaps(law)]
    return "\n".join(parts)


def _versions(law: Law) -> Iterator[str]:
    yield "## Versions of the law (R1)\n"
    yield "| version | enacted | first edition | acts | change | confidence |\n|---|---|---|---|---|---|"
    for one in law.versions:
        enacted = one.enacted.isoformat() if one.enabled else "not law"
        first = str(one.first_report_year) if one.enabled else "disabled"
        again = ", read again" if one.recheck else ""
        acts = ", ".join(one.public_laws) or "pending bills"
        yield f"| {one.id} | {enacted} | {first} | {acts} | {one.change} | {one.confidence}{again} |"
    yield ""


def _rule(law: Law, key: str, rule: Rule, cases: int) -> Iterator[str]:
    home = law.home[key]
    until = f" to {rule.until}" if rule.until else " on"
    again = " · **read again**" if rule.recheck else ""
    yield f"### {key}. {rule.title}\n"
    yield f"{rule.says}\n"
    yield f"*{law.citation(key)}* · {MODES[rule.mode]} · from {rule.since}{until} · confidence {rule.confidence}{again}"
    yield f"· {cases} {'case' if cases == 1 else 'cases'}\n"
    if rule.edge:
        yield f"Watch for: {rule.edge}\n"
    if key == next(iter(home.rules)):
        yield from _values(home)
    yield "Read in: " + "; ".join(_reference(reference) for reference in home.references) + ".\n"


def _values(home: Provision) -> Iterator[str]:
    if not home.values:
        return
    yield f"Values of {home.citation}:\n"
    for name, parameter in sorted(home.values.items()):
        said = "; ".join(_value(dated) for dated in parameter.dated)
        yield f"- `{name}`, {parameter.meaning}: {said}"
    yield ""


def _value(dated: DatedValue) -> str:
    shown = ", ".join(dated.value) if isinstance(dated.value, tuple) else str(dated.value).lower()
    if isinstance(dated.value, str):
        shown = dated.value
    mode = "" if dated.mode == "both" else f", {MODES[dated.mode]}"
    again = ", read again" if dated.recheck else ""
    return f"{shown} (from {dated.since}{mode}; {dated.reference.citation}; {dated.confidence}{again})"


def _reference(reference: Reference) -> str:
    title = f"[{reference.title}]({reference.href})" if reference.href else reference.title
    where = f" ({reference.read_in[0].lower()}{reference.read_in[1:]})" if reference.read_in else ""
    return f"{title}, {reference.citation}{where}, reviewed {reference.last_reviewed}"


def _bare(provision: Provision) -> str:
    lines = [f"### {provision.title}\n", f"{provision.summary}\n"]
    lines.append(f"*{provision.citation}* · from {provision.since} on · confidence {provision.confidence}\n")
    lines += list(_values(provision))
    lines.append("Read in: " + "; ".join(_reference(item) for item in provision.references) + ".\n")
    return "\n".join(lines)


def _gaps(law: Law) -> Iterator[str]:
    yield "| gap | what is missing | standard | test | decided by | confidence |\n|---|---|---|---|---|---|"
    for gap in law.gaps:
        note = f" ({gap.note})" if gap.note else ""
        standard = ", ".join(gap.standard)
        yield f"| {gap.id} | {gap.title} | {standard} | {gap.test}{note} | {gap.decided_by} | {gap.confidence} |"
    yield ""


def main(arguments: list[str]) -> None:
    """Write the page to standard output."""
    folder = Path(arguments[0]) if arguments else Path("tests/law")
    sys.stdout.write(page(default_law(), count_cases(folder)))


if __name__ == "__main__":
    main(sys.argv[1:])
