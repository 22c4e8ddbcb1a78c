"""A comparison of two editions on the screen: what its data holds, and nothing else."""

from collections.abc import Iterator, Sequence
from typing import Any

from palermo.cli.text_page import TextPage
from palermo.cli.tiers import SHORT, named
from palermo.register.dates import in_words

_CHANGES = (
    ("gained", "Newly mentioned"),
    ("lost", "No longer mentioned (found in the earlier text and not in the later one)"),
    ("kept", "Mentioned in both"),
    ("not_compared", "Mentioned in the edition that is held (not compared)"),
)
_REQUESTS = (
    ("repeated", "Repeated word for word"),
    ("reworded", "Reworded (a reading: judge by both wordings)"),
    ("new", "New"),
    ("dropped", "Dropped (nothing here says that it was carried out)"),
)
_STATES = {
    "compared": "compared",
    "only_earlier": "only the earlier edition in this record",
    "only_later": "only the later edition in this record",
    "different_documents": "a narrative and a summary: not compared",
    "not_held": "neither edition's text nor codes in this record",
}


class _Page(TextPage):
    """A comparison on the page."""

    def table(self, columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[str]], lines: bool = True) -> None:
        """Columns with their shares of the width; a share of 0 takes what it needs."""
        from rich.table import Table

        table = Table(expand=True, show_lines=True) if lines else Table(expand=True, box=None, padding=(0, 1, 0, 0))
        for title, ratio in columns:
            table.add_column(title, ratio=ratio or None, overflow="fold", no_wrap=not ratio)
        self.fill(table, rows)


def _numbers(item: dict[str, Any]) -> str:
    return "".join(f"[{n}]" for n in item["citations"])


def _flat(quotation: str) -> str:
    """The words of a quotation on one line; the data keeps their breaks."""
    return " ".join(quotation.split())


def screen(data: dict[str, Any], title: str, width: int | None) -> str:
    """A comparison as text, from its data: nothing is printed that the data does not hold."""
    page, one = _Page(width), data["comparison"]
    subject = f"{one['name']} ({data['jurisdiction']})" if one else "all jurisdictions"
    page.say(f"{subject}: the {data['earlier']} and {data['later']} editions of the {title}, as of {in_words(data['as_of'])}")
    page.say(f"record {data['record']}. {data['reading_note']}")
    page.say(*(f"On the {caveat['edition']} edition: {caveat['text']} {_numbers(caveat)}" for caveat in data["caveats"]))
    page.say(*(f"{item['text']} {_numbers(item)}" for item in data["missing"]))
    if data["measured"]:
        page.say(data["measured"]["text"])
    if one:
        _one(page, data, one)
    else:
        _all(page, data)
    page.part("Sources", list(_sources(data["sources"], page.text)))
    return page.text


def _sources(sources: Sequence[dict[str, Any]], printed: str) -> Iterator[str]:
    """The sources whose numbers were printed, each publication once, and each text once with the places in it."""
    groups: dict[str, dict[str, list[str]]] = {}
    for entry in sources:
        if f"[{entry['n']}]" in printed:
            carrier = f", as transcribed in {entry['carrier']['title']}" if entry["carrier"] else ""
            caveat = f" ({entry['caveat']})" if entry["caveat"] else ""
            text, mark, span = (
                entry["locator"].partition("#") if entry["locator"].startswith("text:") else ("", "", entry["locator"])
            )
            places = groups.setdefault(f"{entry['publisher']}, {entry['title']}{carrier}{caveat}", {})
            places.setdefault(text, []).append(f"[{entry['n']}] {mark}{span}")
    for title, places in groups.items():
        yield title
        for text, spans in places.items():
            yield from (f"  {text}: {', '.join(spans)}",) if text else (f"  {span}" for span in spans)


# All jurisdictions -------------------------------------------------------------------------------------------------------------


def _all(page: _Page, data: dict[str, Any]) -> None:
    lines = data["jurisdictions"]
    compared = [line for line in lines if line["state"] == "compared"]
    if compared:
        page.say("", "Gaps, actions and flows: new (newly mentioned), gone (no longer mentioned: silent, not ended), both")
        columns = (
            ("", 6),
            ("placements", 5),
            ("new", 0),
            ("gone", 0),
            ("both", 0),
            ("recommendations", 5),
            ("words", 0),
            ("outline", 0),
        )
        page.table(columns, [_line(line) for line in compared], lines=False)
        if data["measured"]:
            page.say(f"Gone: {data['measured']['lost']}")
        page.say(
            "Watch List: Tier 2 Watch List. –: both narratives are needed, and a list of recommendations in both. The sources of each "
            "line: --format json."
        )
    for state, words in _STATES.items():
        names = [line["name"] for line in lines if line["state"] == state != "compared"]
        if names:
            page.part(f"{words[0].upper()}{words[1:]} ({len(names)})", ["; ".join(names)])
    page.part("In all", list(_totals(data["totals"])))


def _line(line: dict[str, Any]) -> list[str]:
    made, words = line["recommendations"], line["words"]
    return [
        f"{line['name']} ({'read' if line['basis'] == 'machine' else 'coded'})",
        _tier_line(line),
        *(str(line[name]) for name in ("gained", "lost", "kept")),
        ", ".join(f"{n} {kind}" for kind, n in made.items() if n) if made is not None else "–",
        f"{words['earlier']}, {words['later']}" if words else "–",
        {None: "–", True: "alike", False: "changed"}[line["outline_corresponds"]],
    ]


def _tier_line(item: dict[str, Any]) -> str:
    return ", ".join(
        f"{SHORT[t['tier']]}{' (concluded)' if t['basis'] in ('derived', 'inferred') else ''}" for t in item["tiers"]
    )


def _totals(totals: dict[str, Any]) -> Iterator[str]:
    yield "; ".join(f"{n} {_STATES[state]}" for state, n in totals["states"].items()) or "no jurisdiction in this record"
    yield f"{totals['gained']} newly mentioned, {totals['lost']} no longer mentioned, {totals['kept']} mentioned in both {_numbers(totals)}"
    if totals["recommendations"]:
        yield "recommendations: " + ", ".join(f"{n} {kind}" for kind, n in totals["recommendations"].items())
    if totals["words"]:
        yield f"words, where both narratives are held: {totals['words']['earlier']}, then {totals['words']['later']}"


# One jurisdiction --------------------------------------------------------------------------------------------------------------


def _one(page: _Page, data: dict[str, Any], one: dict[str, Any]) -> None:
    if one["basis"]:
        page.say(one["basis"]["text"])
    page.say(
        *(
            f"The {text['edition']} text: established by {text['established_by']}. {_numbers(text)}"
            for text in one["texts"]
            if text["origin"]
        )
    )
    page.part("Placement", [_tier(t) for t in one["tiers"]])
    for change, title in _CHANGES:
        found = [finding for finding in one["findings"] if finding["change"] == change]
        page.part(f"{title} ({len(found)})", [_finding(data, finding) for finding in found])
        if found and change == "lost" and data["measured"]:
            page.say(data["measured"]["lost"], indent=2)
    if one["figures"]:
        page.say("", "Figures")
        notes = _Notes()
        page.table(
            (("measure", 4), (str(data["earlier"]), 5), (str(data["later"]), 5), ("one series", 3)),
            [_row(r, notes) for r in one["figures"]],
        )
        page.say(*notes.lines())
        page.say(one["figures_note"])
    _requests(page, one)
    _outline(page, data, one)


def _tier(tier: dict[str, Any]) -> str:
    note = f", {tier['note']}" if tier["note"] else ""
    stated = "".join(f"; the held text says {named(said['tier'])} {_numbers(said)}" for said in tier["stated"])
    return f"{tier['edition']}: {named(tier['tier'])}{note} {_numbers(tier)}{stated}"


def _finding(data: dict[str, Any], finding: dict[str, Any]) -> str:
    quoted = [
        f"{data[e]}: “{_flat(said['quotation'])}”" for e in ("earlier", "later") for said in finding[e] if said["quotation"]
    ]
    return f"• {finding['label']} {_numbers(finding)}" + (f" {'; '.join(quoted)}" if quoted else "")


class _Notes:
    """The silences of a table, each said once below it: a cell has the kind in a word and the letter of its sentence."""

    def __init__(self) -> None:
        self._found: dict[str, tuple[str, list[int]]] = {}

    def mark(self, side: dict[str, Any], measure: str) -> str:
        """What a cell without a figure says; its sentence is kept, with every number that it cites in any cell."""
        said = side["text"].removeprefix(f"{measure}: ")
        word = "none found" if said.startswith("the reader found none") else _SILENCES[side["state"]]
        letter, cites = self._found.setdefault(said, (f"{word} ({_letter(len(self._found))})", []))
        cites += [n for n in side["citations"] if n not in cites]
        return letter

    def lines(self) -> Iterator[str]:
        """The sentences, by letter."""
        for said, (mark, cites) in self._found.items():
            yield f"{mark[mark.rindex('(') :]} {said} {_numbers({'citations': cites})}"


_SILENCES = {"not_reported": "not reported", "silent": "silent", "not_held": "not held"}


def _letter(n: int) -> str:
    """The letter of a note: a, b, … z, aa, …"""
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("a") + n % 26)


def _row(row: dict[str, Any], notes: _Notes) -> list[str]:
    parts = (row["unit"] or "unit not stated", row["form"], row["population"])
    measure = row["measure"].replace("_", " ")
    head = f"{measure}\n{', '.join(part.replace('_', ' ') for part in parts if part)}"
    return [head, _side(row["earlier"], measure, notes), _side(row["later"], measure, notes), row["apart"] or "yes"]


def _side(side: dict[str, Any], measure: str, notes: _Notes) -> str:
    own = [f"{_amount(value)}" for value in side["values"]]
    restated = [f"for the period before: {_amount(value)}" for value in side["restated"]]
    silence = [notes.mark(side, measure)] if side["text"] else []
    return "\n".join((*own, *silence, *restated))


def _amount(value: dict[str, Any]) -> str:
    return f"{value['text']} ({value['period'] or 'period not stated'}) {_numbers(value)}"


def _requests(page: _Page, one: dict[str, Any]) -> None:
    if one["recommendations"] is None:
        why = one["recommendations_refusal"] or "Not in this record: both narratives are needed to compare them."
        page.part("Recommendations", [why])
        return
    for kind, title in _REQUESTS:
        found = [request for request in one["recommendations"] if request["kind"] == kind]
        page.part(f"Recommendations. {title} ({len(found)})", [line for request in found for line in _request(request)])


def _request(request: dict[str, Any]) -> Iterator[str]:
    if request["kind"] == "reworded":
        yield f"• before: “{_flat(request['earlier'])}”"
        yield f"  now: “{_flat(request['later'])}” {_numbers(request)}"
    else:
        yield f"• “{_flat(request['later'] or request['earlier'])}” {_numbers(request)}"
    if request["editions"] and len(request["editions"]) > 1:
        gone = f"; not in this record: {', '.join(map(str, request['not_held']))}" if request["not_held"] else ""
        years = ", ".join(map(str, request["editions"]))
        yield f"  made in {len(request['editions'])} editions ({years}), the last {request['in_a_row']} held ones in a row{gone}"


def _outline(page: _Page, data: dict[str, Any], one: dict[str, Any]) -> None:
    length, outline = one["length"], one["outline"]
    if not (length and outline):
        page.part("Length and outline", ["Not in this record: both narratives are needed to compare them."])
        return
    page.part("Length", [f"{length['earlier']} words, then {length['later']} {_numbers(length)}"])
    page.part("Outline", list(_drift(data, outline)))
    if outline["sections"]:
        words = ((f"words {data[name]}", 0) for name in ("earlier", "later"))
        page.table(
            (("section", 3), *words, ("same", 0), ("before", 0), ("now", 0), ("", 2)), [_section(s) for s in outline["sections"]]
        )
        page.say("Passages: word for word in both (same), in the earlier text only (before), in the later one only (now).")


def _section(section: dict[str, Any]) -> list[str]:
    counts = (*section["words"].values(), *section["passages"].values())
    return [section["name"], *map(str, counts), _numbers(section)]


def _drift(data: dict[str, Any], outline: dict[str, Any]) -> Iterator[str]:
    for name in ("earlier", "later"):
        yield f"{data[name]}: {', '.join(outline[name])}"
    for title in outline["retitled"]:
        yield f"another heading: “{title['earlier']}”, then “{title['later']}”"
    if outline["refusal"]:
        yield f"The outlines do not correspond ({outline['refusal']}), so sections are not compared one by one. {_numbers(outline)}"
