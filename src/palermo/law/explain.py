"""The explanation of a result: a tree in which every node names its rule and its citation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Node:
    """One step of a result: what was asked, under which rule and citation, from which inputs, with which
    outcome.
    """

    label: str
    rule: str
    citation: str
    value: str
    inputs: Mapping[str, str] = field(default_factory=dict)
    children: tuple["Node", ...] = ()

    def walk(self) -> tuple["Node", ...]:
        """This node and all below it, parents first."""
        return (self, *(node for child in self.children for node in child.walk()))

    def plain(self) -> dict[str, object]:
        """The tree as plain data for JSON."""
        return {
            "label": self.label,
            "rule": self.rule,
            "citation": self.citation,
            "value": self.value,
            "inputs": dict(self.inputs),
            "children": [child.plain() for child in self.children],
        }


@dataclass(frozen=True)
class RuleApplied:
    """What one rule did: its id, its citation, one sentence in our words, and what it admitted or excluded.

    `conditional` is true when it holds only for some of the histories that unknown years leave open.
    """

    id: str
    citation: str
    effect: str
    admits: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    conditional: bool = False
    inputs: Mapping[str, str] = field(default_factory=dict)
