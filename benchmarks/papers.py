"""`python -m benchmarks.papers`: a PDF on everybody at once, beside WeasyPrint printing the HTML of a few in the same run.

Whole processes, from start to end. The record is built first and not timed, in a home of its own. A target that was missed is
printed as MISSED, and the exit status is 0.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import CommandError, Run, measure

DAY = "2026-11-24"
TARGET = 120.0  # seconds for all, on two cores
FEW = ("CUB", "THA", "DZA", "FSM", "COG", "HTI", "KEN", "MEX")
PRINT = "import sys, weasyprint\nfor name in sys.argv[1:]:\n    weasyprint.HTML(name).write_pdf(name + '.pdf', pdf_variant='pdf/ua-1')"


def main() -> int:
    """Measure and print. 1 only when a command fails: then there is no figure to print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    parser.add_argument("--runs", type=int, default=1, help="timed runs of each command (default 1)")
    runs = max(1, parser.parse_args().runs)
    with tempfile.TemporaryDirectory(prefix="palermo-papers-") as folder:
        home = Path(folder)
        environment = os.environ | {"PALERMO_HOME": folder}
        palermo = [sys.executable, "-m", "palermo", "brief", "--as-of", DAY]
        papers = home / "papers"
        pages = [str(home / f"{code}.html") for code in FEW]
        try:
            for code, page in zip(FEW, pages, strict=True):  # the first one builds the record
                measure([*palermo, code, "--format", "html", "-o", page], environment)
            for _ in range(runs):
                made = measure([*palermo, "--all", "--format", "pdf", "-o", str(papers)], environment)
                _line("palermo: a PDF on everybody", made, len(list(papers.glob("*.pdf"))), TARGET)
                _line("WeasyPrint: the HTML of a few", measure([sys.executable, "-c", PRINT, *pages], environment), len(FEW))
        except CommandError as error:
            print(f"benchmarks: {error}", file=sys.stderr)
            return 1
    print(f"load at end {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores; WeasyPrint uses one core, palermo all of them")
    return 0


def _line(words: str, run: Run, papers: int, target: float | None = None) -> None:
    said = "" if target is None else f"   target {target:g} s {'met' if run.seconds <= target else 'MISSED'}"
    print(f"{words:32} {papers:4} papers {run.seconds:7.2f} s, {run.seconds / papers:6.3f} s each{said}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
