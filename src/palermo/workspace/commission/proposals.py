"""Findings of the record that bear on a commitment and that nobody has decided on. A person accepts or rejects; nothing is added
by itself. They are worked out when asked for, so a new record proposes what it brings.
"""

from django.utils import timezone

from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.narratives import ReadFinding, narratives, read_findings
from palermo.record.opened import Record
from palermo.register.dates import last_day
from palermo.register.vocabulary import gaps
from palermo.workspace.accounts.models import User
from palermo.workspace.commission.commitments import Commitment, Who
from palermo.workspace.commission.evidence import Evidence, Proven, Verdict
from palermo.workspace.commission.references import Frozen, freeze, of_fact, of_finding
from palermo.workspace.commission.saving import Refused, change, create
from palermo.workspace.commission.words import _

# The topics on which a coded act of a government bears. What is on none of a commitment's topics is not proposed.
ACTS = {
    "law_enacted": {"law", "penalties", "victims_penalised", "recruitment"},
    "investigation": {"prosecution", "complicity", "forced_labour"},
    "prosecution": {"prosecution", "complicity", "forced_labour"},
    "conviction": {"prosecution", "penalties", "complicity", "forced_labour"},
    "enforcement": {"prosecution", "forced_labour", "recruitment"},
    "identification": {"identification", "victims_penalised"},
    "victim_services": {"victim_services", "removal"},
    "training": {"resources", "identification", "prosecution"},
    "funding": {"resources"},
    "plan_adopted": {"plan"},
    "prevention": {"prevention", "demand", "recruitment"},
    "partnership": {"plan", "prevention"},
}


def bears(commitment: Commitment, kind: str, code: str) -> bool:
    """Whether a finding of a kind and code bears on a commitment: on its gap, or on one of the gap's topics."""
    wanted = gaps().get(commitment.gap)
    if wanted is None:
        return False
    if kind == "gap":
        other = gaps().get(code)
        return other is not None and (code == wanted.code or bool(set(other.topics) & set(wanted.topics)))
    return kind == "action" and bool(ACTS.get(code, set()) & set(wanted.topics))


def proposals(record: Record, commitment: Commitment) -> list[Frozen]:
    """Findings first public after the commitment was made, on the jurisdiction that made it, not yet decided; newest first."""
    relationship = commitment.workspace.relationship
    ours = relationship.sender if relationship.us == "sender" else relationship.host
    theirs = relationship.host if relationship.us == "sender" else relationship.sender
    code = ours if commitment.side == Who.OURS else theirs
    decided = set(commitment.evidence.exclude(erased_at__isnull=False).values_list("locator", flat=True))
    found = [of_fact(record, fact) for fact in _coded(record, code, commitment)]
    found += [of_finding(record, finding, text) for finding, text in _read(record, code, commitment)]
    return sorted((f for f in found if f.locator not in decided), key=lambda f: (f.published, f.locator), reverse=True)


def _coded(record: Record, code: str, commitment: Commitment) -> list[Fact]:
    held = query.findings(record, code, "gap", "action")
    return [f for f in held if _later(f.published, commitment) and bears(commitment, f["kind"], f["code"])]


def _read(record: Record, code: str, commitment: Commitment) -> list[tuple[ReadFinding, str]]:
    later = [n for n in narratives(record, jurisdiction=code) if _later(n.published, commitment)]
    return [
        (f, n.text_sha256)
        for n in later
        for f in read_findings(record, n.key)
        if f.status != "rejected" and bears(commitment, f.kind, f.code)
    ]


def _later(published: str | None, commitment: Commitment) -> bool:
    return published is not None and last_day(published) > commitment.date


def add(commitment: Commitment, record: Record, locator: str, actor: User) -> Evidence:
    """Add what stands at a locator as evidence. Refused for what was decided before: only who may decide decides otherwise."""
    if commitment.evidence.filter(locator=locator, erased_at=None).exists():
        raise Refused(_("That was decided before, and stands among the evidence."))
    return decide(commitment, record, locator, actor, "accepted")


def decide(commitment: Commitment, record: Record, locator: str, actor: User, verdict: str) -> Evidence:
    """Accept or reject what stands at a locator as evidence, with its frozen copy. Refused for what was decided before.

    What was rejected can be accepted later; the change is in the audit.
    """
    if verdict not in Verdict.values:
        raise Refused(_("Choose whether to accept or to reject it."))
    earlier: Evidence | None = commitment.evidence.filter(locator=locator, erased_at=None).first()
    stamp = {"verdict": verdict, "decided_by": actor, "decided_at": timezone.now()}
    if earlier is not None:
        return change(earlier, earlier.version, actor, stamp, act=verdict)
    copy = freeze(record, locator)
    values = {name: getattr(copy, name) for name in Frozen.__slots__} | {"commitment": commitment, "kind": Proven.RECORD} | stamp
    return create(Evidence, commitment.workspace, actor, values, confirmed=True)  # published words, not typed ones
