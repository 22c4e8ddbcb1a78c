"""Joining the Palermo Protocol, where a state is known not to have joined."""

from collections.abc import Iterator

from palermo.assessment.gaps import STALE_AFTER
from palermo.assessment.treaties import treaty_standing
from palermo.briefing.asks.model import Ask, caution_of, offer_of, sentence_of
from palermo.briefing.asks.precedent import precedent_line
from palermo.briefing.case import Case
from palermo.briefing.claims import claim
from palermo.priorities.precedents.rules import PROTOCOL
from palermo.record.facts import Fact
from palermo.register.dates import last_day


def join_the_protocol(case: Case) -> Iterator[Ask]:
    """Joining the Palermo Protocol, where no act of joining is on record by the day."""
    protocol = treaty_standing(case.acts, "PALERMO")
    if protocol.state not in ("signatory", "no_act_seen") or case.place.kind != "state" or case.place.code == "XKX":
        return
    if protocol.act and _stale(case, protocol.act):
        yield from _whether_joined(case, protocol.act)
        return
    key = f"ask.join_protocol/{case.place.code}/{case.edition}"
    cite = [case.cite(protocol.act)] if protocol.act else case.absent("treaty_acts")
    state = {
        "signatory": "It has signed and, on this record, not joined.",
        "no_act_seen": "No act of joining was seen in the lists that this record holds; confirm with the depositary.",
    }[protocol.state]
    yield Ask(
        key,
        None,
        sentence_of(
            case,
            key,
            "coded",
            "{who} government should join the Palermo Protocol, or say what stands in the way.",
            cite,
        ),
        (claim(f"{key}/basis", "reported", state, cites=cite),),
        claim(
            f"{key}/shown_by",
            "reported",
            "The depositary's notice. Baseline: as on this record. Target: an act deposited.",
            cites=cite,
        ),
        offer_of(key, "answers on what the protocol asks of its parties", cite),
        caution_of(case, key, ("critics",), cite),
        precedent=precedent_line(case, key, PROTOCOL),
    )


def _stale(case: Case, act: Fact) -> bool:
    """Whether the list that showed no joining speaks to a day before the last editions: it makes a question, and no ask."""
    seen = last_day(act["seen"] or act["date"])
    return sum(last_day(e["released_date"]) > seen for e in case.standing.editions) > STALE_AFTER


def _whether_joined(case: Case, act: Fact) -> Iterator[Ask]:
    """A question for our own side. The depositary can answer it: neither the other side nor the public is asked."""
    if case.audience != "own":
        return
    key = f"question.join_protocol/{case.place.code}/{case.edition}"
    cite = [case.cite(act)]
    template = "Confirm with the depositary whether {place} has joined the Palermo Protocol since {seen}."
    basis = "No act of joining was seen by then; nothing newer on it is in this record."
    yield Ask(
        key,
        None,
        claim(key, "reported", template, place=case.name, seen=case.date(act, "seen" if act["seen"] else "date")),
        (claim(f"{key}/basis", "reported", basis, cites=cite),),
        claim(f"{key}/shown_by", "reported", "The depositary's list of parties.", cites=cite),
        offer_of(key, "answers on what the protocol asks of its parties", cite),
        caution_of(case, key, ("critics",), cite),
        question=True,
    )
