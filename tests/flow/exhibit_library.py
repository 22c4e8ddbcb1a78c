"""A library for exhibits, in words of our own: a PDF of several pages in two editions, a captured web page, and data."""

import io
import json
import shutil
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from palermo.cli.main import run

FILLER = (
    "Observers in several provinces described how the offices in charge met, planned their work and shared what they had learnt, and "
    "how schools, clinics and courts kept their records during the year. "
)
REPORT = """<html lang="en"><head><style>
@page {{ size: 612pt 792pt; margin: 70pt; @bottom-center {{ content: counter(page) }} }}
@page wide {{ size: 792pt 612pt }} .wide {{ page: wide }}
body {{ font: 12pt/1.6 "DejaVu Serif", serif }} h1, h2 {{ break-after: avoid }} h2.new {{ break-before: page }}
</style></head><body>
<h1>Cuba Human Rights Report {year}</h1>
<h2>Executive Summary</h2><p>This report on human rights was written for a test. {filler}</p>
<h2 class="new">Section 1. Arrest</h2><p>{filler} {one}</p><p>{filler}</p>
<h2 class="new">Section 2. Movement</h2><p>{filler} Doctors who abandoned a mission were banned from returning for eight years, señaló José Peña. {filler}</p>
<h2 class="new">Section 3. Complicity</h2><p>{filler}</p><p>Two complicit officials were convicted in the province of Camagüey. {filler}</p>
<p dir="rtl" lang="ar">كتب هذا النص لاختبار برنامج، ولا يصف بلداً.</p>
<h2 class="new">Section 4. Remedies</h2><p>{filler} {last}</p>
</body></html>"""
PAGE = """<html lang="en"><head><title>Cuba - Trafficking in Persons Report {year}</title>
<link rel="stylesheet" href="http://example.invalid/site.css"><script src="http://example.invalid/a.js"></script>
<style>@page {{ size: 1mm }} body {{ background: url(http://example.invalid/b.png) }}</style></head><body>
<nav><ul><li><a href="http://example.invalid/">Menu of the site</a></li></ul></nav>
<img src="file:///etc/passwd" alt="seal"><h1>CUBA (Tier 2 Watch List)</h1>
<p>The Government of Cuba does not fully meet the minimum standards for the elimination of trafficking but is making significant
efforts to do so. {filler}</p>
<h2>PRIORITIZED RECOMMENDATIONS</h2><ul><li>Stop punishing victims for what they were made to do.</li></ul>
<h2>PROSECUTION</h2><p>The government convicted {count} traffickers. Authorities did not investigate complicit officials. {filler}</p>
<h2>PROTECTION</h2><p>{filler}</p><p>{filler}</p><p>The government penalized victims &amp; did not provide shelter to <b>any of the</b> workers who left the program. {lost} {filler}</p>
<h2>PREVENTION</h2><p>The government ran an awareness campaign &#233;n masse. {filler}</p></body></html>"""


def report(year: int, one: str, last: str = "Nothing else is told here.", filler: int = 3) -> bytes:
    """A report as a PDF."""
    from weasyprint import HTML

    content: bytes = HTML(string=REPORT.format(year=year, one=one, last=last, filler=FILLER * filler)).write_pdf()
    return content


def page(year: int, count: int, lost: str = "") -> str:
    """A captured page; what it names would be asked for by a browser. `lost`: a sentence that the next edition may leave out."""
    return PAGE.format(year=year, count=count, lost=lost, filler=FILLER * 8)


class Done(NamedTuple):
    """What a command wrote, and what it said beside it."""

    out: str
    err: str


class Command:
    """The command line, in a home of its own that begins with the record of the run."""

    def __init__(self, home: Path, record_home: Path) -> None:
        self.home = home
        (home / "records").mkdir(parents=True)
        for path in (record_home / "records").iterdir():
            if path.is_file():
                shutil.copy(path, home / "records" / path.name)

    def __call__(self, *words: str, status: int = 0) -> Done:
        """Run it in this process, and look at its exit status."""
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setenv("PALERMO_HOME", str(self.home))
            with pytest.raises(SystemExit) as ended:
                run(list(words))
        for stream in (out, err):
            stream.flush()
        done = Done(*(stream.buffer.getvalue().decode() for stream in (out, err)))
        assert (ended.value.code or 0) == status, (words, ended.value.code, done.err)
        return done

    def bring(self, series: str, file: Path, year: int, *more: str) -> None:
        """Import one document, as a person would."""
        self("collect", series, "--from", str(file), "--year", str(year), "--country", "Cuba", *more)

    def said(self, *words: str) -> dict:
        """What a command gives as data."""
        return json.loads(self(*words, "--format", "json").out)


def fill(palermo: Command, folder: Path) -> None:
    """Collect and read two editions of a report as PDF, a captured page, and a data file."""
    (folder / "cuba-2022.pdf").write_bytes(
        report(
            2022,
            "Police tortured two officials of a union.",
            "Prison officers tortured a detained teacher, and nobody was told why.",
        )
    )
    (folder / "cuba-2023.pdf").write_bytes(report(2023, "Police tortured two officials of a union."))
    (folder / "cuba-tip.html").write_text(page(2016, 7), encoding="utf-8")
    lost = "Authorities detained victims for leaving the country without permission."
    (folder / "cuba-tip-2015.html").write_text(page(2015, 9, lost), encoding="utf-8")
    (folder / "own.txt").write_text(
        "This report on trafficking says that forced labor was found on farms in Cuba. " + FILLER * 3, encoding="utf-8"
    )
    palermo.bring("hrr", folder / "cuba-2022.pdf", 2022, "--published", "2023-03-20")
    palermo.bring("hrr", folder / "cuba-2023.pdf", 2023, "--published", "2024-04-22")
    palermo.bring("tip", folder / "cuba-tip.html", 2016)
    palermo.bring("tip", folder / "cuba-tip-2015.html", 2015)
    palermo.bring("own", folder / "own.txt", 2021, "--published", "2021-05-01")
    palermo("read")
