"""The pages of the law: whatever a paper or a page may cite of it leads to one."""

from urllib.parse import quote

from conftest import visitor
from palermo.record.opened import opened


def test_every_citation_of_the_law_leads_to_a_page_that_names_it(site, people):
    member = visitor(site, people, "member")
    with opened() as record:
        cited, version = sorted(record.law.cited), record.law.versions[-1].id
    assert len(cited) > 50
    named = {c: member.ask(f"/provision/{quote(c.replace(' ', '-'))}@{version}") for c in cited}
    assert {c: answer.status for c, answer in named.items() if answer.status != 200} == {}
    escaped = {c: c.replace("'", "&#x27;") for c in cited}
    assert [c for c, answer in named.items() if f"<h1>{escaped[c]}</h1>" not in answer.text] == []


def test_a_part_of_the_provisions_on_child_soldiers_shows_their_rules(site, people):
    page = visitor(site, people, "member").ask("/provision/22-USC-2370c-1@LV2023")
    assert "22 USC 2370c to 2370c-2" in page.text
