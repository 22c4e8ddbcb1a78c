"""Word: the text of the document with its footnotes, and the part that carries the brief.

A file of Word is an archive that anybody may have filled: it is opened with limits, its XML without entities and without a network.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree

from palermo.briefing.carried import DOCX_NAMESPACE
from palermo.briefing.verify.model import Fault, Received, UnreadableError

_MOST_PARTS, _LARGEST_PART, _LARGEST = 300, 20_000_000, 40_000_000  # entries; bytes when unpacked, of one and of all
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_ALT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PAGES = ("PAGE", "NUMPAGES")  # fields whose result is a number of pages, which a word processor works out
_FIELDS = (*_PAGES, "TOC", "HYPERLINK", "PAGEREF")
# What hides words, adds some, or keeps two versions of them. `strike`: a sentence that is struck out is no sentence of ours.
_ODD = {
    "ins": "a tracked change", "del": "a tracked change", "moveFrom": "a tracked change", "moveTo": "a tracked change",
    "vanish": "hidden text", "specVanish": "hidden text", "strike": "text that is struck out",
    "dstrike": "text that is struck out", "altChunk": "another document", "dataBinding": "text that comes from elsewhere",
    "commentReference": "a comment", "object": "an object", "pict": "a drawing", "txbxContent": "a box of text",
    "endnoteReference": "an endnote", "sym": "a sign of another font", "background": "a background", "ffData": "a field to fill in",
}  # fmt: skip
_FAINT = re.compile(r"(?i)f[0-9a-f]f[0-9a-f]f[0-9a-f]")  # colours of text that nobody sees on white
_PALE = re.compile(r"(?:background|light)[12]|[bl][gt][12]")  # and the same by the name that a theme gives them
_SMALLEST = 10  # half points: the smallest letters of a paper have fourteen
# Where the archive keeps what is read here. A relation may name another part, which a word processor would then show in its place.
_KEPT_IN = {
    "officeDocument": re.compile(r"word/document\.xml"),
    "footnotes": re.compile(r"word/footnotes\.xml"),
    "header": re.compile(r"word/header\d*\.xml"),
    "footer": re.compile(r"word/footer\d*\.xml"),
}
_PROPERTIES = ("title", "subject", "description", "keywords", "category")
_OTHER_WORDS = ("chart", "chartEx", "diagramData", "aFChunk", "subDocument", "frame")  # relations to words that are not read here


def read(content: bytes) -> Received:
    """Read a paper in Word. UnreadableError when it is damaged, too much, or carries no brief."""
    parts = _unpacked(content)
    if "word/document.xml" not in parts:
        raise UnreadableError("It is an archive, and no file of Word.")
    carried = [
        tree.text or ""
        for name in sorted(parts)
        if re.fullmatch(r"customXml/[^/]+\.xml", name) and (tree := _tree(parts, name)).tag == f"{{{DOCX_NAMESPACE}}}brief"
    ]
    if len(carried) != 1:
        raise UnreadableError(f"It carries {'no brief' if not carried else 'more than one brief'} in its custom XML.")
    notes = _notes(parts)
    shown = "".join(_text(_tree(parts, "word/document.xml"), notes)) + "".join(f" ⟦{text}⟧" for text in notes.values())
    edges = ["".join(_text(_tree(parts, name), {})) for name in sorted(parts) if re.match(r"word/(header|footer)\d*\.xml", name)]
    edges += _properties(parts)
    return Received("docx", carried[0], shown, tuple(_odd(parts)), tuple(_links(parts)), tuple(edges))


def _unpacked(content: bytes) -> dict[str, bytes]:
    """All parts by name, within limits. What a header of the archive says of sizes is not believed."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            names = {entry.filename.lower() for entry in entries}  # to a word processor these are one name
            if len(entries) > _MOST_PARTS or len(names) < len(entries) or any(entry.flag_bits & 1 for entry in entries):
                raise UnreadableError("Its archive has too many parts, two of one name, or a password.")
            found, total = {}, 0
            for entry in entries:
                with archive.open(entry) as part:
                    found[entry.filename] = part.read(_LARGEST_PART + 1)
                total += len(found[entry.filename])
                if len(found[entry.filename]) > _LARGEST_PART or total > _LARGEST:
                    raise UnreadableError("Unpacked, it would be too large: it is made to do harm.")
            return found
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError) as error:
        raise UnreadableError("Its archive is damaged.") from error


def _tree(parts: dict[str, bytes], name: str) -> Any:
    content = parts[name]
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise UnreadableError(f"Its part {name} declares entities, which no file of Word does.")
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        raise UnreadableError(f"Its part {name} is damaged.") from None


def _notes(parts: dict[str, bytes]) -> dict[str, str]:
    """The text of every footnote, by its id. Those that are lines, and have no text, are left out."""
    if "word/footnotes.xml" not in parts:
        return {}
    found = {}
    for note in _tree(parts, "word/footnotes.xml").iter(f"{_W}footnote"):
        text = "".join(_text(note, {}))
        if note.get(f"{_W}type") is None or text.strip():
            found[note.get(f"{_W}id")] = text
    return found


def _text(tree: Any, notes: dict[str, str]) -> Iterator[str]:
    """The words in order; each footnote where it is called, in double brackets. A note that was called is taken out of `notes`."""
    fields: list[str] = []  # the instructions of the fields that a place is inside of
    for element in tree.iter():
        tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
        if tag == "fldChar":
            kind = element.get(f"{_W}fldCharType")
            if kind == "begin":
                fields.append("")
            elif kind == "end" and fields:
                fields.pop()
        elif tag == "instrText" and fields:
            fields[-1] += element.text or ""
        elif tag == "t" and not (
            (element.text or "").strip().isdigit() and any(field.split()[:1] and field.split()[0] in _PAGES for field in fields)
        ):
            yield element.text or ""
        elif tag in ("p", "tab", "br", "cr", "tc"):
            yield "\n"
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag == "footnoteReference":
            yield f" ⟦{notes.pop(element.get(f'{_W}id'), '')}⟧"
        elif element.tag == _ALT:
            yield f" ⟦{element.get('descr') or ''}⟧\n"


def _odd(parts: dict[str, bytes]) -> Iterator[Fault]:
    """What no Word file of ours has, and what could make it show something else than its text."""
    for name in sorted(parts):
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for element in _tree(parts, name).iter():
            tag = element.tag.removeprefix(_W) if isinstance(element.tag, str) else ""
            if tag in _ODD and element.get(f"{_W}val") not in ("0", "false", "none"):
                yield _put_in(_ODD[tag], name)
            elif tag in ("instrText", "fldSimple"):
                yield from _field(element.text or element.get(f"{_W}instr") or "", name)
            else:
                yield from (_put_in(what, name) for what in _unseen(element, tag))
    yield from _elsewhere(parts)
    pictures = [name for name in parts if name.startswith("word/media/")]
    if len(pictures) > 1:
        yield _put_in("a second picture", ", ".join(sorted(pictures)))
    for name in sorted(parts):
        if "vba" in name.lower() or "/embeddings/" in name or "activeX" in name:
            yield _put_in("a program or another file", name)


def _unseen(element: Any, tag: str) -> Iterator[str]:
    """What an eye would miss of the words that are read, or see and no words are read of."""
    said = element.get(f"{_W}val") or ""
    if tag == "color" and (_FAINT.fullmatch(said) or _PALE.fullmatch(element.get(f"{_W}themeColor") or "")):
        yield "text in the colour of paper"
    elif tag in ("sz", "szCs") and said.isdigit() and int(said) < _SMALLEST:
        yield "text that is too small to be read"
    elif tag == "lvlText" and re.search(r"[^\W_]", re.sub(r"%\d", "", said)) and said != "o":  # a dot of Word's own lists
        yield "words before the items of a list"
    elif tag.endswith(("}t", "}v")):
        yield "a drawing, a chart or a formula with words"
    elif element.get(f"{_W}tooltip") or (element.tag == _ALT and element.get("title")):
        yield "a word that is shown under the pointer"
    elif tag.endswith("}anchor"):
        yield "a picture that lies over the words"


def _properties(parts: dict[str, bytes]) -> Iterator[str]:
    """What the properties of the file say of the paper. Who saved it last is no part of it: a word processor fills that in."""
    if "docProps/core.xml" in parts:
        for element in _tree(parts, "docProps/core.xml"):
            if isinstance(element.tag, str) and etree.QName(element).localname in _PROPERTIES:
                yield element.text or ""


def _elsewhere(parts: dict[str, bytes]) -> Iterator[Fault]:
    """Relations by which a word processor shows other parts than those that are read here."""
    for name in sorted(parts):
        if not name.endswith(".rels"):
            continue
        base = posixpath.dirname(posixpath.dirname(name))
        for relation in _tree(parts, name).iter(_RELATION):
            kind = (relation.get("Type") or "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", base, relation.get("Target") or "")).lstrip("/")
            if kind in _OTHER_WORDS or (kind in _KEPT_IN and not _KEPT_IN[kind].fullmatch(target)):
                yield _put_in(f"a part of the kind '{kind}' in another place", name)


def _field(instruction: str, name: str) -> Iterator[Fault]:
    words = instruction.split()
    if words and words[0] not in _FIELDS:
        yield _put_in(f"a field '{words[0]}'", name)
    if words[:1] == ["HYPERLINK"] and words[1:2] != ["\\l"]:
        yield _put_in("a field that leads out of the file", name)


def _put_in(what: str, name: str) -> Fault:
    return Fault("shown", name, f"{what} was put in, which no paper has")


def _links(parts: dict[str, bytes]) -> Iterator[str]:
    """The addresses outside the file that it leads to or would load."""
    for name in sorted(parts):
        if name.endswith(".rels"):
            for relation in _tree(parts, name).iter(_RELATION):
                if relation.get("TargetMode") == "External":
                    yield relation.get("Target") or ""
