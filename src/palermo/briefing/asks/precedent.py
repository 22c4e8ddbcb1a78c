"""The line of an ask that says who closed the same gap before, when and by what; or that none is on record."""

from palermo.briefing.case import Case
from palermo.briefing.claims import Citation, Claim, Value, claim
from palermo.priorities.precedents.answer import Precedent
from palermo.priorities.precedents.data import death_penalty
from palermo.priorities.precedents.kept import nearest_closed
from palermo.priorities.precedents.model import Cell
from palermo.priorities.precedents.near import Near, fact_of
from palermo.priorities.precedents.rules import PROTOCOL, rules
from palermo.register.jurisdictions import jurisdictions

_YEARS = {"reported_findings": "report_year", "machine_findings": "edition"}
_CLOSED = "{other} had this gap, last on record for {last}; {by}, {year}{near}{advice}{caution}."
_ADVICE = ". Read its law before naming it"  # to whoever drafts: in no paper that others read
_ITS_OWN_WORD = "{other} closed it: {by} (the edition of {year}, which says that the gap was there until then){near}{caution}."
_JOINED = "{other}: {by}, {year}{near}."
_NONE = "None on record: no place was shown to have closed this gap."
_NONE_CAN = "None on record: no table here can show this gap closed."


def precedent_line(case: Case, key: str, gap: str) -> Claim | None:
    """The nearest closed precedent of a gap, with its sources. Without one: for our own eyes that none is on record, else nothing."""
    found = next((pair for pair in nearest_closed(case.record, gap, case.place) if _may_be_named(case, pair[0])), None)
    if found:
        return _claim(case, f"{key}/precedent", *found)
    if case.audience != "own":
        return None
    return claim(
        f"{key}/precedent", "coded", _NONE if rules()[gap].can_be_closed else _NONE_CAN, cites=case.absent("reported_findings")
    )


def no_precedent(case: Case, key: str) -> Claim | None:
    """That none is on record where no gap is asked about."""
    if case.audience != "own":
        return None
    words = "None on record: this record does not hold whether such a plan was carried out."
    return claim(f"{key}/precedent", "coded", words, cites=case.absent("watch_list_events"))


def _may_be_named(case: Case, one: Precedent) -> bool:
    """What others read carries no caution of ours: there only a precedent that needs none, and nothing read by machine."""
    if case.audience == "own":
        return True
    return not death_penalty(case.record, rules()[one.gap], one.place)[0] and all(s.thread != "machine" for s in one.had)


def _claim(case: Case, key: str, one: Precedent, near: tuple[Near, ...]) -> Claim:
    caution, acts = death_penalty(case.record, rules()[one.gap], one.place)
    closing, last = one.closed[-1], one.had[-1]
    template = _JOINED if one.gap == PROTOCOL else _ITS_OWN_WORD if last.thread == "law_words" else _CLOSED
    same = [step for step in near if step.same and step.kind != "recommendation"]
    cites = [_cite(case, cell) for cell in (*closing.cells, *(c for step in same for c in step.cells))]
    machine = " (read by machine)" if last.thread == "machine" else ""
    slots: dict[str, Value | str] = {
        "other": jurisdictions()[one.place].name(case.as_of).in_prose(),
        "by": closing.words,
        "year": _year(case, closing.cells[0]),
        "near": "".join(f"; {step.words.partition(' (')[0]}" for step in same),
        "caution": f"; {caution}" if caution else "",
    }
    if template is _CLOSED:
        slots["last"] = _year(case, last.cell)
        slots["advice"] = _ADVICE if case.audience == "own" else ""
        template = template.replace("{last}", "{last}" + machine)
    if caution:
        cites += [case.cite(act, "act") for act in acts] or case.absent("treaty_acts")
    return claim(key, "coded", template, cites=cites, **slots)


def _year(case: Case, cell: Cell) -> Value:
    """The year or the day of a cell, as it is printed."""
    fact = fact_of(case.record, cell)
    if fact.table == "treaty_acts":
        return case.date(fact, cell[2])
    return case.year(fact, _YEARS.get(fact.table, "year"))


def _cite(case: Case, cell: Cell) -> Citation:
    return case.cite(fact_of(case.record, cell), cell[2])
