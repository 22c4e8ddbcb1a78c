"""The abstract of a statute that a person supplies as YAML (R33): what one law covers, asks for and punishes.

A field that is left out is not known, and what is not known is never reported as a gap.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from palermo.errors import UserError
from palermo.law.load import read_yaml
from palermo.law.shape import build

Act = Literal["recruitment", "transportation", "transfer", "harbouring", "receipt", "provision", "obtaining"]
Means = Literal[
    "force",
    "coercion",
    "abduction",
    "fraud",
    "deception",
    "abuse_of_power",
    "abuse_of_vulnerability",
    "payment_to_controller",
]
Purpose = Literal["sexual_exploitation", "forced_labour", "servitude", "debt_bondage", "slavery", "organ_removal"]


@dataclass(frozen=True)
class StatuteAbstract:
    """One statute. Penalties in years of prison (99 for life), ages in years; None where not known.

    `covers` names what the statute deals with (child_sex, adult_sex, labour); `national_plan` is "current",
    "missing", "expired" or "unfunded"; `residence_permit_conditional` is "none" (no permit), "conditional"
    or "unconditional"; `child_age` the age below which no means are asked for in sex trafficking;
    `over_broad` names purposes that count without exploitation.
    """

    name: str
    citation: str | None = None
    country: str | None = None
    covers: tuple[Literal["child_sex", "adult_sex", "labour"], ...] = ("child_sex", "adult_sex", "labour")
    prohibits: bool | None = None
    acts: tuple[Act, ...] | None = None
    means: tuple[Means, ...] | None = None
    means_required_child_sex: bool | None = None
    means_required_child_labor: bool | None = None
    child_age: int | None = None
    movement_required: Literal["none", "any", "cross_border"] | None = None
    purposes: tuple[Purpose, ...] | None = None
    over_broad: tuple[Literal["adoption", "marriage", "smuggling", "all_prostitution"], ...] | None = None
    penalty_min: int | None = None
    penalty_max: int | None = None
    fine_alternative: bool | None = None
    rape_min: int | None = None
    rape_max: int | None = None
    aggravators: tuple[str, ...] | None = None
    nonpenalisation: bool | None = None
    victim_definition: bool | None = None
    nrm: bool | None = None
    sop: bool | None = None
    residence_permit_conditional: Literal["none", "conditional", "unconditional"] | None = None
    recruiter_fee_ban: bool | None = None
    liability_legal_persons: bool | None = None
    national_plan: Literal["current", "missing", "expired", "unfunded"] | None = None
    demand_reduction: bool | None = None
    efforts: Literal["met", "not_met"] | None = None


def load_abstract(path: Path) -> StatuteAbstract:
    """The abstract in one YAML file. UserError names the file and an unknown, missing or wrong field."""
    return build(StatuteAbstract, read_yaml(path, UserError), str(path), UserError)
