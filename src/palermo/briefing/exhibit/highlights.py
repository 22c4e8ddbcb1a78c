"""Highlights: annotations with an appearance of their own, so that they are printed and stay when a court's system flattens the file."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from palermo.briefing.exhibit.model import Side

if TYPE_CHECKING:
    from pypdf import PdfWriter

Box = tuple[float, float, float, float]  # left, bottom, right, top in points, as the page keeps them
Colour = tuple[float, float, float]  # red, green, blue, 0 to 1
COLOURS: dict[Side, Colour] = {"supports": (1.0, 0.93, 0.45), "contrary": (0.72, 0.86, 1.0), "bears_on": (0.85, 0.85, 0.85)}


@dataclass(frozen=True, slots=True)
class Highlight:
    """The words of one passage on one page, line by line."""

    label: str
    side: Side
    boxes: tuple[Box, ...]


def css(side: Side) -> str:
    """A colour as CSS writes it between the brackets of `rgb()`."""
    return ", ".join(f"{share:.0%}" for share in COLOURS[side])


def draw(writer: "PdfWriter", page: int, one: Highlight) -> None:
    """Add a highlight to a page (from 0 on) of the file that is written."""
    from pypdf.annotations import Highlight as Annotation
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    rect = _around(one.boxes)
    points = [value for left, low, right, high in one.boxes for value in (left, high, right, high, left, low, right, low)]
    annotation = Annotation(rect=rect, quad_points=ArrayObject(map(FloatObject, points)), printing=True)
    appearance = writer._add_object(_appearance(rect, one.boxes, COLOURS[one.side]))
    annotation.update({
        NameObject("/C"): ArrayObject(map(FloatObject, COLOURS[one.side])),
        NameObject("/Contents"): TextStringObject(one.label),
        NameObject("/AP"): DictionaryObject({NameObject("/N"): appearance}),
    })  # fmt: skip
    writer.add_annotation(page, annotation)


def _appearance(rect: Box, boxes: tuple[Box, ...], colour: Colour) -> Any:
    """Filled lines that darken what is below them, and hide nothing."""
    from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, FloatObject, NameObject

    stream = DecodedStreamObject()
    lines = "".join(f"{left:.2f} {low:.2f} {right - left:.2f} {high - low:.2f} re f\n" for left, low, right, high in boxes)
    stream.set_data(("/M gs\n{:.2f} {:.2f} {:.2f} rg\n".format(*colour) + lines).encode())
    blend = DictionaryObject({NameObject("/M"): DictionaryObject({NameObject("/BM"): NameObject("/Multiply")})})
    stream.update({
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Form"),
        NameObject("/BBox"): ArrayObject(map(FloatObject, rect)),
        NameObject("/Resources"): DictionaryObject({NameObject("/ExtGState"): blend}),
    })  # fmt: skip
    return stream


def _around(boxes: tuple[Box, ...]) -> Box:
    lefts, lows, rights, highs = zip(*boxes, strict=True)
    return min(lefts), min(lows), max(rights), max(highs)
