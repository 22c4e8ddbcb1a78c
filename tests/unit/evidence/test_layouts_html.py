"""Pages of every era give their narratives, and nothing of what a site puts around them."""

from pathlib import Path

import pytest
import ways_back
from hypothesis import given
from hypothesis import strategies as st

from palermo.evidence.layouts import Unreadable, parts
from palermo.evidence.model import Part, Recommendation
from palermo.evidence.outline import sections_of
from palermo.evidence.page import levelled
from palermo.evidence.reader import read

PAGES = Path(__file__).parent.parent.parent / "fixtures" / "pages"
FILES = sorted(path.name for path in PAGES.iterdir() if path.suffix in (".htm", ".html"))


def opened(data: bytes | str, series: str = "tip_report", **more: object) -> tuple[Part, ...]:
    known = {"media_type": "text/html", "edition": None, "jurisdiction": None, **more}
    return parts(data.encode() if isinstance(data, str) else data, series=series, **known)  # type: ignore[arg-type]


def outline(part: Part) -> list[str]:
    return [section.name for section in sections_of(part.text, levelled(part.text.text))]


def words(data: str) -> str:
    return "\n\n".join(part.text.text for part in opened(data, "own_report"))


# Whole pages --------------------------------------------------------------------------------------------------------------------


def test_a_page_of_2001_gives_each_narrative_the_tier_of_its_group() -> None:
    found = opened((PAGES / "tip_2001_by_tier.htm").read_bytes())
    assert [(part.title, part.edition) for part in found] == [("Norvale", 2001), ("Sudmark", 2001), ("Ostria", 2001)]
    assert [read(part.text, None).placement.tier for part in found] == ["2", "2", "3"]
    assert "women – and a few men – who" in found[0].text.text  # Windows-1252, declared as Latin-1


def test_a_page_of_2005_is_cut_at_bold_headings_and_keeps_a_misspelt_section() -> None:
    norvale, ostria = opened((PAGES / "tip_2005_by_letter.htm").read_bytes())
    assert norvale.title == "NORVALE (TIER 2 - WATCH LIST)"
    assert outline(norvale) == outline(ostria) == ["narrative", "prosecution", "protection", "prevention"]
    assert "Victims were sometimes held" in norvale.text.text  # a soft hyphen inside
    assert "1,200–1,500\u0020persons a year — most" in norvale.text.text
    assert "fifth case" not in norvale.text.text  # the footnote
    assert read(norvale.text, None).placement.tier == "2WL"


def test_a_page_of_2013_has_recommendations_that_open_a_paragraph() -> None:
    (part,) = opened((PAGES / "tip_2013_numbered.htm").read_bytes(), jurisdiction="QMA")
    assert (part.jurisdiction, part.edition, part.title) == ("QMA", 2013, "NORVALE (Tier 2)")
    assert outline(part) == ["narrative", "recommendations", "prosecution", "protection", "prevention"]
    assert len([f for f in read(part.text, "QMA").findings if type(f).__name__ == "Recommendation"]) == 4


def test_a_page_of_2023_has_recommendations_in_a_list() -> None:
    (part,) = opened((PAGES / "tip_2023_named.html").read_bytes())
    assert outline(part) == ["narrative", "recommendations", "prosecution", "protection", "prevention", "profile"]
    asks = [f for f in read(part.text, None).findings if type(f).__name__ == "Recommendation"]
    assert [part.text.text[ask.start :][:12] for ask in asks] == ["Increase eff", "Amend the la", "Open shelter", "Stop employe"]
    assert "passports & other papers" in part.text.text


def test_the_bar_of_a_web_archive_is_no_part_of_a_narrative() -> None:
    whole = (PAGES / "tip_2013_numbered.htm").read_text(encoding="utf-8")
    bar = '<div id="wm-ipp-base" lang="en"><div id="wm-ipp"><p>8 captures. About this capture. Collected by: a team.</p></div></div>'
    framed = whole.replace('<div id="header">', f'{bar}<div id="header">')
    assert framed != whole
    assert [part.text.text for part in opened(framed)] == [part.text.text for part in opened(whole)]
    assert "captures" not in words(f"<html><body>{bar}<p>Norvale has no law.</p></body></html>")


LABOUR = """<html><body><main><h1>Norvale</h1><p>In 2022, little was done about work in quarries.</p>
<h2>Legal Framework for the Worst Forms of Child Labor</h2><p>The law sets no minimum age.</p>
<h2>Suggested Government Actions to Prevent Child Labor</h2>
<p>Based on the reporting above, suggested actions are named that would help children in Norvale (Table 11).</p>
<table><caption>Table 11. Suggested Government Actions to Prevent Child Labor</caption>
<tr><th>Area</th><th>Suggested Action</th><th>Year(s) Suggested</th></tr>
<tr><td rowspan="2"><strong>Legal Framework</strong></td><td>Raise the minimum age for work to 16.</td><td>2013 – 2022</td></tr>
<tr><td>Criminalize forced labor</td><td>2019 – 2022</td></tr>
<tr><td>Social Programs</td><td><p>Collect and publish data on child labor.</p></td><td>2022</td></tr></table>
<h2>References</h2><p>Norvale. Labour Code. Enacted: 1998.</p></main></body></html>"""


def test_of_the_table_of_suggested_actions_only_the_actions_are_recommendations() -> None:
    (part,) = opened(LABOUR, "sweat_and_toil")
    found = [f for f in read(part.text, None).findings if isinstance(f, Recommendation)]
    assert [part.text.text[f.start : f.end] for f in found] == [
        "Raise the minimum age for work to 16",
        "Criminalize forced labor",
        "Collect and publish data on child labor",
    ]
    assert "Suggested Actions: Social Programs" in part.text.text
    assert "The law sets no minimum age." in part.text.text
    assert "Labour Code" in part.text.text
    added = "Suggested Actions: "
    plain = type(part.text)(part.text.text.replace(added, " " * len(added)), part.text.stretches)
    ways_back.check(plain, ways_back.page(LABOUR.encode()))


def test_a_human_rights_report_keeps_the_headings_of_its_sections() -> None:
    (part,) = opened((PAGES / "hrr_2019_named.html").read_bytes(), "human_rights_report")
    assert (part.title, part.edition) == ("2019 Country Reports on Human Rights Practices: Sudmark", 2019)
    assert "Section 7. Worker Rights" in [part.text.text[h.start : h.end] for h in part.text.headings]


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_the_site_is_in_a_narrative(name: str) -> None:
    text = "".join(part.text.text for part in opened((PAGES / name).read_bytes()))
    lower = text.casefold()
    assert not any(
        phrase in lower
        for phrase in ("back to top", "manages this site", "privacy", "breadcrumb", "skip to", "newsroom", "mobile copy")
    )
    assert "\xa0" not in text
    assert "\xad" not in text


@pytest.mark.parametrize("name", FILES)
def test_every_character_of_a_page_leads_back_to_it(name: str) -> None:
    data = (PAGES / name).read_bytes()
    for part in opened(data):
        ways_back.check(part.text, ways_back.page(data))


# What may change around a narrative ------------------------------------------------------------------------------------------------

LINKS = st.lists(st.text("abc XYZ.,2014", min_size=1, max_size=30), min_size=1, max_size=30)
FURNITURE = (
    "<nav><ul>{}</ul></nav>",
    "<div class='site-menu'>{}</div>",
    "<footer><p>{}</p></footer>",
    "<div id=footer><table><tr><td>{}</table></div>",
    "<aside>{}</aside>",
    "<script>{}</script>",
    "<ul>{}</ul>",
    "<!-- {} -->",
)


@given(st.sampled_from(FILES), LINKS, st.sampled_from(FURNITURE), st.booleans())
def test_more_navigation_or_another_footer_does_not_change_the_text(name: str, labels: list[str], form: str, first: bool) -> None:
    data = (PAGES / name).read_bytes().decode("cp1252" if "2001" in name else "utf-8")
    added = form.format("".join(f"<li><a href='/x'>{label}</a></li>" for label in labels))
    start, end = data.index(">", data.index("<body")) + 1, data.rindex("</body>")
    changed = data[:start] + added + data[start:] if first else data[:end] + added + data[end:]
    before, after = opened(data), opened(changed)
    assert [part.text.sha256 for part in before] == [part.text.sha256 for part in after]
    assert [part.title for part in before] == [part.title for part in after]


# Single marks ------------------------------------------------------------------------------------------------------------------------

WORDS = st.text(st.sampled_from("ab é’\u00a0\u00ad\u200b\u202e<>&;#\"'=/!-?\n\t\0İß𝔸\ufeff1 "), max_size=40)
FRAGMENTS = st.one_of(
    WORDS,
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "<br>", "<li>", "<div>", "</div>", "&amp;", "&nbsp;", "&#8217;", "&#x200b;", "&notit;", "&bogus;",
         "&#0;", "&#150;", "&copy", "<table><tr><td>", "</table>", "<h2>", "</h2>", "<!-- x -->", "<!--", "<p class='a", "<a href=\"x\">",
         "</a>", "<script>if (a<b) {}</script>", "<nav>", "</nav>", "<sup>1</sup>", "<![CDATA[x]]>", "<?php ?>", "</", "<"]
    ),
)  # fmt: skip


@given(st.lists(FRAGMENTS, max_size=30))
def test_every_character_leads_back_whatever_a_page_holds(pieces: list[str]) -> None:
    data = ("<p>words " + "".join(pieces)).encode()
    try:
        found = opened(data, "own_report")
    except Unreadable:
        return
    for part in found:
        ways_back.check(part.text, ways_back.page(data))


def test_comments_scripts_and_hidden_words_are_not_read() -> None:
    assert (
        words(
            "<p>one<!-- two --> three<script>'<p>four'</script><span hidden>five</span><span style='display: none'>six</span></p>"
        )
        == "one three"
    )


def test_an_unclosed_tag_comment_or_quote_does_not_swallow_the_page() -> None:
    assert words("<p>one<p>two <b>three<p>four words of it") == "one\n\ntwo three\n\nfour words of it"
    assert "the rest" in words("<p>one <!-- never closed <p>the rest of it")
    assert "the rest" in words("<p>one</p><p class='x>two</p><p>the rest of it")


def test_a_page_that_is_bold_from_end_to_end_has_no_headings() -> None:
    (part,) = opened("<b>" + "<p>The government opened a shelter.</p>" * 5, "own_report")
    assert part.text.headings == ()


def test_nested_tables_are_read_in_order() -> None:
    assert words("<table><tr><td>one<table><tr><td>two<td>three</table>four</table>") == "one\n\ntwo\n\nthree\n\nfour"


def test_marks_of_direction_and_of_no_width_do_not_part_a_word() -> None:
    assert words("<p>traf\u200bfick\u202e\u202cing traf\u00adfick&shy;ing\0</p>") == "trafficking trafficking"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("<meta charset=utf-8><p>the caf\u00e9 of Norvale".encode("cp1252"), "the café of Norvale"),
        ("<meta charset=iso-8859-1><p>the caf\u00e9 of Norvale".encode(), "the café of Norvale"),
        ("<meta charset=windows-1251><p>\u043a\u0430\u0444\u0435".encode("cp1251"), "кафе"),
        (b"<meta charset=utf-7><p>+ADw-script", "+ADw-script"),
        ("\ufeff<p>the caf\u00e9".encode("utf-16-le"), "the café"),
        ("<p>the caf\u00e9".encode("utf-16-be"), "the café"),
    ],
)
def test_a_wrong_declaration_does_not_garble_the_text(data: bytes, expected: str) -> None:
    (part,) = opened(data, "own_report")
    assert part.text.text == expected


@pytest.mark.parametrize("depth", [100, 100_000])
def test_deep_nesting_is_read(depth: int) -> None:
    assert words("<div>" * depth + "<p>one word" + "</div>" * depth) == "one word"


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b"<p></p><br>", "no text"),
        (b"<html>" + b"<i>" * 700_000, "more than 600,000 tags"),
        (b"<p>" + b"a&amp;" * 1_100_000, "pieces"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 100 + b"\0" * 5_000, "binary"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        opened(data)


def test_the_library_knows_best_what_a_page_of_one_narrative_is() -> None:
    page = (
        "<h1>2019 Trafficking in Persons Report: Cuba</h1><p><b>CUBA: Tier 3</b></p><p>"
        + "The government opened no shelter. " * 9
    )
    assert [(p.jurisdiction, p.edition) for p in opened(page)] == [("CUB", 2019)]
    assert [(p.jurisdiction, p.edition) for p in opened(page, jurisdiction="QMA", edition=2018)] == [("QMA", 2018)]


def test_a_heading_without_a_tier_is_told_by_the_paragraph_under_it() -> None:
    page = "<p><b>CONGO, REPUBLIC OF THE</b></p><p>{}</p><p><b>Peru</b></p><p>Peru is a source {}</p>"
    body = "country of men who are made to work in mines and on farms far from home."
    assert [p.jurisdiction for p in opened(page.format("The Congo, Republic of the, is a source " + body, body))] == [
        "COG",
        "PER",
    ]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("CONGO, DEMOCRATIC REPUBLIC OF THE (Tier 3)", "COD"),
        ("KOREA, NORTH (Tier 3)", "PRK"),
        ("BURMA: Tier 3", "MMR"),
        ("Côte d’Ivoire (Tier 2)", "CIV"),
        ("ST. LUCIA (TIER 2 - WATCH LIST)", "LCA"),
        ("THE BAHAMAS: Tier 1", "BHS"),
        ("CHINA (INCLUDES TIBET, HONG KONG, AND MACAU) (Tier 3)", "CHN"),
        ("SOMALIA: Special Case", "SOM"),
    ],
)
def test_the_register_knows_a_place_by_its_heading(heading: str, code: str) -> None:
    (part,) = opened(f"<p>{heading}</p><p>" + "The government opened no shelter. " * 9)
    assert (part.jurisdiction, part.title) == (code, heading)


def test_a_sentence_that_ends_with_a_tier_is_no_heading() -> None:
    page = "<p>The Government of Peru did what it could, and yet it stays on Tier 2.</p><p>It should be on Tier 1</p>"
    assert len(opened(page)) == 1
