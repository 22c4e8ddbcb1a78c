"""Sensitivities: what not to raise, and who could be harmed. Our own eyes only."""

from collections.abc import Iterator

from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, Value, claim

_VETTING, _POLICE = "22 USC 2378d", "22 USC 2420"


def sensitivities(case: Case) -> list[Claim]:
    """What to keep out of the room: names, claims of several sources, and whatever the record shows people are punished for."""
    if case.place == case.sender:
        return list(_people(case))
    return [*_people(case), *_punished(case), *_state(case), *_one_origin(case), *_offers(case)]


def _people(case: Case) -> Iterator[Claim]:
    yield claim(
        case.key("sensitivities.people"),
        "rule",
        "Name no victim, witness or local organisation, and bring no case file: whoever is named can be found. Assume that this paper leaks.",
        cites=[case.law("22 USC 7106(b)(2)")] if case.standing.enacted else case.absent("editions"),
    )


def _punished(case: Case) -> Iterator[Claim]:
    reported = next((g for g in case.gaps if g.gap.code == "victims_penalized"), None)
    if reported:
        yield claim(
            case.key("sensitivities.punished", reported.year),
            "coded",
            "Victims were reported as punished for what traffickers made them do ({edition} edition): do not ask for arrests that begin "
            "with them.",
            edition=case.year(reported.newest),
            cites=[case.cite(reported.newest, "code")],
        )


def _state(case: Case) -> Iterator[Claim]:
    reported = next((g for g in case.gaps if g.gap.code == "policy_or_pattern"), None)
    if reported:
        yield claim(
            case.key("sensitivities.state", reported.year),
            "coded",
            "The state itself was reported as part of the practice ({edition} edition): workers and families who speak can face reprisals; "
            "raise the programme, not the people in it.",
            edition=case.year(reported.newest),
            cites=[case.cite(reported.newest, "code")],
        )


def _offers(case: Case) -> Iterator[Claim]:
    """What our side may not lawfully offer, as a note to check, for the United States whose bars these are."""
    if case.ours and case.place != case.sender and case.standing.enacted:
        cite = case.law("22 USC 7107(d)(1)")
        has = case.record.law.has(_VETTING, case.standing.law_version)  # before, vetting stood in yearly appropriations
        slots = {"police": Value(_POLICE, _POLICE, "citation", (case.law(_POLICE),))}
        if has:
            slots["vetting"] = Value(_VETTING, _VETTING, "citation", (case.law(_VETTING),))
        yield claim(
            case.key("sensitivities.offers"),
            "rule",
            "Check with counsel before offering support to security units (vetting"
            + (", {vetting}" if has else "")
            + "), training of police ({police}), or anything that a bar on this jurisdiction may reach.",
            cites=[cite],
            **slots,
        )


def _one_origin(case: Case) -> Iterator[Claim]:
    if case.gaps:
        whose = "our own government's report" if case.ours else "a report of the United States Government"
        yield claim(
            case.key("sensitivities.origin", case.gaps[0].year),
            "coded",
            "The only origin of the gaps above is {whose}, read through summaries of it: do not say that several sources agree.",
            whose=whose,
            cites=[case.cite(case.gaps[0].newest)],
        )
