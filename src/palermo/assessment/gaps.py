"""Gaps as they were reported: in which editions, how often, how old, and which form of trafficking they were about.

Only what official summaries were read to say. A gap that a later summary does not mention is *no longer mentioned*; nothing here
says that it was closed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from palermo.record import query
from palermo.record.facts import Fact
from palermo.record.opened import Record
from palermo.register.vocabulary import Gap, gap

STALE_AFTER = 3  # editions: an older fact never makes an ask, only a question


@dataclass(frozen=True)
class ReportedGap:
    """One gap of one jurisdiction: the findings that report it, oldest first, and the details of their words."""

    gap: Gap
    findings: tuple[Fact, ...]
    details: Mapping[str, Fact]
    age: int

    @property
    def newest(self) -> Fact:
        """The finding of the newest edition that reports the gap."""
        return self.findings[-1]

    @property
    def year(self) -> int:
        """The edition of the newest finding."""
        return int(self.newest["report_year"])

    @property
    def detail(self) -> Fact | None:
        """What the coded words of the newest finding say beyond their code."""
        return self.details.get(self.newest["id"])

    @property
    def alike(self) -> tuple[Fact, ...]:
        """The findings that are about the same form as the newest one: a gap in one form was not always a gap in another."""
        if self.form is None:
            return self.findings
        return tuple(f for f in self.findings if f["id"] in self.details and self.details[f["id"]]["form"] == self.form)

    @property
    def form(self) -> str | None:
        """`labour`, `sex` or `both` where the coded words say so; None where they do not."""
        return self.detail["form"] if self.detail else None

    @property
    def stale(self) -> bool:
        """Whether the newest finding is too old to carry an ask."""
        return self.age > STALE_AFTER


def reported_gaps(record: Record, code: str, latest_edition: int) -> tuple[ReportedGap, ...]:
    """The gaps of one jurisdiction, those of the newest summary first, then by the rank of the vocabulary.

    `age` is the number of editions between the finding and the newest edition.
    """
    details = query.finding_details(record, code)
    by_code: dict[str, list[Fact]] = {}
    for finding in query.findings(record, code, "gap"):
        by_code.setdefault(finding["code"], []).append(finding)
    found = [ReportedGap(gap(c), tuple(f), details, latest_edition - f[-1]["report_year"]) for c, f in by_code.items()]
    return tuple(sorted(found, key=lambda g: (-g.year, g.gap.rank)))


def law_since(record: Record, code: str, reported: ReportedGap) -> Fact | None:
    """A law that a later summary reports as enacted: the gap may be closed, so it is asked about and not asked for."""
    if "law" not in reported.gap.topics:
        return None
    actions = query.findings(record, code, "action")
    since = [f for f in actions if f["code"] == "law_enacted" and f["report_year"] > reported.year]
    return since[-1] if since else None
