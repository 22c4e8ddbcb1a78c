"""Data files and plain text: each kind gives its narratives, whose characters lead back to their value."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
import ways_back
from hypothesis import given
from hypothesis import strategies as st

from palermo.evidence.layouts import Unreadable, mapped, parts
from palermo.evidence.model import Part, Recommendation
from palermo.evidence.outline import sections_of
from palermo.evidence.page import levelled
from palermo.evidence.reader import read

PAGES = Path(__file__).parent.parent.parent / "fixtures" / "pages"


def opened(
    data: bytes | str, media_type: str = "application/json", series: str = "own_report", **more: object
) -> tuple[Part, ...]:
    known = {"edition": None, "jurisdiction": None, **more}
    return parts(data.encode() if isinstance(data, str) else data, media_type=media_type, series=series, **known)  # type: ignore[arg-type]


def outline(part: Part) -> list[str]:
    return [section.name for section in sections_of(part.text, levelled(part.text.text))]


def values(data: Any) -> dict[str, str]:
    """The strings of JSON data by their pointers, and their keys."""
    found: dict[str, str] = {}

    def walk(one: Any, path: str) -> None:
        pairs = one.items() if isinstance(one, dict) else enumerate(one) if isinstance(one, list) else ()
        for key, value in pairs:
            place = f"{path}/{str(key).replace('~', '~0').replace('/', '~1')}"
            found[f"key of {place}"] = str(key).replace("_", " ")
            walk(value, place)
        if isinstance(one, str):
            found[path] = one

    walk(data, "")
    return found


# JSON ---------------------------------------------------------------------------------------------------------------------------


def test_the_factbook_gives_its_field_with_its_labels_and_the_name_of_the_place() -> None:
    data = (PAGES / "factbook.json").read_bytes()
    (part,) = opened(data, series="factbook_tip")
    assert part.title == "Norvale"
    assert outline(part) == ["profile", "rating"]
    assert read(part.text, None).placement.tier == "2WL"
    assert "settled late" not in part.text.text
    assert opened(data.replace(b'"Norvale"', b'"Burma"'), series="factbook_tip")[0].jurisdiction == "MMR"


def test_sections_of_the_human_rights_reports_become_headings_once_each() -> None:
    (part,) = opened((PAGES / "hrr_sections.json").read_bytes(), series="human_rights_report")
    headings = [(part.text.text[h.start : h.end], h.level) for h in part.text.headings]
    assert headings == [
        ("Executive Summary", 3),
        ("Section 7. Worker Rights", 3),
        ("b. Prohibition of Forced or Compulsory Labor", 4),
        ("c. Child Labor", 4),
    ]
    assert part.edition == 2023


def test_suggested_actions_are_recommendations_under_their_areas() -> None:
    norvale, sudmark = opened((PAGES / "sweat_and_toil.json").read_bytes(), series="sweat_and_toil")
    assert (norvale.title, norvale.edition, sudmark.title) == ("Norvale", 2022, "Sudmark")
    assert outline(norvale) == ["narrative", "recommendations", "recommendations"]
    assert "Suggested Actions: Legal Framework\n\nRaise the minimum age" in norvale.text.text


def asked(part: Part) -> list[str]:
    """The recommendations that are found in a part."""
    return [part.text.text[f.start : f.end] for f in read(part.text, None).findings if isinstance(f, Recommendation)]


def test_only_suggested_actions_are_recommendations_and_neither_their_areas_nor_what_is_told_of_those() -> None:
    told = {"Legal_Framework": "The law of 2009 sets no minimum age for work in quarries.", "Webpage": "https://example.org/a/b"}
    actions = {
        "Legal_Framework": {"Description": "Gaps were found in the law on quarries.", "Action": {"Name": "Raise the age to 16."}},
        "Enforcement": {"Action": [{"Name": "Hire inspectors.", "Year": "2019, 2020"}, {"Name": "Publish their number."}]},
        "Coordination": ["Set up a body that meets each month."],
        "Social_Programs": "",
    }
    data = {
        "Countries": {
            "Country": [{"Name": "Norvale", "Suggested_Actions": actions, "Description": "In 2022 little was done.", **told}]
        }
    }
    (part,) = opened(json.dumps(data), series="sweat_and_toil")
    assert asked(part) == [
        "Raise the age to 16",
        "Hire inspectors",
        "Publish their number",
        "Set up a body that meets each month",
    ]
    before, _, after = part.text.text.partition("Suggested Actions")
    assert "Gaps were found" in before
    assert "sets no minimum age" in before
    assert "In 2022 little was done." in before
    assert "example.org" not in part.text.text
    assert "2019" not in after
    ways_back.check(_without_colons(part), values(data))


def test_a_country_to_which_nothing_is_suggested_is_told_of_all_the_same() -> None:
    data = [{"Name": "Norvale", "Description": "In 2022 nothing was amiss there.", "Suggested_Actions": None}]
    (part,) = opened(json.dumps(data), series="sweat_and_toil")
    assert (part.text.text, asked(part)) == ("In 2022 nothing was amiss there.", [])
    with pytest.raises(Unreadable, match="without prose"):
        opened('[{"Name": "Norvale", "Suggested_Actions": null}]', series="sweat_and_toil")


@pytest.mark.parametrize(
    ("column", "series", "title", "recommends"),
    [
        ("action", "sweat_and_toil", "", True),
        ("text", "sweat_and_toil", "Suggested actions 2019", True),
        ("description", "sweat_and_toil", "Assessments", False),
        ("text", "sweat_and_toil", "Assessments", False),
        ("text", "upr", "", True),
    ],
)
def test_rows_are_recommendations_where_their_table_holds_those(column: str, series: str, title: str, recommends: bool) -> None:
    table = f"country,area,{column}\nNorvale,Enforcement,Hire inspectors for the quarries.\n"
    (part,) = opened(table, "text/csv", series, title=title)
    assert asked(part) == (["Hire inspectors for the quarries"] if recommends else [])


def test_findings_in_xml_are_read_as_the_same_data_in_json() -> None:
    countries = (PAGES / "sweat_and_toil.xml").read_bytes()
    norvale, sudmark = opened(countries, "application/xml", "sweat_and_toil", edition=2019)
    assert (norvale.title, sudmark.title, norvale.edition) == ("Norvale", "Sudmark", 2019)
    assert asked(norvale) == ["Raise the minimum age for work to 16 & enforce it", "Hire inspectors for the quarries"]
    assert asked(sudmark) == ["Set up a body that coordinates the ministries"]
    place = {stretch.place for stretch in sudmark.text.stretches}
    assert "/Country/1/Suggested_Actions/Coordination/Action/Name" in place


@pytest.mark.parametrize(
    "data",
    [
        b"<?xml version='1.0'?><Countries><Country>",
        b"<?xml version='1.0'?><Countries><Country><Name>Norvale</Name></Country></Countries>",
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><b>&x;</b></a>',
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "' + b"xyz " * 5_000 + b'">]><a>' + b"<b>&x;</b>" * 5_000 + b"</a>",
        b"<?xml version='1.0'?>" + b"<a>" * 100_000,
    ],
)
def test_xml_that_is_broken_or_hostile_is_refused_and_loads_nothing(data: bytes) -> None:
    with pytest.raises(Unreadable):
        opened(data, "application/xml", "sweat_and_toil")


@pytest.mark.parametrize("name", ["factbook.json", "hrr_sections.json", "sweat_and_toil.json"])
def test_every_character_of_a_json_file_leads_back_to_its_value(name: str) -> None:
    data = (PAGES / name).read_bytes()
    for part in opened(data):
        ways_back.check(_without_colons(part), values(json.loads(data)))


def _without_colons(part: Part) -> Any:
    """The text with blanks for the colons that follow a label: they are added."""
    covered = bytearray(len(part.text.text))
    for stretch in part.text.stretches:
        covered[stretch.start : stretch.end] = b"\1" * (stretch.end - stretch.start)
    text = "".join(c if inside else " " for c, inside in zip(part.text.text, covered, strict=True))
    return type(part.text)(text, part.text.stretches)


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.text(max_size=60)
        | st.just("The government opened a shelter & a <b>house</b>."),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
        max_leaves=12,
    )
)
def test_any_json_is_read_or_refused(data: Any) -> None:
    try:
        found = opened(json.dumps(data))
    except Unreadable:
        return
    for part in found:
        ways_back.check(_without_colons(part), values(data))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("{", "no JSON"),
        ('{"a": 1}', "without prose"),
        ("[" * 100_000 + "]" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "nested too deeply"),
        ('{"n": ' + "9" * 5_000 + "}", "no JSON"),
        ("[" + "[]," * 4_100_000 + "1]", "values"),
        ('{"Transnational Issues": {"Trafficking in persons": {}}}', "is empty"),
        ('{"blocks": [{"text": 5}]}', "no text"),
    ],
)
def test_json_that_cannot_be_read_is_refused_with_a_reason(data: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        opened(data)


@pytest.mark.parametrize(
    ("said", "edition"), [(2019, 2019), ("2019", 2019), ("²", None), ("9" * 40, None), (True, None), (10**9, None)]
)
def test_the_year_of_a_file_is_four_digits_or_none(said: object, edition: int | None) -> None:
    blocks = [{"section": "A", "subsection": "", "text": "The government convicted three men."}]
    for data in (
        {"year": said, "blocks": blocks},
        {"name": "Norvale", "year": said, "suggested_actions": {"law": ["Adopt one."]}},
    ):
        (part,) = opened(json.dumps(data))
        assert part.edition == edition


def test_a_lone_surrogate_is_replaced() -> None:
    (part,) = opened('{"text": "a shelter \\ud800 was opened there"}')
    assert part.text.text == "a shelter \ufffd was opened there"


# Rows ---------------------------------------------------------------------------------------------------------------------------


def test_rows_of_the_review_are_recommendations_by_state_and_year_with_its_longer_answers() -> None:
    norvale, sudmark = opened((PAGES / "upr.csv").read_bytes(), "text/csv", "upr")
    assert [(p.title, p.edition) for p in (norvale, sudmark)] == [("Norvale", 2018), ("Sudmark", 2019)]
    assert outline(norvale) == ["recommendations", "other"]
    assert 'covers "all forms" of exploitation' in norvale.text.text
    assert "Supported" not in norvale.text.text
    assert norvale.text.text.endswith("when the budget is drawn up.")


def test_every_character_of_a_table_leads_back_to_its_cell() -> None:
    data = (PAGES / "upr.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(data)))
    places = {f"row {number}/{key}": value for number, row in enumerate(rows, start=2) for key, value in row.items()}
    places |= {f"key of {place}": place.partition("/")[2] for place in places}
    for part in opened(data, "text/csv", "upr"):
        ways_back.check(part.text, places)


def test_lines_of_json_are_rows_too() -> None:
    data = (PAGES / "comments.jsonl").read_bytes()
    found = opened(data, "application/jsonl", "ilo_comments")
    assert [(p.jurisdiction, p.edition) for p in found] == [("QMA", 2019), ("QMB", 2019)]
    assert [p.text for p in opened(data, "application/json", "ilo_comments")] == [p.text for p in found]
    lines = data.decode().splitlines()
    ways_back.check(found[1].text, {"line 2/text": json.loads(lines[1])["text"]})


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("a,b\n1,2\n", "without a column of text"),
        ("text,b\n,2\n", "is empty"),
        ("text\n", "without a column of text"),
        ("iso3,text\n" + "QMA,words\n" * 200_001, "more than 200,000 rows"),
        ("\0" * 20, "binary"),
    ],
)
def test_a_table_that_cannot_be_read_is_refused_with_a_reason(data: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        opened(data, "text/csv")


# Text ---------------------------------------------------------------------------------------------------------------------------


def test_an_own_report_as_text_has_its_numbered_sections() -> None:
    data = (PAGES / "own_report.txt").read_bytes()
    (part,) = opened(data, "text/plain")
    assert outline(part) == ["narrative", "prosecution", "protection", "prevention", "recommendations"]
    assert "page 2" not in part.text.text
    ways_back.check(part.text, ways_back.page(data))


def test_text_of_several_narratives_is_cut_at_their_headings() -> None:
    data = (PAGES / "tip_plain.txt").read_bytes()
    norvale, sudmark = opened(data, "text/plain", "tip_report")
    assert [norvale.title, sudmark.title] == ["NORVALE (Tier 2)", "SUDMARK: Tier 3"]
    assert outline(norvale) == ["narrative", "recommendations", "prosecution"]
    assert outline(sudmark) == ["narrative", "prosecution", "protection"]
    assert "abroad, and for women who are\nexploited in bars" in norvale.text.text


@given(st.text(st.sampled_from("ab. \n\r\t\0\x0c\xa0\xad\u2028\u200b\ufeff𝔸İ:*•1)"), max_size=200))
def test_every_character_of_a_text_leads_back_to_it(text: str) -> None:
    data = ("words " + text).encode()
    try:
        found = opened(data, "text/plain")
    except Unreadable:
        return
    for part in found:
        ways_back.check(part.text, ways_back.page(data))


def test_more_text_than_is_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mapped, "MOST_TEXT", 1_000)
    with pytest.raises(Unreadable, match="more than 1,000 characters"):
        opened("a b " * 300, "text/plain")


@pytest.mark.parametrize(
    ("data", "media_type", "why"),
    [
        (bytes(range(160, 256)) * 50, "text/plain", "binary"),
        (b"\x1f\x8b\x08" + b"words " * 50, None, "packed with gzip: unpack it"),
        (b"PK\x03\x04....", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "save it as CSV"),
        (b"GIF89a", "image/gif", "image/gif, which is not read"),
        (b" \n\t", "text/plain", "empty"),
        (b"--- *** ---", "text/plain", "no text"),
        (b"a" * 61_000_000, "text/plain", "larger than 60 MB"),
        (b"a  " * 8_000_000, "text/plain", "pieces"),
    ],
)
def test_other_things_are_refused_with_a_reason(data: bytes, media_type: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        opened(data, media_type)
