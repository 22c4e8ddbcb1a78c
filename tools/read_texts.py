"""Read the official texts that are not ours to ship, and write what the reader found in them, without a word of text.

    python tools/read_texts.py FOLDER

FOLDER holds factbook_tip_texts.csv, ilab_suggested_actions.csv and upr_trafficking_texts.csv. The result is the fact table
`machine_findings`: each finding with the hash of the text that it stands in and its span there, so that who holds the text can print
the words. A maintainer runs this after a change of the reader (docs/annual_update.md).
"""

import csv
import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from palermo.evidence.findings.recommendations import themes_of as themes_of_terms
from palermo.evidence.model import Action, Figure, Flow, Gap, Ground, Judgment, Role, Text, Trend
from palermo.evidence.page import levelled
from palermo.evidence.reader import read
from palermo.evidence.reader_id import READER
from palermo.evidence.terms import hits

TABLE = Path(__file__).parent.parent / "src/palermo/facts/tables/machine_findings.csv"
COLUMNS = (
    "id", "iso3", "series", "edition", "carrier_edition", "kind", "code", "value", "qualifier", "other_iso3", "direction",
    "text_sha256", "start", "end", "reader", "upper", "unit", "form", "population", "period", "previous",
)  # fmt: skip
_NOT_IN_THE_ID = ("id", "reader", "upper", "unit", "period")  # an id lives through a reader that reads more of them
_TELLING = ("form", "population", "previous")  # part of the id only where a finding has them
Row = dict[str, str | int]


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of one of the collected texts."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def row(about: Row, kind: str, code: str, span: tuple[int, int], **more: str | int) -> Row:
    """One finding as a row. Its id is made of content: place, series, edition, kind, code and value, text and span."""
    found: Row = {**about, "kind": kind, "code": code, "start": span[0], "end": span[1], "reader": READER, **more}
    parts = [str(found.get(name, "")) for name in COLUMNS if name not in (*_NOT_IN_THE_ID, *_TELLING)]
    content = "|".join(parts + [f"{name}={found[name]}" for name in _TELLING if found.get(name, "no") not in ("", "no")])
    mark = hashlib.sha256(content.encode()).hexdigest()[:8]
    return {"id": f"{about['iso3']}-{about['series']}-{about['edition']}-{kind}-{code}-{mark}", **found}


def about(series: str, iso3: str, edition: str, text: str, **more: str | int) -> Row:
    """What all findings of one text share."""
    return {"iso3": iso3, "series": series, "edition": edition, "text_sha256": Text(text).sha256, **more}


def particulars(figure: Figure) -> Row:
    """What the words say of a number beyond its measure; blank where they do not say it. `previous` is yes or no."""
    told = {
        "upper": figure.upper,
        "unit": figure.unit,
        "form": figure.form,
        "population": figure.population,
        "period": figure.period,
    }
    return {name: "" if value is None else value for name, value in told.items()} | {
        "previous": "yes" if figure.previous else "no"
    }


def factbook(folder: Path) -> Iterator[Row]:
    """Findings of the country summaries."""
    for line in rows_of(folder / "factbook_tip_texts.csv"):
        reading = read(Text(line["text"]), line["iso3"])
        base = about(
            "factbook_tip",
            line["iso3"],
            line["report_year_best"] or line["report_year"],
            line["text"],
            carrier_edition=line["edition"],
        )
        if not base["edition"]:
            continue
        said = reading.placement
        if said.tier and said.spans:
            yield row(base, "placement", said.tier, said.spans[0])
        for f in reading.findings:
            span = (f.start, f.end)
            if isinstance(f, Figure):
                yield row(base, "figure", f.measure, span, value=f.value, qualifier=f.qualifier, **particulars(f))
            elif isinstance(f, Gap):
                yield row(base, "gap", f.code, span)
            elif isinstance(f, Action):
                yield row(base, "action", f.type, span)
            elif isinstance(f, Role):
                yield row(base, "role", f.name, span)
            elif isinstance(f, Flow):
                yield row(base, "flow", "flow", span, other_iso3=f.country, direction=f.direction)
            elif isinstance(f, Judgment):
                yield row(base, "judgment", f.test, span, value=int(f.met), form=f.form or "")
            elif isinstance(f, Ground):
                yield row(base, "ground", f.code, span)
            elif isinstance(f, Trend):
                yield row(base, "trend", f.subject, span, direction=f.direction)


def themes_of(text: str) -> tuple[str, ...]:
    """The gaps that a recommendation asks to close."""
    return themes_of_terms(hits(levelled(text), asked=True))


def asked(folder: Path) -> Iterator[Row]:
    """The themes of what others recommend: the Labor Department's actions, in every year that prints them, and the UPR's."""
    for line in rows_of(folder / "ilab_suggested_actions.csv"):
        base = about("sweat_and_toil", line["iso3"], line["year"], line["text"])
        yield from (row(base, "recommendation", theme, (0, len(line["text"]))) for theme in themes_of(line["text"]))
    for line in rows_of(folder / "upr_trafficking_texts.csv"):
        base = about("upr", line["target_iso3"], line["session"], line["text"])
        for theme in themes_of(line["text"]):
            yield row(base, "recommendation", theme, (0, len(line["text"])), other_iso3=line["sender_iso3"])


def once(rows: Iterable[Row]) -> list[Row]:
    """The rows by id. What two copies of one text repeat is written once; two findings with one id end the run."""
    found: dict[str, Row] = {}
    for one in rows:
        first = found.setdefault(str(one["id"]), one)
        if first != one:
            raise SystemExit(f"Two findings have the id {one['id']}: {first} and {one}.")
    return [found[key] for key in sorted(found)]


def main(folder: Path) -> None:
    """Read all texts and write the table, sorted by id."""
    found = once((*factbook(folder), *asked(folder)))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(found)
    print(f"{len(found):,} findings written to {TABLE}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
