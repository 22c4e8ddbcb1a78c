"""The Word file as a package of parts: begun from our own styles, ended as bytes that are the same for the same paper."""

import datetime as dt
import io
import uuid
import zipfile
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml

from palermo.briefing.carried import DOCX_NAMESPACE, DOCX_PART, NAME

_TEMPLATE = Path(__file__).parent / "template"
_KEPT = (RT.STYLES, RT.NUMBERING, RT.SETTINGS)  # of what python-docx begins with; the rest says nothing of ours
_NOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_PROPERTIES_OF = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps"
_DATA = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_EARLIEST = dt.date(1980, 1, 1)  # that a zip can hold


def begun() -> tuple[Any, Any]:
    """An empty document with our styles, lists and settings, and the part of its footnotes."""
    document = Document()
    main = document.part
    for key, relationship in list(main.rels.items()):
        if relationship.reltype not in _KEPT:
            main.rels.pop(key)
    for kind, name in ((RT.STYLES, "styles"), (RT.NUMBERING, "numbering"), (RT.SETTINGS, "settings")):
        part: Any = main.part_related_by(kind)
        part._element = _read(name)
    package = main.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype not in (RT.OFFICE_DOCUMENT, RT.CORE_PROPERTIES):
            package.rels.pop(key)  # the thumbnail, and what another program says that it counted
    notes = XmlPart(PackURI("/word/footnotes.xml"), _NOTES, _read("footnotes"), package)
    main.relate_to(notes, RT.FOOTNOTES)
    return document, notes


def _read(name: str) -> Any:
    return parse_xml((_TEMPLATE / f"{name}.xml").read_bytes())


def carry(document: Any, data: str) -> None:
    """Put the paper's own data into the file, as a custom XML part, which word processors keep when they save."""
    package, name = document.part.package, escape(NAME, {'"': "&quot;"})
    xml = f'<?xml version="1.0" encoding="UTF-8"?>\n<brief xmlns="{DOCX_NAMESPACE}" name="{name}">{escape(data)}</brief>'
    item = Part(PackURI(DOCX_PART), "application/xml", xml.encode("utf-8"), package)
    document.part.relate_to(item, RT.CUSTOM_XML)
    about = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<ds:datastoreItem xmlns:ds="{_DATA}" '
        f'ds:itemID="{{{str(uuid.uuid5(uuid.NAMESPACE_URL, data)).upper()}}}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{DOCX_NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    properties = Part(PackURI(DOCX_PART.replace("item", "itemProps")), _PROPERTIES, about.encode("utf-8"), package)
    item.relate_to(properties, _PROPERTIES_OF)


def described(document: Any, title: str, subject: str, day: dt.date) -> None:
    """The properties of the file: title, subject, language and the day of the paper. No person is named."""
    about = document.core_properties
    about.title, about.subject, about.language = title, subject, "en-GB"
    about.author = about.last_modified_by = about.comments = about.keywords = ""
    about.created = about.modified = dt.datetime.combine(day, dt.time())
    about.revision = 1


def saved(document: Any, day: dt.date) -> bytes:
    """The file. Its parts bear the day of the paper and not the moment of writing, so that one paper has one set of bytes."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    when = max(day, _EARLIEST)
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, (when.year, when.month, when.day, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, parts.read(name))
    return out.getvalue()
