"""Files as people send them, and as somebody sends them who means ill. All are made here."""

import io
import zipfile

WORDS = "The article on trafficking is amended."
PAGE = f"<html><head><title>Gazette 12</title></head><body><h1>Gazette</h1><p>{WORDS}</p></body></html>".encode()
SCRIPTED = (
    b"<!doctype html><html><head><title>x</title><script>document.title='run'</script></head>"
    b"<body onload=alert(1)><p>Words of the page.</p><img src=x onerror=alert(2)><svg><script>alert(3)</script></svg></body></html>"
)


def pdf(words: str = WORDS, author: str = "") -> bytes:
    """A PDF of one page, with an author among its properties where one is given."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(words) + 30} >>\nstream\nBT /F1 12 Tf 72 720 Td ({words}) Tj ET\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< /Author ({author}) >>" if author else "<< >>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n".encode()
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return bytes(out) + f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def pdf_without_words() -> bytes:
    """A PDF that is a picture."""
    return pdf("").replace(b"BT /F1 12 Tf 72 720 Td () Tj ET", b"0 0 m 100 100 l S              ")


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{author}</dc:creator></cp:coreProperties>'
)


def docx(words: str = WORDS, author: str = "", parts: dict[str, bytes | str] | None = None) -> bytes:
    """A Word document, with further parts where they are given."""
    body = f'<w:document xmlns:w="{_W}"><w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>'
    held: dict[str, bytes | str] = {"[Content_Types].xml": _TYPES, "word/document.xml": body}
    held |= {"docProps/core.xml": _CORE.format(author=author)} if author else {}
    return zipped(held | (parts or {}))


def note(words: str) -> str:
    """A part of a document that holds a comment."""
    return f'<w:comments xmlns:w="{_W}"><w:comment><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:comment></w:comments>'


def zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name, data)
    return out.getvalue()


def zip_bomb() -> bytes:
    """A document whose body unpacks to 80 MB of blanks."""
    return docx(parts={"word/document.xml": b" " * 80_000_000})


def lying_bomb() -> bytes:
    """The same, of which the zip says that it unpacks to 100 bytes."""
    data = bytearray(zip_bomb())
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        place = -1
        while (place := data.find(mark, place + 1)) >= 0:
            data[place + at : place + at + 4] = (100).to_bytes(4, "little")
    return bytes(data)


def entity_bomb() -> bytes:
    """A document whose body is a few entities that stand for billions of letters."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE x [<!ENTITY a0 "lol">{steps}]><w:document xmlns:w="{_W}"><w:p><w:t>&a9;</w:t></w:p></w:document>'
    return docx(parts={"word/document.xml": body})


def reading_document() -> bytes:
    """A document that asks for a file of the machine."""
    body = (
        f'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document xmlns:w="{_W}"><w:p><w:t>&f;</w:t></w:p></w:document>'
    )
    return docx(parts={"word/document.xml": body})


def pdf_bomb() -> bytes:
    """A PDF whose one stream unpacks to 60 MB."""
    import zlib

    packed = zlib.compress(b"\0" * 60_000_000, 9)
    head = b"%PDF-1.4\n1 0 obj\n<< /Length " + str(len(packed)).encode() + b" /Filter /FlateDecode >>\nstream\n"
    return head + packed + b"\nendstream\nendobj\n%%EOF\n"
