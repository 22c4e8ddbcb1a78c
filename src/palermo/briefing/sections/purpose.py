"""The head of a non-paper, and what stands where no ask can be made."""

from dataclasses import replace

from palermo.briefing.asks.model import Ask
from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim


def purpose(case: Case) -> list[Claim]:
    """What a non-paper is for: said to the other side, without a word about them that is not public."""
    if case.edition is None or case.standing.ended:
        return []
    return [
        claim(
            case.key("purpose", case.edition),
            "reported",
            "Purpose: to set out, for discussion, steps against trafficking in persons in {place}, with the public basis of each and what "
            "our side can bring within its own law. The newest public report is the {edition} edition of the United States' Trafficking in Persons Report.",
            place=case.name,
            edition=case.year(case.standing.editions[-1]),
        )
    ]


def non_paper(ask: Ask) -> Ask:
    """An ask as the other side may read it: sentence, public basis, what would show it, and our offer; our caution is our own."""
    return replace(ask, caution=None)


def for_the_public(ask: Ask) -> Ask:
    """An ask for publication: what, on which basis, and what would show it. Offer and caution are for our own side."""
    return replace(ask, caution=None, offer=None)


def no_asks(case: Case) -> list[Claim]:
    """Why there is no ask: nothing published yet, the same side, or nothing on record to rest one on."""
    if case.edition is None:
        template = "No ask: as of {day} nothing had been published on which one could rest."
        return [claim(case.key("asks.nothing_published"), "reported", template, day=case.today(), cites=case.absent("editions"))]
    if case.place == case.sender:
        template = "No ask: our side and their side are the same."
        return [claim(case.key("asks.same_side"), "rule", template, cites=case.absent("instruments"))]
    if case.standing.ended:
        template = "No ask: {place} had ceased to exist by that day."
        return [claim(case.key("asks.ended"), "reported", template, place=case.name, cites=case.absent("jurisdictions"))]
    if case.audience == "counterpart":
        template = "No point is proposed: the public record that is held gives no basis for one in {place} by that day."
        return [
            claim(case.key("asks.none", case.edition), "coded", template, place=case.name, cites=case.absent("reported_findings"))
        ]
    template = "No ask: this record holds no finding on {place} by that day on which one could rest. That says nothing about its law or its efforts."
    return [
        claim(case.key("asks.none", case.edition), "coded", template, place=case.name, cites=case.absent("reported_findings"))
    ]
