"""An exhibit for counsel, read by others than those who made it: order, numbers, marks, links, and what must not be in it."""

import datetime as dt
import html
import io
import json
import re
import socket
import subprocess
from pathlib import Path

import jsonschema
import pypdf
import pytest
from exhibit_library import Command, fill

from palermo.briefing.exhibit import web_pages
from palermo.briefing.exhibit.document import document
from palermo.briefing.exhibit.exhibit import Exhibit, Options, exhibit, warnings
from palermo.briefing.exhibit.memo import memo
from palermo.briefing.exhibit.printing import Refusing
from palermo.briefing.exhibit.topics import topic, topics
from palermo.law.protections import Protection, protections, to_discuss
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

SCHEMA = Path(__file__).parents[2] / "docs" / "reference" / "schemas" / "exhibit.json"
TODAY = dt.date(2026, 11, 24)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
ASKED = ("complicity", "punishment", "harm_by_state", "services", "relocation")


@pytest.fixture(scope="module")
def palermo(tmp_path_factory, record_home) -> Command:
    """A home with a library for exhibits."""
    folder = tmp_path_factory.mktemp("exhibits")
    command = Command(folder / "home", record_home)
    fill(command, folder)
    return command


@pytest.fixture(autouse=True)
def _library(palermo, monkeypatch) -> None:
    monkeypatch.setenv("PALERMO_HOME", str(palermo.home))
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("something was asked for over a network"))


def make(*asked: str, as_of: dt.date | None = None, **options) -> Exhibit:
    with opened(as_of, today=lambda: TODAY) as record:
        return exhibit(record, resolve("Cuba"), tuple(map(topic, asked or ASKED)), Options(**options))


@pytest.fixture(scope="module")
def made(palermo) -> Exhibit:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PALERMO_HOME", str(palermo.home))
        return make()


def pages(content: bytes, layout: bool = False) -> list[str]:
    """The text of each page, as Poppler reads it."""
    command = ["pdftotext", *(["-layout"] if layout else []), "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return [" ".join(page.split()) for page in done.stdout.decode().split("\f")[:-1]]


def test_the_index_comes_first_then_each_tab_with_its_title_page_and_cited_pages(made):
    read = pages(made.files[0].content)
    assert len(read) == made.plan.total
    assert read[0].startswith("Cuba: index of published pages")
    a, b = made.plan.tab["A"], made.plan.tab["B"]
    assert read[a - 1].startswith("Tab A Country Reports on Human Rights Practices, 2023")
    assert read[a].startswith("Cuba Human Rights Report 2023 Executive Summary")
    assert [leaf.printed for leaf in made.tabs[0].leaves] == [1, 2, 3, 4], "page 5 of the report is cited nowhere"
    assert "Tab B Trafficking in Persons Report, 2016" in read[b - 1]
    assert "CUBA (Tier 2 Watch List)" in read[b]


def test_one_number_runs_over_all_pages(made):
    for number, text in enumerate(pages(made.files[0].content), start=1):
        assert text.endswith(f"{number} of {made.plan.total}")


def test_the_pages_of_a_pdf_are_those_that_were_published(made, palermo):
    held = made.tabs[0].chosen.held
    original = pypdf.PdfReader(palermo.home / "library" / "originals" / held.sha256[:2] / held.sha256)
    filed = pypdf.PdfReader(io.BytesIO(made.files[0].content))
    for leaf in made.tabs[0].leaves:
        page = filed.pages[made.plan.leaf["A", leaf.printed] - 1]
        published = original.pages[leaf.printed - 1]
        assert page.mediabox == published.mediabox
        assert published.get_contents().get_data() in page.get_contents().get_data()


def test_a_highlight_stands_on_the_words_of_its_passage_and_on_no_others(made):
    filed = pypdf.PdfReader(io.BytesIO(made.files[0].content))
    seen = {}
    for number, page in enumerate(filed.pages, start=1):
        for annotation in (reference.get_object() for reference in page.get("/Annots", ())):
            if annotation["/Subtype"] == "/Highlight":
                seen[annotation["/Contents"]] = words_under(made.files[0].content, number, page, annotation["/QuadPoints"])
                assert annotation["/F"] & 4, "it is printed"
                assert annotation["/AP"]["/N"].get_object()["/BBox"] == annotation["/Rect"]
    wanted = {mark.label: " ".join(mark.passage.text.split()) for mark in made.tabs[0].chosen.marks}
    assert seen == wanted
    assert "señaló José Peña" in " ".join(wanted.values())


def words_under(content: bytes, number: int, page, quads) -> str:
    """The words whose middle lies within the lines of a highlight, where Poppler finds them on the page."""
    command = ["pdftotext", "-bbox", "-f", str(number), "-l", str(number), "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True).stdout.decode()
    height = float(page.mediabox.height)
    words = [(*map(float, edges), html.unescape(word)) for *edges, word in WORD.findall(done)]
    found = []
    for n in range(0, len(quads), 8):
        left, top, right, low = (float(quads[n + k]) for k in (0, 1, 2, 5))
        found += [word for a, b, c, d, word in words if left < (a + c) / 2 < right and low < height - (b + d) / 2 < top]
    return " ".join(found)


def test_a_captured_page_is_printed_with_its_words_marked_its_address_and_its_day(made):
    read = pages(made.files[0].content)
    first = read[made.plan.leaf["B", 1] - 1]
    assert f"cuba-tip.html · retrieved {made.tabs[1].chosen.held.retrieved_at[:10]} · printed from that capture" in first
    assert "Menu of the site" not in " ".join(read)
    assert [mark.passage.text for mark in made.tabs[1].chosen.marks] == [
        "Authorities did not investigate complicit officials.",
        "The government penalized victims & did not provide shelter to any of the workers who left the program.",
    ]
    source = web_pages._marked(Path(palermo_original(made)).read_text(encoding="utf-8"), made.tabs[1].chosen)
    assert '<mark id="palermo-B1-0" class="supports">Authorities did not investigate complicit officials.</mark>' in source
    assert ">The government penalized victims &amp; did not provide shelter to </mark><b><mark" in source


def palermo_original(made: Exhibit) -> Path:
    from palermo.library.store import original

    return original(made.tabs[1].chosen.held.sha256)


def test_nothing_that_a_page_names_is_fetched(made, monkeypatch):
    asked = []
    monkeypatch.setattr(Refusing, "__call__", lambda self, url: asked.append(url) or pytest.fail(f"{url} was asked for"))
    assert make("punishment").plan.total > 3
    assert asked == []


def test_contrary_passages_are_listed_in_the_same_index(made):
    index = " ".join(pages(made.files[0].content)[: made.plan.index])
    complicity = index.partition("Complicity of officials")[2].partition("Punishment of victims")[0]
    assert "A3 cuts the other way" in " ".join(complicity.split())
    assert complicity.index("supports") < complicity.index("cuts the other way")
    assert "Relocation" not in index, "a topic without passages is for the memo"


def test_the_page_numbers_of_the_index_lead_to_the_passages(made):
    read = pages(made.files[0].content)
    filed = pypdf.PdfReader(io.BytesIO(made.files[0].content))
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(filed.pages, start=1)}
    targets = set()
    for page in filed.pages[: made.plan.index]:
        for reference in page.get("/Annots", ()):
            link = reference.get_object()
            assert link["/Subtype"] == "/Link"
            assert "/A" not in link, "a link leads nowhere outside"
            targets.add(numbers[link["/Dest"][0].idnum])
    assert targets == {made.plan.of_mark(tab, m.label) for tab in made.tabs for m in tab.chosen.marks} | set(
        made.plan.tab.values()
    )
    for tab in made.tabs:
        for mark in tab.chosen.marks:
            assert mark.passage.text[:30] in read[made.plan.of_mark(tab, mark.label) - 1]
            assert mark.label in read[made.plan.of_mark(tab, mark.label) - 1]


def test_bookmarks_name_the_tabs_and_the_passages(made):
    filed = pypdf.PdfReader(io.BytesIO(made.files[0].content))
    names = [(one.title, filed.get_destination_page_number(one) + 1) for one in filed.outline if not isinstance(one, list)]
    assert names == [
        ("Index", 1),
        ("Tab A: cuba-2023", made.plan.tab["A"]),
        ("Tab B: Cuba - Trafficking in Persons Report 2016", made.plan.tab["B"]),
    ]
    inner = [one.title for group in filed.outline if isinstance(group, list) for one in group]
    assert inner == [f"{m.label}, page {made.plan.of_mark(t, m.label)}" for t in made.tabs for m in t.chosen.marks]


def test_the_file_keeps_nothing_of_pages_that_are_not_shown_and_nothing_that_acts(made):
    filed = pypdf.PdfReader(io.BytesIO(made.files[0].content))
    objects = [filed.get_object(n) for n in range(1, len(filed.xref_objStm) + len(filed.xref.get(0, {})) + 5) if known(filed, n)]
    kinds = [str(one.get("/Type")) for one in objects if isinstance(one, dict)]
    assert kinds.count("/Page") == made.plan.total
    text = " ".join(pages(made.files[0].content))
    assert "Remedies" not in text, "the fifth page of the report"
    raw = made.files[0].content
    assert not [word for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/URI") if word in raw]


def known(filed: pypdf.PdfReader, number: int) -> bool:
    return any(number in table for table in filed.xref.values()) or number in filed.xref_objStm


def test_the_memo_is_apart_and_the_exhibit_says_nothing_of_it(made):
    read = " ".join(pages(memo(made, warnings(made), TODAY)))
    filed = " ".join(pages(made.files[0].content)).casefold()
    assert "Information, not legal advice." in read
    assert not [
        word
        for word in (
            "legal advice",
            "not compared:",
            "this record",
            "protections to discuss",
            "asylum",
            "client",
            "search record",
            "reviewed",
        )
        if word in filed
    ]
    for part in (
        "Search record",
        "The source says that it was not reported",
        "Searched in full, and nothing found",
        "Not in this record",
    ):
        assert part in read
    assert "The 2026 edition of the Trafficking in Persons Report was due by 30 June 2026" in read
    assert "the finding: victims penalised" in read
    assert "victims_penalized" not in read
    assert all(mark.passage.id in read for tab in made.tabs for mark in tab.chosen.marks)


def test_the_index_gives_the_pages_of_each_tab(made):
    index = " ".join(pages(made.files[0].content)[: made.plan.index])
    for tab in made.tabs:
        first = made.plan.tab[tab.chosen.letter]
        assert f"{first}–{first + len(tab.leaves)}" in index


def test_protections_are_dated_and_fall_out_when_nobody_has_reviewed_them(made):
    read = " ".join(pages(memo(made, (), TODAY)))
    assert "T status (8 USC 1101(a)(15)(T), 1184(o)" in read
    assert read.count("Last reviewed November 2026.") == len(protections())
    assert "no lawyer is named for any" in read
    late = dt.date(2026, 11, 1) + dt.timedelta(days=181)
    stale = " ".join(pages(memo(made, (), late)))
    assert (
        "Left out, because last reviewed more than 180 days ago: Continued presence (November 2026), T status (November 2026)"
        in stale
    )
    assert "Last reviewed" not in stale
    assert to_discuss(late - dt.timedelta(days=1))[1] == ()


def test_no_protection_is_surer_than_the_law_room_is(today_record):
    assert {one.confidence for one in protections()} <= {"M", "L"}
    assert today_record.law.rules["R35"].confidence == "M"
    doubtful = {note.text for one in protections() for note in one.notes if note.confidence == "L"}
    assert any("10,000" in text for text in doubtful)
    assert any("removal proceedings" in text for text in doubtful)
    assert Protection.age(protections()[0], dt.date(2026, 11, 24)) == 23


def test_what_an_edition_dropped_is_told_where_the_outlines_correspond_and_refused_with_the_reason_where_not(made):
    index = " ".join(pages(made.files[0].content)[: made.plan.index])
    assert "Country Reports on Human Rights Practices: 2022 and 2023" not in index
    told = " ".join(pages(memo(made, (), TODAY)))
    assert (
        "2022 and 2023: not compared, and not in the exhibit: their outlines do not correspond (at least one of the two texts has"
        in told
    )
    assert "“Authorities detained victims for leaving the country without permission.”" in index
    one = next(one for one in made.dropped if one.series == "tip_report")
    assert (one.earlier, one.later, one.refusal) == (2015, 2016, None)
    assert [passage.text for passage in one.passages] == [
        "Authorities detained victims for leaving the country without permission."
    ]


def test_a_newer_edition_than_the_one_shown_is_warned_of(palermo):
    made = make("punishment", as_of=dt.date(2023, 6, 1))
    assert made.tabs[0].chosen.narrative.edition == 2022
    told = " ".join(warnings(made))
    assert "Country Reports on Human Rights Practices: shown is 2022, the newest known is 2023, which is held." in told
    index = " ".join(pages(made.files[0].content)[: made.plan.index])
    assert "shown here is the 2022 edition; the newest one known is that of 2023" in index


def test_the_edition_in_force_on_a_day_stands_beside_the_newest():
    made = make("punishment", in_force=dt.date(2023, 6, 1))
    editions = [(tab.chosen.narrative.series, tab.chosen.narrative.edition) for tab in made.tabs]
    assert editions == [("human_rights_report", 2023), ("human_rights_report", 2022), ("tip_report", 2016)]
    told = " ".join(warnings(made))
    assert "Tabs A, B have one origin" in told
    assert "Tabs A, B, C come from 2 offices of one publisher (US Department of State)" in told


def test_data_is_searched_and_named_but_never_filed(palermo):
    made = make("forced_labour", "punishment")
    assert "own_report" not in {tab.chosen.narrative.series for tab in made.tabs}
    why = next(one.why for one in made.set_aside if one.document.startswith("Government's own report"))
    assert why.startswith("it is held as data (text/plain), which is no published page")


def test_one_question_has_one_set_of_bytes(made):
    assert make().files == made.files


def test_recommendations_are_no_evidence(made):
    shown = {mark.passage.section for tab in made.tabs for mark in tab.chosen.marks}
    assert shown
    assert "recommendations" not in shown


def test_a_passage_is_left_out_by_its_id(made):
    one = made.tabs[0].chosen.marks[0].passage
    again = make(without=(one.id,))
    assert one.text not in " ".join(pages(again.files[0].content))
    assert again.tabs[0].chosen.marks[0].label == "A1", "labels leave no number out"


def test_files_are_split_below_the_set_size_and_the_numbers_run_on(made):
    whole = len(made.files[0].content)
    split = make(largest=int(whole * 0.7))
    assert len(split.files) > 1
    assert [file.first for file in split.files[1:]] == [file.last + 1 for file in split.files[:-1]]
    assert all(len(file.content) <= whole * 0.7 for file in split.files)
    texts = [text for file in split.files for text in pages(file.content)]
    assert [text.endswith(f"{n} of {split.plan.total}") for n, text in enumerate(texts, start=1)] == [True] * split.plan.total
    assert "File" in texts[0]


def test_what_is_printed_here_has_the_paper_that_was_asked_for(made):
    for one, size in ((made, (612, 792)), (make("punishment", paper="a4"), (595, 842))):
        filed = pypdf.PdfReader(io.BytesIO(one.files[0].content))
        own = [filed.pages[0], filed.pages[one.plan.tab["B"] - 1], filed.pages[one.plan.leaf["B", 1] - 1]]
        assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in own} == {size}


def test_whole_documents_are_shown_when_asked_for():
    made = make("punishment", whole=True)
    assert [leaf.printed for leaf in made.tabs[0].leaves] == [1, 2, 3, 4, 5]
    assert "all 5" in pages(made.files[0].content)[made.plan.tab["A"] - 1]


def test_as_data_it_keeps_to_its_schema_and_every_passage_cites(made):
    data = document(made, warnings(made), TODAY)
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(data)
    numbers = {source["n"]: source for source in data["sources"]}
    cited = [(p["text"], numbers[p["citations"][0]]["locator"]) for tab in data["tabs"] for p in tab["passages"]]
    assert all(locator.startswith("text:") for _, locator in cited)
    assert {one["state"] for one in data["searched"]} == {"found", "silent", "not_held"}
    assert list(data)[:3] == ["schema", "record", "as_of"]


def test_every_topic_of_practice_can_be_asked_for():
    assert {
        "harm_by_state",
        "private_actors",
        "officials_complicit",
        "return",
        "punishment",
        "services",
        "relocation",
        "group",
    } <= set(topics())
