"""Reviews: what a person said of a finding wins, survives a new page and a new reader, and never moves to another subject."""

import hashlib
import itertools
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.evidence import review_log
from palermo.evidence.reviews import Applied, Found, Review, Said, applied, by_subject, matched

SUBJECT = ("tip_report", 2024, "QXA")
SENTENCES = (
    "The government of Qexland opened a shelter in the port of Ama.",
    "Police fined women found in the market for lacking permits, although some were victims.",
    "Courts convicted 12 traffickers and 7 accomplices under the new law.",
    "The ministry did not train its labour inspectors during the year.",
    "Recruiters kept the passports of workers on the northern plantations.",
)


@dataclass(frozen=True)
class Clause:
    id: str
    start: int
    end: int
    text: str


def page(*sentences: str, before: str = "") -> tuple[Clause, ...]:
    """Passages as a record cuts them; `before` moves all of them."""
    found, at = [], len(before)
    for text in sentences:
        found.append(Clause(hashlib.sha256(text.encode()).hexdigest()[:16], at, at + len(text), text))
        at += len(text) + 1
    return tuple(found)


def finding(passages: tuple[Clause, ...], kind: str, code: str, words: str, value: int | None = None, **details: object) -> Found:
    clause = next(c for c in passages if words in c.text)
    start = clause.start + clause.text.index(words)
    name = hashlib.sha256(f"{clause.id}|{kind}|{code}|{value}".encode()).hexdigest()[:16]
    return Found(name, kind, code, value, start, start + len(words), details, clause.id, "reader/1")


def review(passages: tuple[Clause, ...], of: Found, verdict: Any, new: Said | None = None, number: int = 1) -> Review:
    clause = next(c for c in passages if c.id == of.passage)
    words = clause.text[of.start - clause.start : of.end - clause.start]
    series, edition, place = SUBJECT
    return Review(
        id=f"review-{number}", at=f"2026-11-24T10:00:{number:02}Z", by="heron", verdict=verdict, finding=of.id, kind=of.kind,
        old=of.said, new=new, passage=of.passage, quotation=words, sentence=clause.text, series=series, edition=edition,
        jurisdiction=place, text_sha256="aa", document="bb", start=of.start, end=of.end, record="cc", reader=of.reader,
    )  # fmt: skip


PAGE = page(*SENTENCES)
FINED = finding(PAGE, "gap", "victims_penalized", "fined women found in the market")
TWELVE = finding(PAGE, "figure", "convictions", "convicted 12 traffickers", 12, qualifier="exact")
SEVEN = finding(PAGE, "figure", "convictions", "7 accomplices", 7, qualifier="exact")
TRAIN = finding(PAGE, "gap", "resources_lacking", "did not train its labour inspectors")
SHELTER = finding(PAGE, "action", "victim_services", "opened a shelter in the port of Ama")
READ = (SHELTER, FINED, TWELVE, SEVEN, TRAIN)
WEAK = Said("identification_weak")


def standing(done: Applied) -> dict[str, tuple[str, int | None, str]]:
    return {row.id: (row.code, row.value, row.status) for row in done.rows}


def test_without_reviews_the_findings_are_as_read() -> None:
    assert applied(READ, PAGE, (), SUBJECT).rows == READ


def test_an_accepted_finding_is_marked_and_says_nothing_of_the_person() -> None:
    done = applied(READ, PAGE, (review(PAGE, FINED, "accept"),), SUBJECT)
    row = next(r for r in done.rows if r.id == FINED.id)
    assert (row.status, row.said) == ("accepted", FINED.said)
    assert "heron" not in json.dumps(dict(row.reviewed or {}))
    assert standing(done)[TRAIN.id] == ("resources_lacking", None, "unreviewed")


def test_a_correction_stands_in_place_of_the_reader_and_keeps_what_it_found_beside_it() -> None:
    done = applied(READ, PAGE, (review(PAGE, TWELVE, "correct", Said("convictions", 12, {"qualifier": "at_least"})),), SUBJECT)
    row = next(r for r in done.rows if r.id == TWELVE.id)
    assert (row.status, row.details["qualifier"]) == ("corrected", "at_least")
    assert row.reviewed is not None
    assert row.reviewed["old"] == asdict(TWELVE.said)


def test_a_rejected_finding_stays_to_be_seen_as_rejected() -> None:
    done = applied(READ, PAGE, (review(PAGE, SEVEN, "reject"),), SUBJECT)
    assert standing(done)[SEVEN.id] == ("convictions", 7, "rejected")
    assert standing(done)[TWELVE.id] == ("convictions", 12, "unreviewed")


def test_a_correction_stays_when_a_new_reader_no_longer_makes_the_finding() -> None:
    done = applied((TRAIN,), PAGE, (review(PAGE, FINED, "correct", WEAK),), SUBJECT)
    row = next(r for r in done.rows if r.id == FINED.id)
    assert (row.code, row.status, row.start, row.end) == ("identification_weak", "corrected", FINED.start, FINED.end)


def test_what_a_person_accepted_stays_when_a_new_reader_no_longer_makes_it() -> None:
    done = applied((TRAIN,), PAGE, (review(PAGE, TWELVE, "accept"),), SUBJECT)
    assert standing(done)[TWELVE.id] == ("convictions", 12, "accepted")


def test_what_a_person_accepted_wins_over_another_value_of_the_same_words() -> None:
    restated = replace(TWELVE, id="other", value=1, reader="reader/2")
    done = applied((restated, SEVEN), PAGE, (review(PAGE, TWELVE, "accept"),), SUBJECT)
    assert standing(done) == {"other": ("convictions", 12, "corrected"), SEVEN.id: ("convictions", 7, "unreviewed")}


def test_a_rejection_stays_when_a_new_reader_adds_a_particular_but_not_when_it_turns_the_finding_round() -> None:
    kept = finding(PAGE, "flow", "QXB", "passports of workers", direction="in")
    rejected = (review(PAGE, kept, "reject"),)
    fuller = replace(kept, id="fuller", details={"direction": "in", "form": "labour"})
    turned = replace(kept, id="turned", details={"direction": "out"})
    assert standing(applied((fuller,), PAGE, rejected, SUBJECT))["fuller"][2] == "rejected"
    assert standing(applied((turned,), PAGE, rejected, SUBJECT))["turned"][2] == "unreviewed"


def test_a_tier_that_a_person_confirmed_takes_the_place_of_another_one_read_from_the_same_words() -> None:
    tier = finding(PAGE, "placement", "2", "opened a shelter in the port")
    other = replace(tier, id="other", code="2WL")
    assert standing(applied((other,), PAGE, (review(PAGE, tier, "accept"),), SUBJECT)) == {"other": ("2", None, "corrected")}


def test_an_accepted_figure_never_takes_the_place_of_another_one_in_its_sentence() -> None:
    done = applied((TWELVE,), PAGE, (review(PAGE, SEVEN, "accept"),), SUBJECT)
    assert standing(done) == {TWELVE.id: ("convictions", 12, "unreviewed"), SEVEN.id: ("convictions", 7, "accepted")}


def test_where_the_reader_has_learnt_the_correction_its_finding_is_accepted_and_the_old_one_rejected() -> None:
    learnt = finding(PAGE, "gap", "identification_weak", "fined women found in the market")
    correction = review(PAGE, FINED, "correct", WEAK)
    assert standing(applied((learnt,), PAGE, (correction,), SUBJECT)) == {learnt.id: ("identification_weak", None, "accepted")}
    both = standing(applied((FINED, learnt), PAGE, (correction,), SUBJECT))
    assert both == {
        FINED.id: ("victims_penalized", None, "rejected"),
        learnt.id: ("identification_weak", None, "accepted"),
    }


def test_a_finding_that_the_reader_missed_can_be_added_where_its_words_stand() -> None:
    missed = finding(PAGE, "gap", "recruitment_unregulated", "kept the passports of workers")
    added = replace(review(PAGE, missed, "correct", missed.said), old=None)
    assert standing(applied(READ, PAGE, (added,), SUBJECT))[missed.id] == ("recruitment_unregulated", None, "corrected")
    assert standing(applied((*READ, missed), PAGE, (added,), SUBJECT))[missed.id][2] == "accepted"


# A page that changed, a reader that cuts otherwise ----------------------------------------------------------------------------


def test_a_changed_footer_and_moved_offsets_lose_no_review() -> None:
    moved = page(*SENTENCES, "Updated last on a Tuesday.", before="Home > Reports > Qexland ")
    read = (finding(moved, "gap", "victims_penalized", "fined women found in the market"),)
    done = applied(read, moved, (review(PAGE, FINED, "reject"), review(PAGE, TWELVE, "accept", number=2)), SUBJECT)
    assert standing(done)[read[0].id][2] == "rejected"
    twelve = next(r for r in done.rows if r.id == TWELVE.id)
    assert (twelve.start, twelve.status) == (TWELVE.start + 25, "accepted")
    assert done.unplaced == ()


@pytest.mark.parametrize(
    ("sentence", "found_by"),
    [
        ("Police  fined women, found in the market for lacking “permits”, although some were victims.", "quotation"),
        ("In the capital, police fined women found at the market for lacking permits; some of them were victims.", "likeness"),
    ],
)
def test_a_sentence_set_or_worded_a_little_otherwise_is_found_again(sentence: str, found_by: str) -> None:
    changed = page(SENTENCES[0], sentence, *SENTENCES[2:])
    ((_, place),) = matched((review(PAGE, FINED, "accept"),), changed)
    assert place is not None
    assert (place.passage, place.found_by) == (changed[1].id, found_by)
    assert "women" in sentence[place.start - changed[1].start : place.end - changed[1].start]


def test_a_quotation_that_another_reader_has_cut_in_two_is_found_in_the_larger_part() -> None:
    cut = page("Police fined", "women found in the market for lacking permits, although some were victims.")
    ((_, place),) = matched((review(PAGE, FINED, "accept"),), cut)
    assert place is not None
    assert (place.passage, place.start) == (cut[1].id, cut[1].start)


@pytest.mark.parametrize(
    ("of", "sentence"),
    [
        (TWELVE, "Courts convicted 13 traffickers and 7 accomplices under the new law."),
        (TRAIN, "The ministry did train its labour inspectors during the year."),
        (SHELTER, "The government closed its only shelter."),
    ],
    ids=["another number", "no denial", "other words"],
)
def test_words_that_say_something_else_are_not_taken_for_those_that_were_reviewed(of: Found, sentence: str) -> None:
    own = next(clause for clause in PAGE if clause.id == of.passage)
    changed = page(*(sentence if clause is own else clause.text for clause in PAGE))
    done = applied((), changed, (review(PAGE, of, "accept"),), SUBJECT)
    assert [r.finding for r in done.unplaced] == [of.id]
    assert done.rows == ()


def test_a_few_words_are_not_taken_from_a_sentence_about_something_else() -> None:
    changed = page("A private league praised 7 accomplices of the mayor for their singing.", SENTENCES[0])
    ((_, place),) = matched((review(PAGE, SEVEN, "accept"),), changed)
    assert place is None


# Properties -------------------------------------------------------------------------------------------------------------------

_VERDICTS = st.sampled_from(["accept", "reject", "correct"])
_SOME = st.lists(st.tuples(st.sampled_from(READ), _VERDICTS), max_size=8)


def made(choices: list[tuple[Found, str]]) -> list[Review]:
    news = {"gap": Said("identification_weak"), "figure": Said("prosecutions", 3), "action": Said("funding")}
    return [
        review(PAGE, of, verdict, news[of.kind] if verdict == "correct" else None, number)
        for number, (of, verdict) in enumerate(choices)
    ]


@given(_SOME)
def test_applying_twice_is_applying_once(choices: list[tuple[Found, str]]) -> None:
    reviews = made(choices)
    once = applied(READ, PAGE, reviews, SUBJECT)
    assert applied(once.rows, PAGE, reviews, SUBJECT) == once
    assert applied(once.rows, PAGE, (), SUBJECT).rows == tuple(sorted(READ, key=lambda r: (r.start, r.end, r.kind, r.id)))


@given(st.lists(_VERDICTS, min_size=len(READ), max_size=len(READ)), st.permutations(range(len(READ))))
def test_the_order_of_reviews_of_different_findings_does_not_matter(verdicts: list[str], order: list[int]) -> None:
    reviews = made(list(zip(READ, verdicts, strict=True)))
    assert applied(READ, PAGE, [reviews[i] for i in order], SUBJECT).rows == applied(READ, PAGE, reviews, SUBJECT).rows


@given(st.lists(_VERDICTS, min_size=1, max_size=5))
def test_the_latest_review_of_a_finding_wins(verdicts: list[str]) -> None:
    status = {"accept": "accepted", "reject": "rejected", "correct": "corrected"}[verdicts[-1]]
    done = applied(READ, PAGE, made([(FINED, verdict) for verdict in verdicts]), SUBJECT)
    assert standing(done)[FINED.id][2] == status


@given(
    _SOME,
    st.sampled_from([("tip_report", 2024, "QXB"), ("tip_report", 2023, "QXA"), ("upr", 2024, "QXA"), ("tip_report", None, None)]),
)
def test_a_review_never_moves_to_another_series_edition_or_country(choices, subject) -> None:  # type: ignore[no-untyped-def]
    done = applied(READ, PAGE, made(choices), subject)
    assert done == Applied(READ, frozenset(), ())
    assert set(by_subject(made(choices))) <= {SUBJECT}


@given(_SOME)
def test_a_review_never_changes_a_finding_of_another_kind(choices: list[tuple[Found, str]]) -> None:
    words = SENTENCES[1]
    twin = finding(PAGE, "ground", "victims_penalized", words)
    done = applied((*READ, twin), PAGE, made(choices), SUBJECT)
    assert next(row for row in done.rows if row.id == twin.id) == twin


# The log ----------------------------------------------------------------------------------------------------------------------


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    return tmp_path / "reviews" / "findings.jsonl"


def test_a_review_comes_back_from_the_log_as_it_was_written(log: Path) -> None:
    written = [review_log.append(r) for r in made([(FINED, "accept"), (TWELVE, "correct"), (TRAIN, "reject")])]
    assert review_log.read() == review_log.Log(tuple(written), None)
    assert len(log.read_bytes().splitlines()) == 3
    assert len({r.id for r in written}) == 3


def test_a_torn_last_line_is_named_counts_for_nothing_and_is_cut_off_by_the_next_review(log: Path) -> None:
    first, second = (review_log.append(r) for r in made([(FINED, "accept"), (TWELVE, "reject")]))
    whole = log.read_bytes()
    last = len(whole.splitlines()[1])
    for cut in (2, 40, last - 1):
        log.write_bytes(whole[:-cut])
        found = review_log.read()
        assert found.reviews == (first,)
        assert "line 2" in (found.torn or "")
    third = review_log.append(made([(TRAIN, "reject")])[0])
    assert review_log.read() == review_log.Log((first, third), None)
    log.write_bytes(log.read_bytes()[:-1])  # only the line feed is missing
    assert review_log.read().reviews == (first, third)
    review_log.append(second)
    assert len(review_log.read().reviews) == 3


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda line: line[:40], "no review"),
        (lambda line: line.replace("victims_penalized", "victims_compelled"), "not what was written"),
        (lambda line: line.replace('"accept"', '"maybe"'), "no verdict"),
        (lambda line: "[]", "no review"),
    ],
)
def test_a_corrupt_line_is_named_and_never_skipped(log: Path, damage, said: str) -> None:  # type: ignore[no-untyped-def]
    for one in made([(FINED, "accept"), (FINED, "accept"), (TRAIN, "reject")]):
        review_log.append(one)
    lines = log.read_text().splitlines()
    lines[1] = damage(lines[1])
    log.write_text("\n".join(lines) + "\n")
    with pytest.raises(UserError, match=rf"line 2: .*{said}"):
        review_log.read()
    with pytest.raises(UserError, match="line 2"):
        review_log.append(made([(TRAIN, "accept")])[0])


def test_a_name_or_remark_can_be_blanked_for_good(log: Path) -> None:
    review_log.append(replace(made([(FINED, "reject")])[0], note="said by the heron"))
    log.write_text(log.read_text().replace("said by the heron", "").replace("heron", ""))
    assert [(r.by, r.note) for r in review_log.read().reviews] == [("", "")]


@pytest.mark.parametrize(
    "note",
    ["ask Ms. Qexa about it", "write to a@b.example", "passport QX 1234567", "call +53 7 123 4567", "born in 1990, she said"],
)
def test_a_note_with_personal_details_is_refused(log: Path, note: str) -> None:
    with pytest.raises(UserError, match="victim"):
        review_log.append(replace(made([(FINED, "reject")])[0], note=note))
    assert not log.exists()


def test_a_note_about_the_law_is_no_personal_detail() -> None:
    assert review_log.personal_details("Article 175 of Law 137-03 (2003-2004); the edition of 2016 says 12 to 15 years.") is None


def test_the_words_of_an_erased_document_go_and_a_line_with_the_day_stays(log: Path) -> None:
    kept = review_log.append(replace(made([(TRAIN, "reject")])[0], document="dd"))
    review_log.append(made([(FINED, "accept")])[0])
    assert review_log.forget("bb") == 1
    assert review_log.read().reviews == (kept,)
    assert "market" not in log.read_text()
    assert '"erased"' in log.read_text()
    assert review_log.forget("bb") == 0


def test_the_words_of_an_erased_document_go_from_spoilt_lines_too_and_other_lines_stay(log: Path) -> None:
    review_log.append(made([(FINED, "accept")])[0])
    kept = review_log.append(replace(made([(TRAIN, "reject")])[0], document="dd"))
    first, second = log.read_bytes().splitlines(keepends=True)
    spoilt = first.replace(b"accept", b"agreed")
    log.write_bytes(spoilt + second + b"{not a review}\n" + first[: len(first) // 2])
    assert review_log.forget("bb") == 1
    assert "market" not in log.read_text()
    assert log.read_bytes().endswith(second + b"{not a review}\n")
    assert "line 3" in (review_log.spoilt() or "")
    log.write_bytes(log.read_bytes().replace(b"{not a review}\n", b""))
    assert review_log.spoilt() is None
    assert review_log.read().reviews == (kept,)


@pytest.mark.parametrize(
    "line", ['{"erased" : junk', '{"erased": "2026-01-01", "document": "market words"}', '{"erased": 5, "document": 6}']
)
def test_only_what_an_erasure_writes_is_taken_for_its_sign(log: Path, line: str) -> None:
    review_log.append(made([(FINED, "accept")])[0])
    log.write_text(log.read_text() + line + "\n")
    with pytest.raises(UserError, match="line 2"):
        review_log.read()


def test_lines_that_were_put_in_another_order_are_noticed_for_the_latest_review_wins(log: Path) -> None:
    for one in made([(FINED, "accept"), (FINED, "reject")]):
        review_log.append(one)
    log.write_bytes(b"".join(reversed(log.read_bytes().splitlines(keepends=True))))
    with pytest.raises(UserError, match="line 2: it stands below a later review"):
        review_log.read()


@pytest.mark.parametrize("by", ["", " ", "a\nb", "a\x1b[2J", "a\u202eb"])
def test_a_name_is_one_line_that_can_be_read(log: Path, by: str) -> None:
    with pytest.raises(UserError, match="is no name"):
        review_log.append(replace(made([(FINED, "accept")])[0], by=by))
    assert not log.exists()


def test_two_writers_at_once_lose_nothing(log: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    many = made(list(itertools.islice(itertools.cycle([(FINED, "accept"), (TRAIN, "reject")]), 24)))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(review_log.append, [replace(r, start=n) for n, r in enumerate(many)]))
    assert sorted(r.start for r in review_log.read().reviews) == list(range(24))
