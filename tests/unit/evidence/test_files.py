"""Files of findings: whole or absent, equal to the byte, and never trusted when damaged."""

import hashlib
import json
from itertools import pairwise
from pathlib import Path

import pytest

from palermo.evidence import files
from palermo.evidence.files import DocumentReading, Unread, reading_of, sound
from palermo.evidence.model import Gap, Part, Stretch, Text
from palermo.evidence.reader_id import READER, reader_id
from palermo.evidence.run import read_part
from palermo.library.store import Held

WORDS = (
    "The government did not identify any victims and convicted 12 traffickers, sentencing them to five years' imprisonment. "
    "Cubans are exploited in Venezuela. The Ministry opened a shelter.\n1. Train judges.\n2. Fund shelters. \ud800"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))
    return tmp_path


def document(jurisdiction: str | None = "CUB", sha256: str = "ab" * 32) -> Held:
    return Held("tip_report", "x", "2026-01-01", sha256, "text/plain", 9, 2024, jurisdiction, None, "us_state_tip", "Cuba")


def reading(held: Held) -> DocumentReading:
    part = Part("CUB", 2024, "Cuba", Text(WORDS, (Stretch(0, len(WORDS), "page 3", 40),)))
    return DocumentReading(held.sha256, held.series, reader_id(), (read_part(part),))


def test_a_reading_comes_back_from_its_file_as_it_was_written() -> None:
    held = document()
    made = reading(held)
    files.write(held, files.encoded(made))
    assert made.parts[0].reading.findings
    assert reading_of(held) == made
    assert sound(held)


def test_equal_readings_are_equal_to_the_byte() -> None:
    assert files.encoded(reading(document())) == files.encoded(reading(document()))


def test_a_file_names_its_schema_reader_document_and_hash() -> None:
    row = json.loads(files.encoded(reading(document())))
    assert list(row) == ["schema", "reader", "document", "series", "parts", "sha256"]
    assert row["schema"] == "palermo.reading/1"
    assert row["parts"][0]["stretches"] == [[0, len(WORDS), "page 3", 40]]


def test_the_passages_of_a_part_lie_within_its_text_and_do_not_overlap() -> None:
    passages = read_part(Part("CUB", 2024, "Cuba", Text(WORDS))).passages
    assert len(passages) >= 3
    assert all(p.start < p.end <= len(WORDS) for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))


def test_a_document_without_a_file_is_unread() -> None:
    assert reading_of(document()) == Unread("it has not been read")
    assert not sound(document())


def test_documents_of_equal_bytes_and_another_place_have_files_of_their_own() -> None:
    assert files.path(document("CUB")) != files.path(document("PER"))
    assert files.path(document(None)).name.endswith("-tip_report-2024-xxx.json")


def test_any_changed_byte_is_noticed() -> None:
    held = document()
    content = files.encoded(reading(held))
    for at in range(0, len(content), 41):
        files.write(held, content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])
        assert reading_of(held) == Unread("its findings are damaged on disk")
    for cut in (0, 1, len(content) // 2, len(content) - 1):
        files.write(held, content[:cut])
        assert not sound(held)


def test_a_file_of_another_document_in_this_place_is_not_taken() -> None:
    other = reading(document(sha256="cd" * 32))
    files.write(document(), files.encoded(other))
    assert isinstance(reading_of(document()), Unread)


def test_a_finding_of_a_kind_that_this_version_does_not_know_is_unread_and_does_not_raise() -> None:
    held = document()
    content = files.encoded(reading(held)).replace(b'"kind":"gap"', b'"kind":"omen"')
    head = content.rpartition(b',"sha256":"')[0]
    files.write(held, head + b',"sha256":"' + hashlib.sha256(head).hexdigest().encode() + b'"}\n')
    assert isinstance(reading_of(held), Unread)


def test_what_is_at_its_default_is_left_out_and_what_has_none_is_written() -> None:
    assert files.finding_row(Gap("identify", 3, 9)) == {"kind": "gap", "code": "identify", "start": 3, "end": 9}


def test_erased_documents_are_forgotten_by_every_reader(home: Path) -> None:
    held, kept = document(), document(sha256="ab" * 31 + "cd")
    for one in (held, kept):
        files.write(one, files.encoded(reading(one)))
    old = home / "evidence" / "palermo-reader-0" / "ab" / files.path(held).name
    old.parent.mkdir(parents=True)
    old.write_bytes(b"{}")
    assert files.forget(held.sha256) == 2
    assert not old.exists()
    assert not sound(held)
    assert sound(kept)


def test_what_a_kill_left_half_written_is_swept_by_the_next_writer() -> None:
    file = files.path(document())
    file.parent.mkdir(parents=True)
    part = file.with_name(".palermo.4711")
    part.write_bytes(b"{")
    with files.writing():
        assert not part.exists()


def test_the_reader_is_named_with_a_hash_of_its_rules() -> None:
    name, _, digest = reader_id().partition("+")
    assert name == READER
    assert len(digest) == 12
