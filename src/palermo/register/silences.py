"""The four silences. An empty cell in a source can mean four different things, and print must say which.

A value (zero included) is known. A source can say that something was not reported. A document that we hold in full can be
silent. Or this record does not hold the document or table at all. Only the second and third say something about an edition;
the fourth is a limit of the record, and cites its catalogue.
"""

from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Known(Generic[T]):
    """A value that a source states; zero is a value."""

    value: T
    locator: str


@dataclass(frozen=True)
class NotReported:
    """The source says that the figure was not reported, not available or unknown."""

    locator: str
    reason: str = "not reported"


@dataclass(frozen=True)
class Silent:
    """A document that was read in full says nothing of it.

    `machine`: it was a program that read it and found nothing, which is less than that the document says nothing.
    """

    document: str
    machine: bool = False


@dataclass(frozen=True)
class NotHeld:
    """This record does not hold the document or table: says nothing about the world. `catalogue` is the entry to cite."""

    catalogue: str


Silence = NotReported | Silent | NotHeld
Answer = Known[T] | NotReported | Silent | NotHeld


def sentence(answer: "Known[object] | Silence", subject: str) -> str:
    """The answer in print: four kinds, four sentences. `subject` is what was asked, for example `prosecutions`."""
    match answer:
        case Known(value):
            return f"{subject}: {value}"
        case NotReported(reason=reason):
            return f"{subject}: the source says {reason}"
        case Silent(document, machine):
            return f"{subject}: " + (
                f"the reader found none in {document}" if machine else f"{document}, read in full, says nothing"
            )
        case NotHeld():
            return f"{subject}: not in this record"
