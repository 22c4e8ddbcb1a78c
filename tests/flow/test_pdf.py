"""The brief as PDF, looked at by readers that know nothing of how it was made: poppler's programs and pypdf."""

import datetime as dt
import io
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from pypdf import PdfReader

from palermo.briefing.brief import Brief, brief
from palermo.briefing.carried import NAME, carried
from palermo.briefing.render import pdf as module
from palermo.briefing.render.layout import NOTICE, head
from palermo.briefing.render.pdf import pdf
from palermo.errors import PalermoError, UserError
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions, resolve

MEETING = "Bilateral Commission, working group on law enforcement"
CASES = {
    "the founding example": ("CUB", "2017-02-22", "own"),
    "the longest": ("DZA", "2026-11-24", "own"),
    "the shortest": ("CSK", "2026-11-24", "own"),
    "one without a placement": ("NRU", "2026-11-24", "own"),
    "one with an edition that is lacking": ("VCT", "2026-11-24", "own"),
    "a paper for the public": ("MMR", "2024-01-01", "public"),
    "a non-paper": ("HTI", "2025-12-01", "counterpart"),
    "a day before the first edition": ("THA", "2000-01-01", "own"),
}
FULL = os.environ.get("HYPOTHESIS_PROFILE") == "torture"


@cache
def both(name: str, size: str) -> tuple[Brief, bytes]:
    code, day, audience = CASES[name]
    with opened(dt.date.fromisoformat(day)) as record:
        paper = brief(record, resolve(code), resolve("USA"), audience, occasion=MEETING)
        return paper, pdf(paper, size)


@pytest.fixture(
    params=[(name, "a4") for name in CASES] + [(name, "letter") for name in list(CASES)[:3]], ids=lambda it: f"{it[0]}, {it[1]}"
)
def printed(request):
    return *both(*request.param), request.param[1]


def poppler(program: str, content: bytes, *options: str) -> str:
    arguments = [program, *options, "-"] if program != "pdftotext" else [program, *options, "-", "-"]
    return subprocess.run(arguments, input=content, capture_output=True, check=True, timeout=60).stdout.decode()


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00a0", " "))


def without_numbers(text: str) -> str:
    return re.sub(r" ?\[\d[\d–, ]*\]", "", text)


def structure(content: bytes) -> list[dict]:
    """Every element of the tree of tags, in reading order."""
    found: list[dict] = []

    def walk(node: object) -> None:
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            for one in node:
                walk(one)
        elif isinstance(node, dict):
            found.append(node)
            walk(node.get("/K"))

    walk(PdfReader(io.BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


# Every paper ------------------------------------------------------------------------------------------------------------------


def test_every_sentence_stands_in_it_in_the_order_of_the_brief(printed):
    paper, content, _ = printed
    text = without_numbers(words(poppler("pdftotext", content, "-raw")))
    at = text.index("Bottom line") if "bottom_line" in {s.id for s in paper.sections} else 0
    for claim in paper.claims:
        at = text.index(words(claim.text), at)
    assert text.index("Sources", at) > at
    assert words(NOTICE) in text


def test_page_one_says_it_and_the_rest_stands_behind_it(printed):
    paper, content, _ = printed
    pages = [without_numbers(words(page.extract_text())) for page in PdfReader(io.BytesIO(content)).pages]
    assert len(pages) <= 3
    for section in paper.sections:
        on = 0 if section.page_one else 1
        for claim in section.claims:
            assert words(claim.text).replace(" ", "") in pages[on].replace(" ", ""), (claim.text, on + 1)
    assert "Sources" in pages[-1]


def test_the_head_says_for_whom_on_every_page_and_for_what_on_the_first(printed):
    paper, content, _ = printed
    top = head(paper)
    for n, page in enumerate(PdfReader(io.BytesIO(content)).pages, start=1):
        text = words(page.extract_text())
        assert top.audience in text
        assert top.title in text
        assert f"{n} / " in text
    assert f"Prepared for: {MEETING}" in words(PdfReader(io.BytesIO(content)).pages[0].extract_text())


def test_it_is_tagged_titled_and_declares_what_typst_certified(printed):
    paper, content, size = printed
    said = poppler("pdfinfo", content)
    assert re.search(r"Tagged: +yes", said)
    assert re.search(r"JavaScript: +no", said)
    assert ("612 x 792" if size == "letter" else "595.276 x 841.89") in said
    assert re.search(rf"Title: +{re.escape(head(paper).title)}\n", said)
    reader = PdfReader(io.BytesIO(content))
    assert reader.trailer["/Root"]["/Lang"] == "en"
    metadata = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in metadata


def test_every_font_is_embedded_and_is_one_of_the_package(printed):
    _, content, _ = printed
    lines = poppler("pdffonts", content).splitlines()[2:]
    assert lines
    for line in lines:
        assert re.match(r"[A-Z]{6}\+(LibertinusSerif|NotoSans)", line), line
        assert re.search(r" yes yes yes ", line), line


def test_what_is_attached_is_the_brief():
    with opened(dt.date(2017, 2, 22)) as record:
        paper = brief(record, resolve("Cuba"), resolve("USA"), occasion=MEETING)
        data, content = carried(paper), pdf(paper)
    attached = PdfReader(io.BytesIO(content)).attachments
    assert list(attached) == [NAME]
    assert attached[NAME][0].decode() == data


def test_every_number_leads_to_the_line_of_its_source(printed):
    paper, content, _ = printed
    reader = PdfReader(io.BytesIO(content))
    links = [a.get_object() for page in reader.pages for a in page.get("/Annots", [])]
    inside = [link for link in links if "/URI" not in link.get("/A", {})]
    assert len(inside) >= len(paper.claims)
    assert all(link.get("/Dest") or link["/A"]["/S"] == "/GoTo" for link in inside)
    for link in links:
        address = link.get("/A", {}).get("/URI")
        assert address is None or address.startswith(("http://", "https://"))


def test_headings_do_not_skip_and_figure_and_table_are_read_aloud(printed):
    paper, content, _ = printed
    nodes = structure(content)
    levels = [int(node["/S"][2]) for node in nodes if re.match(r"/H\d", str(node.get("/S")))]
    assert levels[0] == 1
    assert levels[1:] == [2] * (len(paper.sections) + 1)
    figures = [node for node in nodes if node.get("/S") == "/Figure"]
    assert len(figures) == ("placement" in {s.id for s in paper.sections})
    assert all(str(node["/Alt"]).startswith("Placements by edition: ") for node in figures)
    if any(node.get("/S") == "/Table" for node in nodes):
        assert [node.get("/S") for node in nodes].count("/TH") == 2


def test_nothing_is_outside_the_margins(printed):
    _, content, size = printed
    width, height = (612, 792) if size == "letter" else (595.3, 841.9)
    boxes = re.findall(
        r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)"', poppler("pdftotext", content, "-bbox")
    )
    assert len(boxes) > 50
    for left, top, right, bottom in (map(float, box) for box in boxes):
        assert left > 40
        assert right < width - 40
        assert top > 15
        assert bottom < height - 10


def test_no_heading_stands_alone_at_the_foot_of_a_column(printed):
    paper, content, _ = printed
    titles = {section.title for section in paper.sections} | {"Sources"}
    for page in PdfReader(io.BytesIO(content)).pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        assert lines[-1] not in titles
        for title, after in pairwise(lines):
            assert not (title in titles and after in titles), title


# What people write, and what goes wrong ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Commission mixte, Côte d’Ivoire – Türkiye, São Tomé, Việt Nam, Łódź",
        "Комиссия по торговле людьми",
        "اللجنة المشتركة لمكافحة الاتجار بالأشخاص",
        "הוועדה המשותפת",
        "คณะทำงานด้านการค้ามนุษย์",
        "संयुक्त आयोग",
        '#sys.inputs $x^2$ [a] *b* _c_ @d <e> \\f //g /*h*/ `i` ~ --- "j"',
        "<script>alert(1)</script> & {{ 7 * 7 }}",
    ],
)
def test_what_it_is_prepared_for_is_shown_to_the_letter(cuba_day, line):
    paper = brief(cuba_day, resolve("Cuba"), resolve("USA"), occasion=line)
    content = pdf(paper)
    text = words(poppler("pdftotext", content, "-raw"))
    turned = not line.isascii() and any("\u0590" <= c <= "\u06ff" for c in line)
    assert "Prepared for:" in text
    assert (
        turned
        or line.replace("’", "'") in text.replace("’", "'")
        or line in words(PdfReader(io.BytesIO(content)).pages[0].extract_text())
    )
    for font in poppler("pdffonts", content).splitlines()[2:]:
        assert " yes yes yes " in font


def test_a_mark_that_turns_the_text_is_no_more_than_a_mark(cuba_day):
    """The command refuses it; whoever makes a brief from Python and puts it in meets it as text."""
    paper = replace(brief(cuba_day, resolve("Cuba"), resolve("USA")), occasion="a\u202eb")
    assert PdfReader(io.BytesIO(pdf(paper))).pages[0].extract_text()


def test_letters_that_no_font_has_are_refused_in_one_sentence(cuba_day):
    with pytest.raises(UserError, match=r"^'--for' holds letters that the fonts of the PDF do not have\."):
        pdf(brief(cuba_day, resolve("Cuba"), resolve("USA"), occasion="委員会"))


def test_a_template_with_an_error_is_one_sentence(cuba_day, tmp_path, monkeypatch):
    (tmp_path / "brief.typ").write_text("#let broken = ")
    monkeypatch.setattr(module, "_TEMPLATES", tmp_path)
    module._compiler.cache_clear()
    try:
        with pytest.raises(PalermoError, match=r"^the PDF could not be typeset \(.+\)\. Please report it\.$") as caught:
            pdf(brief(cuba_day, resolve("Cuba"), resolve("USA")))
        assert caught.value.exit_status == 1
    finally:
        module._compiler.cache_clear()


def test_a_template_reads_nothing_outside_its_folder(cuba_day, tmp_path, monkeypatch):
    (tmp_path / "secret.txt").write_text("secret")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "brief.typ").write_text('#read("../secret.txt")')
    monkeypatch.setattr(module, "_TEMPLATES", tmp_path / "templates")
    module._compiler.cache_clear()
    try:
        with pytest.raises(PalermoError, match="could not be typeset"):
            pdf(brief(cuba_day, resolve("Cuba"), resolve("USA")))
    finally:
        module._compiler.cache_clear()


def test_the_same_brief_is_the_same_bytes_also_when_many_ask_at_once():
    def ask(_: int) -> bytes:
        with opened(dt.date(2017, 2, 22)) as record:  # a record belongs to one thread
            return pdf(brief(record, resolve("Cuba"), resolve("USA")))

    first = ask(0)
    with ThreadPoolExecutor(3) as threads:
        assert set(threads.map(ask, range(3))) == {first}


def test_a_full_paper_takes_the_pages_that_it_needs(cuba_day):
    paper = brief(cuba_day, resolve("Cuba"), resolve("USA"), full=True)
    content = pdf(paper)
    text = without_numbers(words(poppler("pdftotext", content, "-raw")))
    assert len(PdfReader(io.BytesIO(content)).pages) > 3
    at = 0
    for claim in paper.claims:
        at = text.index(words(claim.text), at)


@pytest.mark.skipif(not FULL, reason="all jurisdictions, in make torture")
@pytest.mark.parametrize("size", ["a4", "letter"])
def test_every_jurisdiction_has_page_one_on_page_one_and_three_pages_at_most(today_record, size):
    for place in jurisdictions().values():
        paper = brief(today_record, place, resolve("USA"))
        pages = PdfReader(io.BytesIO(pdf(paper, size))).pages
        assert len(pages) <= 3, place.code
        assert "Assume that this paper leaks" in words(pages[0].extract_text()), place.code
