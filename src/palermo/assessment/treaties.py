"""What a jurisdiction had done about a treaty by a day, worked out from dated acts and never from a status column."""

from dataclasses import dataclass
from typing import Literal

from palermo.record.facts import Fact
from palermo.register.jurisdictions import jurisdictions

State = Literal["party", "listed", "signatory", "no_act_seen", "not_held"]
_LABOUR_LIST = "ilab_findings"

TREATIES = {
    "PALERMO": "the Palermo Protocol",
    "UNTOC": "the UN Convention against Transnational Organized Crime",
    "CRC_OPSC": "the Optional Protocol on the sale of children",
    "ILO_C182": "the ILO convention on the worst forms of child labour",
    "ILO_C138": "the ILO convention on the minimum age",
    "SLAVERY_SUPP_1956": "the supplementary slavery convention",
    "ICRMW": "the convention on migrant workers",
    "SMUGGLING": "the smuggling protocol",
    "CRC": "the Convention on the Rights of the Child",
    "CEDAW": "the convention on discrimination against women",
    "CAT": "the Convention against Torture",
    "ICCPR": "the Covenant on Civil and Political Rights",
    "ICCPR_OP2": "the protocol against the death penalty",
}


@dataclass(frozen=True)
class TreatyStanding:
    """A jurisdiction and one treaty: its state on the day, and the act that says so (None where nothing is held).

    "listed" is a territory for which a list marks the treaty as ratified and does not say by whom: no act in its own name.
    """

    treaty: str
    name: str
    state: State
    act: Fact | None


def treaty_standing(acts: tuple[Fact, ...], treaty: str) -> TreatyStanding:
    """The state that the acts visible on the day add up to: party or listed, else signatory, else no act seen, else not held."""
    own = [act for act in acts if act["treaty"] == treaty]
    joined = [act for act in own if act["act"] not in ("signature", "none_seen")]
    signed = [act for act in own if act["act"] == "signature"]
    name = TREATIES[treaty]
    if joined:
        return TreatyStanding(treaty, name, "listed" if _by_another(joined[0]) else "party", joined[0])
    if signed:
        return TreatyStanding(treaty, name, "signatory", signed[0])
    return TreatyStanding(treaty, name, "no_act_seen" if own else "not_held", own[0] if own else None)


def _by_another(act: Fact) -> bool:
    """Whether an act may be that of the state which answers for a territory: the list marks the result and names no act."""
    undated = act["act"] == "became_party" and not act["date"] and act.carrier == _LABOUR_LIST
    return undated and jurisdictions()[act["iso3"]].kind == "territory"
