"""One file with members and a manifest that gives the SHA-256 of each: written whole or not at all, read as from an enemy.

Nothing is ever unpacked onto the disk under a name that the file gives. Every failure is a UserError in one sentence.
"""

import hashlib
import json
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from palermo.errors import UserError
from palermo.files import settle

MANIFEST = "manifest.json"
_NAME = re.compile(r"[a-z0-9_-][a-z0-9_.-]*(/[a-z0-9_-][a-z0-9_.-]*)*")
_FIXED = (1980, 1, 1, 0, 0, 0)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """The most that a file may be: bytes of the file, members, bytes of one member and of all, bytes out for one byte in."""

    file: int
    members: int
    member: int
    total: int
    ratio: int = 200


# Writing -----------------------------------------------------------------------------------------------------------------------


@dataclass
class Writer:
    """Members are added one by one; the manifest is written last."""

    zip: zipfile.ZipFile
    members: list[dict[str, Any]] = field(default_factory=list)

    def add(self, path: str, chunks: Iterable[bytes]) -> None:
        """Add a member from its bytes, piece by piece."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(_info(path), "w") as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members.append({"path": path, "bytes": size, "sha256": digest.hexdigest()})

    def document(self, path: str, data: Any) -> None:
        """Add a member of JSON."""
        self.add(path, [_json(data)])

    def close(self, manifest: dict[str, Any]) -> None:
        """Write the manifest with the list of members."""
        self.zip.writestr(_info(MANIFEST), _json(manifest | {"members": self.members}))


def _json(data: Any) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def _info(path: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(path, _FIXED)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


@contextmanager
def writing(target: IO[bytes]) -> Iterator[Writer]:
    """A writer on an open file."""
    try:
        with zipfile.ZipFile(target, "w", allowZip64=False) as made:
            yield Writer(made)
    except zipfile.LargeZipFile as error:
        raise UserError(
            "This does not fit into one file of 4 GB or 65,535 members, the most that palermo writes. Nothing was kept: "
            "take fewer files along, or copy the database and the folder 'files' with programs of their own."
        ) from error


@contextmanager
def private_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that only its owner may read, to be filled; it takes its name when the block ends without an error.

    UserError where it cannot be made.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        temporary.unlink(missing_ok=True)
        descriptor = os.open(temporary, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise UserError(f"'{path}' cannot be written: {error.strerror}. Choose another place for it.") from error
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        settle(path.parent)
    finally:
        temporary.unlink(missing_ok=True)


# Reading -----------------------------------------------------------------------------------------------------------------------


@dataclass
class Package:
    """A file that was looked at: its names, sizes and places are sound. Members are read on demand, and checked by their hash."""

    zip: zipfile.ZipFile
    manifest: dict[str, Any]
    listed: dict[str, tuple[int, str]]

    def read(self, path: str) -> bytes:
        """The bytes of a member. UserError where they are not those of the manifest."""
        return b"".join(self.chunks(path))

    def chunks(self, path: str) -> Iterator[bytes]:
        """The bytes of a member, piece by piece; the last piece comes only after the hash was right."""
        size, wanted = self.listed[path]
        digest, held, seen = hashlib.sha256(), b"", 0
        for chunk in _pieces(self.zip, path, size):
            digest.update(chunk)
            seen += len(chunk)
            if held:
                yield held
            held = chunk
        if seen != size or digest.hexdigest() != wanted:
            raise UserError(f"'{path}' in this file is not what its manifest says: the file was changed or damaged.")
        yield held

    def document(self, path: str) -> Any:
        """A member of JSON."""
        return from_json(self.read(path), path)


def _pieces(held: zipfile.ZipFile, path: str, size: int) -> Iterator[bytes]:
    try:
        with held.open(path) as member:
            while chunk := member.read(min(_CHUNK, size + 1)):
                yield chunk
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, OSError, RuntimeError) as error:
        raise UserError(f"'{path}' in this file cannot be read ({error}): the file is damaged.") from error


@contextmanager
def reading(source: IO[bytes], limits: Limits) -> Iterator[Package]:
    """A package to be read. UserError for anything that an honest one does not have."""
    _check_end(source, limits)
    try:
        held = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, struct.error, ValueError, OSError, NotImplementedError) as error:
        raise UserError(f"This is no archive that can be read ({error}).") from error
    with held:
        infos = held.infolist()
        _check_members(infos, limits, held.start_dir)
        size = next((info.file_size for info in infos if info.filename == MANIFEST), None)
        if size is None:
            raise UserError("This archive has no manifest.json: it was not made by palermo.")
        manifest = from_json(b"".join(_pieces(held, MANIFEST, size)), MANIFEST)
        yield Package(held, manifest, _listed(manifest, infos))


def _check_end(source: IO[bytes], limits: Limits) -> None:
    """Look at the end of the file before anything is read into memory: how many members, and how long their list is."""
    size = source.seek(0, os.SEEK_END)
    if size > limits.file:
        raise UserError(f"This file has {size:,} bytes; {limits.file:,} is the most that is read.")
    source.seek(max(0, size - 42))
    end = source.read()
    source.seek(0)
    if len(end) < 22 or end[-22:-18] != b"PK\x05\x06":
        raise UserError("This is no archive that palermo made: it does not end as one does, or was cut off.")
    disk, start_disk, here, count, length, offset, comment = struct.unpack("<HHHHIIH", end[-18:])
    if end[:4] == b"PK\x06\x07" and len(end) == 42:
        raise UserError("This is no archive that palermo made: it is of another kind (64 bits).")
    if comment or disk or start_disk or here != count or offset + length + 22 != size:
        raise UserError("This is no archive that palermo made: something stands before, between or after its members.")
    if count > limits.members or length > 400 * limits.members:
        raise UserError(f"This archive lists {count:,} members; {limits.members:,} is the most that is read.")


def _check_members(infos: list[zipfile.ZipInfo], limits: Limits, end: int) -> None:
    names: set[str] = set()
    for info in infos:
        _check_name(info)
        if info.filename in names:
            raise UserError(f"'{info.filename}' is in this archive twice.")
        names.add(info.filename)
        _check_size(info, limits)
    if sum(info.file_size for info in infos) > limits.total:
        raise UserError(f"What is in this archive is longer than {limits.total:,} bytes, the most that is read.")
    _check_places(infos, end)


def _check_name(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    if name.startswith(("/", "\\")) or re.match(r"[A-Za-z]:", name) or ".." in re.split(r"[/\\]", name):
        raise UserError(f"'{name[:80]}' leads out of the archive. Nothing was read.")
    mode = info.external_attr >> 16
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        kind = "a link" if stat.S_ISLNK(mode) else "no plain file"
        raise UserError(f"'{name[:80]}' in this archive is {kind}. Nothing was read.")
    if not _NAME.fullmatch(name) or name != info.filename:
        raise UserError(f"'{name[:80]}' is no name that palermo gives. Nothing was read.")
    if info.flag_bits & 0x1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise UserError(f"'{name}' in this archive is encrypted, or packed in a way that palermo does not use.")


def _check_size(info: zipfile.ZipInfo, limits: Limits) -> None:
    if info.file_size > limits.member:
        raise UserError(f"'{info.filename}' has {info.file_size:,} bytes; {limits.member:,} is the most that is read.")
    if info.file_size > limits.ratio * info.compress_size + 10_000:
        raise UserError(f"'{info.filename}' unpacks to more than {limits.ratio} times its size: it looks like a bomb.")


def _check_places(infos: list[zipfile.ZipInfo], end: int) -> None:
    """Members that lie on one another would be read many times over."""
    after = 0
    for info in sorted(infos, key=lambda one: one.header_offset):
        if info.header_offset < after:
            raise UserError(f"'{info.filename}' lies on another member of this archive: it looks like a bomb.")
        after = info.header_offset + 30 + len(info.orig_filename.encode()) + info.compress_size
    if after > end:
        raise UserError("The members of this archive reach into its list: it is damaged.")


def _listed(manifest: Any, infos: list[zipfile.ZipInfo]) -> dict[str, tuple[int, str]]:
    try:
        rows = [(str(m["path"]), m["bytes"], str(m["sha256"])) for m in manifest["members"]]
    except (KeyError, TypeError) as error:
        raise UserError("The manifest of this archive does not list its members.") from error
    listed = {path: (size, sha) for path, size, sha in rows}
    there = {info.filename: info.file_size for info in infos if info.filename != MANIFEST}
    if len(listed) != len(rows) or set(listed) != set(there):
        odd = sorted(set(listed) ^ set(there)) or ["twice"]
        raise UserError(f"The manifest and the members of this archive do not agree ('{odd[0][:80]}').")
    wrong = next((path for path, (size, _) in listed.items() if size != there[path]), None)
    if wrong is not None:
        raise UserError(f"'{wrong}' in this file is not what its manifest says: the file was changed or damaged.")
    return listed


def from_json(data: bytes, path: str) -> Any:
    """JSON of an archive. UserError for what is none: a name twice, a number that is none, text that no database holds."""
    try:
        found = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_number)
        _check_texts(found)
    except (ValueError, RecursionError) as error:
        raise UserError(f"'{path}' in this archive is no sound JSON ({str(error)[:120]}).") from error
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")


def _check_texts(value: Any) -> None:
    if isinstance(value, str):
        if "\0" in value:
            raise ValueError("a text holds a NUL")
        value.encode("utf-8")
    elif isinstance(value, list):
        for inner in value:
            _check_texts(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            _check_texts(name)
            _check_texts(inner)
