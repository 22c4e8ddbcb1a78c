"""Whether a commitment counts in the placement, under the law of the edition for which the day counts (PRACTICE P7)."""

import datetime as dt
from dataclasses import dataclass

from palermo.errors import PalermoError
from palermo.law.model import Law
from palermo.law.period import counts_promises, period_for, reporting_period
from palermo.register.dates import in_words
from palermo.workspace.commission.commitments import Commitment, Standing, Who
from palermo.workspace.commission.saving import Refused
from palermo.workspace.commission.words import _

_WHO_PLACES = "USA"  # whose statute it is, and whose Secretary of State decides; every other government is assessed, ours too


@dataclass(frozen=True, slots=True)
class Counts:
    """For which edition a commitment was made, whether the promise itself could count there, and the words with their citation.

    `promise`: True to the 2018 report, False from 2019; None where the statute did not speak, or does not reach this commitment.
    """

    edition: int | None
    promise: bool | None
    said: str
    citation: str


def how_it_counts(law: Law, commitment: Commitment) -> Counts:
    """Say under the law of its own edition whether and how a commitment counts."""
    if commitment.workspace.relationship.bound(commitment.side) == {_WHO_PLACES}:
        ours, theirs = (
            _("Our side's own commitment: the placement weighs what the government that is assessed does, and not this."),
            _("Their side's own commitment: the placement weighs what the government that is assessed does, and not this."),
        )
        return Counts(None, None, ours if commitment.side == Who.OURS else theirs, "")
    try:
        edition = period_for(commitment.date, law)
        period = reporting_period(edition, law)
        promise = counts_promises(edition, law)
    except (PalermoError, ValueError):  # ValueError: beyond the last year of the calendar
        early = commitment.date.year < law.versions[0].first_report_year
        before, ahead = (
            _("Made before the statute: no edition weighed it."),
            _("The law of an edition so far ahead is not known."),
        )
        return Counts(None, None, before if early else ahead, "")
    made = _("Made on %(day)s, in the period of the %(edition)s report (to %(end)s).") % {
        "day": in_words(commitment.date),
        "edition": edition,
        "end": in_words(period.end),
    }
    return Counts(
        edition,
        None if promise is None else bool(promise.value),
        f"{made} {_promise(promise)} {_disputed(commitment, promise)}{_act(commitment, law)}".strip(),
        _cited(promise, period.citation),
    )


def _cited(promise: object, otherwise: str) -> str:
    reference = getattr(promise, "reference", None)
    return str(reference.citation) if reference else otherwise


def _promise(promise: object) -> str:
    value = getattr(promise, "value", None)
    if value is None:
        return _("The law of that edition did not speak of commitments.")
    if value:
        return _(
            "Under the law of that edition a commitment to further steps in the coming year could be the stated ground of a place on the Watch List; it was no act."
        )
    return _("Under the law of that edition the promise itself does not count: only concrete actions in the period do.")


def _disputed(commitment: Commitment, promise: object) -> str:
    """Where a promise could count: that this one is not agreed."""
    if commitment.standing == Standing.AGREED or not getattr(promise, "value", None):
        return ""
    return _("This one is not agreed between the sides: whether it is a commitment at all is open.") + " "


def _act(commitment: Commitment, law: Law) -> str:
    """Until when an act that carries it out would count for which edition."""
    if commitment.declared_policy:
        return _("A declared policy is not an act: see the acts that followed.")
    if commitment.due is None:
        return _("It has no due date: an act counts for the edition in whose period it is done.")
    return _("Done on its due date, the act counts for the %(edition)s report; done sooner, for the edition of that day.") % {
        "edition": period_for(commitment.due, law)
    }


def days_left(law: Law, today: dt.date) -> tuple[int, int, dt.date]:
    """The edition for which an act of today counts, how many days of its period remain after today, and its last day.

    Refused for a day of which no edition is known: before the statute, or too far ahead.
    """
    try:
        edition = period_for(today, law)
        end = reporting_period(edition, law).end
    except (PalermoError, ValueError) as error:
        raise Refused(_("For that day no edition is known, and no period of one.")) from error
    return edition, (end - today).days, end
