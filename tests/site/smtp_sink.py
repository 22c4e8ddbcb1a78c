"""A mail server of the tests' own: it speaks enough SMTP on the loopback to be handed a mail, and keeps what it was handed."""

import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage


@dataclass
class Sink:
    """What came in. `at` is called with the name of each step (`rcpt`, `data`, `taken`) before the answer to it is given.

    What it returns is the answer; an empty answer breaks the line; None is the usual answer.
    """

    port: int = 0
    mails: list[EmailMessage] = field(default_factory=list)
    at: Callable[[str], str | None] = lambda step: None

    @property
    def address(self) -> str:
        """As `PALERMO_MAIL` names it."""
        return f"smtp://127.0.0.1:{self.port}?from=palermo@example.org"


class _Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        self._say("220 sink")
        while line := self.rfile.readline():
            word = line[:4].upper().strip()
            if word == b"QUIT":
                self._say("221 bye")
                return
            if not self._answer(word):
                return

    def _answer(self, word: bytes) -> bool:
        sink = self.server.sink
        if word == b"RCPT":
            return self._say(_or(sink.at("rcpt"), "250 ok"))
        if word != b"DATA":
            return self._say("250 ok")
        said = _or(sink.at("data"), "354 go on")
        if not said.startswith("354"):
            return self._say(said)
        self._say(said)
        sink.mails.append(message_from_bytes(b"".join(self._lines()), policy=policy.default))
        return self._say(_or(sink.at("taken"), "250 taken"))

    def _lines(self) -> Iterator[bytes]:
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            yield line[1:] if line.startswith(b"..") else line

    def _say(self, answer: str) -> bool:
        if answer:
            self.wfile.write(f"{answer}\r\n".encode())
        return bool(answer)


def _or(said: str | None, usual: str) -> str:
    return usual if said is None else said


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True


@contextmanager
def smtp_sink() -> Iterator[Sink]:
    """A running server; it stops when the block ends."""
    sink = Sink()
    with _Server(("127.0.0.1", 0), _Talk) as server:
        server.sink, sink.port = sink, server.server_address[1]
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield sink
        server.shutdown()
