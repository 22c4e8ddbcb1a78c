"""All models of the workspace, where Django looks for them. Each subject has a file of its own."""

from palermo.workspace.commission.audit import Entry, Reading, Tombstone
from palermo.workspace.commission.commitments import Commitment, StatusChange
from palermo.workspace.commission.evidence import Evidence
from palermo.workspace.commission.marks import Item
from palermo.workspace.commission.meetings import Ask, Meeting
from palermo.workspace.commission.people import Membership, Partnership, Workspace
from palermo.workspace.commission.practice import Card, CardShare
from palermo.workspace.commission.relationship import Framework, Office, Relationship, WorkingGroup
from palermo.workspace.commission.table import Seat, SharedItem, SharedTable

__all__ = [
    "Ask",
    "Card",
    "CardShare",
    "Commitment",
    "Entry",
    "Evidence",
    "Framework",
    "Item",
    "Meeting",
    "Membership",
    "Office",
    "Partnership",
    "Reading",
    "Relationship",
    "Seat",
    "SharedItem",
    "SharedTable",
    "StatusChange",
    "Tombstone",
    "WorkingGroup",
    "Workspace",
]
