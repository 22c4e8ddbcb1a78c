"""What the verifier says: what does not hold, where, what was expected and what was found."""

from dataclasses import dataclass, field
from typing import Literal

from palermo.errors import UserError

Stage = Literal["shown", "carried", "record"]


class UnreadableError(UserError):
    """The file, or the record that it names, cannot be read: nothing can be said about the paper."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold.

    `stage`: what the paper shows differs from what it carries (shown), what it carries is not whole (carried), or it is not what the
    record gives (record). `where`: the id of a claim, or the part of the paper. `expected` and `found` as texts; None where there is
    none.
    """

    stage: Stage
    where: str
    why: str
    expected: str | None = None
    found: str | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """What was read from a file: its form, the JSON that it carries, and what a reader sees of it.

    `shown` is None for a form that is data alone. `links`: the addresses that its links lead to. `edges`: the lines at the head and foot
    of its pages, its properties and bookmarks, and what is said of a figure. `faults`: what the form itself shows to be wrong (a picture put over the words).
    """

    form: str
    carried: str
    shown: str | None
    faults: tuple[Fault, ...] = ()
    links: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """How much was checked: sentences, values (quotations among them), and entries of the list of sources."""

    sentences: int
    values: int
    quotations: int
    sources: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome for one file. It holds when there is no fault.

    `unverifiable`: what nothing stands behind, in sentences. `again`: the command that makes the paper anew. Record, day and
    jurisdiction are None where what the paper carries is not whole.
    """

    form: str
    faults: tuple[Fault, ...]
    record: str | None = None
    as_of: str | None = None
    jurisdiction: str | None = None
    checked: Checked = field(default_factory=lambda: Checked(0, 0, 0, 0))
    unverifiable: tuple[str, ...] = ()
    again: str | None = None

    @property
    def holds(self) -> bool:
        """Whether everything holds."""
        return not self.faults
