"""palermo through its Python API, as a whole process: `facts|briefs DAY [CODE]`; without a code, every jurisdiction."""

import datetime as dt
import sys

from benchmarks.answer import SENDER, Answer, Cell, as_json, run_of
from palermo.record import query
from palermo.record.opened import Record, opened
from palermo.register.jurisdictions import jurisdictions


def facts(record: Record, code: str) -> Answer:
    """The facts of one place, asked of the record."""
    placements: list[list[Cell]] = [[p["report_year"], p["tier"]] for p in query.placements(record, code)]
    gaps: dict[str, set[int]] = {}
    for f in query.findings(record, code, "gap"):
        gaps.setdefault(f["code"], set()).add(f["report_year"])
    details = query.finding_details(record, code)
    form = {finding: detail["form"] for finding, detail in details.items()}
    figures = query.findings(record, code, "figure")
    return Answer(
        placements=placements,
        run=run_of(placements),
        gaps={gap: sorted(years) for gap, years in sorted(gaps.items())},
        treaty_acts=_sorted([[a["treaty"], a["act"], a["date"]] for a in query.treaty_acts(record, code)]),
        instruments=_sorted(
            [[i[c] for c in ("id", "kind", "signed", "in_force", "ended")] for i in query.instruments(record, SENDER, code)]
        ),
        figures=_sorted([[f["report_year"], f["code"], f["value"], f["qualifier"], form.get(f["id"])] for f in figures]),
    )


def _sorted(rows: list[list[Cell]]) -> list[list[Cell]]:
    return sorted(rows, key=repr)


def _briefs(record: Record, codes: list[str]) -> None:
    """Whole briefs as `palermo.brief/1`: the same path as `palermo brief --format json`."""
    from palermo.briefing.brief import brief
    from palermo.briefing.document import document
    from palermo.cli.common import as_json as brief_as_json

    places = jurisdictions()
    for code in codes:
        sys.stdout.write(brief_as_json(document(brief(record, places[code], places[SENDER]))))


def main(what: str, day: str, *codes: str) -> None:
    """Answer for the codes given, or for the whole register."""
    chosen = list(codes) or sorted(jurisdictions())
    with opened(dt.date.fromisoformat(day)) as record:
        if what == "briefs":
            _briefs(record, chosen)
        else:
            sys.stdout.write(as_json({code: facts(record, code) for code in chosen}))


if __name__ == "__main__":
    main(*sys.argv[1:])
