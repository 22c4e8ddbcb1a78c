"""What a timeline of one jurisdiction shows, an entry a sign: placements, downgrade waivers, laws reported, treaty acts, and silences."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from palermo.assessment.numbered import Cited, cited, cited_catalogue
from palermo.assessment.standing import CONCLUDED, Standing
from palermo.assessment.treaties import TreatyStanding, treaty_standing
from palermo.record import query
from palermo.record.facts import Fact
from palermo.register.dates import in_words
from palermo.register.tiers import TIERS

Sign = Literal["1", "2", "2WL", "3", "SC", "unknown", "none", "event", "concluded", "law", "silent", "joined", "signed", "words"]

WAIVER, DOWNGRADE, LAW = "Downgrade waiver", "Automatic downgrade", "Law reported as enacted"
TREATY_ROWS = {
    "PALERMO": "Palermo Protocol",
    "UNTOC": "Crime convention (UNTOC)",
    "CRC_OPSC": "Sale of children (OPSC)",
    "ILO_C182": "Worst child labour (C182)",
}
_EVENTS = {"waiver": WAIVER, "auto_downgrade": DOWNGRADE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One sign: its row and year (None: no date is known), what it says, and what it rests on."""

    row: str
    year: int | None
    sign: Sign
    says: str
    cited: tuple[Cited, ...]


def placed(standing: Standing) -> Iterator[Entry]:
    """One entry for every edition released by the day: the placement, or that there is none, or that it is not held."""
    for edition in standing.editions:
        year = edition["report_year"]
        fact = standing.by_year.get(year)
        if fact is not None:
            how = " (concluded, not read)" if fact["basis"] in CONCLUDED else ""
            yield Entry("Placement", year, fact["tier"], TIERS[fact["tier"]] + how, (cited(fact, "tier"),))
        elif year in standing.unknown_years:
            yield Entry("Placement", year, "unknown", "not in this record", (cited_catalogue("tier_placements"),))
        else:
            yield Entry("Placement", year, "none", "no placement of its own in this edition", (cited(edition, "held"),))


def decided(standing: Standing) -> Iterator[Entry]:
    """Downgrade waivers and automatic downgrades, as events of the editions that were out by the day."""
    released = {edition["report_year"] for edition in standing.editions}
    for fact in query.events(standing.record, standing.place.code):
        row = _EVENTS.get(fact["event"])
        if row and fact["report_year"] in released:
            concluded = fact["basis"] in CONCLUDED
            says = "concluded from the placements" if concluded else f"as {fact['basis']}"
            yield Entry(row, fact["report_year"], "concluded" if concluded else "event", says, (cited(fact, "event"),))


def enacted(standing: Standing) -> Iterator[Entry]:
    """For every edition: a law that its official summary reports as enacted, a summary that names none, or no summary held."""
    actions = query.findings(standing.record, standing.place.code, "action")
    held = query.coded_editions(standing.record, standing.place.code)
    for edition in standing.editions:
        year = edition["report_year"]
        laws = tuple(a for a in actions if a["report_year"] == year and a["code"] == "law_enacted")
        if laws:
            yield Entry(
                LAW, year, "law", "the official summary reports a law as enacted", tuple(cited(law, "code") for law in laws)
            )
        elif year in held:
            said = _one_of(standing, year)
            yield Entry(LAW, year, "silent", "the official summary, coded in full, reports no law as enacted", said)
        else:
            yield Entry(
                LAW, year, "unknown", "no summary of this edition is in this record", (cited_catalogue("reported_findings"),)
            )


def _one_of(standing: Standing, year: int) -> tuple[Cited, ...]:
    """One finding of the summary, by which a reader gets to it: what it is silent about can cite nothing else."""
    kinds = ("placement", "gap", "action", "figure", "flow")
    found = query.findings(standing.record, standing.place.code, *kinds)
    return tuple(cited(finding) for finding in found if finding["report_year"] == year)[:1]


def acted(standing: Standing) -> Iterator[Entry]:
    """Acts towards the treaties that matter most here; an act without a date, or none seen, is said in words."""
    acts = query.treaty_acts(standing.record, standing.place.code)
    for treaty, row in TREATY_ROWS.items():
        dated = [act for act in acts if act["treaty"] == treaty and act["date"]]
        for act in dated:
            sign: Sign = "signed" if act["act"] == "signature" else "joined"
            yield Entry(row, int(act["date"][:4]), sign, f"{_name(act)}, {in_words(act['date'])}", (cited(act, "date"),))
        state = treaty_standing(acts, treaty)
        if state.act is None:
            yield Entry(row, None, "words", "not in this record", (cited_catalogue("treaty_acts"),))
        elif state.act not in dated and state.act["date"] is None:
            yield Entry(row, None, "words", _undated(state), (cited(state.act, "act"),))


def _undated(state: TreatyStanding) -> str:
    assert state.act is not None
    seen = in_words(state.act["seen"])
    when = "on" if len(state.act["seen"]) == len("2024-04-20") else "in"
    words = {
        "party": f"party, seen {when} {seen}; date not known",
        "listed": f"marked as ratified, by whom not said, seen {when} {seen}",
        "signatory": f"signed, seen {when} {seen}; date not known",
    }
    return words.get(state.state, f"no act seen by {seen}")


def _name(act: Fact) -> str:
    return str(act["act"]).replace("_", " ")


def entries(standing: Standing) -> tuple[Entry, ...]:
    """Every entry, in the order of the rows and within a row of the years."""
    found = [*placed(standing), *decided(standing), *enacted(standing), *acted(standing)]
    if not any(entry.row == WAIVER for entry in found):
        found.append(Entry(WAIVER, None, "words", "none on record", (cited_catalogue("watch_list_events"),)))
    order = ("Placement", WAIVER, DOWNGRADE, LAW, *TREATY_ROWS.values())
    return tuple(sorted(found, key=lambda entry: (order.index(entry.row), entry.year or 0)))
