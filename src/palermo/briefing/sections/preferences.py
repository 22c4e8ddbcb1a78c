"""The programme of preferences for Africa: a designation stands while the programme lapses, so that a paper says how it stood."""

from typing import Any

from palermo.briefing.case import Case
from palermo.law.consequences import african_preferences
from palermo.record.facts import Fact
from palermo.register.dates import in_words

KIND = "trade_agoa"
_SENTENCE = {
    "lapsed": " The programme behind the African growth act had lapsed after {lapsed}, and no renewal is on record by that day",
    "renewed": " The programme behind the African growth act lapsed after {lapsed} and was renewed in {renewed}, to {runs_to}",
    "run_out": " The programme behind the African growth act, renewed in {renewed}, ran to {runs_to} when last read",
}
_NAMES = {"lapsed": "agoa_lapsed_on", "renewed": "agoa_renewed_on", "runs_to": "agoa_runs_to"}


def programme(case: Case, facts: tuple[Fact, ...]) -> tuple[str, dict[str, Any]]:
    """The sentence on the programme behind a designation among the facts, with its values; nothing where it was simply running."""
    sentence = _SENTENCE.get(african_preferences(case.as_of, case.record.law), "")
    if not sentence or not any(fact.table == "instruments" and fact["kind"] == KIND for fact in facts):
        return "", {}
    slots = {slot: _value(case, name) for slot, name in _NAMES.items() if f"{{{slot}}}" in sentence}
    return sentence + " (not read in the act itself: to be read again).", slots


def _value(case: Case, name: str) -> Any:
    plain = case.parameter(name, case.standing.next_year)
    return case.parameter(name, case.standing.next_year, in_words(str(plain.value)), "date")
