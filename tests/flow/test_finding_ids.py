"""Ids of findings: each finding has its own, and none hangs on where in a list or a text it stands."""

import datetime as dt
import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from palermo.cli.review import command
from palermo.errors import PalermoError, UserError
from palermo.evidence import review_log
from palermo.evidence.engines import engine
from palermo.evidence.reviews import Found, Review, Said, applied
from palermo.evidence.run import read_library
from palermo.library.store import writing
from palermo.library.versions import Version, versions
from palermo.record import joined
from palermo.record.build import build
from palermo.record.narratives import narratives, passages, read_findings
from palermo.record.opened import opened
from palermo.record.search.answer import search

sys.path.insert(0, str(Path(__file__).parent))
from texts import held

OPENING = "The Government of Cuba does not fully meet the minimum standards. Courts convicted 4 traffickers.\n\n"
PENALTIES = (
    "Article 9 of the penal code criminalizes trafficking and prescribes penalties of eight to 15 years' imprisonment for crimes "
    "against an adult victim, and of 12 to 20 years' imprisonment for crimes against a child victim."
)
LIST = "PRIORITIZED RECOMMENDATIONS:\n\n{first}Train the inspectors of labor in the east. Open a shelter for male victims. Fund it.\n"


@pytest.fixture
def home(record_home, tmp_path, monkeypatch):
    """A home with the record of what is bundled, and an empty library."""
    import shutil

    monkeypatch.setenv("PALERMO_HOME", str(tmp_path / "home"))
    shutil.copytree(record_home / "records", tmp_path / "home" / "records")


def found_in(text, kind, retrieved="2026-01-05T00:00:00+00:00"):
    """The findings of a kind in a text that was kept, read and joined."""
    with writing() as writer:
        writer.keep(text.encode(), held(text.encode(), series="tip_report", address="cuba.htm", retrieved_at=retrieved))
    with engine(workers=0) as running:
        read_library(running)
    build()
    with opened() as record:
        (one,) = narratives(record)
        return one, read_findings(record, one.key, kind), passages(record, one.key)


def review_of(one, finding, verdict="accept"):
    old = Said(finding.code, finding.value, dict(finding.details))
    return Review(
        "", "", "heron", verdict, finding.id, finding.kind, old, None, finding.passage, finding.quotation, finding.sentence,
        one.series, one.edition, one.jurisdiction, one.text_sha256, one.sha256, finding.start, finding.end, "record", finding.reader,
    )  # fmt: skip


def test_two_penalties_of_one_law_are_both_kept_and_have_ids_of_their_own(home):
    _, penalties, _ = found_in(OPENING + PENALTIES, "penalty")
    assert [(p.details["minimum"], p.details["maximum"]) for p in penalties] == [(96, 180), (144, 240)]
    assert len({p.id for p in penalties}) == 2


def test_a_penalty_that_a_person_adds_never_takes_the_place_of_another_one(home):
    one, penalties, clauses = found_in(OPENING + PENALTIES, "penalty")
    first, second = (as_read(p) for p in penalties)
    added = replace(review_of(one, penalties[1]), verdict="correct", old=None, new=second.said, finding="added by hand")
    done = applied((first,), clauses, (added,), added.subject)
    assert {(row.details["minimum"], row.status) for row in done.rows} == {(96, "unreviewed"), (144, "corrected")}


def as_read(finding):
    names = ("id", "kind", "code", "value", "start", "end", "details", "passage", "reader")
    return Found(*(getattr(finding, name) for name in names))


def test_equal_findings_in_one_sentence_are_two_and_the_first_keeps_its_id():
    alike = ("passage", "gap", "training_lacking", None, {})
    assert joined.finding_id(*alike) == joined.finding_id(*alike, 0)
    assert joined.finding_id(*alike) != joined.finding_id(*alike, 1)


def test_two_findings_with_one_id_stop_the_build_by_name(home, monkeypatch):
    monkeypatch.setattr(joined, "finding_id", lambda *_: "the same")
    with pytest.raises(PalermoError, match="have one id"):
        found_in(OPENING + PENALTIES, "penalty")


def test_a_recommendation_put_on_top_changes_no_id_and_leaves_an_accepted_one_accepted(home):
    one, before, _ = found_in(OPENING + LIST.format(first=""), "recommendation")
    assert len(before) == 3
    review_log.append(review_of(one, before[1]))
    first = "Publish the numbers of convictions for each province. "
    _, after, _ = found_in(OPENING + LIST.format(first=first), "recommendation", "2026-02-05T00:00:00+00:00")
    assert len(after) == 4
    assert [r.id for r in after[2:]] == [r.id for r in before[1:]]
    assert [r.status for r in after] == ["unreviewed", "unreviewed", "accepted", "unreviewed"]


def test_a_review_that_noted_the_number_of_a_recommendation_still_accepts_it(home):
    one, before, _ = found_in(OPENING + LIST.format(first=""), "recommendation")
    old = review_of(one, before[1])
    review_log.append(replace(old, old=Said("2", None, {**old.old.details})))
    _, after, _ = found_in(OPENING + LIST.format(first=""), "recommendation")
    assert [r.status for r in after] == ["unreviewed", "accepted", "unreviewed"]


# What `review list` shows of it on a day ----------------------------------------------------------------------------------------


def listed(*arguments):
    done = CliRunner().invoke(command, ["list", *arguments, "--format", "json"], catch_exceptions=False)
    return json.loads(done.output)


def test_a_review_of_an_edition_that_came_out_later_is_neither_shown_nor_called_unplaced(home):
    one, before, _ = found_in(OPENING, "figure")
    review_log.append(review_of(one, before[0]))
    review_log.append(
        replace(review_of(one, before[0]), finding="gone", passage="gone", quotation="fined four", sentence="Fined four.")
    )
    assert [r["quotation"] for r in listed()["unplaced"]] == ["fined four"]
    with opened() as record:
        day = narratives(record)[0].published
    assert day == "2024-06-24"
    assert [r["quotation"] for r in listed("--as-of", day)["unplaced"]] == ["fined four"]
    earlier = listed("--as-of", "2024-06-23")
    assert (earlier["findings"], earlier["unplaced"]) == ([], [])


def test_a_series_is_known_by_its_short_name_and_one_that_is_none_is_refused(home):
    found_in(OPENING, "figure")
    assert listed("--series", "tip")["findings"] == listed("--series", "tip_report")["findings"] != []
    with pytest.raises(UserError, match="'nope' is no series"):
        listed("--series", "nope")


# When a text shows ---------------------------------------------------------------------------------------------------------------


def test_a_page_that_changed_after_its_release_shows_from_the_day_on_which_it_was_captured(home):
    found_in(OPENING, "figure")
    found_in(OPENING.replace("4 traffickers", "9 traffickers"), "figure", "2026-02-05T00:00:00+00:00")
    with opened() as record:
        assert [n.published for n in narratives(record)] == ["2024-06-24", "2026-02-05"][-len(narratives(record)) :]
    with opened(dt.date(2024, 7, 1)) as record:
        assert [f.value for n in narratives(record) for f in read_findings(record, n.key, "figure")] == [4], "as it read then"
        assert search(record, "traffickers")[0].text.endswith("4 traffickers.")
    with opened(dt.date(2024, 6, 1)) as record:
        assert narratives(record) == ()
    for day in (dt.date(2026, 2, 5), dt.date(2026, 3, 1)):
        with opened(day) as record:
            assert [f.value for n in narratives(record) for f in read_findings(record, n.key, "figure")] == [9]


def test_a_page_that_was_only_repainted_is_one_version_and_a_wording_that_came_back_counts_from_its_last_time(home):
    found_in(OPENING, "figure")
    found_in(OPENING.replace("4 traffickers", "9 traffickers"), "figure", "2026-02-05T00:00:00+00:00")
    found_in(OPENING, "figure", "2026-03-05T00:00:00+00:00")
    known = [(v.since, v.until) for v in versions()]
    assert known == [("2026-02-05", "2026-03-05"), ("2026-03-05", None)]
    with opened() as record:
        assert [n.published for n in narratives(record)] == ["2026-03-05"]


@pytest.mark.parametrize(
    ("series", "edition", "day"),
    [("sweat_and_toil", 2020, "2021-09-29"), ("sweat_and_toil", 2021, None), ("human_rights_report", 2020, None)],
)
def test_the_day_of_an_edition_is_looked_up_where_a_table_has_it_and_no_day_is_made_up_elsewhere(series, edition, day):
    assert joined.published(Version(held(b"x", series=series), None, None), edition) == day
