"""A small web on loopback for captures: pages that lead on, lie, drip and never end, and what they were asked with."""

import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

Address = IPv4Address | IPv6Address
HERE = ip_address("127.0.0.1")
PAGE = b"<html><head><title>Gazette</title></head><body><p>The article is amended.</p></body></html>"


@dataclass
class Web:
    """The server: its port, and each request as it came over the wire."""

    port: int
    asked: list[str] = field(default_factory=list)
    names: list[str | None] = field(default_factory=list)  # that TLS asked for

    def at(self, path: str, host: str = "gazette.example", scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


def answer(body: bytes = PAGE, status: str = "200 OK", **headers: str) -> bytes:
    sent = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    sent |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def leads_to(where: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, Location=where)


def bomb(megabytes: int) -> bytes:
    return gzip.compress(b"\0" * megabytes * 1_000_000, 9)


def slowly(connection: Any, head: bytes, piece: bytes, pause: float, end: float) -> None:
    """Send a head, then one piece after another, until the other side has had enough."""
    until = time.monotonic() + end
    with suppress(OSError):
        connection.sendall(head)
        while time.monotonic() < until:
            connection.sendall(piece)
            time.sleep(pause)


@contextmanager
def web(pages: dict[str, Any], tls: ssl.SSLContext | None = None) -> Iterator[Web]:
    """Serve pages: bytes as they stand, or a function that is given the connection."""
    listener = socket.create_server(("127.0.0.1", 0))
    served = Web(listener.getsockname()[1])

    def one(connection: Any) -> None:
        with suppress(OSError, ValueError), connection:
            if tls:
                connection = tls.wrap_socket(connection, server_side=True)
            asked = b""
            while b"\r\n\r\n" not in asked and (piece := connection.recv(65536)):
                asked += piece
            served.asked.append(asked.decode("latin-1"))
            path = asked.split(b" ")[1].decode()
            page = pages.get(path.partition("?")[0], answer(b"gone", "404 Not Found"))
            if callable(page):
                page(connection)
            else:
                connection.sendall(page)
            connection.close()

    def serve() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=one, args=(listener.accept()[0],), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield served
    finally:
        listener.close()


def way(served: Web, resolve: Callable[[str, int], list[str]] | None = None, may_reach: Any = None, **more: Any) -> Any:
    """A way to our own web: every name leads there, and this one loopback address may be reached. The site knows no such way."""
    from palermo.workspace.attachments.reach import public
    from palermo.workspace.attachments.web import Way

    known = {"resolve": resolve or (lambda host, port: ["127.0.0.1"]), "ports": frozenset({served.port})}
    known["may_reach"] = may_reach or (lambda address: address == HERE or public(address))
    return Way(**(known | {"seconds": 5.0} | more))
