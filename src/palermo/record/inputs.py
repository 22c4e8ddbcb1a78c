"""What a record is made of, and the id that follows from it.

The id is a hash of content: register, facts, law, the code that gives them their shape, the documents that were read and by which
reader, and the reviews that the user keeps. Hashing everything at each start would cost more than the answer, so a cheap stamp
(`palermo.record.stamp`) says whether the id has to be worked out again.

The id has two halves: what is bundled with the placements that a person confirmed (`base_id`), and what the library adds. A record
whose first half is unchanged is not built again from nothing: the new one starts as its copy (record/build.py).
"""

import hashlib

from palermo.evidence import files as readings
from palermo.evidence.reader_id import reader_id
from palermo.evidence.review_log import path as reviews_path
from palermo.home import home
from palermo.library.versions import Version, versions
from palermo.record.schema import VERSION
from palermo.record.stamp import PACKAGE, files


def base_id() -> str:
    """The hash of what is bundled, and of the placements that the user confirmed."""
    total = hashlib.sha256(f"schema {VERSION}\n".encode())
    for path in files():
        inside = path.is_relative_to(PACKAGE)
        name = path.relative_to(PACKAGE if inside else home()).as_posix()
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def read_documents() -> dict[str, Version]:
    """The documents of the library that this reader has read, by the name of their findings file, which is their identity."""
    named = ((readings.path(version.held), version) for version in versions())
    return {path.name: version for path, version in named if path.is_file()}


def reviews_digest() -> str:
    """The hash of the log of reviews; empty when there is none."""
    log = reviews_path()
    return hashlib.sha256(log.read_bytes()).hexdigest() if log.is_file() else ""


def record_id() -> str:
    """The id of the record that these inputs make: 16 hexadecimal digits. Equal on every machine for equal inputs."""
    total = hashlib.sha256(base_id().encode())
    documents = read_documents()
    for name, version in sorted(documents.items()):
        held = version.held
        facts = (name, held.address, held.title, held.origin, held.media_type, held.published, version.since, version.until)
        total.update("\0".join(str(fact) for fact in facts).encode())
    if documents:
        total.update(f"{reader_id()}\n{reviews_digest()}".encode())
    return total.hexdigest()[:16]
