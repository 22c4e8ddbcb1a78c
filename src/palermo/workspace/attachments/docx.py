"""The words of a Word document (DOCX), comments, notes and deleted passages too: what hides there tells of people as well.

The file is a zip from anybody: what its parts say of their size is checked against what comes out of them.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

_MOST_PARTS = 3_000
_MOST_UNPACKED = 50_000_000  # bytes of one part that is read
_MOST_TOGETHER = 200_000_000  # bytes of all that are read
_READ = re.compile(r"word/(?:document|comments|footnotes|endnotes|header\d{0,3}|footer\d{0,3})\.xml")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_CP = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"


class NoDocument(Exception):  # noqa: N818 - it says what the file is not
    """The zip is no Word document, or one that is not read; `args[0]` is a code of `extract.REFUSED`."""


def opened(content: bytes) -> zipfile.ZipFile:
    """The zip of a document. NoDocument for any other, one with macros, and one that was made to fill the memory."""
    try:
        parts = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError):
        raise NoDocument("damaged") from None
    names = [info.filename for info in parts.infolist()]
    if "word/document.xml" not in names or "[Content_Types].xml" not in names:
        raise NoDocument("type")
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in names):
        raise NoDocument("macros")
    if len(names) > _MOST_PARTS or len(set(names)) != len(names) or any(info.flag_bits & 1 for info in parts.infolist()):
        raise NoDocument("damaged")
    return parts


def words(parts: zipfile.ZipFile) -> str:
    """All that was written in a document, a paragraph a line; the body first."""
    read = sorted((n for n in parts.namelist() if _READ.fullmatch(n)), key=lambda n: (n != "word/document.xml", n))
    found, left = [], _MOST_TOGETHER
    for name in read:
        data = _part(parts, name)
        left -= len(data)
        if left < 0:
            raise NoDocument("bomb")
        found += [text for p in _tree(data).iter(f"{_W}p") if (text := "".join(_pieces(p)).strip())]
    return "\n\n".join(found)


def people(parts: zipfile.ZipFile) -> list[str]:
    """Whom the properties of a document name: who wrote it, who changed it last."""
    if "docProps/core.xml" not in parts.namelist():
        return []
    tree = _tree(_part(parts, "docProps/core.xml"))
    named = (tree.findtext(f".//{_DC}creator"), tree.findtext(f".//{_CP}lastModifiedBy"))
    return [name.strip() for name in named if name and name.strip()]


def title(parts: zipfile.ZipFile) -> str:
    """The title among the properties, empty where there is none."""
    if "docProps/core.xml" not in parts.namelist():
        return ""
    return (_tree(_part(parts, "docProps/core.xml")).findtext(f".//{_DC}title") or "").strip()


def _part(parts: zipfile.ZipFile, name: str) -> bytes:
    """A part, unpacked and no more than is read of one, whatever it says of its own size."""
    try:
        with parts.open(name) as part:
            data = part.read(_MOST_UNPACKED + 1)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, ValueError, RuntimeError):
        raise NoDocument("damaged") from None
    if len(data) > _MOST_UNPACKED:
        raise NoDocument("bomb")
    return data


def _tree(data: bytes) -> "etree._Element":
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise NoDocument("bomb")
    try:
        return etree.fromstring(data, parser)
    except etree.LxmlError:
        raise NoDocument("damaged") from None


def _pieces(paragraph: "etree._Element") -> Iterator[str]:
    for node in paragraph.iter(f"{_W}t", f"{_W}delText", f"{_W}tab", f"{_W}br", f"{_W}cr"):
        yield (node.text or "") if node.tag in (f"{_W}t", f"{_W}delText") else " "
