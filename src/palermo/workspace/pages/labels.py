"""Codes in words: what a page calls states, units, sections, kinds of findings. A code without a word of its own loses its underscores."""

from django.utils.translation import gettext_lazy as _

from palermo.register.jurisdictions import jurisdictions
from palermo.register.vocabulary import gaps

TIERS = {
    "1": _("Tier 1"),
    "2": _("Tier 2"),
    "2WL": _("Tier 2 Watch List"),
    "3": _("Tier 3"),
    "SC": _("special case"),
}
AUDIENCES = {
    "own": _("our own side"),
    "counterpart": _("the counterpart"),
    "public": _("the public"),
}
BASES = {
    "stated": _("read in the source"),
    "transcribed": _("transcribed from the source"),
    "coded": _("coded by persons"),
    "derived": _("concluded from lists and counts, not read"),
    "inferred": _("concluded, not read"),
    "machine": _("read by machine"),
}
WORDS = {
    # what became of a finding between two editions
    "gained": _("Newly mentioned"),
    "lost": _("No longer mentioned: found in the earlier text, not in the later one"),
    "kept": _("Mentioned in both"),
    "not_compared": _("Mentioned in the edition that is held; not compared"),
    # what is held of two editions
    "only_earlier": _("Only the earlier edition is in this record, so nothing is compared"),
    "only_later": _("Only the later edition is in this record, so nothing is compared"),
    "different_documents": _("A narrative and a summary are held, so they are not compared"),
    "not_held": _("Neither edition's text nor codes are in this record"),
    # what became of a recommendation
    "repeated": _("repeated word for word"),
    "reworded": _("reworded (a reading: judge by both wordings)"),
    "new": _("new"),
    "dropped": _("dropped (nothing here says that it was carried out)"),
    # what a figure counts
    "unit_not_stated": _("unit not stated"),
    "persons": _("persons"),
    "cases": _("cases"),
    "sex": _("sex trafficking"),
    "labour": _("forced labour"),
    "both": _("sex trafficking and forced labour"),
    # sections of a narrative
    "narrative": _("narrative"),
    "recommendations": _("recommendations"),
    "prosecution": _("prosecution"),
    "protection": _("protection"),
    "prevention": _("prevention"),
    "profile": _("trafficking profile"),
    "rating": _("placement"),
    "other": _("other text"),
    # kinds of findings
    "placement": _("placement"),
    "figure": _("figure"),
    "gap": _("gap"),
    "action": _("action"),
    "role": _("role"),
    "flow": _("flow"),
    "penalty": _("penalty"),
    "judgment": _("judgment"),
    "ground": _("ground"),
    "trend": _("trend"),
    "recommendation": _("recommendation"),
    # what a person said of a finding
    "unreviewed": _("not reviewed"),
    "accepted": _("accepted by a person"),
    "corrected": _("corrected by a person"),
    "rejected": _("rejected by a person"),
    # events that the record holds beside a placement
    "waiver": _("downgrade waiver: kept on the Watch List because of a written plan"),
    "auto_downgrade": _("moved to Tier 3 at the limit of years on the Watch List"),
    "substantive_downgrade": _("moved to Tier 3, and not because of the limit of years"),
    "upgraded_at_cliff": _("moved up at the third-year limit"),
    "one_year_rule": _("one year only on the Watch List, after an earlier downgrade"),
    "one_year_rule_not_applied": _("the one-year rule after an earlier downgrade was not applied"),
    "special_case": _("special case, outside the tiers"),
    "policy_or_pattern": _("on the list of governments with a policy or pattern of trafficking"),
    "child_soldiers_list": _("on the list of governments that recruit or use child soldiers"),
    "child_soldiers_waiver": _("restrictions because of child soldiers waived"),
    "determination_restriction": _("President's determination: restrictions, unless a part that was not read waives them"),
    "determination_full_waiver": _("President's determination: restrictions waived in full"),
    "determination_multilateral": _("President's determination: on multilateral assistance"),
    "determination_subsequent_compliance": _("President's determination: complied afterwards"),
    "cliff": _("third-year limit before the next edition"),
    "waiver_exhausted": _("downgrade waivers used up"),
    # parts of the ranking
    "stakes": _("stakes"),
    "movement": _("movement"),
    "silence": _("silence"),
    # terms under which data may be used
    "open": _("open"),
    "attribution": _("with attribution"),
    "unclear": _("unclear"),
    # models beside which the estimate was tested
    "palermo_unmasked": _("palermo without the law"),
    "markov": _("earlier moves alone"),
    "markov_masked": _("earlier moves, with the law"),
    "ordered_logit": _("ordered logit"),
    "ordered_logit_masked": _("ordered logit, with the law"),
    "persistence": _("nothing moves"),
    "persistence_masked": _("nothing moves, with the law"),
}


def word(code: str) -> str:
    """A code in words."""
    return str(WORDS.get(code, str(code).replace("_", " ")))


def finding(kind: str, code: str, value: int | None) -> str:
    """What a finding says, in a few words; its number follows, where it has one."""
    if kind == "gap" and code in gaps():
        said = gaps()[code].label
    elif kind == "flow" and code in jurisdictions():
        said = jurisdictions()[code].names[-1].text
    else:
        said = str(TIERS.get(code, word(code))) if kind == "placement" else word(code)
    return said if value is None else f"{said}: {value}"


def basis(code: str) -> str:
    """How a row came about, in words."""
    return str(BASES.get(code, word(code)))
