"""Make the picture of the README: the head of a real brief, as a terminal shows it.

    python tools/readme_picture.py

The brief is built and printed here and now; its lines down to the second ask become `docs/images/brief.svg`. No font is
fetched: the picture uses whatever fixed-width font the reader has.
"""

import datetime as dt
import io
import re
import sys
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from palermo.briefing.brief import brief
from palermo.briefing.render.terminal import show
from palermo.record.opened import opened
from palermo.register.jurisdictions import resolve

PICTURE = Path(__file__).parent.parent / "docs" / "images" / "brief.svg"
COMMAND = "palermo brief Cuba --as-of 2017-02-22"
DAY = dt.date(2017, 2, 22)
WIDTH = 80
END = re.compile(r"\s*2\.\s")  # the second ask: the picture stops before it
FONTS = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
INK = (10, 12, 16)
# Dark ink on paper. Every colour that the brief uses, dimmed ink too, has a contrast of at least 4.5 to 1 against the ground.
THEME = TerminalTheme(
    (252, 251, 248),
    INK,
    [INK, (158, 28, 35), (22, 101, 52), (133, 77, 14), (29, 78, 216), (112, 26, 117), (14, 94, 111), (75, 85, 99)],
)


def lines() -> list[Text]:
    """The styled lines of the brief on Cuba, down to the end of the first ask."""
    screen = io.StringIO()
    console = Console(file=screen, width=WIDTH, force_terminal=True, color_system="standard", highlight=False)
    with opened(DAY) as record:
        show(brief(record, resolve("Cuba"), resolve("USA"), "own"), console)
    found = [Text.from_ansi(line) for line in screen.getvalue().splitlines()]
    last = next((n for n, line in enumerate(found) if END.match(line.plain)), len(found))
    return found[:last]


def svg(shown: list[Text]) -> str:
    """The lines as a picture that asks nobody for anything."""
    console = Console(file=io.StringIO(), width=WIDTH + 2, record=True, force_terminal=True, color_system="truecolor")
    for line in (*shown, Text("…", style="dim")):
        console.print(Text(" ") + line, no_wrap=True, overflow="crop")
    text = console.export_svg(title=COMMAND, theme=THEME, unique_id="brief")
    text = re.sub(r"<circle [^>]*/>\s*", "", text).replace("rgba(255,255,255,0.35)", "rgba(10,12,16,0.25)")
    text = re.sub(r"@font-face \{.*?\}\s*", "", text, flags=re.DOTALL)
    text = text.replace("Fira Code, monospace", FONTS).replace("font-family: arial", "font-family: " + FONTS)
    text = re.sub(r"\s*<!-- Generated with Rich.*?-->", "", text)
    label = f"The head of the brief that {COMMAND} prints; its words stand in the text below the picture."
    return text.replace("<svg ", f'<svg role="img" aria-label="{label}" ', 1)


def words(picture: str) -> str:
    """The words of a picture in reading order, without the id of the record: what a test compares."""
    runs = re.findall(r"<text [^>]*>(.*?)</text>", picture, flags=re.DOTALL)
    text = " ".join(runs).replace("&#160;", " ")
    return re.sub(r"\b[0-9a-f]{16}\b", "", " ".join(text.split()))


def main() -> int:
    """Write the picture."""
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(svg(lines()), encoding="utf-8")
    print(f"wrote {PICTURE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
