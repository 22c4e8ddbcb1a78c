"""Placements that a person has confirmed against the official page.

Most placements were transcribed from a list or a press report. `palermo doctor` says which; a person who has read the official
page writes a line into `PALERMO_HOME/reviews/placements.csv`, and that line wins over the transcription:

    iso3,report_year,tier,url,confirmed_on,confirmed_by
    CUB,2016,2WL,https://…,2026-11-20,an analyst

The file is only ever added to; the last line for a placement counts. It is an input of the record's id.
"""

import csv
import re
from dataclasses import dataclass, replace

from palermo.errors import UserError
from palermo.facts.dating import Dated
from palermo.facts.read import Row, raw
from palermo.facts.schema import TIER
from palermo.home import home
from palermo.register.jurisdictions import jurisdictions

COLUMNS = ["iso3", "report_year", "tier", "url", "confirmed_on", "confirmed_by"]


@dataclass(frozen=True)
class Confirmation:
    """One line of the file: what the official page says, where and when it was read, and by whom."""

    iso3: str
    report_year: str
    tier: str
    url: str
    confirmed_on: str
    confirmed_by: str

    def applied_to(self, row: Row, origin: Dated) -> tuple[Row, Dated]:
        """The placement as confirmed. What was transcribed before stays in the note when it differs."""
        differs = f"; transcribed before as {row['tier']}" if row["tier"] != self.tier else ""
        note = f"confirmed against the official page on {self.confirmed_on}{differs}"
        new = row | {"tier": self.tier, "basis": "official", "confidence": "high", "note": note}
        return new, replace(origin, carrier="", caveat="")


def confirmed_rows(confirmed: dict[str, Confirmation]) -> list[Row]:
    """Rows for confirmed placements that the table lacks: filling an incomplete edition is the main use of the file."""
    held = {f"{row['iso3']}/{row['report_year']}" for row in raw("tier_placements")}
    blank = {"basis": "official", "confidence": "high", "source": "", "note": ""}
    return [
        {"iso3": c.iso3, "report_year": c.report_year, "tier": c.tier} | blank | {"source": f"tip_report_{c.report_year}"}
        for key, c in sorted(confirmed.items())
        if key not in held
    ]


def confirmations() -> dict[str, Confirmation]:
    """Confirmed placements by key (`CUB/2016`). UserError names the line that cannot be used: it is never skipped."""
    path = home() / "reviews" / "placements.csv"
    if not path.exists():
        return {}
    found: dict[str, Confirmation] = {}
    editions = {row["report_year"] for row in raw("editions")}
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if reader.fieldnames != COLUMNS:
            raise UserError(f"{path} must have the columns {', '.join(COLUMNS)}; it has {', '.join(reader.fieldnames or [])}.")
        for number, row in enumerate(reader, start=2):
            line = Confirmation(**{name: (row[name] or "").strip() for name in COLUMNS})
            if line.tier not in TIER.split("/") or line.iso3 not in jurisdictions() or line.report_year not in editions:
                raise UserError(f"{path}, line {number}: '{line.iso3},{line.report_year},{line.tier}' is no placement.")
            if not line.confirmed_by or not re.fullmatch(r"\d{4}-\d\d-\d\d", line.confirmed_on):
                raise UserError(f"{path}, line {number}: say who confirmed it and on which day (YYYY-MM-DD).")
            found[f"{line.iso3}/{line.report_year}"] = line
    return found
