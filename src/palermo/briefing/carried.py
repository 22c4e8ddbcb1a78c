"""What every paper carries with it: its `palermo.brief/1`, so that whoever receives the paper can have it verified."""

import json

from palermo.briefing.brief import Brief
from palermo.briefing.document import document

NAME = "palermo-brief.json"  # the attachment of a PDF, and what the part of a Word file is called in itself
DOCX_PART = "/customXml/item1.xml"  # one element `brief` of this namespace, whose text is the JSON; Word keeps such parts
DOCX_NAMESPACE = "urn:palermo:brief:1"


def carried(paper: Brief) -> str:
    """The brief as JSON text: one line, keys in the order of the format, no character outside the paper's own."""
    return json.dumps(document(paper), ensure_ascii=False, separators=(",", ":"))
