"""The file itself: names that lead out, links, bombs, members on one another, changed bytes. All refused in one sentence."""

import hashlib
import io
import json
import stat
import struct
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palermo.errors import UserError
from palermo.workspace.leaving import package

LIMITS = package.Limits(file=1_000_000, members=20, member=500_000, total=800_000)


def honest(**members: bytes) -> bytes:
    target = io.BytesIO()
    with package.writing(target) as writer:
        for name, data in members.items():
            writer.add(name, [data])
        writer.close({"schema": "x"})
    return target.getvalue()


def packed(*members: tuple[object, bytes], listed: list[str] | None = None, packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A file of somebody who means ill: any names, with a manifest that lists them rightly."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", packing) as held:
        rows = []
        for name, data in members:
            held.writestr(name, data)
            plain = name.filename if isinstance(name, zipfile.ZipInfo) else name
            rows.append({"path": plain, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()})
        held.writestr("manifest.json", json.dumps({"members": rows}))
    return target.getvalue()


def read(data: bytes, limits: package.Limits = LIMITS) -> dict[str, bytes]:
    with package.reading(io.BytesIO(data), limits) as held:
        return {name: held.read(name) for name in held.listed}


def refused(data: bytes, said: str, limits: package.Limits = LIMITS) -> None:
    with pytest.raises(UserError, match=said) as why:
        read(data, limits)
    assert "\n" not in str(why.value)


def test_what_is_written_is_read_and_two_writings_are_equal_byte_for_byte():
    assert read(honest(a=b"one", b=b"")) == {"a": b"one", "b": b""}
    assert honest(a=b"one") == honest(a=b"one")


@pytest.mark.parametrize(
    "name", ["../evil.json", "a/../../evil.json", "/etc/passwd", "\\evil", "C:\\evil.json", "c:/evil", "..\\evil", "a/..", ".."]
)
def test_a_name_that_leads_out_is_refused(name):
    refused(packed((name, b"x")), "leads out of the archive")


@pytest.mark.parametrize("name", [" ", "a b", "A.json", "año.json", "a//b", "a/", "./a", ".hidden", "a/.ssh", "con\x01"])
def test_a_name_that_palermo_does_not_give_is_refused(name):
    refused(packed((name, b"x")), "no name that palermo gives|no plain file")


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFSOCK])
def test_links_and_devices_are_refused(mode):
    info = zipfile.ZipInfo("a.json")
    info.external_attr = (mode | 0o777) << 16
    refused(packed((info, b"/etc/passwd")), "a link" if mode == stat.S_IFLNK else "no plain file")


def test_a_name_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = packed(("a.json", b"1"), ("a.json", b"2"))
    refused(data, "twice")


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_of_packing_are_refused(packing):
    refused(packed(("a.json", b"x" * 100), packing=packing), "packed in a way that palermo does not use")


def test_a_bomb_of_one_member_is_refused_before_it_is_unpacked():
    refused(packed(("a.json", bytes(400_000))), "looks like a bomb")
    refused(packed(("a.json", bytes(600_000))), "the most that is read")


def test_many_members_that_are_small_by_themselves_are_too_much_together():
    data = b"".join(hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(12_000))  # does not pack well
    refused(
        packed(*((f"{n}.json", data) for n in "abc")), "longer than 800,000", LIMITS.__class__(2_000_000, 20, 500_000, 800_000)
    )
    refused(packed(*((f"{n}.json", b"x") for n in range(30))), "lists 31 members")


def test_a_file_that_is_too_long_is_not_read():
    refused(bytes(1_000_001), "1,000,001 bytes")


def test_members_that_lie_on_one_another_are_refused():
    """The quoted bomb: many entries of the list lead to the same bytes."""
    data = bytearray(packed(("a.json", b"x" * 50), ("b.json", b"y" * 50)))
    first = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", first + 4)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    refused(bytes(data), "lies on another member|cannot be read")


def test_an_archive_in_an_archive_is_never_opened():
    inner = packed(("bomb", bytes(400_000)))
    assert read(honest(inner=inner)) == {"inner": inner}


def test_a_member_longer_than_it_says_is_refused():
    data = bytearray(packed(("a.json", b"x" * 5000)))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 10)
    refused(bytes(data), "not what its manifest says|cannot be read")


def test_what_is_changed_by_one_byte_is_noticed():
    data = honest(a=b"the words", b=b"others")
    found = 0
    for at in range(0, len(data), 3):
        changed = bytearray(data)
        changed[at] ^= 0x20
        try:
            assert read(bytes(changed)) == {"a": b"the words", "b": b"others"}  # a byte that says nothing, as of a time
        except UserError:
            found += 1
    assert found > len(data) // 6


def test_what_was_cut_off_or_added_is_refused():
    data = honest(a=b"the words")
    for part in (data[:-1], data[: len(data) // 2], b"", b"PK", b"MZ" + data, data + b"x"):
        refused(part, "no archive")


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        (b"[]", "does not list"),
        (b"{}", "does not list"),
        (b'{"members": [{"path": "a"}]}', "does not list"),
        (b'{"members": []}', "do not agree"),
        (b'{"members": [{"path": "a", "bytes": 1, "sha256": "0"}, {"path": "a", "bytes": 1, "sha256": "0"}]}', "do not agree"),
        (b'{"members": [{"path": "a", "bytes": 1, "sha256": "0"}]}', "changed or damaged"),
        (b'{"members": [{"path": "a", "bytes": 7, "sha256": "0"}]}', "changed or damaged"),
        (b'{"a": 1, "a": 2}', "a name stands twice"),
        (b'{"a": NaN}', "no number"),
        (b'{"a": "\\ud800"}', "no sound JSON"),
        (b"[" * 100_000, "no sound JSON|bomb"),
        (b'{"a": ' + b"9" * 5000 + b"}", "no sound JSON"),
        (b"\xff", "no sound JSON"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(manifest, said):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as held:
        held.writestr("a", b"x")
        held.writestr("manifest.json", manifest)
    refused(target.getvalue(), said)


def test_without_a_manifest_it_is_not_ours():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as held:
        held.writestr("a", b"x")
    refused(target.getvalue(), "no manifest.json")


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_in_a_sentence(data):
    with pytest.raises(UserError):
        read(data)
    with pytest.raises(UserError):
        read(data + b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, 1, 1, min(len(data), 46), max(0, len(data) - 46), 0))


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_any_byte_changed_is_read_alike_or_refused(at, other):
    data = bytearray(honest(a=b"the words", b=zlib.compress(b"others" * 9)))
    data[at % len(data)] ^= other
    with suppress(UserError):
        assert set(read(bytes(data))) == {"a", "b"}


def test_a_private_file_is_its_owners_alone_and_whole_or_absent(tmp_path):
    target = tmp_path / "out.zip"
    with pytest.raises(TypeError), package.private_file(target) as file:
        file.write("half")
    assert list(tmp_path.iterdir()) == []
    with package.private_file(target) as file:
        file.write(b"whole")
    assert (target.read_bytes(), stat.S_IMODE(target.stat().st_mode)) == (b"whole", 0o600)


def test_what_does_not_fit_into_one_file_is_said_in_words_and_leaves_none(tmp_path, monkeypatch):
    def write() -> None:
        with package.private_file(tmp_path / "site.zip") as file, package.writing(file) as writer:
            for name in ("a", "b", "c", "d"):
                writer.add(name, [b"x"])
            writer.close({})

    monkeypatch.setattr(zipfile, "ZIP_FILECOUNT_LIMIT", 2)
    with pytest.raises(UserError, match="the most that palermo writes"):
        write()
    assert list(tmp_path.iterdir()) == []
