"""A reading in the codebook's own form: one JSON object a text, each item with `start` and `end` in place of a quotation."""

from collections.abc import Iterable
from typing import Any

from palermo.evidence.model import Action, Figure, Flow, Gap, Reading, Role

ROLES = ("source", "transit", "destination", "internal")


def as_codebook(identity: str, reading: Reading) -> dict[str, Any]:
    """One text's codes: placement, figures, gaps, actions, roles, flows. Findings beyond the codebook are left out."""
    said = reading.placement
    roles = {f.name for f in reading.findings if isinstance(f, Role)}
    return {
        "id": identity,
        "placement": {
            "tier": said.tier,
            "year": said.year,
            "complies": said.complies,
            "significant_efforts": said.significant_efforts,
            "movement": said.movement,
            "consecutive_years": said.consecutive_years,
            "waiver": said.waiver,
            "spans": [{"start": start, "end": end} for start, end in said.spans],
        },
        "figures": _items(reading, Figure, ("measure", "value", "qualifier")),
        "gaps": _items(reading, Gap, ("code",)),
        "actions": _items(reading, Action, ("type",)),
        "roles": {name: name in roles for name in ROLES},
        "flows": _items(reading, Flow, ("country", "direction")),
    }


def _items(reading: Reading, kind: type, fields: Iterable[str]) -> list[dict[str, Any]]:
    names = (*fields, "start", "end")
    return [{name: getattr(f, name) for name in names} for f in reading.findings if isinstance(f, kind)]
