"""Printed pages are read in their order, cut into narratives, and lead back to PDFium's characters."""

import zlib
from pathlib import Path

import pypdfium2
import pytest
import ways_back
from hypothesis import assume, given
from hypothesis import strategies as st
from printed import committee, letters
from typeset import Line, assembled, pdf, stream

from palermo.evidence.layouts import Unreadable, parts
from palermo.evidence.model import Part
from palermo.evidence.outline import function_of, sections_of
from palermo.evidence.page import levelled

PAGES = Path(__file__).parent.parent.parent / "fixtures" / "pages"


def opened(data: bytes, series: str = "tip_report") -> tuple[Part, ...]:
    return parts(data, media_type="application/pdf", series=series, edition=2013, jurisdiction=None)


def words(lines: list[Line]) -> str:
    (part,) = opened(pdf([lines]), "own_report")
    return part.text.text


def paragraph(x: float, top: float, lines: list[str]) -> list[Line]:
    return [Line(x, top - 12 * number, words) for number, words in enumerate(lines)]


def test_the_kept_pages_are_those_that_the_generator_makes() -> None:
    assert (PAGES / "tip_letters.pdf").read_bytes() == letters()
    assert (PAGES / "committee.pdf").read_bytes() == committee()


def forms(*drawing: bytes, packed: bool = False, apart: bool = False) -> bytes:
    """A PDF whose page draws form 0; each form draws, as its content says, `/F<number>` of the forms. `apart`: resources of their own."""
    names = b" ".join(b"/F%d %d 0 R" % (number, 6 + number) for number in range(len(drawing)))
    resources = b"/Resources 5 0 R" if apart else b"/Resources << /XObject << %s >> >>" % names
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R %s >>" % resources,
        stream(b"/F0 Do"),
        b"<< /XObject << %s >> >>" % names,
    ]
    for content in drawing:
        entries = b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + resources
        objects.append(stream(zlib.compress(content), entries + b" /Filter /FlateDecode") if packed else stream(content, entries))
    return assembled(objects)


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize(
    ("drawing", "why"),
    [
        ([b"/F0 Do /F0 Do"], "draws itself"),
        ([b"/F1 Do", b"q /F2 Do Q", b"/F0 Do\n/F1 Do"], "draws itself"),
        ([*(b"/F%d Do /F%d Do" % (n + 1, n + 1) for n in range(40)), b"BT ET"], "draws more than 100,000 others"),
    ],
    ids=["itself", "in a ring", "doubling"],
)
def test_forms_that_draw_one_another_without_end_are_refused_at_once(
    drawing: list[bytes], why: str, packed: bool, apart: bool
) -> None:
    with pytest.raises(Unreadable, match=why):
        opened(forms(*drawing, packed=packed, apart=apart))


def test_forms_within_forms_are_no_reason_to_refuse() -> None:
    with pytest.raises(Unreadable, match="images and no text"):
        opened(forms(b"/F1 Do /F1 Do /F2 Do", b"/F2 Do", b"BT ET"))


@pytest.mark.parametrize("interleaved", [False, True], ids=["column by column", "line by line over both columns"])
def test_pages_of_two_columns_are_cut_into_narratives(interleaved: bool) -> None:
    norvale, sudmark = opened(letters(interleaved=interleaved))
    assert [norvale.title, sudmark.title] == ["NORVALE (Tier 2)", "SUDMARK (Tier 3)"]
    names = [section.name for section in sections_of(norvale.text, levelled(norvale.text.text))]
    assert names == ["narrative", "recommendations", "prosecution", "protection", "prevention"]
    text = norvale.text.text
    assert "gave shelter to 44 of them, with a budget that was half of the one before." in text  # over a page and a column
    assert "elimination of trafficking" in text
    assert "open a shelter for men" in text
    assert "Anti-trafficking police" in text
    assert "Norvale" not in sudmark.text.text.replace("from Norvale", "")


def test_running_heads_page_numbers_and_footnotes_are_left_out() -> None:
    text = "".join(part.text.text for part in opened(letters()))
    assert "NORVALE\n" not in text
    assert "118" not in text
    assert "published in 2010" not in text


@given(st.text(st.characters(codec="ascii", categories=("L", "Nd", "Zs")), min_size=1, max_size=40).map(str.strip).filter(bool))
def test_another_footer_does_not_change_the_text(footer: str) -> None:
    assume(function_of(footer) is None)  # "Prevention", and what is nearly that, is a heading wherever it stands
    assert [p.text.sha256 for p in opened(letters(footer))] == [p.text.sha256 for p in opened(letters())]


def test_paragraphs_of_a_committee_stay_apart() -> None:
    (part,) = opened((PAGES / "committee.pdf").read_bytes(), "treaty_bodies")
    blocks = part.text.text.split("\n\n")
    assert [block[:12] for block in blocks[2:]] == [
        "21. The Comm",
        "22. The Comm",
        "(a) Investig",
        "(b) Open she",
        "23. It asks ",
    ]
    assert blocks[2].endswith("the rules on migration.")


@pytest.mark.parametrize("data", [letters(), letters(interleaved=True), committee()], ids=["columns", "interleaved", "committee"])
def test_every_character_leads_back_to_its_page(data: bytes) -> None:
    with pypdfium2.PdfDocument(data) as document:
        places = {f"page {number}": page.get_textpage().get_text_range() for number, page in enumerate(document, start=1)}
    for part in opened(data):
        ways_back.check(part.text, places)


def test_a_word_divided_at_the_end_of_a_line_is_made_whole() -> None:
    lines = paragraph(72, 600, ["The police investi-", "gated sex traffick-", "ing, and an anti-", "trafficking law was passed."])
    assert words(lines) == "The police investigated sex trafficking, and an anti-trafficking law was passed."


def test_the_document_itself_tells_whether_a_hyphen_stays() -> None:
    lines = paragraph(72, 600, ["A law on co-ordination, and a co-ordination body; the co-", "ordination failed."])
    assert words(lines).endswith("the co-ordination failed.")


def test_a_gap_or_an_indent_begins_a_paragraph() -> None:
    apart = paragraph(72, 600, ["The first paragraph has a line.", "And another."]) + paragraph(
        72, 560, ["The second one follows."]
    )
    assert words(apart) == "The first paragraph has a line. And another.\n\nThe second one follows."
    indented = [
        Line(72, 600, "The first paragraph has a line that is as long as it gets."),
        Line(90, 588, "The second one is indented."),
    ]
    assert "\n\nThe second" in words(indented)


# What is refused ----------------------------------------------------------------------------------------------------------------


def bomb(filters: bytes, data: bytes) -> bytes:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R >>"
    return assembled(
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page, stream(data, filters)]
    )


LOCK = b"/Encrypt << /Filter /Standard /V 1 /R 2 /O (%s) /U (%s) /P -4 >> /ID [(a)(b)]" % (b"0" * 32, b"1" * 32)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf([[]]), "images and no text"),
        (pdf([[Line(72, 700, "words")]], trailer=LOCK), "password"),
        (assembled([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]), "no pages"),
        (pdf([[Line(72, 700, "words")]])[:150], "no PDF that can be read"),
        (b"%PDF-1.7 and no more", "no PDF that can be read"),
        (bomb(b"/Filter /FlateDecode", zlib.compress(b"\n" * 40_000_000, 9)), "unpacks to more"),
        (
            bomb(b"/Filter [/FlateDecode /FlateDecode]", zlib.compress(zlib.compress(b"\n" * 9_000_000, 9))),
            "packed more than once",
        ),
        (pdf([[Line(72, 700 - 12 * n, "w" * 15_000) for n in range(20)]]), "more text than is read"),
    ],
    ids=["images", "locked", "no pages", "cut", "a stub", "a bomb", "a bomb in a bomb", "endless lines"],
)
def test_a_pdf_that_cannot_be_read_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        opened(data)


def test_a_pdf_is_known_by_its_bytes_whatever_it_is_said_to_be() -> None:
    assert len(parts(letters(), media_type=None, series="tip_report", edition=None, jurisdiction=None)) == 2
    assert len(parts(letters(), media_type="text/plain", series="tip_report", edition=None, jurisdiction=None)) == 2
