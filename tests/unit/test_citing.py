"""Sources for reference managers, quotations for programs that annotate."""

import datetime as dt
import json
import re
import shutil
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.briefing.brief import Brief, brief
from palermo.briefing.citing import annotations, bibtex, csl_json
from palermo.briefing.citing.bibtex import escaped
from palermo.briefing.citing.works import works
from palermo.briefing.claims import Citation
from palermo.briefing.document import document
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions, resolve

CODES = st.sampled_from(sorted(jurisdictions()))
CSL_TYPES = {"report", "legislation", "dataset"}  # of those that CSL knows
_ENTRY = re.compile(r"@(techreport|misc)\{([A-Za-z0-9.:-]+),\n((?:  [a-z]+ = .+\n)+)\}\n")
_FIELD = re.compile(r"  ([a-z]+) = (.+?),?\n")
_RAW = re.compile(r"(?<!\\)[&%$#_^~]")


@pytest.fixture
def cuba(cuba_day) -> Brief:
    return brief(cuba_day, resolve("Cuba"), resolve("USA"))


def entries(text: str) -> dict[str, dict[str, str]]:
    """The entries of a BibTeX file by key, read strictly: nothing may stand between them."""
    assert _ENTRY.sub("", text).strip() == ""
    return {m[2]: dict(_FIELD.findall(m[3])) for m in _ENTRY.finditer(text)}


def balanced(text: str) -> bool:
    depth = 0
    for sign in re.sub(r"\\[{}]", "", text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


@given(CODES, st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24)))
def test_bibtex_and_csl_list_every_source_once_with_a_key_of_its_own(code, day):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()["USA"], full=True)
        found, items, listed = entries(bibtex(made)), json.loads(csl_json(made)), works(made)
        cited = {entry["n"] for entry in document(made)["sources"]}
    assert len(found) == len(items) == len(listed) == len({item["id"] for item in items})
    assert {n for work in listed for n in work.numbers} == cited
    for key, fields in found.items():
        assert {"author", "title", "note"} <= fields.keys(), key
        for name, said in fields.items():
            assert balanced(said), (key, name, said)
            if name not in ("url", "month"):
                assert not _RAW.search(said), (key, name, said)
    for item in items:
        assert item["type"] in CSL_TYPES
        assert item["author"][0]["literal"]
        for part in item.get("issued", {}).get("date-parts", [[]])[0]:
            assert isinstance(part, int)


def test_an_original_that_was_not_read_says_what_carried_it_and_the_carrier_is_listed_too(cuba):
    items = {item["id"]: item for item in json.loads(csl_json(cuba))}
    original, carrier = items["tip_report_2015"], items["kelley_heiss"]
    assert original["author"] == [{"literal": "US Department of State"}]
    assert original["issued"] == {"date-parts": [[2015, 7, 27]]}
    assert "Original not held; as transcribed in" in original["note"]
    assert carrier["title"] in original["note"]
    assert carrier["note"].startswith("A carrier")


def test_a_work_that_became_public_on_several_days_has_no_one_date(cuba):
    treaties = next(item for item in json.loads(csl_json(cuba)) if item["title"].startswith("Multilateral treaties"))
    assert "issued" not in treaties
    assert "Public 25 September 2001 to 20 June 2013." in treaties["note"]


@pytest.mark.parametrize(
    ("plain", "tex"),
    [
        ("R&D 50% $1 #2 a_b", r"R\&D 50\% \$1 \#2 a\_b"),
        ("{x} \\y ~ ^", r"\{x\} \textbackslash{}y \textasciitilde{} \textasciicircum{}"),
        ("Côte d'Ivoire\n  São Tomé", "Côte d'Ivoire São Tomé"),
    ],
)
def test_signs_that_tex_acts_on_are_escaped_and_accents_are_kept(plain, tex):
    assert escaped(plain) == tex


def test_a_title_that_tries_to_end_its_entry_stays_in_it(cuba, monkeypatch):
    from palermo.briefing.citing import works as room

    real = room.sources
    hostile = "Nasty } @book{x, title = {y}} \\input{z} % end"
    monkeypatch.setattr(room, "sources", lambda paper: tuple(replace(e, title=hostile) for e in real(paper)))
    assert "x" not in entries(bibtex(cuba))


# Quotations -------------------------------------------------------------------------------------------------------------------

TEXT = (
    "Cuba is a source country for adults and children subjected to forced labor. The government did not identify any victims. "
    "Courts convicted 13 traffickers in the year, and police opened 20 investigations into trafficking.\n"
)


@pytest.fixture
def with_library(tmp_path, monkeypatch, record_home) -> Brief:
    """A brief with one claim that quotes a document of the user's library."""
    from palermo.evidence.engines import engine
    from palermo.evidence.run import read_library
    from palermo.library.store import Held, sha256, writing
    from palermo.record.build import build
    from palermo.record.narratives import narratives

    monkeypatch.setenv("PALERMO_HOME", str(shutil.copytree(record_home, tmp_path / "home")))
    content = TEXT.encode()
    held = Held(
        series="own",
        address="https://example.org/cuba.txt",
        retrieved_at="2016-01-05T00:00:00+00:00",
        sha256=sha256(content),
        media_type="text/plain",
        size=len(content),
        edition=2016,
        jurisdiction="CUB",
        published=dt.date(2016, 1, 4),
        origin="own",
        title="A text",
    )
    with writing() as writer:
        writer.keep(content, held)
    with engine(workers=0) as made:
        read_library(made)
    build()
    with opened(dt.date(2017, 2, 22)) as record:
        paper = brief(record, resolve("Cuba"), resolve("USA"))
        (narrative,) = narratives(record)
        first = paper.sections[0].claims[0]
        cited = Citation(f"text:{narrative.text_sha256}#77-120", first.citations[0].source)
        claim = replace(first, citations=(*first.citations, cited))
        section = replace(paper.sections[0], claims=(claim,))
        yield replace(paper, sections=(section,))


def test_a_quotation_is_annotated_with_its_words_its_place_and_its_document(with_library):
    made = json.loads(annotations(with_library))
    assert (made["type"], made["total"]) == ("AnnotationCollection", 1)
    (item,) = made["first"]["items"]
    quote, position = item["target"]["selector"]
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert quote["exact"] == TEXT[77:120]
    assert TEXT[: position["start"]].endswith(quote["prefix"])
    assert TEXT[position["end"] :].startswith(quote["suffix"])
    assert quote["suffix"].strip()
    assert item["target"]["source"] == "https://example.org/cuba.txt"
    assert re.fullmatch("[0-9a-f]{64}", item["target"]["sha256"])
    assert item["body"]["value"] == with_library.claims[0].text


def test_what_was_coded_from_a_text_that_nobody_brought_is_no_quotation(cuba):
    assert json.loads(annotations(cuba))["total"] == 0
