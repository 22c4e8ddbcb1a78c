"""What the record holds on each minimum standard and criterion, as sentences in our own words, each from one fact.

Every sentence is in the past tense and gives its year: what was read or coded then, and not what is so today. Nothing here is
weighed or added up.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from palermo.assessment.figures import of_a_part
from palermo.assessment.treaties import TREATIES, treaty_standing
from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.vocabulary import gap

STALE_AFTER = 3  # editions
Weight = Literal["for", "against", "no_data"]

_GAPS = {
    "law_absent": "there was no law against trafficking, or a draft had still not been enacted",
    "law_forms_missing": "the law did not make every form of trafficking a crime",
    "law_child_means": "the law asked for force, fraud or coercion in child sex trafficking",
    "law_movement": "the law asked that the person had been moved",
    "law_definition": "the law defined trafficking otherwise than the Protocol does",
    "penalty_not_commensurate": "penalties were not commensurate with those for grave crimes",
    "penalty_fine_option": "courts could give a fine in place of prison",
    "penalty_not_stringent": "penalties were not stringent enough",
    "policy_or_pattern": "there was a policy or pattern of trafficking, forced labour or child recruitment by the state",
    "enforcement_weak": "investigations, prosecutions or convictions were few, falling or none",
    "victims_penalized": "victims were punished for what they were made to do",
    "complicity_unaddressed": "complicity of officials went unpunished or stood in the way",
    "sentences_lenient": "sentences were suspended or light",
    "identification_weak": "victims were not, or seldom, identified and referred",
    "services_inadequate": "care for victims was absent or not enough",
    "removal_no_alternative": "victims had no legal alternative to removal, or only on conditions",
    "data_not_reported": "the government did not report or provide data",
    "recruitment_unregulated": "recruiters, fees or sponsorship were not regulated",
    "plan_missing": "there was no national plan or coordinating body, or it was not funded or carried out",
    "resources_lacking": "budget, staff or training did not suffice",
    "prevention_weak": "prevention was absent or limited",
    "demand_unaddressed": "nothing was done to reduce demand",
}
_ACTIONS: dict[str, tuple[tuple[str, ...], str]] = {
    "enforcement": (("b1",), "the government acted to enforce its law"),
    "investigation": (("b1",), "the government investigated"),
    "prosecution": (("b1",), "the government prosecuted"),
    "conviction": (("b1",), "courts convicted"),
    "law_enacted": (("MS1",), "a law was enacted; what it covered is not in this record"),
    "training": (("b2",), "officials were trained"),
    "identification": (("b2",), "victims were identified"),
    "victim_services": (("b2",), "victims were given services"),
    "partnership": (("b9",), "the government worked with partners"),
    "prevention": (("b3",), "the government acted to prevent trafficking"),
    "plan_adopted": (("b3", "b10"), "a plan or coordinating body was adopted or launched"),
    "funding": (("MS4",), "the government spent money on these efforts"),
}
_FIGURES = {
    "investigations": ("b1", "investigations"),
    "prosecutions": ("b1", "prosecutions"),
    "convictions": ("b1", "convictions"),
    "victims_identified": ("b2", "victims identified"),
    "victims_assisted": ("b2", "victims assisted"),
}
_FORMS = {"labour": "about forced labour", "sex": "about sex trafficking", "both": "about sex trafficking and forced labour"}
# Scholars' levels; a law in part is against MS1, which asks for every severe form.
_LEVELS: dict[str, tuple[Weight, str]] = {
    "0": ("against", "no law made trafficking a crime"),
    "1": ("against", "the law made trafficking a crime in part only"),
    "2": ("for", "the law made trafficking a crime in full"),
}
_STANDARDS = {
    "prohibition_child_trafficking": "child trafficking",
    "prohibition_forced_labor": "forced labour",
    "prohibition_csec": "the commercial sexual exploitation of children",
}
_FLAGS = {
    "criminal_penalties_for_wfcl": ("b1", "penalties for the worst forms of child labour"),
    "criminal_referral_mechanism": ("b2", "referral of children between criminal authorities and social services"),
    "labor_referral_mechanism": ("b2", "referral of children between labour authorities and social services"),
    "labor_complaint_mechanism": ("b3", "a way to complain about child labour"),
    "labor_routine_inspections_conducted": ("b3", "routine labour inspections"),
    "labor_unannounced_inspections_conducted": ("b3", "unannounced labour inspections"),
}
TREATY_ROWS = {"PALERMO": ("b4",), "UNTOC": ("b4", "b5"), "CRC_OPSC": ("b5",), "ILO_C182": ("b3",), "ILO_C138": ("b3",)}
LISTS = {
    "policy_or_pattern": "the list of governments with a policy or pattern of trafficking",
    "child_soldiers_list": "the list of governments that recruit or use child soldiers",
}
_CHILDREN = "the findings concern child labour and its worst forms only"
_UNDERTAKING = "an undertaking and not an act under it; it lasts until it is denounced, and denunciations are not in this record"


@dataclass(frozen=True)
class Evidence:
    """One item on one row: `words` is what was found, `lead` where it was said, `year` the year that they speak of.

    `fact` and `column` say where it was read. `origin` is the publisher of who established it, however many copies there are; `repeats` are other facts of the same origin
    that say the same in the same year. `stale` means older than three editions: a question to confirm, never a ground.
    """

    row: str
    weight: Weight
    lead: str
    words: str
    year: int
    fact: Fact
    column: str
    note: str | None = None
    origin: str = ""
    stale: bool = False
    repeats: tuple[Fact, ...] = ()
    detail: Fact | None = None

    @property
    def text(self) -> str:
        """The sentence."""
        return f"{self.lead}, {self.words}."

    @property
    def basis(self) -> str:
        """How the fact was established: official, transcribed, coded, derived or inferred."""
        return self.fact.basis

    @property
    def caveat(self) -> str | None:
        """What print must warn of; None if nothing."""
        return "; ".join(part for part in (self.fact.caveat, self.note) if part) or None

    @property
    def facts(self) -> tuple[Fact, ...]:
        """All facts to cite: the one read, its details, and its echoes."""
        return (self.fact, *([self.detail] if self.detail else []), *self.repeats)


def evidence(record: Record, code: str, edition: int) -> tuple[Evidence, ...]:
    """Every item on every row, from facts of the edition or before, newest first. Echoes of one origin are one item."""
    readers = (_scholars, _gaps, _actions, _figures, _standards, _flags, _lists)
    every = [*(item for reader in readers for item in reader(record, code)), *_treaties(record, code, edition)]
    found = [item for item in every if item.year <= edition]
    publishers = {i: query.source(record, i).publisher for i in sorted({item.fact.original for item in found})}
    dated = [
        replace(i, origin=publishers[i.fact.original], stale=edition - i.year > STALE_AFTER) for i in found if _newest(i, found)
    ]
    return tuple(sorted(_once(dated), key=lambda i: (-i.year, i.weight, i.fact.locator())))


def _newest(item: Evidence, all_items: list[Evidence]) -> bool:
    """A yearly state of affairs counts by its newest year alone; what a summary reported stays."""
    yearly = ("criminalization", "ilab_legal_standards", "ilab_enforcement")
    table = item.fact.table
    return table not in yearly or item.year == max(i.year for i in all_items if i.fact.table == table)


def _once(items: list[Evidence]) -> list[Evidence]:
    """One item for each sentence of one origin on one row; the others are its repeats."""
    kept: dict[tuple[str, str, str, str], Evidence] = {}
    for item in items:
        key = (item.row, item.weight, item.text, item.origin)
        first = kept.get(key)
        kept[key] = replace(first, repeats=(*first.repeats, *item.facts)) if first else item
    return list(kept.values())


def _scholars(record: Record, code: str) -> Iterator[Evidence]:
    for fact in query.criminalization(record, code):
        weight, words = _LEVELS[str(fact["level"])]
        yield Evidence("MS1", weight, f"As coded by scholars for {fact['year']}", words, fact["year"], fact, "level")


def _lead(fact: Fact) -> str:
    return f"As coded from the official summary of the {fact['report_year']} edition"


def _about(detail: Fact | None) -> str:
    return f" ({_FORMS[detail['form']]})" if detail and detail["form"] else ""


def _gaps(record: Record, code: str) -> Iterator[Evidence]:
    details = query.finding_details(record, code)
    for fact in query.findings(record, code, "gap"):
        detail = details.get(fact["id"])
        weight: Weight = "no_data" if fact["code"] == "data_not_reported" else "against"
        words = _GAPS[fact["code"]] + _about(detail)
        for row in gap(fact["code"]).standard:
            yield Evidence(row, weight, _lead(fact), words, fact["report_year"], fact, "code", detail=detail)


def _actions(record: Record, code: str) -> Iterator[Evidence]:
    for fact in query.findings(record, code, "action"):
        rows, words = _ACTIONS[fact["code"]]
        for row in rows:
            yield Evidence(row, "for", _lead(fact), words, fact["report_year"], fact, "code")


def _figures(record: Record, code: str) -> Iterator[Evidence]:
    """Figures of the summary's own period; those about officials bear on b7. A stated zero is evidence, a blank is none."""
    details = query.finding_details(record, code)
    acted: dict[int, set[str]] = {}
    for action in query.findings(record, code, "action"):
        acted.setdefault(action["report_year"], set()).add(action["code"])
    for fact in query.findings(record, code, "figure"):
        detail = details.get(fact["id"])
        if fact["code"] not in _FIGURES or fact["value"] is None or (detail and detail["previous"] == "yes"):
            continue
        row, noun = _FIGURES[fact["code"]]
        officials = detail is not None and "officials" in (detail["persons"] or "").split("|")
        least = {"at_least": "at least ", "at_most": "at most ", "approx": "about "}.get(fact["qualifier"], "")
        weight: Weight = "against" if fact["value"] == "0" else "for"
        words = f"the figure for {noun}{' (officials)' if officials else ''} was {least}{fact['value']}{_about(detail)}"
        if of_a_part(fact, detail, acted.get(fact["report_year"], ())):
            words += ", of a part only and not the total"
        note = "numbers of different periods or units are never one series"
        row = "b7" if officials else row
        yield Evidence(row, weight, _lead(fact), words, fact["report_year"], fact, "value", note, detail=detail)


def _standards(record: Record, code: str) -> Iterator[Evidence]:
    for fact in query.labour_standards(record, code):
        what = _STANDARDS.get(fact["standard"])
        if what is None or fact["exists"] not in ("yes", "no"):
            continue
        met = "no" not in (fact["exists"], fact["conforms"])
        words = f"the law prohibited {what}" if met else f"the law did not prohibit {what} as the international standard asks"
        column = "exists" if fact["exists"] == "no" or met else "conforms"
        yield Evidence("MS1", "for" if met else "against", _labour(fact), words, fact["year"], fact, column, _CHILDREN)


def _labour(fact: Fact) -> str:
    return f"As the Labor Department found for {fact['year']}"


def flags(record: Record, code: str) -> tuple[Fact, ...]:
    """The Labor Department's answers that bear on a criterion, newest year first."""
    return tuple(f for f in query.labour_flags(record, code) if f["measure"] in _FLAGS)


def flag_meaning(fact: Fact) -> tuple[str, str]:
    """The criterion on which an answer of the Labor Department bears, and what was asked."""
    return _FLAGS[fact["measure"]]


def _flags(record: Record, code: str) -> Iterator[Evidence]:
    for fact in flags(record, code):
        if fact["status"] == "reported" and fact["flag"]:
            row, what = _FLAGS[fact["measure"]]
            seen = "there were" if what.startswith(("penalties", "routine", "unannounced")) else "there was"
            words = f"{seen} {what}" if fact["flag"] == "yes" else f"{seen} no {what.removeprefix('a ')}"
            weight: Weight = "for" if fact["flag"] == "yes" else "against"
            yield Evidence(row, weight, _labour(fact), words, fact["year"], fact, "flag", _CHILDREN)


def acts_by(acts: tuple[Fact, ...], edition: int) -> tuple[Fact, ...]:
    """Treaty acts of the year of the edition or before; that a list showed none is kept, whenever it was read."""
    return tuple(act for act in acts if act["act"] == "none_seen" or int((act["date"] or act["seen"])[:4]) <= edition)


def _treaties(record: Record, code: str, edition: int) -> Iterator[Evidence]:
    acts = acts_by(query.treaty_acts(record, code), edition)
    for treaty, rows in TREATY_ROWS.items():
        found = treaty_standing(acts, treaty)
        if found.act is None or found.state not in ("party", "signatory"):
            continue
        day = found.act["date"] or found.act["seen"]
        verb = "had become a party to" if found.state == "party" else "had signed, and had not been seen to join,"
        words = f"it {verb} {TREATIES[treaty]} {'in' if found.act['date'] else 'by'} {day[:4]}"
        for row in rows:
            yield Evidence(row, "for", "By the list of treaty acts", words, int(day[:4]), found.act, "act", _UNDERTAKING)


def _lists(record: Record, code: str) -> Iterator[Evidence]:
    for fact in query.events(record, code):
        if fact["event"] in LISTS:
            lead, words = f"In the {fact['report_year']} edition", f"the government was put on {LISTS[fact['event']]}"
            yield Evidence("MS4", "against", lead, words, fact["report_year"], fact, "event")
