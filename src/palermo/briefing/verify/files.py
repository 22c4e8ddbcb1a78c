"""A file of unknown origin: which form it has, and what it shows and carries."""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from palermo.briefing.verify.model import Received, UnreadableError

LARGEST = 30_000_000  # bytes: a paper has less than one million
HARMFUL = "it is damaged, or made to do harm"
_SUFFIXES = {"md": "md", "markdown": "md", "txt": "md", "html": "html", "htm": "html", "json": "json"}


def content_of(path: Path) -> bytes:
    """The bytes of a file. UnreadableError when there is none, or too much of it."""
    try:
        if not path.is_file():
            raise UnreadableError(f"'{path}' is no file." if path.exists() else f"'{path}' does not exist.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise UnreadableError(f"'{path}' cannot be read: {error.strerror or error}.") from error
    if len(content) > LARGEST:
        raise UnreadableError(f"'{path}' has more than {LARGEST // 1_000_000} MB: no paper has.")
    if not content.strip():
        raise UnreadableError(f"'{path}' is empty.")
    return content


def form_of(content: bytes, name: str) -> str:
    """The form by the first bytes, and by the name only between kinds of text. UnreadableError for any other."""
    head = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "docx"
    if head.startswith(b"{"):
        return "json"
    if head[:9].lower() == b"<!doctype" or head[:5].lower() == b"<html":
        return "html"
    suffix = name.rpartition(".")[2].lower()
    if suffix not in _SUFFIXES:
        raise UnreadableError(f"'{name}' is none of Markdown, HTML, PDF, Word and JSON, which papers come in.")
    return _SUFFIXES[suffix]


def received(content: bytes, name: str) -> Received:
    """What a file shows and carries, read here and now. UnreadableError when it is no paper, whatever it sets off in a reader."""
    form = form_of(content, name)
    if form == "json":
        return _json(content, name)
    read: Callable[[bytes], Received] = import_module(f"palermo.briefing.verify.formats.{form}").read
    try:
        return read(content)
    except UnreadableError:
        raise
    except Exception as error:
        raise UnreadableError(f"It cannot be read ({type(error).__name__}): {HARMFUL}.") from error


def _json(content: bytes, name: str) -> Received:
    try:
        text = content.decode("utf-8-sig")
        json.loads(text)
    except (ValueError, RecursionError):
        raise UnreadableError(
            f"'{name}' is no JSON that can be read: it may have been cut short. Ask whoever sent it to send it again."
        ) from None
    return Received("json", text, None)
