"""Papers read sentence by sentence against the sources: what was once printed wrongly, and must not be again."""

import datetime as dt

from palermo.briefing.brief import Brief, brief
from palermo.briefing.check import check
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve


def paper(place: str, day: str, sender: str = "USA", audience: str = "own", *, full: bool = True) -> Brief:
    """A paper that the checker has found to hold."""
    with opened(dt.date.fromisoformat(day)) as record:
        made = brief(record, resolve(place), resolve(sender), audience, full=full)
        assert check(made) == []
        return made


def said(made: Brief, *sections: str) -> list[str]:
    return [c.text for s in made.sections if not sections or s.id in sections for c in s.claims]


# Treaties behind an ask -------------------------------------------------------------------------------------------------------


def test_a_convention_that_no_table_holds_is_not_called_unjoined():
    """South Sudan had joined the convention on forced labour in 2012; the record has no table of it."""
    basis = next(t for t in said(paper("South Sudan", "2022-12-31", "Japan"), "asks") if "ILO Convention on forced labour" in t)
    assert "ILO Convention on forced labour (whether it has joined is not in this record)" in basis
    assert "no act of joining" not in basis


def test_a_party_to_the_protocol_is_not_for_that_called_party_to_another_treaty():
    """Burma joined the protocol and the convention on organized crime in 2004. That says nothing of the one on forced labour."""
    forced, weak, officials = (ask.basis[0] for s in paper("Burma", "2019-07-29", "Norway").sections for ask in s.asks)
    assert "ILO Convention on forced labour (whether it has joined is not in this record)" in forced.text
    assert "Palermo Protocol, article on criminalization, to which it is party" in weak.text
    assert "article on corruption, to which it is party" in officials.text
    assert any("/UNTOC/" in c.locator for c in officials.citations)
    assert not any("/PALERMO/" in c.locator for c in officials.citations)
