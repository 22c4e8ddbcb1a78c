"""A zero needs a plain statement: what nobody reports, knows, records, wishes or denies is a silence and never a zero."""

import pytest

from palermo.evidence.findings.figures import figures
from palermo.evidence.model import Text
from palermo.evidence.page import page

SILENCES = [
    "No conviction data were available.",
    "No statistics on prosecutions or other law enforcement figures were shared.",
    "No convictions or other law enforcement data were shared.",
    "There was no word on whether traffickers were prosecuted.",
    "There were no reports that any victims were identified.",
    "There were no statistics indicating that traffickers were convicted.",
    "No one could say if traffickers were convicted.",
    "None of the agencies said how many victims were identified.",
    "It is not known how many traffickers were prosecuted, and none of the ministries answered.",
    "For lack of data, no prosecutions can be counted here.",
    "Because the archives burned, no convictions could be counted.",
    "The courts did not record convictions of traffickers.",
    "Prosecutions: none reported.",
    "Convictions: none on record.",
    "Investigations - none available.",
]
NO_FACTS = [
    "It is not true that no traffickers were convicted.",
    "The claim that the state did not prosecute any traffickers is false.",
    "The minister denied that no victims were identified.",
    "If no traffickers are convicted by June, the aid will be cut.",
    "The draft would not convict any traffickers.",
    "The police should make sure that no victims are identified without an interpreter.",
    "It remains unknown if the authorities did not convict anybody.",
]
ZEROS = [
    ("The courts convicted no traffickers.", "convictions"),
    ("The government did not prosecute any traffickers.", "prosecutions"),
    ("Authorities did not identify any victims during the year.", "victims_identified"),
    ("There were no convictions in 2014.", "convictions"),
    ("Police opened 12 cases, and no traffickers were convicted.", "convictions"),
    ("The ministry said that it did not convict any traffickers.", "convictions"),
]


def zeros_in(text: str) -> list[str]:
    return [figure.measure for figure in figures(page(Text(text), "XAA")) if figure.value == 0]


@pytest.mark.parametrize("text", SILENCES)
def test_silence_is_no_zero(text):
    assert zeros_in(text) == []


@pytest.mark.parametrize("text", NO_FACTS)
def test_what_is_denied_wished_or_conditional_is_no_zero(text):
    assert zeros_in(text) == []


@pytest.mark.parametrize(("text", "measure"), ZEROS)
def test_a_plain_statement_is_a_zero(text, measure):
    assert zeros_in(text) == [measure]


def test_no_more_than_is_an_upper_bound():
    (figure,) = figures(page(Text("No more than 5 traffickers were convicted."), "XAA"))
    assert (figure.value, figure.qualifier) == (5, "at_most")
