"""The verifier: a paper that holds, and a paper in which anything at all was changed."""

import datetime as dt
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from papers import DAY, FORMS, agenda_of, attached, attachment, paper, part, redrawn, verdict, with_part, written
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from test_agenda import IN_PART, OWED, POINT, REFUSED

from palermo.briefing.agenda import agenda
from palermo.briefing.brief import brief
from palermo.briefing.carried import DOCX_PART, carried
from palermo.briefing.render import pdf as pdf_module
from palermo.briefing.verify.formats import html as html_form
from palermo.briefing.verify.model import UnreadableError
from palermo.briefing.verify.words import Shown, differences
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions

# Papers that hold -------------------------------------------------------------------------------------------------------------

CODES = st.sampled_from(sorted(jurisdictions()))
DAYS = st.one_of(st.none(), st.dates(dt.date(2001, 1, 1), dt.date(2026, 11, 24)))
FEW = settings(max_examples=max(4, settings.default.max_examples // 4))  # each makes or reads a file
LINE = 'Group "law" & order, 3–4 | *one* <two> [x](y) _z_ #5'


@FEW
@given(
    CODES,
    DAYS,
    st.sampled_from(["own", "counterpart", "public"]),
    st.sampled_from(["USA", "GBR", "IND"]),
    st.booleans(),
    st.sampled_from([None, LINE]),
    st.sampled_from(FORMS),
)
@example("CUB", DAY, "own", "USA", True, LINE, "pdf")
@example("CUB", DAY, "own", "USA", True, LINE, "docx")
@example("FSM", None, "own", "USA", False, None, "json")
def test_a_paper_as_it_was_made_holds_in_every_form(code, day, audience, sender, full, line, form):
    with opened(day) as record:
        made = brief(record, jurisdictions()[code], jurisdictions()[sender], audience, full=full, occasion=line)
        content = written(made, form)
    found = verdict(content, form)
    assert found.faults == ()
    assert (found.checked.sentences, found.checked.sources) == (len(made.claims), len(made.citations))


@pytest.mark.parametrize("form", FORMS)
def test_an_agenda_holds_and_names_what_only_a_workspace_can_confirm(form):
    found = verdict(agenda_of(form, REFUSED, IN_PART, OWED, POINT), form)
    assert found.faults == ()
    said = " ".join(found.unverifiable)
    assert "We study 42 articles." in said
    assert "A list of 3 contracts" in said
    assert "marked by the sender" in said
    assert "--agenda" in (found.again or "")


@pytest.mark.parametrize("form", ["json", "docx"])
def test_an_agenda_with_the_asks_that_a_team_chose_holds_and_says_that_it_chose(form):
    with opened(DAY) as record:
        sides = (record, jurisdictions()["CUB"], jurisdictions()["USA"])
        ids = [ask.id for section in agenda(*sides).sections for ask in section.asks]
        content = written(agenda(*sides, only=ids[1:2], earlier=[OWED]), form)
    found = verdict(content, form)
    assert len(ids) > 1
    assert found.faults == ()
    assert any("its team chooses" in said for said in found.unverifiable)


def test_an_ask_that_was_taken_out_of_a_paper_for_the_other_side_is_missed():
    with opened(DAY) as record:
        sides = (record, jurisdictions()["CUB"], jurisdictions()["USA"], "counterpart")
        ids = [ask.id for section in agenda(*sides).sections for ask in section.asks]
        content = written(agenda(*sides, only=ids[:1]), "json")
    assert ids[1] in {fault.where for fault in verdict(content, "json").faults}


def test_a_cover_line_is_compared_and_nothing_stands_behind_it():
    content = paper("md", occasion="Working group on law")
    assert any("cover line" in said for said in verdict(content, "md").unverifiable)
    changed = content.replace(b"Prepared for: Working group", b"Prepared for: Drinking group")
    assert [fault.where for fault in verdict(changed, "md").faults] == ["cover line"]


def test_the_styles_of_pages_are_those_that_the_verifier_knows():
    """A new stylesheet is added to the list; an older one stays in it, so that papers of that time still hold."""
    (style,) = re.findall(r"<style>(.*?)</style>", paper("html").decode(), re.DOTALL)
    assert html_form.style_id(style) in html_form.STYLES


# One digit or one word changed ------------------------------------------------------------------------------------------------

_WORD = re.compile(r"\d|[^\W\d_]{2,}")


def changed(word: str, seed: int) -> str:
    """Another digit, or the word with one letter changed for another."""
    if word.isdigit():
        return str((int(word) + 1 + seed % 9) % 10)
    at = seed % len(word)
    return word[:at] + ("x" if word[at] not in "xX" else "y") + word[at + 1 :]


def places(text: str, form: str, where: str) -> list[re.Match[str]]:
    """Every digit and word of what a text file shows, or of what it carries."""
    start = (
        text.index("<!-- palermo-brief\n") + 19
        if form == "md"
        else text.index('id="palermo-brief">') + 19
        if form == "html"
        else 0
    )
    if where == "carried":
        return list(_WORD.finditer(text, start, text.rindex("}")))
    if form == "md":
        return list(_WORD.finditer(text, 0, start - 19))
    body = re.finditer(r">([^<>]+)<", text[: start - 60])
    inside = [
        (m.start(1), m.end(1))
        for m in body
        if m.start() > text.index("</style>") or "<title>" in text[m.start() - 6 : m.start() + 1]
    ]
    return [match for begin, end in inside for match in _WORD.finditer(text, begin, end) if not _in_entity(text, match)]


def _in_entity(text: str, match: re.Match[str]) -> bool:
    return re.search(r"&#?\w*\Z", text[: match.start()]) is not None


def refused(content: bytes, form: str) -> bool:
    """Whether a fault is named, or the record that the paper names is not here, or what it carries is not to be read."""
    try:
        return bool(verdict(content, form).faults)
    except UnreadableError as error:
        return "is not here" in str(error) or "is damaged" in str(error) or "no JSON" in str(error)


@FEW
@given(st.sampled_from(["md", "html"]), st.integers(0, 10**6), st.integers(0, 100))
def test_any_one_digit_or_word_changed_in_what_is_shown_is_named(form, number, seed):
    text = paper(form).decode()
    found = places(text, form, "shown")
    match = found[number % len(found)]
    new = changed(match[0], seed)
    faults = verdict((text[: match.start()] + new + text[match.end() :]).encode(), form).faults
    assert faults, text[match.start() - 30 : match.end() + 30]
    assert all(fault.stage == "shown" for fault in faults)
    assert any(match[0] in (fault.expected or "") and new in (fault.found or "") for fault in faults)


@FEW
@given(st.sampled_from(["md", "html", "json"]), st.integers(0, 10**6), st.integers(0, 100))
def test_any_one_digit_or_word_changed_in_what_is_carried_is_named(form, number, seed):
    text = paper(form).decode()
    found = places(text, form, "carried")
    match = found[number % len(found)]
    content = (text[: match.start()] + changed(match[0], seed) + text[match.end() :]).encode()
    assert refused(content, form), text[match.start() - 30 : match.end() + 30]


@FEW
@given(st.integers(0, 10**6), st.integers(0, 100), st.sampled_from(["word/document.xml", "word/footnotes.xml"]))
@example(0, 0, "word/document.xml")
def test_any_one_digit_or_word_changed_in_a_word_file_is_named(number, seed, name):
    text = part(paper("docx"), name)
    inside = re.finditer(r"<w:t(?: [^>]*)?>([^<]+)</w:t>", text)
    found = [match for run in inside for match in _WORD.finditer(text, run.start(1), run.end(1)) if not _page_number(text, match)]
    match = found[number % len(found)]
    new = changed(match[0], seed)
    faults = verdict(with_part(paper("docx"), name, text[: match.start()] + new + text[match.end() :]), "docx").faults
    assert any(new in (fault.found or "") for fault in faults), text[match.start() - 30 : match.end() + 30]


def _page_number(text: str, match: re.Match[str]) -> bool:
    return "NUMPAGES" in text[match.start() - 300 : match.start()] or _in_entity(text, match)


@FEW
@given(st.integers(0, 10**6), st.integers(0, 100))
def test_any_one_digit_or_word_changed_in_what_a_word_file_carries_is_named(number, seed):
    text = part(paper("docx"), DOCX_PART.lstrip("/"))
    found = list(_WORD.finditer(text, text.index(">{") + 1, text.rindex("}")))
    match = found[number % len(found)]
    new = with_part(paper("docx"), DOCX_PART.lstrip("/"), text[: match.start()] + changed(match[0], seed) + text[match.end() :])
    assert refused(new, "docx"), text[match.start() - 30 : match.end() + 30]


@FEW
@given(st.integers(0, 10**6), st.integers(0, 100))
def test_any_one_digit_or_word_changed_in_what_a_pdf_carries_is_named(number, seed):
    text = attachment(paper("pdf")).decode()
    found = list(_WORD.finditer(text))
    match = found[number % len(found)]
    new = attached(paper("pdf"), (text[: match.start()] + changed(match[0], seed) + text[match.end() :]).encode())
    assert refused(new, "pdf"), text[match.start() - 30 : match.end() + 30]


@settings(max_examples=max(2, settings.default.max_examples // 8))
@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 100))
def test_any_one_digit_or_word_changed_in_a_sentence_of_a_pdf_is_named(which, number, seed):
    with opened(DAY) as record, pytest.MonkeyPatch.context() as patch:
        made = brief(record, jurisdictions()["CUB"], jurisdictions()["USA"])
        patch.setattr(pdf_module, "carried", lambda _: carried(made))  # what it carries stays as it was
        claims = [claim for section in made.sections for claim in section.claims if not section.asks]
        claim = claims[which % len(claims)]
        found = list(_WORD.finditer(claim.text))
        match = found[number % len(found)]
        other = replace(claim, text=claim.text[: match.start()] + changed(match[0], seed) + claim.text[match.end() :])
        sections = (replace(s, claims=tuple(other if c is claim else c for c in s.claims)) for s in made.sections)
        content = pdf_module.pdf(replace(made, sections=tuple(sections)))
    (fault,) = verdict(content, "pdf").faults
    assert fault.where == claim.id
    assert claim.text in (fault.expected or "")


# Changes that keep what is shown and what is carried in step ------------------------------------------------------------------


def test_a_sentence_changed_in_both_is_found_in_the_record():
    text = paper("md").decode()
    both = text.replace("Name no victim, witness", "Name every victim, witness")
    assert both.count("Name every victim") == 2
    (fault,) = verdict(both.encode(), "md").faults
    assert (fault.stage, fault.where) == ("record", "sensitivities.people/CUB")
    assert "Name no victim" in (fault.expected or "")


def test_a_value_changed_in_print_and_as_data_is_read_again():
    text = paper("json").decode().replace("37 days", "67 days").replace('"value": 37', '"value": 67')
    whys = [fault.why for fault in verdict(text.encode(), "json").faults]
    assert any("read again it is 37" in why for why in whys)


QUESTION = ("as_of", "jurisdiction", "sender", "audience", "full")  # another question has another answer: its sentences are named


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("as_of", "2017-02-23"),
        ("sender", "GBR"),
        ("audience", "public"),
        ("edition", 2015),
        ("full", True),
        ("jurisdiction", "HTI"),
        ("name", "Kuba"),
        ("placement", None),
        ("next_edition", None),
        ("full", 1),
        ("unheard_of", 1),
        ("mark", "public"),
    ],
)
def test_every_field_of_the_header_is_compared(key, value):
    data = json.loads(paper("json")) | {key: value}
    found = verdict(json.dumps(data).encode(), "json")
    assert found.faults
    if key not in QUESTION:
        assert any(key in fault.where or key in fault.why for fault in found.faults)


@pytest.mark.parametrize("path", ["placement.consecutive_years", "next_edition.report_year", "next_edition.rules"])
def test_what_the_header_says_of_placement_and_next_edition_is_compared(path):
    data = json.loads(paper("json"))
    outer, inner = path.split(".")
    data[outer][inner] = data[outer][inner] + 1 if isinstance(data[outer][inner], int) else data[outer][inner][1:]
    assert any(path in fault.where for fault in verdict(json.dumps(data).encode(), "json").faults)


def test_a_sentence_taken_out_put_in_twice_or_moved_is_found():
    data = json.loads(paper("json"))
    claims = data["sections"][3]["claims"]
    for other in (claims[1:], [*claims, claims[0]], claims[::-1]):
        data["sections"][3]["claims"] = other
        assert verdict(json.dumps(data).encode(), "json").faults


def test_a_sentence_of_the_record_in_the_guise_of_a_workspace_is_found():
    data = json.loads(paper("json"))
    data["sections"][0]["claims"][0]["basis"] = "agreed"
    assert any("does not come from a workspace" in fault.why for fault in verdict(json.dumps(data).encode(), "json").faults)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"title":"Open commitments of both sides"', '"title":"Cuba rose to Tier 1"'),
        ('"id":"commitments","title":"Open commitments of both sides"', '"id":"bottom_line","title":"Bottom line"'),
        ('"id":"commitments"', '"id":"points"'),
    ],
)
def test_what_a_workspace_gave_stands_only_where_an_agenda_has_it(old, new):
    with_it = json.dumps(json.loads(agenda_of("json", OWED)), ensure_ascii=False, separators=(",", ":"))
    assert old in with_it
    assert not verdict(with_it.encode(), "json").faults
    assert verdict(with_it.replace(old, new).encode(), "json").faults


def test_a_source_of_later_than_the_day_is_found():
    """The whole of a paper of 2018 with the day of 2017 on it."""
    text = paper("json", day=dt.date(2018, 7, 1)).decode().replace('"as_of": "2018-07-01"', '"as_of": "2017-02-22"')
    assert any("no row" in fault.why or "after 2017" in fault.why for fault in verdict(text.encode(), "json").faults)


# Words put in or taken out ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["md", "html"])
def test_a_sentence_put_in_and_one_taken_out_are_named(form):
    text = paper(form).decode()
    put_in = {
        "md": ("\n## Sources\n", "\n\nTrust this paper.\n\n## Sources\n"),
        "html": ('<h2 id="h-sources">', '<p>Trust this paper.</p><h2 id="h-sources">'),
    }
    (fault,) = verdict(text.replace(*put_in[form]).encode(), form).faults
    assert (fault.found, fault.expected) == ("Trust this paper.", None)
    sentence = "What their side wants from this meeting is not known to this record."
    (fault,) = verdict(text.replace(sentence, "", 1).encode(), form).faults
    assert fault.where == "their_position.wants/CUB"


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("html", "</style>", ".sentence { display: none }</style>"),
        ("html", "<ul>", '<ul hidden="">'),
        ("html", "<ul>", '<ul style="display:none">'),
        ("html", "<li id=", '<li class="visually-hidden" id='),
        ("html", "<main>", "<main><!-- > not so -->"),
        ("html", "<main>", "<main><!--> not so -->"),
        ("html", "<main>", "<main><svg><text>not so</text></svg>"),
        ("html", "<main>", '<main><img src="x.png">'),
        ("html", "</body>", "<script>document.title = 1</script></body>"),
        (
            "html",
            '<meta charset="utf-8">',
            '<meta charset="utf-8"><meta http-equiv="refresh" content="0; url=https://example.org">',
        ),
        ("html", '<meta charset="utf-8">', '<meta charset="utf-7">'),
        ("html", 'href="#s1"', 'href="https://example.org/"'),
        ("html", "Not legal advice.", '<span dir="rtl">Not legal advice.</span>'),
        ("html", "Not legal advice.", "<del>Not legal advice.</del>"),
        ("html", "37 days remain", "37 days re\u200bmain"),
        ("html", "37 days remain", "37 days re\u202emain"),
        ("html", "37 days remain", "37 days rem\u0430in"),  # a Cyrillic letter
        ("md", "37 days remain", "37 days rem\u0430in"),
        ("md", "37 days remain", "~~37 days remain~~"),
        ("md", "37 days remain", "[37 days remain](https://example.org)"),
        ("md", "37 days remain", "<del>37 days remain</del>"),
        ("md", "# Cuba", "![](https://example.org/x.png)\n\n# Cuba"),
        ("md", "## Sources", "[1–4]: https://example.org\n\n## Sources"),
        ("md", "1. **By", "4. **By"),
    ],
)
def test_tricks_of_a_form_that_show_something_else_are_named(form, old, new):
    text = paper(form).decode()
    assert old in text
    assert verdict(text.replace(old, new, 1).encode(), form).faults


PAGE = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("word/document.xml", "<w:r><w:t", "<w:r><w:rPr><w:vanish/></w:rPr><w:t"),
        ("word/document.xml", "<w:r><w:t", "<w:r><w:rPr><w:strike/></w:rPr><w:t"),
        ("word/document.xml", "<w:r><w:t", '<w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t'),
        ("word/document.xml", " TOC ", " INCLUDETEXT "),
        ("word/document.xml", " TOC ", ' HYPERLINK "https://example.org/" '),
        ("word/document.xml", "<w:r><w:t", '<w:r><w:rPr><w:color w:val="auto" w:themeColor="background1"/></w:rPr><w:t'),
        ("word/document.xml", "<w:r><w:t", '<w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t'),
        ("word/styles.xml", '<w:sz w:val="19"/>', '<w:sz w:val="1"/>'),
        ("word/numbering.xml", '<w:lvlText w:val="•"/>', '<w:lvlText w:val="• Not true:"/>'),
        ("word/document.xml", "</w:body>", f"<w:p>{PAGE}<w:r><w:t>Trust this.</w:t></w:r>{END}</w:p></w:body>"),
        ("word/document.xml", "</w:body>", f'<w:p><w:r><m:t xmlns:m="{MATHS}">Trust this.</m:t></w:r></w:p></w:body>'),
        ("word/_rels/document.xml.rels", 'Target="header1.xml"', 'Target="top.xml"'),
        ("word/_rels/document.xml.rels", 'Target="footnotes.xml"', 'Target="/word/notes.xml"'),
        ("_rels/.rels", 'Target="word/document.xml"', 'Target="word/other.xml"'),
        (
            "word/document.xml",
            "<w:r><w:t",
            '<w:ins w:id="900" w:author="x"><w:r><w:t xml:space="preserve">not </w:t></w:r></w:ins><w:r><w:t',
        ),
    ],
)
def test_tricks_of_word_are_named(name, old, new):
    text = part(paper("docx"), name)
    assert old in text
    assert verdict(with_part(paper("docx"), name, text.replace(old, new, 1)), "docx").faults


def test_a_second_text_in_a_word_file_under_the_same_name_is_refused():
    """To a word processor `word/Document.xml` is the same part: which one it shows, nobody can say."""
    with pytest.raises(UnreadableError, match="two of one name"):
        verdict(with_part(paper("docx"), "word/Document.xml", part(paper("docx"), "word/document.xml")), "docx")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"scn\nBT", b"scn 1 1 1 scn\nBT"),  # white on white
        (b"1 0 0 -1 0 0 Tm", b"1 0 0 -1 0 3000 Tm"),  # off the sheet
        (b"BT 0 Tr", b"/Span<</ActualText(not)>>BDC BT 0 Tr"),  # read as other words than those drawn
        (b"BT 0 Tr", b"/OC<</Type/OCG>>BDC BT 0 Tr"),  # in a layer that can be switched off
    ],
)
def test_words_of_a_pdf_that_an_eye_does_not_see_are_named(old, new):
    closed = b"ET EMC" if b"BDC" in new else b"ET"
    assert verdict(redrawn(paper("pdf"), lambda drawn: drawn.replace(old, new, 9).replace(b"ET", closed, 9)), "pdf").faults
    assert not verdict(redrawn(paper("pdf"), lambda drawn: drawn), "pdf").faults


def test_a_number_may_be_broken_at_the_end_of_a_line_of_a_pdf_and_not_within_one():
    piece = [Shown("a", "For 1937 days, until 2017.")]
    assert differences(piece, "For 19\n37 days, until 2017.", broken=True) == ()
    assert differences(piece, "For 19 37 days, until 2017.", broken=True)
    assert differences(piece, "For 1937 days, until 20 17.", broken=True)


@pytest.mark.parametrize("line", ["مجموعة العمل", "لجنة العمل 5 في الخرطوم (2)", "הוועדה המשותפת 2017", "कार्य समूह"])
def test_a_cover_line_in_another_script_holds_in_a_pdf_and_not_with_another_letter(line):
    content = paper("pdf", occasion=line)
    assert verdict(content, "pdf").faults == ()
    other = attachment(content).replace(line.encode(), line.replace(line[1], "x").encode())
    assert "cover line" in {fault.where for fault in verdict(attached(content, other), "pdf").faults}


def test_a_head_of_a_page_in_word_that_says_something_else_is_named():
    for name, old in (("header1", "For our own side only"), ("footer1", "22 February"), ("footer2", "22 February")):
        text = part(paper("docx"), f"word/{name}.xml")
        assert old in text
        assert verdict(with_part(paper("docx"), f"word/{name}.xml", text.replace(old, "For the public")), "docx").faults


def test_a_link_that_leads_elsewhere_is_named():
    name = "word/_rels/document.xml.rels"
    text = part(paper("docx"), name)
    other = re.sub(r'Target="http[^"]+"', 'Target="https://example.org/"', text, count=1)
    assert "https://example.org/" in [f.found for f in verdict(with_part(paper("docx"), name, other), "docx").faults]
    first, second = re.findall(r'Target="(http[^"]+)"', text)[:2]
    led_astray = with_part(paper("docx"), name, text.replace(f'"{first}"', f'"{second}"'))
    assert [f.expected for f in verdict(led_astray, "docx").faults] == [first]


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("docProps/core.xml", "<dc:title>Cuba", "<dc:title>Cuba, in Tier 1"),
        ("docProps/core.xml", "For our own side only", "For the public"),
        ("word/document.xml", "<w:hyperlink ", '<w:hyperlink w:tooltip="Cuba is in Tier 1" '),
        ("word/document.xml", "<wp:docPr ", '<wp:docPr title="Cuba is in Tier 1" '),
        ("word/document.xml", "<w:body>", '<w:background w:color="000000"/><w:body>'),
    ],
)
def test_what_a_word_file_says_beside_its_pages_is_compared(name, old, new):
    text = part(paper("docx"), name)
    assert old in text
    assert verdict(with_part(paper("docx"), name, text.replace(old, new, 1)), "docx").faults


def test_who_saved_a_word_file_last_is_no_part_of_the_paper():
    text = part(paper("docx"), "docProps/core.xml")
    named = re.sub(r"<cp:lastModifiedBy ?/?>(</cp:lastModifiedBy>)?", "<cp:lastModifiedBy>An editor</cp:lastModifiedBy>", text)
    assert named != text
    assert verdict(with_part(paper("docx"), "docProps/core.xml", named), "docx").faults == ()


def test_what_a_pdf_says_beside_its_pages_is_compared():
    def described(writer: PdfWriter) -> None:
        writer.add_metadata({"/Subject": "For the public."})

    def bookmarked(writer: PdfWriter) -> None:
        writer.add_outline_item(title="Cuba is in Tier 1", page_number=0)

    def redescribed(writer: PdfWriter) -> None:
        for thing in writer._objects:
            if isinstance(thing, DictionaryObject) and "/Alt" in thing:
                thing[NameObject("/Alt")] = TextStringObject("Cuba is in Tier 1.")

    for change in (described, bookmarked, redescribed):
        writer, out = PdfWriter(clone_from=io.BytesIO(paper("pdf"))), io.BytesIO()
        change(writer)
        writer.write(out)
        assert {fault.where for fault in verdict(out.getvalue(), "pdf").faults} == {"head, foot or properties"}
