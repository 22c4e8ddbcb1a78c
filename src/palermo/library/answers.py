"""What a web server may answer, and what its answers mean to us."""

import datetime as dt
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from palermo.errors import UserError

LONGEST_WAIT = 300.0  # seconds that a server may ask us to wait; it is not believed beyond that

_GZIP = zlib.MAX_WBITS | 16
_AT_ONCE = 1 << 20  # bytes


class RefusedError(Exception):
    """A document that was not had; its words say why. `gone`: the server says that there is none."""

    def __init__(self, why: str, gone: bool = False) -> None:
        super().__init__(why)
        self.gone = gone


class TooLargeError(RefusedError):
    """A body that is larger than any document, as it comes or unpacked."""


class HostTiredError(RefusedError):
    """The host has refused several documents in a row and is not asked again in this run."""


class NoNetworkError(RefusedError):
    """The host could not be reached at all."""


class AgainError(Exception):
    """Something that may pass: ask again, after `wait` seconds where the server says so, and `attempts` times in all.

    `status`: what the server answered, None where nothing whole came.
    """

    def __init__(self, why: str, wait: float | None = None, attempts: int = 6, status: int | None = None) -> None:
        super().__init__(why)
        self.wait = wait
        self.attempts = attempts
        self.status = status


class UnreachableError(AgainError):
    """The host could not be reached at all."""


class UnfitError(AgainError):
    """What came is not what was asked for, though the server said that all was well."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered. `content` None: nothing has changed since the time of the conditions."""

    address: str
    content: bytes | None
    etag: str | None
    last_modified: str | None


def unpacked(pieces: Iterable[bytes], coding: str) -> Iterator[bytes]:
    """A body as it was before it was packed, a piece of at most a megabyte at a time. `coding`: the header Content-Encoding.

    Only gzip is asked for. RefusedError for anything else, and for what is packed twice: a few bytes may then stand for terabytes.
    AgainError for a body that is not packed as it says, or not to its end.
    """
    if coding.strip().casefold() in ("", "identity"):
        yield from pieces
        return
    if coding.strip().casefold() not in ("gzip", "x-gzip"):
        raise RefusedError(f"its body is packed as '{coding[:40]}', which was not asked for")
    unpacker = zlib.decompressobj(_GZIP)
    try:
        for piece in pieces:
            while piece:
                if unpacker.eof:
                    unpacker = zlib.decompressobj(_GZIP)  # what follows a gzip file is another one
                yield unpacker.decompress(piece, _AT_ONCE)
                piece = unpacker.unconsumed_tail or unpacker.unused_data
    except zlib.error:
        raise AgainError("its body is packed in a way that cannot be read") from None
    if not unpacker.eof:
        raise AgainError("its packed body has no end")


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """The seconds that a `Retry-After` header asks for, in either of its forms, capped; None when it says nothing usable."""
    if not value:
        return None
    if value.strip().isdigit():
        return min(float(value[:9]), LONGEST_WAIT)
    try:
        seconds = (parsedate_to_datetime(value) - now).total_seconds()
    except (ValueError, TypeError):
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT)


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one site: the same host, or hosts that share their last two names (`2009-2017.state.gov`)."""
    a, b = urlsplit(one).hostname or "", urlsplit(other).hostname or ""
    return a == b or (a.split(".")[-2:] == b.split(".")[-2:] and not a.replace(".", "").isdigit())


def mirror(address: str) -> str:
    """A `--via` address, checked. UserError for what is no http(s) address."""
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UserError(f"'{address}' is no address of a mirror: give http://HOST:PORT or https://HOST/FOLDER.")
    return address
