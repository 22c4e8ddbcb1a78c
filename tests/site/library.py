"""Documents in our own words, brought into a home and read there, so that the pages have texts to show."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PAGE = """<html><head><title>{title}</title></head><body>
<h1>CUBA (Tier 2 Watch List)</h1>
<p>The Government of Cuba does not fully meet the minimum standards for the elimination of trafficking but is making significant
efforts to do so. {first} {filler}</p>
<h2>PRIORITIZED RECOMMENDATIONS</h2>
<ul><li>Adopt a law that forbids forced labor.</li><li>Train labor inspectors to find victims.</li></ul>
<h2>PROSECUTION</h2><p>The government convicted {count} traffickers.</p>
<h2>PROTECTION</h2><p>Officials lacked procedures to identify victims.</p>
<h2>PREVENTION</h2><p>The government ran an awareness campaign.</p></body></html>"""
FILLER = (
    "Observers from several regions described how the offices in charge met, planned their work and shared what they had learnt. "
)
ARABIC = "كوبا: تقرير عن الاتجار بالأشخاص"
TEXTS = (
    (2014, ARABIC, 9, "Employers took away the papers of workers."),
    (2015, "Cuba - Trafficking in Persons Report 2015", 12, "Employers withheld passports."),
    (2016, "Cuba - Trafficking in Persons Report 2016", 7, "Employers kept the passports of workers."),
)


def bring(home: Path, folder: Path) -> None:
    """Collect and read the texts in this home, and renew its record."""
    for text in TEXTS:
        _collect(home, folder, *text)
    _palermo(home, "read")
    _palermo(home, "clock", "--format", "json")


def estimate(home: Path) -> None:
    """Work out what a site would work out beside its readers, so that no site of the tests has to."""
    commands = [["priorities", "--format", "json", "--top", "1"], ["outlook", "--backtest", "--format", "json"]]
    with ThreadPoolExecutor() as side_by_side:
        list(side_by_side.map(lambda words: _palermo(home, *words), commands))


def bring_one_more(home: Path, folder: Path) -> None:
    """Collect and read one text more, so that the record of this home is another one."""
    _collect(home, folder, 2017, "Cuba - Trafficking in Persons Report 2017", 5, "Employers returned no passports.")
    _palermo(home, "read")
    _palermo(home, "clock", "--format", "json")


def _collect(home: Path, folder: Path, year: int, title: str, count: int, first: str) -> None:
    page = folder / f"cuba-{year}.html"
    page.write_text(PAGE.format(title=title, count=count, first=first, filler=FILLER * 12), encoding="utf-8")
    _palermo(home, "collect", "tip", "--from", str(page), "--year", str(year), "--country", "Cuba")


def _palermo(home: Path, *words: str) -> None:
    environment = os.environ | {"PALERMO_HOME": str(home)}
    done = subprocess.run([sys.executable, "-m", "palermo", *words], capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
