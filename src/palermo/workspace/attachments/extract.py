"""What a file is, by its bytes alone, and the words in it. Runs in a process of its own, within limits: the bytes are anybody's.

    python -m palermo.workspace.attachments.extract < FILE        prints JSON: an `Extracted`, or {"refused": CODE}

Name and declared type count for nothing.
"""

import json
import re
import resource
import sys
from dataclasses import asdict, dataclass

from palermo.workspace.attachments import docx
from palermo.workspace.attachments.limits import LARGEST, MOST_TEXT

PDF, HTML, PLAIN = "application/pdf", "text/html", "text/plain"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
REFUSED = ("empty", "large", "type", "damaged", "bomb", "macros", "slow")
MEMORY, SECONDS = 2_000_000_000, 25  # bytes and seconds of the processor

# Pictures, programs, archives and older formats of offices, which might pass for text in some code.
_OTHERS = (
    b"GIF8", b"\x89PNG", b"\xff\xd8\xff", b"MZ", b"\x7fELF", b"{\\rtf", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"RIFF",
    b"\xd0\xcf\x11\xe0", b"\xca\xfe\xba\xbe", b"%!PS", b"#!",
)  # fmt: skip
_BLOCKS = re.compile(
    r"(?:p|div|section|article|h[1-6]|li|tr|br|table|ul|ol|dl|dt|dd|blockquote|pre|header|footer|main|nav|figure)"
)
_UNSEEN = ("script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg")
_ODD = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(127, 160), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF], " ")


class Refused(Exception):  # noqa: N818
    """The file is not taken; `args[0]` is a code of REFUSED."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What was read in a file. `no_text` is a value of `models.NoText` where nothing was; `people` whom its properties name."""

    media_type: str
    title: str
    text: str
    no_text: str
    people: tuple[str, ...] = ()


def extract(content: bytes) -> Extracted:
    """Read a file. Refused, and nothing else, for what is not taken."""
    if not content.strip():
        raise Refused("empty")
    if len(content) > LARGEST:
        raise Refused("large")
    if content.lstrip()[:5] == b"%PDF-":
        return _pdf(content)
    if content.startswith(_OTHERS):
        raise Refused("type")
    if content.startswith(b"PK"):
        return _docx(content)
    return _text(content)


def _pdf(content: bytes) -> Extracted:
    import pypdfium2  # type: ignore[import-untyped]

    from palermo.evidence.layouts.limits import Unreadable
    from palermo.evidence.layouts.pdf import blocks_of

    try:
        text, why = "\n\n".join(block.text for block in blocks_of(content)), ""
    except Unreadable as error:
        text, why = "", _why_not(content, str(error))
    about: dict[str, str] = {}
    if why != "locked":
        with pypdfium2.PdfDocument(content) as document:
            about = document.get_metadata_dict(skip_empty=True)
    people = tuple(_clean(about[name])[:200] for name in ("Author",) if about.get(name, "").strip())
    return Extracted(PDF, _line(about.get("Title", "")), _clean(text), why, people)


def _why_not(content: bytes, said: str) -> str:
    if "locked" in said:
        return "locked"
    if "OCR" in said:
        return "images"
    raise Refused("bomb" if "fill the memory" in said else "damaged")


def _docx(content: bytes) -> Extracted:
    try:
        with docx.opened(content) as parts:
            text, people, title = docx.words(parts), docx.people(parts), docx.title(parts)
    except docx.NoDocument as error:
        raise Refused(str(error)) from None
    return Extracted(DOCX, _line(title), _clean(text), "" if text else "empty", tuple(_clean(name)[:200] for name in people))


def _text(content: bytes) -> Extracted:
    from palermo.evidence.layouts.decoding import decoded
    from palermo.evidence.layouts.limits import Unreadable
    from palermo.library.content import media_type

    try:
        text = decoded(content)
    except Unreadable:
        raise Refused("type") from None
    kind = media_type(text[:4096].encode("utf-8", "replace"))
    if kind == HTML or re.search(r"<html[\s>]", text[:4096], re.IGNORECASE):
        return _page(text)
    if kind == "application/xml":  # pictures of SVG among them
        raise Refused("type")
    return Extracted(PLAIN, "", _clean(text), "" if text.strip() else "empty")


def _page(text: str) -> Extracted:
    """A page as it would be read: a block a line, without scripts and styles. Nothing that it names is loaded."""
    from lxml import etree, html

    from palermo.library.content import MOST_TAGS

    if text.count("<") > MOST_TAGS:
        raise Refused("bomb")
    parser = html.HTMLParser(no_network=True, encoding="utf-8", huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        raise Refused("damaged") from None
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        raise Refused("bomb")  # the parser has left out what is nested too deeply: its words would not be looked at
    title = tree.findtext(".//title") or tree.findtext(".//h1") or ""
    etree.strip_elements(tree, etree.Comment, *_UNSEEN, with_tail=False)
    pieces: list[str] = []
    for event, node in etree.iterwalk(tree, events=("start", "end")):
        block = isinstance(node.tag, str) and bool(_BLOCKS.fullmatch(node.tag))
        pieces.append(("\0" if block else "") + ((node.text if event == "start" else node.tail) or ""))
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\0"))
    words = "\n".join(line for line in lines if line)
    return Extracted(HTML, _line(title), _clean(words), "" if words else "empty")


def _clean(text: str) -> str:
    """What a database and a page can hold, and no more of it than is kept."""
    return text[: MOST_TEXT + 1].translate(_ODD).replace("\r\n", "\n").replace("\r", "\n")[:MOST_TEXT]


def _line(text: str) -> str:
    return " ".join(_clean(text).split())[:200]


def main() -> None:
    """Read the standard input within limits of memory and time, and print what was found."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    try:
        said = asdict(extract(sys.stdin.buffer.read(LARGEST + 1)))
    except Refused as error:
        said = {"refused": str(error)}
    except (MemoryError, RecursionError):
        said = {"refused": "bomb"}
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
