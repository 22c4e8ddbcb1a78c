"""What the digest of a week holds for one member: what is due or late, meetings, what changed, what the record proposes.

Only what an e-mail may carry (`marks`, output `mail`). What may not is not counted either: the mail reads the same whether it is there.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass
from typing import Any

from palermo.record.opened import Record
from palermo.workspace.accounts.models import User
from palermo.workspace.commission.commitments import OPEN, Commitment
from palermo.workspace.commission.counting import days_left
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.may import memberships
from palermo.workspace.commission.meetings import Meeting
from palermo.workspace.commission.people import Membership
from palermo.workspace.commission.portfolio import line
from palermo.workspace.commission.proposals import proposals
from palermo.workspace.commission.references import Frozen
from palermo.workspace.notices.carrying import TOLD, every_item, items, name_of


@dataclass(frozen=True, slots=True)
class Change:
    """An item that is new to the mail, or was changed. `news`: new, status or changed."""

    what: str
    item: Item
    news: str


@dataclass(frozen=True, slots=True)
class Proposed:
    """Findings of the record that bear on a commitment, that nobody has decided on, and of which no digest has told."""

    commitment: Commitment
    findings: tuple[Frozen, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One workspace. `name` is empty where its name may not go by mail."""

    name: str
    key: Any
    meetings: tuple[Meeting, ...]
    late: tuple[Commitment, ...]
    due: tuple[Commitment, ...]
    changes: tuple[Change, ...]
    proposed: tuple[Proposed, ...]

    @property
    def says_something(self) -> bool:
        """Whether anything of the workspace may go by mail this week."""
        return bool(self.meetings or self.late or self.due or self.changes or self.proposed)


@dataclass(frozen=True, slots=True)
class Digest:
    """The digest of a day, with what has changed since an instant; `told` are the hashes of all findings proposed in it."""

    day: dt.date
    since: dt.datetime
    edition: int
    days: int
    period_end: dt.date
    blocks: tuple[Block, ...]
    told: tuple[str, ...]


def digest(person: User, record: Record, since: dt.datetime, day: dt.date, told: frozenset[str] = frozenset()) -> Digest:
    """The digest for a person. `told`: hashes of the findings of which earlier digests have told."""
    edition, days, end = days_left(record.law, day)
    blocks = [_block(membership, record, since, day, told) for membership in memberships(person)]
    shown = tuple(block for block in blocks if block.says_something)
    new = tuple(sorted({finding_hash(f) for block in shown for p in block.proposed for f in p.findings}))
    return Digest(day, since, edition, days, end, shown, new)


def _block(membership: Membership, record: Record, since: dt.datetime, day: dt.date, told: frozenset[str]) -> Block:
    ahead = line(membership, day, "mail")
    meetings = [one for one in items(membership, "meeting", "mail").order_by("date") if one.ahead]
    return Block(
        name_of(membership, "mail"),
        membership.workspace.key,
        tuple(meetings[:5]),
        ahead.late,
        ahead.due,
        tuple(_changes(membership, since, day)),
        tuple(_proposed(membership, record, told)),
    )


def _changes(membership: Membership, since: dt.datetime, day: dt.date) -> list[Change]:
    found = [Change(what, item, news) for what, item in every_item(membership, "mail") if (news := _news(item, since, day))]
    return sorted(found, key=lambda change: (TOLD.index(change.what), change.item.changed_at))


def _news(item: Item, since: dt.datetime, day: dt.date) -> str:
    """What is new of an item: published, or its embargo over, since then; its status; anything else; empty for nothing."""
    freed = item.embargoed_until is not None and since.date() < item.embargoed_until <= day
    if freed or (item.published_at and item.published_at > since):
        return "new"
    if isinstance(item, Commitment) and item.changes.filter(made_at__gt=since).exists():
        return "status"
    return "changed" if item.changed_at > since else ""


def _proposed(membership: Membership, record: Record, told: frozenset[str]) -> list[Proposed]:
    found = []
    for commitment in items(membership, "commitment", "mail").filter(status__in=OPEN):
        new = tuple(one for one in proposals(record, commitment) if finding_hash(one) not in told)
        if new:
            found.append(Proposed(commitment, new))
    return found


def finding_hash(finding: Frozen) -> str:
    """A short name for a finding, by its place in the record."""
    return hashlib.sha256(finding.locator.encode()).hexdigest()[:16]
