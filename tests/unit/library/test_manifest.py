"""The manifest and the originals: what a kill, a full disk or a stray edit may leave, and what is made of it."""

import errno
import json
import os
from pathlib import Path

import pytest

from palermo.errors import PalermoError, UserError
from palermo.library import manifest, store
from palermo.library.store import Held, check, documents, original, read_bytes, sha256, writing


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PALERMO_HOME", str(tmp_path))


def held(content: bytes, address: str = "a.html", **more: object) -> Held:
    fields = {"series": "tip_report", "retrieved_at": "2026-01-02T03:04:05+00:00", "media_type": "text/html", "edition": 2024,
              "jurisdiction": "CUB", "published": None, "origin": "us_state_tip", "title": "Cuba"} | more  # fmt: skip
    return Held(address=address, sha256=sha256(content), size=len(content), **fields)  # type: ignore[arg-type]


def keep(*contents: bytes) -> None:
    with writing() as writer:
        for number, content in enumerate(contents):
            writer.keep(content, held(content, f"{number}.html"))


def test_an_empty_library_holds_nothing_and_has_no_problem() -> None:
    assert documents() == ()
    assert check() == ()


def test_a_document_is_found_under_the_hash_of_its_bytes() -> None:
    keep(b"one")
    assert original(sha256(b"one")).read_bytes() == b"one"
    assert original(sha256(b"one")).parent.name == sha256(b"one")[:2]
    assert read_bytes(documents()[0].sha256) == b"one"


def test_a_line_says_again_all_that_it_was_told() -> None:
    import datetime as dt

    entry = held(b"x", title="Côte d'Ivoire \u202e", published=dt.date(2024, 6, 24), etag='"a"', jurisdiction=None)
    with writing() as writer:
        writer.keep(b"x", entry)
    assert documents() == (entry,)
    assert manifest.path().read_bytes().isascii()


def test_what_utf8_cannot_hold_is_written_out_so_that_two_names_stay_two() -> None:
    with writing() as writer:
        for content, name in ((b"x", "norway_\udcff.txt"), (b"y", "norway_\udcfe.txt")):
            writer.keep(content, held(content, name, title="\ud800"))
    assert [d.address for d in documents()] == ["norway_\\udcff.txt", "norway_\\udcfe.txt"]
    assert documents()[0].title == "\\ud800"


def test_every_cut_of_the_last_line_is_passed_over_and_mended_by_the_next_writer() -> None:
    keep(b"one", b"two")
    whole = manifest.path().read_bytes()
    first = whole.index(b"\n") + 1
    for cut in range(first + 1, len(whole) - 1):
        manifest.path().write_bytes(whole[:cut])
        assert len(documents()) == 1
        assert check() == ()
        with writing() as writer:
            assert "cut off" in writer.mended[0]
            writer.keep(b"two", held(b"two", "1.html"))
        assert manifest.path().read_bytes() == whole


def test_a_last_line_that_only_lacks_its_end_counts() -> None:
    keep(b"one", b"two")
    whole = manifest.path().read_bytes()
    manifest.path().write_bytes(whole[:-1])
    assert len(documents()) == 2
    with writing() as writer:
        assert "was ended" in writer.mended[0]
    assert manifest.path().read_bytes() == whole


def test_a_line_that_was_spoilt_is_reported_and_the_others_count() -> None:
    keep(b"one", b"two")
    lines = manifest.path().read_bytes().splitlines(keepends=True)
    manifest.path().write_bytes(b"{not json}\n" + lines[1])
    assert [d.address for d in documents()] == ["1.html"]
    assert check()[0].startswith("line 1 of the manifest cannot be read")


def test_a_missing_and_a_damaged_original_are_two_problems() -> None:
    keep(b"one", b"two", b"three")
    original(sha256(b"one")).unlink()
    original(sha256(b"two")).write_bytes(b"twx")
    problems = check()
    assert len(problems) == 2
    assert {"missing" in p for p in problems} == {True, False}


def test_bytes_that_lie_there_already_are_not_written_again() -> None:
    keep(b"one")
    before = original(sha256(b"one")).stat()
    keep(b"one")
    assert original(sha256(b"one")).stat().st_ino == before.st_ino


def test_the_last_version_of_a_document_is_given_and_all_on_request() -> None:
    with writing() as writer:
        for content in (b"old", b"new"):
            writer.keep(content, held(content))
    assert [d.sha256 for d in documents()] == [sha256(b"new")]
    assert [d.sha256 for d in documents(every_version=True)] == [sha256(b"old"), sha256(b"new")]
    assert documents("upr") == ()


def test_two_writers_do_not_come_together() -> None:
    with writing(), pytest.raises(UserError, match="Another collect"), writing():
        pass
    with writing():  # the lock is free again
        pass


def test_what_a_killed_writer_left_beside_an_original_is_removed() -> None:
    keep(b"one")
    part = original(sha256(b"one")).with_name(".part-123")
    part.write_bytes(b"on")
    with writing():
        assert not part.exists()


def test_a_full_disk_leaves_nothing_half_made(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(b"one")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(store.os, "fsync", full)
    with writing() as writer, pytest.raises(PalermoError, match="No space left"):
        writer.keep(b"two", held(b"two"))
    monkeypatch.undo()
    assert list(manifest.folder().glob("originals/*/.part-*")) == []


def test_an_erasure_between_tombstone_and_removal_is_completed_by_the_next_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    keep(b"one", b"two")
    digest = sha256(b"one")
    with writing():
        manifest.bury(digest, manifest.Tombstone(digest, "2026-01-02", "asked to"))
    assert original(digest).exists()  # as a kill would leave it
    with writing():
        assert not original(digest).exists()
    assert [d.sha256 for d in documents()] == [sha256(b"two")]
    assert check() == ()
    with pytest.raises(PalermoError, match=r"erased on 2026-01-02 \(asked to\)"):
        read_bytes(digest)


@pytest.mark.parametrize("done", [0, 1])
def test_an_erasure_is_finished_by_the_same_call_again(done: int) -> None:
    keep(b"one", b"two")
    digest = sha256(b"one")
    with writing() as writer:
        if done:
            writer.erase(digest, "asked to")
        else:
            manifest.bury(digest, manifest.Tombstone(digest, "2026-01-02", "asked to"))
        assert writer.erase(digest, "asked again").reason == "asked to"
    assert not original(digest).exists()
    assert [d.sha256 for d in documents()] == [sha256(b"two")]
    with writing() as writer, pytest.raises(UserError, match="is no document"):
        writer.erase("0" * 64, "never held")


def test_an_erasure_leaves_lines_that_cannot_be_read_where_they_are() -> None:
    keep(b"one", b"two")
    manifest.path().write_bytes(manifest.path().read_bytes() + b"{not json}\n")
    with writing() as writer:
        writer.erase(sha256(b"one"), "asked to")
    assert b"{not json}\n" in manifest.path().read_bytes()


def test_an_original_that_nothing_names_is_found_and_can_be_erased() -> None:
    keep(b"one", b"two")
    lines = manifest.path().read_bytes().splitlines(keepends=True)
    manifest.path().write_bytes(lines[1])
    assert store.orphans() == (sha256(b"one"),)
    assert check() == (), "a kill between bytes and line leaves as much"
    with writing() as writer:
        writer.erase(sha256(b"one"), "named a survivor")
    assert store.orphans() == ()
    assert not original(sha256(b"one")).exists()


@pytest.mark.parametrize("gone", [True, False])
def test_a_manifest_that_is_lost_is_a_problem(gone: bool) -> None:
    keep(b"one", b"two")
    manifest.path().unlink() if gone else manifest.path().write_bytes(b"")
    (problem,) = check()
    assert problem.startswith("2 originals lie in ")


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"edition":2024', '"edition":2023'),
        ('"jurisdiction":"CUB"', '"jurisdiction":"PER"'),
        ('"title":"Cuba"', '"title":"Peru"'),
    ],
)
def test_a_line_that_was_changed_by_hand_is_noticed(was: str, becomes: str) -> None:
    keep(b"one")
    line = manifest.path().read_text()
    assert was in line
    manifest.path().write_text(line.replace(was, becomes))
    assert documents() == ()
    assert "not as it was written" in check()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [("sha256", 5), ("sha256", "../../x"), ("title", {}), ("address", None), ("edition", -5), ("edition", 10**30), ("edition", True),
     ("series", "../../../x"), ("jurisdiction", "../"), ("published", "yesterday"), ("size", -1), ("erased", "x"), ("unknown", "x")],
)  # fmt: skip
def test_a_line_of_an_older_palermo_whose_field_is_none_is_no_line_and_breaks_nothing(name: str, value: object) -> None:
    keep(b"one", b"two")
    first, second = manifest.path().read_bytes().splitlines(keepends=True)
    row = json.loads(first)
    del row["check"]
    manifest.path().write_bytes(json.dumps(row).encode() + b"\n" + second)
    assert len(documents()) == 2, "a line without a hash counts"
    manifest.path().write_bytes(json.dumps(row | {name: value}).encode() + b"\n[1,2]\n" + second)
    assert [d.address for d in documents()] == ["1.html"]
    assert store.tombstones() == {}
    assert [problem.split(" of ")[0] for problem in check()] == ["line 1", "line 2"]


@pytest.mark.parametrize(("more", "why"), [({"jurisdiction": "XQZ"}, "no jurisdiction"), ({"series": "nope"}, "no series")])
def test_a_place_or_series_that_is_in_no_register_is_a_problem(more: dict[str, object], why: str) -> None:
    with writing() as writer:
        writer.keep(b"one", held(b"one", **more))
    (problem,) = check()
    assert why in problem


def test_what_is_no_hash_is_refused() -> None:
    with pytest.raises(UserError, match="no SHA-256"):
        read_bytes("../../etc/hostname")
