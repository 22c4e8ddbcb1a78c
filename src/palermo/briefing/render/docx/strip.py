"""The small timeline as a picture: one box for each edition, with its placement. It is drawn by typst, without any file or network."""

import json
from collections.abc import Sequence

from palermo.briefing.render.html import Cell

# Grey and shape carry the tier, no colour: a copy in black and white loses nothing. Dashed: concluded and not read.
_DRAWING = """
#set page(width: auto, height: auto, margin: 1pt, fill: white)
#set text(font: "DejaVu Sans Mono", size: 7pt, fill: rgb("#1b1f24"))
#let cells = json(bytes(sys.inputs.cells))
#let ink = rgb("#1b1f24")
#let look(kind) = (
  t1: (fill: white, radius: 4pt, ink: ink), t2: (fill: rgb("#dfe2e6"), radius: 0pt, ink: ink),
  t2wl: (fill: rgb("#dfe2e6"), radius: 0pt, ink: ink), t3: (fill: ink, radius: 0pt, ink: white),
  tsc: (fill: white, radius: 0pt, ink: ink), gap: (fill: white, radius: 0pt, ink: rgb("#525a63")),
).at(kind)
#let line-of(cell) = if cell.concluded { (paint: ink, thickness: 0.8pt, dash: "dashed") } else if cell.kind == "gap" {
  (paint: rgb("#525a63"), thickness: 0.7pt, dash: "dotted") } else { (paint: ink, thickness: 0.6pt) }
#let drawn(cell) = {
  let l = look(cell.kind)
  stack(spacing: 2pt,
    box(width: 18pt, height: 13pt, fill: l.fill, radius: l.radius, stroke: line-of(cell), {
      if cell.kind == "t2wl" { place(bottom, rect(width: 100%, height: 2.4pt, fill: ink)) }
      if cell.kind == "tsc" { place(center + horizon, rect(width: 15.5pt, height: 10.5pt, stroke: 0.5pt + ink)) }
      align(center + horizon, text(fill: l.ink, weight: "bold", cell.label))
    }),
    box(width: 18pt, align(center, text(size: 6pt, fill: rgb("#525a63"), str(cell.year)))))
}
#grid(columns: calc.min(cells.len(), 26), column-gutter: 1.6pt, row-gutter: 4pt, ..cells.map(drawn))
"""
POINTS_WIDE, _DENSITY = 19.6, 300  # of one box with its gap; pixels per inch


def strip(cells: Sequence[Cell]) -> bytes:
    """The timeline as PNG. The same cells give the same bytes."""
    import typst

    data = [{"year": c.year, "label": c.label, "kind": c.kind, "concluded": c.concluded} for c in cells]
    drawn: bytes = typst.compile(
        _DRAWING.encode(), format="png", ppi=_DENSITY, ignore_system_fonts=True, sys_inputs={"cells": json.dumps(data)}
    )
    return drawn


def key(cells: Sequence[Cell]) -> str:
    """What the signs of the timeline mean, as far as they occur in it."""
    words = "1, 2, 3: tiers. 2WL: Tier 2 Watch List. SC: special case."
    if any(cell.concluded for cell in cells):
        words += " Dashed: concluded, not read in the report."
    if any(cell.label == "?" for cell in cells):
        words += " ?: not in this record."
    return words
