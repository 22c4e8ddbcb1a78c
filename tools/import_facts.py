"""Turn a folder of collected fact tables into the tables that the package carries.

    python tools/import_facts.py SOURCE_DIR

A maintainer runs this once a year (docs/annual_update.md). SOURCE_DIR holds the tables as they were collected, one CSV each;
what is written goes to `src/palermo/facts/tables`, in the schema of `palermo.facts.schema`. Three things happen on the way:

* a column that knows the future is turned into dated acts (treaties) or dropped (first years, runs, due dates: these are
  computed for the date of a question);
* a placeholder is not a zero: a grant row without an amount, purpose or recipient becomes `listed = no`;
* rows are sorted by key, so that a change of the source shows as a change of these files and as nothing else.
"""

import csv
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

TARGET = Path(__file__).parent.parent / "src" / "palermo" / "facts" / "tables"
Row = dict[str, str]

# How much of an edition's placements the collected table has, where it is not all of them (known by published totals).
COMPLETENESS = {"2010": "nearly", "2011": "nearly", "2012": "nearly", "2018": "incomplete", "2019": "nearly"}


def read(folder: Path, name: str) -> list[Row]:
    """The rows of one collected table."""
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def write(name: str, columns: str, rows: Iterable[Row]) -> None:
    """Write one packaged table: the columns named, rows in the order of their whole content's key."""
    fields = columns.split()
    ordered = sorted(rows, key=lambda row: [row.get(field, "") for field in fields])
    with (TARGET / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, fields, extrasaction="ignore", lineterminator="\n")
        out.writeheader()
        out.writerows(ordered)


def treaty_acts(rows: list[Row]) -> Iterator[Row]:
    """One row an act: a signature, an act by which a state became party, or a day on which no act was seen."""
    for row in rows:
        common = {k: row[k] for k in ("iso3", "treaty", "source", "basis", "confidence")}
        if row["signed"] or row["status"] == "signatory":
            yield common | {"act": "signature", "date": row["signed"], "seen": row["as_of"]}
        if row["status"] == "party":
            act = row["instrument"] or "became_party"
            yield common | {"act": act, "date": row["ratified_date"], "seen": row["as_of"]}
        if row["status"] == "none":
            yield common | {"act": "none_seen", "date": "", "seen": row["as_of"]}


def grants(rows: list[Row]) -> Iterator[Row]:
    """Grants by place and year. A row with no amount, purpose or recipient says that none was listed: not a grant of zero."""
    purposes = ("n_prevention", "n_protection", "n_prosecution", "n_research", "n_ngo", "n_igo", "n_government")
    for row in rows:
        placeholder = row["usd"] in ("0", "") and all(row[p] in ("0", "") for p in purposes)
        if placeholder:
            blank = dict.fromkeys(("n_grants", "n_with_amount", "usd", *purposes), "")
            yield row | blank | {"listed": "no"}
        else:
            yield row | {"listed": "yes", "usd": "" if row["n_with_amount"] == "0" else row["usd"]}


# Tables that carry over with the columns named (empty: all of them): packaged name, collected name, columns.
PLAIN = (
    ("tier_placements", "tier_placements", "iso3 report_year tier basis confidence source note"),
    ("tier_placements_conflicts", "tier_placements_conflicts", "iso3 report_year tier_kept source_kept tier_other source_other"),
    ("tier_placements_interpolated", "tier_placements_interpolated", "iso3 report_year tier tier_before tier_after basis source"),
    (
        "watch_list_events",
        "watch_list_events",
        "iso3 report_year event provision detail fiscal_year tier evidence confidence basis source",
    ),
    ("published_counts", "published_counts", "report_year measure value confidence source"),
    ("criminalization", "criminalization", "iso3 year level month basis source"),
    ("ilab_assessments", "ilab_assessments", ""),
    ("ilab_enforcement", "ilab_enforcement", ""),
    ("ilab_goods", "ilab_goods", ""),
    ("ilab_legal_standards", "ilab_legal_standards", ""),
    (
        "upr_recommendations",
        "upr_trafficking",
        "id session year sender_iso3 target_iso3 topic issue_tag response action_category basis source",
    ),
    (
        "upr_pairs",
        "upr_pairs",
        "session year sender_iso3 target_iso3 n n_trafficking n_accepted n_noted n_trafficking_accepted source",
    ),
    ("reactions", "reactions", ""),
    ("policy_index_3p", "policy_index_3p", "iso3 year prosecution protection prevention overall basis source"),
    (
        "unga_votes",
        "unga_ideal",
        "iso3 year session n_votes agree_n agree_same agree_near important_n important_same ideal_point distance_to_us basis source",
    ),
    (
        "us_trade_shares",
        "us_trade_shares",
        "iso3 year export_share_pct export_data_year export_us_named import_share_pct import_data_year import_us_named "
        "total_share_pct source",
    ),
    ("missions", "missions", ""),
    ("us_aid", "us_aid", ""),
    (
        "global_law_enforcement",
        "global_law_enforcement",
        "data_year region region_name edition prosecutions prosecutions_labor convictions convictions_labor victims_identified "
        "victims_labor new_legislation basis source",
    ),
    ("instruments", "instruments", "id sender_iso3 host_iso3 kind title signed in_force ended status confidence source_id url"),
    ("bank_membership", "bank_membership", "iso3 institution member since as_of basis confidence source_id"),
    (
        "reported_findings",
        "reported_findings",
        "id iso3 report_year factbook_edition kind code value qualifier other_iso3 direction text_sha256 start end codings",
    ),
    ("sources", "SOURCES", "id title publisher url licence kind published covers caveats"),
    ("publication_dates", "publication_dates", "series edition published basis source"),
)


def main(folder: Path) -> None:
    """Write every packaged table that rests on a collected one."""
    for name, collected, columns in PLAIN:
        rows = read(folder, collected)
        write(name, columns or " ".join(rows[0]), rows)
    released = [row for row in read(folder, "report_calendar") if row["released_date"]]
    editions = (row | {"held": COMPLETENESS.get(row["report_year"], "complete")} for row in released)
    write("editions", "report_year released_date held determination_id determination_date basis confidence source", editions)
    write("treaty_acts", "iso3 treaty act date seen basis confidence source", treaty_acts(read(folder, "treaty_status")))
    write(
        "tip_grants",
        "scope iso3 region fiscal_year listed n_grants n_with_amount usd n_prevention n_protection n_prosecution n_research "
        "n_ngo n_igo n_government basis source",
        grants(read(folder, "tip_grants")),
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
