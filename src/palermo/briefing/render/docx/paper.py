"""A brief written into a Word document, from the audience at its head to the sources at its end."""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.shared import Mm

from palermo.briefing.brief import Brief, Section
from palermo.briefing.carried import carried
from palermo.briefing.claims import Claim
from palermo.briefing.occasion import LABEL
from palermo.briefing.render.docx.contents import contents
from palermo.briefing.render.docx.notes import Notes
from palermo.briefing.render.docx.package import begun, carry, described, saved
from palermo.briefing.render.docx.page import inner, laid_out, room_for_labels
from palermo.briefing.render.docx.strip import MOST, POINTS_WIDE, drawn
from palermo.briefing.render.docx.table import table
from palermo.briefing.render.docx.xml import bookmark, link, run
from palermo.briefing.render.layout import Group, Head, ask_lines, grouped_sources, head, loose
from palermo.briefing.render.notes import notes
from palermo.briefing.render.sheet import TABLE, strip

_SOURCES = ("sources", "Sources")


def written(paper: Brief, size: str) -> bytes:
    """The bytes of the file."""
    top = head(paper)
    document, part = begun()
    laid_out(document, size, top)
    labels = (label for section in paper.sections for ask in section.asks for label, _ in ask_lines(ask))
    room_for_labels(document, max(map(len, labels), default=0))
    described(document, top.title, f"{top.audience}. {top.line}", paper.case.as_of)
    writer = _Writer(document, Notes(part, notes(paper)), size)
    writer.head(top)
    writer.contents(paper)
    for section in paper.sections:
        writer.section(paper, section)
    writer.sources(grouped_sources(paper))
    carry(document, carried(paper))
    return saved(document, paper.case.as_of)


class _Writer:
    """Writes the parts of a paper at the end of a document."""

    def __init__(self, document: Any, footnotes: Notes, size: str) -> None:
        self._document, self._notes, self._size = document, footnotes, size
        self._bookmarks = 0

    def head(self, top: Head) -> None:
        self._add(top.audience, "Audience")
        self._add(top.title, "Title")
        self._add(top.line, "Subtitle")
        if top.occasion:
            turned = unicodedata.bidirectional(top.occasion[0]) in ("R", "AL")
            self._add("", "Cover Line")._p.extend([run(f"{LABEL}: "), run(top.occasion, right_to_left=turned)])
        self._add(top.notice, "Notice")

    def contents(self, paper: Brief) -> None:
        """The contents, in one paragraph under the head, before what they lead to."""
        block = contents([*((s.id, s.title) for s in paper.sections), _SOURCES])
        self._document.element.body.insert(len(self._document.element.body) - 1, block)

    def section(self, paper: Brief, section: Section) -> None:
        self._heading(section.id, section.title)
        if section.id == "placement":
            self._timeline(paper)
        free = loose(section.claims, section.asks)
        rows = [claim for claim in free if claim.id.startswith(TABLE)]
        for claim in free:
            if claim not in rows:
                self._claim(claim, "Bottom Line" if section.id == "bottom_line" else "List Bullet")
        if rows:
            table(self._document, rows, self._notes, inner(self._size))
        for ask in section.asks:
            self._claim(ask.sentence, "List Number")
            for label, claim in ask_lines(ask):
                self._claim(claim, "Ask Line", label)

    def sources(self, groups: Iterable[Group]) -> None:
        self._heading(*_SOURCES)
        for group in groups:
            paragraph = self._add("", "Source")
            marks = [self._bookmark(f"source_{n}") for n in _each(group.numbers)]
            paragraph._p.extend([start for start, _ in marks])
            paragraph._p.append(run(f"[{group.numbers}] {group.text}"))
            paragraph._p.extend([end for _, end in marks])
            if group.url:
                paragraph._p.extend([run(" "), self._address(group.url)])

    def _heading(self, name: str, text: str) -> None:
        start, end = self._bookmark(name)
        paragraph = self._add("", "Heading 1")
        paragraph._p.extend([start, run(text), end])

    def _claim(self, claim: Claim, style: str, label: str = "") -> None:
        paragraph = self._add("", style)
        if label:
            paragraph._p.extend([run(f"{label}:", "AskLabel"), run("\t")])
        paragraph._p.extend([run(claim.text), self._notes.call(claim)])

    def _timeline(self, paper: Brief) -> None:
        found = strip(paper)
        if found is None:
            return
        width = min(len(found["cells"]), MOST) * POINTS_WIDE * 25.4 / 72
        picture = io.BytesIO(drawn(found["cells"]))
        shape = self._add("", "Timeline").add_run().add_picture(picture, width=Mm(min(width, inner(self._size))))
        for side in ("distT", "distB", "distL", "distR"):
            shape._inline.set(side, "0")  # else some programs keep room around it
        about = shape._inline.docPr
        about.set("name", "Placements by edition")
        about.set("descr", found["alt"])
        self._add(found["key"], "Caption")

    def _address(self, url: str) -> Any:
        if not url.startswith(("https://", "http://")):
            return run(url)
        return link(url, relationship=self._document.part.relate_to(url, RT.HYPERLINK, is_external=True), style="Hyperlink")

    def _bookmark(self, name: str) -> tuple[Any, Any]:
        self._bookmarks += 1
        return bookmark(self._bookmarks, name)

    def _add(self, text: str, style: str) -> Any:
        paragraph = self._document.add_paragraph(style=style)
        if text:
            paragraph._p.append(run(text))
        return paragraph


def _each(numbers: str) -> Iterator[int]:
    """The numbers of a line of ranges: `1–3, 5`."""
    for part in numbers.split(", "):
        first, _, last = part.partition("–")
        yield from range(int(first), int(last or first) + 1)
