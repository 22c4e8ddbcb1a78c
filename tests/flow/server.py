"""A web server on loopback that behaves as badly as it is told, and pages in our own words for it to serve."""

import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PLACES = ("Cuba", "Peru", "Chad", "Laos", "Mali", "Fiji", "Oman", "Togo", "Niger", "Kenya", "Nepal", "Haiti")
HOST = "www.state.gov"


def narrative(place: str, words: int = 320, extra: str = "") -> bytes:
    """A page of a place in the form of the real ones: heading with the tier, the three Ps, a footer. Our own words."""
    sentence = f"Officials of {place} said that they looked into trafficking and helped those whom it had harmed. "
    body = "".join(f"<h3>{p}</h3><p>{sentence * (words // 45)}</p>" for p in ("Prosecution", "Protection", "Prevention"))
    title = f"Trafficking in Persons Report: {place}"
    page = f"<!doctype html><html><head><title>{title}</title><script>var nonce={time.time_ns()}</script></head>"
    return f"{page}<body><h1>{place} (Tier 2)</h1>{body}<p>{extra}</p></body></html>".encode()


def slug(place: str) -> str:
    return place.lower().replace(" ", "-")


def folder(year: int) -> str:
    return f"/{HOST}/reports/{year}-trafficking-in-persons-report/"


def index(year: int, places: tuple[str, ...] = PLACES) -> bytes:
    """The index of an edition: a link for each place, and two that lead elsewhere."""
    links = "".join(f'<li><a href="/reports/{year}-trafficking-in-persons-report/{slug(p)}/">{p}</a></li>' for p in places)
    other = (
        f'<a href="/reports/{year}-trafficking-in-persons-report/introduction/">Introduction</a><a href="mailto:a@b">Write</a>'
    )
    return f"<html><body><ul>{links}</ul>{other}</body></html>".encode()


@dataclass
class Reply:
    """What to answer once. `cut`: bytes of the body after which the connection is dropped; `length`: a Content-Length to claim;
    `reset`: drop the connection before any answer; `drip`: seconds between single bytes."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: int | None = None
    length: int | None = None
    reset: bool = False
    drip: float = 0.0


@dataclass
class Site:
    """Paths and what each answers, one reply after another; the last one stays. `asked` counts requests."""

    url: str
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: Counter[str] = field(default_factory=Counter)
    conditional: Counter[str] = field(default_factory=Counter)
    before: Callable[[str], None] = lambda _: None

    def serve(self, path: str, *replies: Reply | bytes) -> None:
        self.replies[path] = [r if isinstance(r, Reply) else Reply(body=r) for r in replies]

    def edition(self, year: int = 2024, places: tuple[str, ...] = PLACES, extra: str = "") -> None:
        """A whole edition that answers as it should. `extra`: words that make its pages differ from those of before."""
        self.serve(folder(year), index(year, places))
        for place in places:
            self.serve(f"{folder(year)}{slug(place)}/", narrative(place, extra=extra))

    def next(self, path: str) -> Reply:
        self.asked[path] += 1
        self.before(path)
        replies = self.replies.get(path, [Reply(404, b"<html><body>nothing here</body></html>")])
        return replies.pop(0) if len(replies) > 1 else replies[0]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None: ...

        def _drop(self) -> None:
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
            self.close_connection = True

        def do_GET(self) -> None:
            reply = site.next(self.path)
            tag = reply.headers.get("ETag")
            if tag and self.headers.get("If-None-Match") == tag:
                site.conditional[self.path] += 1
                reply = Reply(304)
            if reply.reset:
                self._drop()
                return
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            length = len(reply.body) if reply.length is None else reply.length
            if reply.status != 304:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            self._send(reply)

        def _send(self, reply: Reply) -> None:
            try:
                body = reply.body if reply.cut is None else reply.body[: reply.cut]
                for start in range(0, len(body), 1 if reply.drip else len(body) or 1):
                    self.wfile.write(body[start : start + (1 if reply.drip else len(body))])
                    if reply.drip:
                        self.wfile.flush()
                        time.sleep(reply.drip)
            except OSError:
                pass
            if reply.cut is not None or reply.length is not None:
                self.close_connection = True

    return Handler


@contextmanager
def site() -> Iterator[Site]:
    """A site on loopback, gone when the block ends."""
    made = Site("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.daemon_threads = True
    made.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
