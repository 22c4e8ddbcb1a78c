"""Measure the reader on coded texts, and write what came of it into `accuracy.yml`, which is printed beside its findings.

    python tools/measure_reader.py FOLDER

FOLDER holds dev.jsonl (each text coded twice) and more.jsonl (coded once). A maintainer runs this after every change of the reader
(docs/annual_update.md).
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "gold"))
from score import PLACEMENT, Score, score

from palermo.evidence.codebook import as_codebook
from palermo.evidence.model import Text
from palermo.evidence.reader import read

FILE = Path(__file__).parent.parent / "src/palermo/evidence/accuracy.yml"
SETS = {
    "dev.jsonl": "coded twice and looked at while the rules were made",
    "more.jsonl": "coded once, from which words of the rules were learnt",
}
HEAD = """\
# How often the reader is right, written by tools/measure_reader.py after each change of the reader (docs/annual_update.md).
#   right: of what it found, the share that was right; found: of what there was, the share that it found; here: how much there was.
#   answers: of questions with one answer each (a field of the placement; whether a role is named), the share answered rightly.
# Items on which two codings of a text differed count neither way. No text of another kind was ever coded.
series: factbook_tip
kind_of_text: country summaries of the World Factbook
ignores: {figure: "unit, period and group"}
sets:
"""


def measured(path: Path) -> tuple[int, Score]:
    """How many texts a file holds, and the score of the reader on them."""
    rows = [{"roles_optional": [], **json.loads(line)} for line in path.read_text(encoding="utf-8").splitlines() if line]
    read_ = {row["id"]: as_codebook(row["id"], read(Text(row["text"]), row["iso3"])) for row in rows}
    return len(rows), score(rows, read_)


def lines(texts: int, about: str, result: Score) -> list[str]:
    """One set of texts as lines of the file."""
    placed = sum(result.placement[name] for name in PLACEMENT) / len(PLACEMENT)
    found: dict[str, Any] = {
        name.removesuffix("s"): f"{{right: {t.precision:.4f}, found: {t.recall:.4f}, here: {t.found + t.missed}}}"
        for name, t in result.lists.items()
    }
    answers = {"placement": f"{{answers: {placed:.4f}}}", "role": f"{{answers: {result.roles:.4f}}}"}
    return [f"  - texts: {texts}", f"    how: {about}", "    kinds:", *(f"      {k}: {v}" for k, v in (found | answers).items())]


def main(folder: Path) -> None:
    """Measure on every set and write the file."""
    made = [line for name, about in SETS.items() for line in lines(*_with(about, measured(folder / name)))]
    FILE.write_text(HEAD + "\n".join(made) + "\n", encoding="utf-8")
    print(FILE.read_text(encoding="utf-8"))


def _with(about: str, result: tuple[int, Score]) -> tuple[int, str, Score]:
    return result[0], about, result[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
