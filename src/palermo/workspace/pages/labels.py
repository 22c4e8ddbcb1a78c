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
    # how a row came about
    "stated": _("as stated in the source"),
    "coded": _("coded by persons"),
    "derived": _("concluded from lists and counts"),
    "inferred": _("concluded from lists and counts"),
    "machine": _("read by machine"),
    # models beside which the estimate was tested
    "palermo_unmasked": _("palermo without the law"),
    "markov": _("earlier moves alone"),
    "markov_masked": _("earlier moves, with the law"),
    "ordered_logit": _("ordered logit"),
    "ordered_logit_masked": _("ordered logit, with the law"),
    "persistence": _("nothing moves"),
    "persistence_masked": _("nothing moves, with the law"),
    # audiences of a paper
    "own": _("our own side"),
    "counterpart": _("the counterpart"),
    "public": _("the public"),
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
