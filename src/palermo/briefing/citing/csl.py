"""The sources of a paper as CSL-JSON, which reference managers and citation styles read."""

import json
from typing import Any

from palermo.briefing.brief import Brief
from palermo.briefing.citing.works import Work, works

_TYPES = {"report": "report", "legislation": "legislation", "dataset": "dataset"}


def csl_json(paper: Brief) -> str:
    """The works of a paper as a CSL-JSON array, ending in a newline."""
    return json.dumps([_item(work) for work in works(paper)], ensure_ascii=False, indent=1) + "\n"


def _item(work: Work) -> dict[str, Any]:
    """One item. Its author is a body: a literal name, which no style takes apart."""
    item: dict[str, Any] = {
        "id": work.id,
        "type": _TYPES[work.kind],
        "title": work.title,
        "author": [{"literal": work.publisher}],
        "publisher": work.publisher,
    }
    if work.published:
        item["issued"] = {"date-parts": [[int(part) for part in work.published.split("-")]]}
    if work.url:
        item["URL"] = work.url
    return item | {"note": " ".join(work.notes)}
