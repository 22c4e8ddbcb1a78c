"""The audit in words: short by default, with waivers and special cases counted by edition; every line with `full`."""

from collections import Counter
from collections.abc import Iterator

from palermo.assessment.audit.ledger import KINDS, Line, unread
from palermo.assessment.audit.record import Audited
from palermo.register.dates import in_words
from palermo.register.tiers import IN_PROSE

NOTHING = {
    "not_allowed": "None: each placement replayed was open under the law of its edition, by downgrade waiver where one is counted.",
    "undecided": "None.",
    "waiver": "None.",
    "waiver_unexpected": "None.",
    "one_year_rule": "It closed the list to nobody.",
    "special_case": "None.",
    "determination": "None.",
    "report_late": "None.",
    "unexplained_change": "None.",
    "not_held": "Every edition due by the day of the question is held.",
}


def heading(audited: Audited) -> list[str]:
    """What was replayed, and on what it rests."""
    unknown = ", ".join(f"{count} of {year}" for year, count in audited.unknown.items())
    lines = [
        "Audit of the placements under 22 USC 7107",
        f"as of {in_words(audited.record.as_of)} · record {audited.record.id}",
        f"{audited.replayed:,} placements of {len(audited.editions)} editions replayed, each under the law in force at its release.",
    ]
    if unknown:
        lines.append(f"Placements not held and taken as unknown: {unknown}.")
    return lines


def sections(audited: Audited, full: bool) -> Iterator[tuple[str, list[str]]]:
    """Each kind of line with its heading; a kind without a line says that there is nothing."""
    for kind, title in KINDS.items():
        lines = audited.of(kind)
        entries = [_told(line, audited, full) for line in lines] if full or kind not in _SHORT else _SHORT[kind](lines, audited)
        if kind == "determination":
            entries.append(f"Inside the window: {audited.in_window}.")
        yield f"{title} ({len(lines)})", entries or [NOTHING[kind]]


def _told(line: Line, audited: Audited, full: bool) -> str:
    moves = line.values.get("moves")
    if not moves or not full:
        return line.text
    named = "; ".join(
        f"{audited.ledger.name(code)} from {IN_PROSE[before]} to {IN_PROSE[now]}" for code, (before, now) in moves.items()
    )
    return f"{line.text} {named}."


def _waivers(lines: tuple[Line, ...], audited: Audited) -> list[str]:
    """Waivers by edition: how many must have been given, and on what each is on record."""
    entries = []
    for year in sorted({line.report_year for line in lines}):
        found = Counter(line.standing for line in lines if line.report_year == year)
        parts = [f"{found[name]} {said}" for name, said in _STANDINGS.items() if found[name]]
        entries.append(f"{year}: {sum(found.values())}; {', '.join(parts)}.")
    total = Counter(line.standing for line in lines)
    if total:
        entries.append("All: " + ", ".join(f"{total[name]} {said}" for name, said in _STANDINGS.items() if total[name]) + ".")
    return entries


_STANDINGS = {
    "official": "read in an official document",
    "transcribed": "transcribed from a list or the press",
    "inferred": "only inferred from placements",
    "none": "not on record",
}


def _one_year(lines: tuple[Line, ...], audited: Audited) -> list[str]:
    """Who was barred and where it was placed, a short line each; the older histories in one line."""
    barred = [line for line in lines if line.standing != "older_history"]
    entries = [_barred(line, audited) for line in barred]
    if entries:
        entries.insert(0, f"It closed the list {len(barred)} times, as practice reads it; {_kept(barred)}.")
    older = [line for line in lines if line.standing == "older_history"]
    if older:
        named = ", ".join(f"{line.jurisdiction} {line.report_year}" for line in older)
        entries.append(
            f"{len(older)} placements would be barred if the rule bound every later spell for ever, which practice does not: {named}."
        )
    return entries


def _kept(barred: list[Line]) -> str:
    broken = sum(line.standing == "broken" for line in barred)
    return f"{broken} of these placements broke it" if broken else "no placement broke it"


def _barred(line: Line, audited: Audited) -> str:
    name = audited.ledger.name(line.jurisdiction or "")
    spell = f"waived run {line.values['earlier_spell']}, then Tier 3, back on the list {line.values['back_in']}"
    return f"{line.report_year} {name}: {IN_PROSE[line.values['tier']]} ({spell}){unread(audited.ledger, line.placements)}."


def _days(lines: tuple[Line, ...], audited: Audited) -> list[str]:
    """Determinations by edition with their days, in one line for each standing."""
    entries = []
    for standing, said in (("early", "Early"), ("late", "Late, not void"), ("not_on_record", "No day on record")):
        found = [line for line in lines if line.standing == standing]
        named = ", ".join(str(f.report_year) + (f" ({f.values['days']} days)" if f.values else "") for f in found)
        entries += [f"{said}: {named}."] if found else []
    window = next((line.values["window"] for line in lines if line.values), None)
    if window:
        entries.append(
            f"Days are counted from release, which stands in for submission; the statute asks for {window[0]} to {window[1]}."
        )
    return entries


def _late(lines: tuple[Line, ...], audited: Audited) -> list[str]:
    """Late reports with their days, in one line."""
    if not lines:
        return []
    named = ", ".join(f"{line.report_year} ({line.values['days_late']})" for line in lines)
    return [f"By edition, with the days after it was due: {named}.", "Release stands in for submission."]


def _special(lines: tuple[Line, ...], audited: Audited) -> list[str]:
    """Special cases counted by edition, and those at the limit in full."""
    counted = [f"{len(line.values['jurisdictions'])} in {line.report_year}" for line in lines if line.standing == "practice"]
    entries = [line.text for line in lines if line.standing != "practice"]
    if counted:
        entries.append(f"Unranked, a practice without a basis in the statute: {', '.join(counted)}.")
    return entries


def _changes(lines: tuple[Line, ...], audited: Audited) -> list[str]:
    """Changes of each edition as counts, with what is the same for all said once."""
    if not lines:
        return []
    entries = [
        "Their narratives were not read for this, so it cannot explain them. Since the act of January 2019 the statute asks the "
        "report to explain a change of list; before, it did not."
    ]
    entries.append(
        "Edition: changes (of list or special case; with a coded summary; resting on a placement concluded, not read; not compared)."
    )
    names = ("changes", "changes_of_list", "with_coded_summary", "concluded", "not_comparable")
    rows = [(line.report_year, *(line.values[name] for name in names)) for line in lines]
    return [*entries, *(f"{year}: {n} ({listed}; {coded}; {rest}; {unknown})." for year, n, listed, coded, rest, unknown in rows)]


_SHORT = {"waiver": _waivers, "one_year_rule": _one_year, "special_case": _special, "unexplained_change": _changes,
          "determination": _days, "report_late": _late}  # fmt: skip
