"""The small timeline as a picture: one box for each edition, with its placement. It is drawn by typst, with our fonts and no network."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

MOST = 26  # boxes in a line
POINTS_WIDE, _DENSITY = 19.6, 300  # of one box with its gap; pixels per inch
_TEMPLATE = Path(__file__).parent / "template"
_FONTS = Path(__file__).parents[2] / "fonts"


@cache
def _compiler() -> Any:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(_FONTS)])
    return typst.Compiler(str(_TEMPLATE / "strip.typ"), root=str(_TEMPLATE), font_paths=fonts)


def drawn(cells: Sequence[dict[str, Any]]) -> bytes:
    """The boxes as PNG: `label`, `year`, `kind` and `concluded` of each. The same cells give the same bytes."""
    made: bytes = _compiler().compile(format="png", ppi=_DENSITY, sys_inputs={"cells": json.dumps(cells), "most": str(MOST)})
    return made
