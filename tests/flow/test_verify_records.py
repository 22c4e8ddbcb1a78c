"""The verifier and records: an earlier one that is kept, one that is damaged, one that is not here; quotations to the letter."""

import datetime as dt
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from papers import verdict, written
from texts import held

from palermo.briefing.brief import brief
from palermo.briefing.check import failures, header_of
from palermo.briefing.claims import Citation, Value
from palermo.briefing.verify.model import UnreadableError
from palermo.evidence.engines import engine
from palermo.evidence.run import read_library
from palermo.library.store import writing
from palermo.record import store
from palermo.record.build import build
from palermo.record.narratives import narratives
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions

DAY = dt.date(2017, 2, 22)
TEXT = (
    "Cuba is a source country for adults and children subjected to forced labor. The government did not identify any victims. "
    "Courts convicted 13 traffickers in the year, and police opened 20 investigations into trafficking.\n"
)


@pytest.fixture(scope="module")
def home(tmp_path_factory, record_home) -> Path:
    """A home of its own that begins with the record of the run."""
    return shutil.copytree(record_home, tmp_path_factory.mktemp("own") / "home")


@pytest.fixture(autouse=True)
def _own_home(home, monkeypatch):
    monkeypatch.setenv("PALERMO_HOME", str(home))


@pytest.fixture(scope="module")
def sent(home) -> tuple[str, bytes]:
    """A paper of a record, after which the library and with it the record have changed: the id of that record, and the paper."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(home))
        with opened(DAY) as record:
            first = record.id
            paper = written(brief(record, jurisdictions()["CUB"], jurisdictions()["USA"]), "md")
        with writing() as writer:
            writer.keep(TEXT.encode(), held(TEXT.encode(), edition=2016, published=dt.date(2016, 1, 4)))
        with engine(workers=0) as here:
            read_library(here)
        assert build().id != first
    return first, paper


def test_a_paper_of_an_earlier_record_that_is_kept_holds(sent):
    first, paper = sent
    found = verdict(paper, "md")
    assert (found.faults, found.record) == ((), first)
    assert store.pointer().id != first


def test_a_quotation_is_read_again_to_the_letter(sent):
    with opened(DAY) as record:
        (narrative,) = narratives(record)
        made = brief(record, jurisdictions()["CUB"], jurisdictions()["USA"]).claims[0]
        cited = Citation(f"text:{narrative.text_sha256}#77-120", "tip_report_2016")

        def whys(words: str, citation: Citation) -> list[str]:
            value = Value(words, words, "quotation", (citation,))
            claim = replace(made, text=f"“{words}”", values=(value,), citations=(citation,))
            return [failure.why for failure in failures(record, header_of(record), claim)]

        assert whys(TEXT[77:120], cited) == []
        assert any("read again it is" in why for why in whys(TEXT[77:120].replace("not", "now"), cited))
        other = replace(cited, locator=f"text:{'0' * 64}#77-120")
        assert any("no text 000000000000" in why for why in whys(TEXT[77:120], other))


def test_a_record_that_is_damaged_bears_another_name_or_is_gone_is_said(sent, home):
    first, paper = sent
    file = home / "records" / f"{first}.sqlite"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableError, match="is damaged"):
        verdict(paper, "md")
    file.write_bytes((home / "records" / f"{store.pointer().id}.sqlite").read_bytes())
    with pytest.raises(UnreadableError, match="it bears another name"):
        verdict(paper, "md")
    file.unlink()
    with pytest.raises(UnreadableError, match=rf"{first} is not here.*equal inputs make the record"):
        verdict(paper, "md")
    file.write_bytes(whole)
