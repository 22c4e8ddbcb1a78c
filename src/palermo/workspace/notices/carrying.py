"""What a notice may say of items: which ones it may carry at all, and the few lines that stand for one."""

from collections.abc import Iterator
from typing import Any

from palermo.workspace.commission import may
from palermo.workspace.commission.commitments import Commitment
from palermo.workspace.commission.evidence import Verdict
from palermo.workspace.commission.forms import KINDS
from palermo.workspace.commission.marks import Item, Output, leaving, may_leave
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.words import _
from palermo.workspace.notices.days import in_words

# Kinds of which a notice tells that something changed. Groups and offices are furniture; the relationship names the workspace.
TOLD = ("meeting", "ask", "commitment", "evidence", "framework", "card")


def items(membership: Membership, what: str, output: Output) -> Any:
    """The items of a kind that a member sees and an output may carry, as a query. What was rejected as evidence is none."""
    found = leaving(may.visible(membership, KINDS[what].model), output)
    return found.filter(verdict=Verdict.ACCEPTED) if what == "evidence" else found


def every_item(membership: Membership, output: Output) -> Iterator[tuple[str, Item]]:
    """The items of all kinds that are told of, with the word for their kind."""
    for what in TOLD:
        yield from ((what, item) for item in items(membership, what, output))


def name_of(membership: Membership, output: Output) -> str:
    """The name of a workspace: it tells who deals with whom, so it goes where the mark of the relationship lets it. Else empty."""
    return str(membership.workspace.name) if may_leave(membership.workspace.relationship, output) else ""


def title(item: Item) -> str:
    """An item in one line."""
    return " ".join(str(item).split())


def about(item: Item) -> str:
    """What a line says beside the title: dates, whose it is, how it stands. Never words that somebody wrote."""
    if isinstance(item, Meeting):
        days = f"{in_words(item.date)} – {in_words(item.ends)}" if item.ends else in_words(item.date)
        return f"{days}, {item.place}" if item.place else days
    if isinstance(item, Commitment):
        due = [_("due %(day)s") % {"day": in_words(item.due)}] if item.due else []
        return ", ".join([str(item.get_side_display()), *due, status(item)])
    if isinstance(item, Ask):
        return str(item.get_answer_display()) if item.answer else _("open")
    return ""


def status(item: Commitment) -> str:
    """How far a commitment was carried out, and as of when."""
    if not item.status or item.status_day is None:
        return _("nobody has looked yet")
    return f"{item.get_status_display()} ({in_words(item.status_day)})"
