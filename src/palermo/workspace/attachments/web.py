"""Fetch one public page for a capture: http and https only, each step checked, nothing sent that tells who asks.

A host is resolved once for each connection, its addresses are checked, and the connection goes to the very address that was
checked: an answer that changes between two questions leads nowhere else. The name stays in TLS and in `Host`. httpcore speaks
HTTP; it follows no redirect, keeps no cookie and reads no environment.
"""

import datetime as dt
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from dataclasses import dataclass, field
from typing import Any

import httpcore
import httpx

from palermo.library.answers import AgainError, RefusedError, unpacked
from palermo.workspace.attachments.limits import LARGEST, LONGEST_ADDRESS
from palermo.workspace.attachments.reach import Address, Resolver, public, reachable, system
from palermo.workspace.attachments.words import _
from palermo.workspace.commission.saving import Refused

_PORTS = {"http": 80, "https": 443}
_LEADS_ON = (301, 302, 303, 307, 308)
_SENT = [  # no cookie, no referrer, no language, no name of ours
    (b"User-Agent", b"Mozilla/5.0 (compatible)"),
    (b"Accept", b"text/html,application/xhtml+xml,application/pdf,text/plain;q=0.9,*/*;q=0.5"),
    (b"Accept-Encoding", b"gzip"),
    (b"Connection", b"close"),
]
_few = threading.BoundedSemaphore(2)


@dataclass(frozen=True, slots=True)
class Way:
    """How the network is reached. The defaults are those of the site, which uses no others; tests bring their own."""

    resolve: Resolver = system
    may_reach: Callable[[Address], bool] = public
    ports: frozenset[int] = frozenset(_PORTS.values())
    tls: Callable[[], ssl.SSLContext] = ssl.create_default_context
    seconds: float = 30.0  # in all, redirects included
    most: int = LARGEST  # bytes, as they come and unpacked
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Page:
    """What came: the bytes, the address that gave them, and when."""

    address: str
    at: dt.datetime
    content: bytes


def fetch(address: str, way: Way | None = None) -> Page:
    """Fetch a page. Refused, in plain words, for whatever is not a public page within the limits."""
    way = way or Way()
    if not _few.acquire(blocking=False):
        raise Refused(_("Other pages are being captured just now. Try again in a minute."))
    try:
        return _fetch(checked(address, way), way, _Clock(way.seconds))
    except httpcore.TimeoutException:
        raise Refused(_("The site took too long to answer.")) from None
    except (httpcore.ConnectError, OSError):
        raise Refused(_("The site cannot be reached, or cannot show that it is the one that it says.")) from None
    except (httpcore.NetworkError, httpcore.ProtocolError, AgainError):
        raise Refused(_("The answer broke off, or is none that can be read.")) from None
    finally:
        _few.release()


def checked(address: str, way: Way) -> httpx.URL:
    """An address that may be asked for, as it will be. Refused for any other, with the reason."""
    address = address.strip()
    if len(address) > LONGEST_ADDRESS or not address.isprintable() or " " in address:
        raise Refused(_("The address is too long, or holds what no address holds."))
    try:
        url = httpx.URL(address)
        port = url.port
    except (httpx.InvalidURL, ValueError, UnicodeError):
        raise Refused(_("That is no address of a page.")) from None
    if url.scheme not in _PORTS or not url.host:
        raise Refused(_("Only addresses that begin with http:// or https:// are captured."))
    if url.userinfo or "@" in url.netloc.decode("ascii", "replace"):
        raise Refused(_("The address holds a name or a password. Only pages that are open to everybody are captured."))
    if (port or _PORTS[url.scheme]) not in way.ports:
        raise Refused(_("Only the usual ports of the web (80 and 443) are asked."))
    return url


def _fetch(url: httpx.URL, way: Way, clock: "_Clock") -> Page:
    for _step in range(way.redirects + 1):
        with httpcore.ConnectionPool(network_backend=_Pinned(way, clock), ssl_context=way.tls(), retries=0) as pool:
            found = _once(pool, url, way)
        if isinstance(found, bytes):
            return Page(str(url.copy_with(fragment=None)), dt.datetime.now(dt.UTC), found)
        if url.scheme == "https" and found.scheme == "http":
            raise Refused(_("The page leads from https to http, where anybody could have changed it."))
        url = found
    raise Refused(_("The page leads on too many times."))


def _once(pool: httpcore.ConnectionPool, url: httpx.URL, way: Way) -> bytes | httpx.URL:
    """One question: the bytes, or the checked address to which it leads."""
    where = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
    timeout = dict.fromkeys(("connect", "read", "write", "pool"), way.seconds)
    with pool.stream("GET", where, headers=[(b"Host", url.netloc), *_SENT], extensions={"timeout": timeout}) as answer:
        headers = {name.lower(): value.decode("latin-1") for name, value in answer.headers}
        if answer.status in _LEADS_ON and headers.get(b"location"):
            return _next(url, headers[b"location"], way)
        if answer.status != 200:
            raise Refused(_("The site answered %(status)s: there is no page to capture.") % {"status": answer.status})
        return _body(answer.iter_stream(), headers.get(b"content-encoding", ""), way.most)


def _next(url: httpx.URL, location: str, way: Way) -> httpx.URL:
    try:
        return checked(str(url.join(location)), way)
    except (httpx.InvalidURL, ValueError):
        raise Refused(_("That is no address of a page.")) from None


def _body(pieces: Iterable[bytes], coding: str, most: int) -> bytes:
    """The body, unpacked. Refused when it, or what was sent, is larger than is taken."""
    found = bytearray()
    try:
        for piece in unpacked(_within(pieces, most), coding):
            found += piece
            if len(found) > most:
                raise _too_large(most)
    except RefusedError:
        raise Refused(_("The answer is packed in a way that was not asked for.")) from None
    return bytes(found)


def _within(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    sent = 0
    for piece in pieces:
        sent += len(piece)
        if sent > most:
            raise _too_large(most)
        yield piece


def _too_large(most: int) -> Refused:
    return Refused(_("The page is larger than %(n)s MB.") % {"n": max(1, most // 1_000_000)})


# The connection ----------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Clock:
    """The seconds that are left in all."""

    seconds: float
    begun: float = field(default_factory=time.monotonic)

    def left(self, asked: float | None = None) -> float:
        """How long the next wait may be at most. httpcore.ReadTimeout when nothing is left."""
        left = self.seconds - (time.monotonic() - self.begun)
        if left <= 0:
            raise httpcore.ReadTimeout
        return min(left, asked) if asked is not None else left


class _Pinned(httpcore.NetworkBackend):
    """Connects to the address that was checked, and to nothing else."""

    def __init__(self, way: Way, clock: _Clock) -> None:
        self._way, self._clock, self._plain = way, clock, httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, timeout: float | None = None, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Resolve, check, connect."""
        address = reachable(host, port, self._resolve, self._way.may_reach)
        return _Timed(self._plain.connect_tcp(address, port, self._clock.left(timeout)), self._clock)

    def _resolve(self, host: str, port: int) -> list[str]:
        return _in_time(lambda: self._way.resolve(host, port), self._clock.left())

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never."""
        raise httpcore.ConnectError("only the network is asked")


def _in_time(ask: Callable[[], list[str]], seconds: float) -> list[str]:
    """The answer of a resolver, which knows no limit of time of its own."""
    beside = ThreadPoolExecutor(1)
    try:
        return beside.submit(ask).result(seconds)
    except Late:
        raise httpcore.ConnectTimeout from None
    finally:
        beside.shutdown(wait=False)


class _Timed(httpcore.NetworkStream):
    """A stream whose every wait ends when the time in all is over: dripping does not help."""

    def __init__(self, stream: httpcore.NetworkStream, clock: _Clock) -> None:
        self._stream, self._clock = stream, clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read some bytes."""
        return self._stream.read(max_bytes, self._clock.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write them all."""
        self._stream.write(buffer, self._clock.left(timeout))

    def close(self) -> None:
        """Close it."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Speak TLS from now on, with the name of the host, whatever the address."""
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, self._clock.left(timeout)), self._clock)

    def get_extra_info(self, info: str) -> Any:
        """What the stream beneath tells."""
        return self._stream.get_extra_info(info)
