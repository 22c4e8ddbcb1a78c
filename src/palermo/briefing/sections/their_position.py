"""What they are likely to say and want, from their own replies on record; else it is not known."""

from collections.abc import Iterator

from palermo.briefing.case import Case
from palermo.briefing.claims import Claim, claim
from palermo.record import query
from palermo.record.facts import Fact

_TONES = {
    "negative": "negative",
    "us_arrogance": "that the United States judges others",
    "moving_goal": "that the goal moves",
    "comparison_unfair": "that comparisons are unfair",
    "anger": "anger",
    "public_face_saving": "saving face in public",
    "disappointment": "disappointment",
    "embarrassment": "embarrassment",
    "how_to_improve": "asking how to improve",
    "funding": "asking for funds",
    "media_backlash": "backlash in the press",
    "objection": "objection",
    "appreciation": "appreciation",
    "bragging": "pride in what was done",
    "cooperative": "cooperation",
}


def their_position(case: Case) -> list[Claim]:
    """Their replies in the Universal Periodic Review and coded reactions, each with our answer; else `not known`."""
    claims = [*_review(case), *_reactions(case)]
    if not claims:
        return [
            claim(
                case.key("their_position.unknown"),
                "reported",
                "Not known: this record holds no reply of their side on trafficking by that day.",
                cites=case.absent("upr_recommendations", "reactions"),
            )
        ]
    return [
        *claims,
        claim(
            case.key("their_position.wants"),
            "reported",
            "What their side wants from this meeting is not known to this record.",
            cites=case.absent("instruments"),
        ),
    ]


def _review(case: Case) -> Iterator[Claim]:
    made = [r for r in query.recommendations_to(case.record, case.place.code) if r["topic"] == "persons" and r["response"]]
    if not made:
        return
    accepted = [r for r in made if r["response"] == "accepted"]
    years = case.years(sorted(made, key=lambda r: (r["year"], r.key)), "year")
    inputs = [case.cite(r, "response") for r in made]
    answer = " Our answer: what was accepted was promised in their own name; ask what was done." if accepted else ""
    noun = "recommendation" if len(made) == 1 else "recommendations"
    yield claim(
        case.key("their_position.review"),
        "reported",
        "In the Universal Periodic Review ({years}) their side accepted {accepted} of {made} "
        + noun
        + " on trafficking in persons."
        + answer,
        years=years,
        accepted=case.computed("count_accepted", str(len(accepted)), len(accepted), "recommendations", inputs),
        made=case.computed("count", str(len(made)), len(made), "recommendations", inputs),
    )
    noted = [r for r in made if r["response"] == "noted"]
    if noted:
        yield _noted(case, noted)


def _noted(case: Case, noted: list[Fact]) -> Claim:
    from palermo.register.jurisdictions import jurisdictions

    first = sorted(noted, key=lambda r: (-r["year"], r.key))[:3]
    senders = [
        case.read(
            r,
            "sender_iso3",
            f"{jurisdictions()[r['sender_iso3']].name(case.as_of).in_prose()} ({r['year']})",
            "jurisdiction",
        )
        for r in first
    ]
    return claim(
        case.key("their_position.noted"),
        "reported",
        "It noted, without accepting, the recommendation of {senders}. Our answer: ask for the reason, and whether it still stands.",
        senders=senders,
    )


def _reactions(case: Case) -> Iterator[Claim]:
    if not case.ours:
        return
    seen = query.reactions(case.record, case.place.code)[:2]
    for reaction in seen:
        tones = [case.read(reaction, name, text, "reaction") for name, text in _TONES.items() if reaction[name] == 1]
        if tones:
            yield claim(
                case.key("their_position.reaction", reaction["report_year"]),
                "coded",
                "After the {year} edition, embassy cables were coded (later, by scholars) as showing {tones}. Our answer: the same report "
                "applies the same standards to our own side.",
                year=case.year(reaction),
                tones=tones,
            )
