"""The same facts from the packaged CSV files with pandas, as a whole process: `DAY [CODE]`; without a code, every jurisdiction.

Written as a careful person would: only the columns needed, text as text, filters on whole columns, one grouping for all places.
It imports nothing of palermo.
"""

import sys
from pathlib import Path

import pandas as pd  # type: ignore[import-untyped,unused-ignore]

from benchmarks.answer import SENDER, Answer, Cell, as_json, run_of

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "palermo"
TABLES = PACKAGE / "facts" / "tables"


def _read(name: str, *columns: str) -> pd.DataFrame:
    return pd.read_csv(TABLES / f"{name}.csv", usecols=list(columns), dtype=str, keep_default_na=False)


def _last_day(dates: "pd.Series[str]") -> "pd.Series[str]":
    """The last day that a date can mean: `2017` is 2017-12-31. Empty stays empty."""
    days = dates.where(dates.str.len() != 4, dates + "-12-31")
    months = days.str.len() == 7
    ends = pd.to_datetime(days[months]) + pd.offsets.MonthEnd(0)
    return days.where(~months, ends.dt.strftime("%Y-%m-%d").reindex(days.index))


def _known(dates: "pd.Series[str]", day: str) -> "pd.Series[bool]":
    return (dates != "") & (_last_day(dates) <= day)


def _by_edition(name: str, released: "pd.Series[int]", *columns: str) -> pd.DataFrame:
    """Rows of the editions that were out. What concerns an edition was public when the edition was."""
    table = _read(name, "iso3", "report_year", *columns)
    table["report_year"] = table["report_year"].astype(int)
    return table[table["report_year"].isin(released)]


def _treaty_acts(day: str) -> pd.DataFrame:
    """An act is public on its date; where none is known, on the day on which a list was seen."""
    acts = _read("treaty_acts", "iso3", "treaty", "act", "date", "seen")
    return acts[_known(acts["date"].where(acts["date"] != "", acts["seen"]), day)]


def _instruments(day: str) -> pd.DataFrame:
    """Instruments of the sender; a later entry into force or end is hidden; one without a date counts from when it was seen."""
    table = _read("instruments", "id", "sender_iso3", "host_iso3", "kind", "signed", "in_force", "ended", "source_id")
    table = table[table["sender_iso3"] == SENDER].rename(columns={"host_iso3": "iso3"})
    first = table["signed"].where(table["signed"] != "", table["in_force"])
    first = first.where(first != "", table["ended"])
    first = first.where(first != "", table["id"].map(_first_seen(table[first == ""])).fillna(""))
    table = table[_known(first, day)].copy()
    for column in ("in_force", "ended"):
        table[column] = table[column].where(_known(table[column], day), "")
    return table


def _first_seen(undated: pd.DataFrame) -> "pd.Series[str]":
    """By id of the instrument: the oldest date of its sources and of its sightings."""
    sources = _read("sources", "id", "published").set_index("id")["published"]
    pairs = undated.assign(source=undated["source_id"].str.split("|")).explode("source")
    days = pd.DataFrame({"id": pairs["id"], "day": pairs["source"].map(sources).fillna("")})
    seen = _read("instrument_sightings", "instrument_id", "published").set_axis(["id", "day"], axis=1)
    both = pd.concat([days, seen])
    both = both[both["day"] != ""]
    both = both.assign(last=_last_day(both["day"])).sort_values("last")
    return both.drop_duplicates("id").set_index("id")["day"]


def _lists(table: pd.DataFrame, *columns: str) -> dict[str, list[list[Cell]]]:
    """By place: the rows as lists, sorted, with None for an empty cell."""
    found: dict[str, list[list[Cell]]] = {}
    for code, *cells in table[["iso3", *columns]].itertuples(index=False, name=None):
        found.setdefault(code, []).append([None if cell == "" else cell for cell in cells])
    return {code: sorted(rows, key=repr) for code, rows in found.items()}


def answers(day: str, codes: list[str]) -> dict[str, Answer]:
    """The facts of the places asked for."""
    editions = _read("editions", "report_year", "released_date")
    released = editions.loc[_known(editions["released_date"], day), "report_year"].astype(int)
    findings = _by_edition("reported_findings", released, "id", "kind", "code", "value", "qualifier")
    figures = findings[findings["kind"] == "figure"]
    figures = figures.merge(_read("finding_details", "finding_id", "form"), how="left", left_on="id", right_on="finding_id")
    figures["form"] = figures["form"].fillna("")
    gaps = findings.loc[findings["kind"] == "gap", ["iso3", "code", "report_year"]].drop_duplicates()

    def own(table: pd.DataFrame) -> pd.DataFrame:
        return table[table["iso3"].isin(codes)] if len(codes) == 1 else table

    placements = _lists(own(_by_edition("tier_placements", released, "tier")), "report_year", "tier")
    gap_rows = _lists(own(gaps), "code", "report_year")
    acts = _lists(own(_treaty_acts(day)), "treaty", "act", "date")
    instruments = _lists(own(_instruments(day)), "id", "kind", "signed", "in_force", "ended")
    figure_rows = _lists(own(figures), "report_year", "code", "value", "qualifier", "form")
    return {
        code: Answer(
            placements=placements.get(code, []),
            run=run_of(placements.get(code, [])),
            gaps=_by_gap(gap_rows.get(code, [])),
            treaty_acts=acts.get(code, []),
            instruments=instruments.get(code, []),
            figures=figure_rows.get(code, []),
        )
        for code in codes
    }


def _by_gap(rows: list[list[Cell]]) -> dict[str, list[int]]:
    gaps: dict[str, list[int]] = {}
    for gap, year in rows:
        gaps.setdefault(str(gap), []).append(int(year or 0))
    return gaps


def _register() -> list[str]:
    register = pd.read_csv(PACKAGE / "register" / "jurisdictions.csv", usecols=["iso3"], dtype=str, keep_default_na=False)
    return sorted(register["iso3"])


def main(day: str, *codes: str) -> None:
    """Answer for the codes given, or for the whole register."""
    sys.stdout.write(as_json(answers(day, list(codes) or _register())))


if __name__ == "__main__":
    main(*sys.argv[1:])
