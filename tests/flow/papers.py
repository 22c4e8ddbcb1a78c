"""Papers for the tests of the verifier: made once, in every form, and changed by hand."""

import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable
from functools import cache

import pypdfium2

from palermo.briefing.agenda import agenda
from palermo.briefing.agreed import Agreed
from palermo.briefing.brief import Brief, brief
from palermo.briefing.carried import NAME
from palermo.briefing.document import document
from palermo.briefing.render.docx import docx
from palermo.briefing.render.html import html
from palermo.briefing.render.markdown import markdown
from palermo.briefing.render.pdf import pdf
from palermo.briefing.verify.files import received
from palermo.briefing.verify.model import Verdict
from palermo.briefing.verify.verify import verify
from palermo.record.opened import opened
from palermo.register.jurisdictions import jurisdictions

DAY = dt.date(2017, 2, 22)
FORMS = ("md", "html", "json", "pdf", "docx")


def written(made: Brief, form: str) -> bytes:
    """A brief in a form."""
    if form == "json":
        return json.dumps(document(made), ensure_ascii=False, indent=1).encode()
    made_of = {"md": markdown, "html": html, "pdf": pdf, "docx": docx}[form](made)
    return made_of.encode() if isinstance(made_of, str) else made_of


@cache
def paper(form: str, code: str = "CUB", day: dt.date | None = DAY, audience: str = "own", occasion: str | None = None) -> bytes:
    """A paper of the United States, made once in a run."""
    with opened(day) as record:
        return written(brief(record, jurisdictions()[code], jurisdictions()["USA"], audience, occasion=occasion), form)


def agenda_of(form: str, *earlier: Agreed) -> bytes:
    """An agenda with Cuba, with what a workspace gave to it."""
    with opened(DAY) as record:
        return written(agenda(record, jurisdictions()["CUB"], jurisdictions()["USA"], earlier=earlier), form)


def verdict(content: bytes, form: str) -> Verdict:
    """What the verifier says of a file."""
    return verify(received(content, f"paper.{form}"))


def attached(content: bytes, data: bytes, name: str = NAME) -> bytes:
    """A PDF with another attachment for its own."""
    document_, out = pypdfium2.PdfDocument(content), io.BytesIO()
    document_.del_attachment(0)
    document_.new_attachment(name).set_data(data)
    document_.save(out)
    document_.close()
    return out.getvalue()


def attachment(content: bytes) -> bytes:
    """What a PDF carries."""
    document_ = pypdfium2.PdfDocument(content)
    data = bytes(document_.get_attachment(0).get_data())
    document_.close()
    return data


def part(content: bytes, name: str) -> str:
    """A part of a Word file."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def with_part(content: bytes, name: str, text: str | bytes) -> bytes:
    """A Word file with another part of that name."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            if entry != name:
                new.writestr(entry, old.read(entry))
        new.writestr(name, text)
    return out.getvalue()


def redrawn(content: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """A PDF whose first page is drawn otherwise."""
    from pypdf import PdfWriter
    from pypdf.generic import ContentStream, NameObject, StreamObject

    writer, out = PdfWriter(clone_from=io.BytesIO(content)), io.BytesIO()
    page = writer.pages[0]
    drawn = page.get_contents()
    assert isinstance(drawn, ContentStream)
    stream = StreamObject()
    stream.set_data(change(drawn.get_data()))
    page[NameObject("/Contents")] = writer._add_object(stream)
    writer.write(out)
    return out.getvalue()
