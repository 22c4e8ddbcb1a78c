"""A page that a person brings goes all the way: kept, read, searched, compared, and no paper says any more that it is not held."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """<html><head><title>Cuba - Trafficking in Persons Report {year}</title></head><body>
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


@pytest.fixture
def palermo(tmp_path, record_home):
    """The command, in a home that begins with the record of the run."""
    home = tmp_path / "home"
    (home / "records").mkdir(parents=True)
    for path in (record_home / "records").iterdir():
        if path.is_file():
            (home / "records" / path.name).write_bytes(path.read_bytes())

    class Command:
        def __call__(self, *words: str) -> str:
            return self._done(*words).stdout

        def said(self, *words: str) -> str:
            """What it says beside its output."""
            return self._done(*words).stderr

        def _done(self, *words: str) -> "subprocess.CompletedProcess[str]":
            command = [sys.executable, "-m", "palermo", *words]
            done = subprocess.run(
                command, capture_output=True, text=True, check=False, env=os.environ | {"PALERMO_HOME": str(home)}
            )
            assert done.returncode == 0, done.stderr
            return done

    return Command()


def bring(palermo, folder: Path, year: int, count: int, first: str) -> None:
    page = folder / f"cuba-{year}.html"
    page.write_text(PAGE.format(year=year, count=count, first=first, filler=FILLER * 12), encoding="utf-8")
    palermo("collect", "tip", "--from", str(page), "--year", str(year), "--country", "Cuba")


def test_a_page_that_is_brought_is_read_searched_compared_and_no_longer_missing(palermo, tmp_path):
    missing = "The narrative of the 2016 edition is not held"
    assert missing in " ".join(palermo("brief", "Cuba", "--as-of", "2017-02-22", "--full").split())
    bring(palermo, tmp_path, 2015, 12, "Employers withheld passports.")
    bring(palermo, tmp_path, 2016, 7, "Employers kept the passports of workers.")
    assert json.loads(palermo("read", "--format", "json"))["read"] == 2

    paper = " ".join(palermo("brief", "Cuba", "--as-of", "2017-02-22", "--full").split())
    assert missing not in paper
    assert "The narrative of the 2016 edition is in this record, read by machine; this paper is made without it" in paper

    found = json.loads(palermo("search", "passports", "--country", "Cuba", "--year", "2016", "--format", "json"))
    assert [passage["edition"] for passage in found["passages"]] == [2016]
    before = json.loads(palermo("search", "passports", "--as-of", "2016-01-01", "--format", "json"))
    assert [passage["edition"] for passage in before["passages"]] == [2015]

    locked = tmp_path / "cuba-2014.html"
    locked.write_text(PAGE.format(year=2014, count=3, first="Employers kept passports.", filler=FILLER * 12), encoding="utf-8")
    palermo("collect", "own", "--from", str(locked), "--year", "2014", "--country", "Cuba")
    unread = "Held and not read, so that nothing is known of what they say (1): cuba-2014.html."
    assert unread in " ".join(palermo("search", "passports", "--country", "Cuba").split())
    assert unread in json.loads(palermo("search", "passports", "--year", "2014", "--format", "json"))["silence"]
    peru = json.loads(palermo("search", "passports", "--country", "Peru", "--format", "json"))["silence"]
    assert peru.startswith("Not in this record: a narrative on Peru")
    assert "Held and not read" not in peru
    assert json.loads(palermo("search", "passports", "--as-of", "2020-01-01", "--format", "json"))["silence"] is None
    assert unread in palermo.said("compare", "2014", "2016", "Cuba", "--series", "own")
    palermo("read")
    assert "Held and not read" not in palermo("search", "passports", "--country", "Cuba")

    compared = palermo("compare", "2015", "2016", "Cuba")
    assert "12" in compared
    assert "7" in compared
    assert "Read by machine" in palermo("read", str(tmp_path / "cuba-2016.html"))


def test_a_letter_and_the_reply_to_it_in_one_file_are_searched_as_words_of_two_sides(palermo, tmp_path):
    file = Path(__file__).parent.parent / "fixtures" / "pages" / "letter_and_reply.txt"
    palermo("collect", "rapporteurs", "--from", str(file), "--year", "2021", "--country", "Norway", "--published", "2021-06-01")
    assert json.loads(palermo("read", "--format", "json"))["read"] == 1

    def side(words: str) -> tuple[str, str]:
        (source,) = json.loads(palermo("search", words, "--country", "Norway", "--format", "json"))["sources"]
        return source["title"], source["publisher"]

    office = "Office of the United Nations High Commissioner for Human Rights"
    assert side('"passports taken"') == ("letter_and_reply: letter", office)
    assert side('"three traffickers"') == (
        "letter_and_reply: reply of the State",
        f"the government that it is about (published by {office})",
    )
