"""How often the reader is right, as measured on coded texts: printed beside whatever is made from its findings."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).parent / "accuracy.yml"


@dataclass(frozen=True)
class Accuracy:
    """Precision (of what it found, the share that was right) and recall (of what there was, the share that it found), 0 to 1."""

    kind: str
    precision: float
    recall: float
    texts: int
    form: str

    @property
    def sentence(self) -> str:
        """What a reader is told beside a finding of this kind."""
        return (
            f"Read by machine: on {self.texts} coded texts ({self.form}) {self.precision:.0%} of the {self.kind} findings were right, "
            f"and {self.recall:.0%} of those there were found."
        )


@cache
def measured() -> dict[str, Accuracy]:
    """The accuracy of each kind of finding that was measured. A kind that is not in it was never measured."""
    data = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {kind: Accuracy(kind, m["precision"], m["recall"], data["texts"], data["form"]) for kind, m in data["kinds"].items()}


def said_of(kind: str) -> str:
    """The sentence about a kind: how often it is right, or that this was never measured."""
    known = measured().get(kind)
    return known.sentence if known else f"Read by machine: how often the {kind} findings are right was not measured."


def in_short() -> str:
    """All measured kinds in one line: of what was found, how much was right."""
    kinds = sorted(measured().values(), key=lambda one: one.kind)
    shares = ", ".join(f"{one.kind} {one.precision:.0%}" for one in kinds)
    return f"Read by machine; found rightly on {kinds[0].texts} coded texts: {shares}; other kinds were not measured."
