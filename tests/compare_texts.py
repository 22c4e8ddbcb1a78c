"""Two editions in our own words, as the record would hold them once read: for the tests of comparisons."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from palermo.record.narratives import Narrative, Outline, Passage, ReadFinding


@dataclass(frozen=True)
class Line:
    """A sentence under a heading, and what the reader found in it: (kind, code, value, details)."""

    section: str
    text: str
    found: tuple[tuple[str, str, int | None, dict[str, Any]], ...] = ()


def gap(code: str, text: str, section: str = "prosecution") -> Line:
    return Line(section, text, (("gap", code, None, {}),))


def action(code: str, text: str, section: str = "prosecution") -> Line:
    return Line(section, text, (("action", code, None, {}),))


def flow(country: str, direction: str, text: str) -> Line:
    return Line("profile", text, (("flow", country, None, {"direction": direction}),))


def figure(measure: str, value: int, text: str, **details: Any) -> Line:
    return Line("prosecution", text, (("figure", measure, value, {"unit": "persons", "period": "2024", **details}),))


def asked(_number: int, text: str) -> Line:
    return Line("recommendations", text, (("recommendation", "", None, {"themes": []}),))


@dataclass
class Library:
    """Narratives that answer as the record does."""

    held: dict[str, tuple[Narrative, tuple[Passage, ...], tuple[ReadFinding, ...]]] = field(default_factory=dict)

    def add(
        self, edition: int, lines: Sequence[Line], jurisdiction: str = "CUB", series: str = "tip_report", **changed: Any
    ) -> Narrative:
        key = f"{series}-{edition}-{jurisdiction}-{len(self.held)}"
        text = "\n".join(line.text for line in lines)
        sha = hashlib.sha256(text.encode()).hexdigest()
        passages, findings, sections, at = [], [], [], 0
        for number, line in enumerate(lines):
            end = at + len(line.text)
            passages.append(Passage(f"{key}/{number}", number, key, line.section, at, end, line.text))
            for kind, code, value, details in line.found:
                status = details.get("status", "unreviewed")
                identity = f"{key}/{number}/{kind}/{code}"
                findings.append(
                    ReadFinding(
                        identity,
                        key,
                        passages[-1].id,
                        kind,
                        code,
                        value,
                        at,
                        end,
                        details,
                        "r",
                        status,
                        None,
                        line.text,
                        line.text,
                    )
                )
            if sections and sections[-1][0] == line.section:
                sections[-1][2] = end
            else:
                sections.append([line.section, at, end])
            at = end + 1
        outline = tuple(Outline(name, name.upper(), start, end) for name, start, end in sections)
        cells: dict[str, Any] = {
            "key": key, "sha256": sha, "part": 0, "series": series, "edition": edition, "jurisdiction": jurisdiction,
            "title": f"{edition} report", "address": "", "retrieved_at": "2026-01-01T00:00:00Z", "origin": "us_state_tip",
            "published": f"{edition}-06-30", "text_sha256": sha, "words": len(text.split()), "sections": outline,
        }  # fmt: skip
        narrative = Narrative(**{**cells, **changed})
        self.held[key] = (narrative, tuple(passages), tuple(findings))
        return narrative

    def narratives(
        self, record: Any, series: str | None = None, edition: int | None = None, jurisdiction: str | None = None
    ) -> tuple[Narrative, ...]:
        found = (narrative for narrative, _, _ in self.held.values())
        asked_ = {"series": series, "edition": edition, "jurisdiction": jurisdiction}
        return tuple(n for n in found if all(v is None or getattr(n, k) == v for k, v in asked_.items()))

    def passages(self, record: Any, key: str) -> tuple[Passage, ...]:
        return self.held[key][1]

    def findings(self, record: Any, key: str, kind: str | None = None) -> tuple[ReadFinding, ...]:
        return tuple(finding for finding in self.held[key][2] if kind in (None, finding.kind))

    def stand_in(self, monkeypatch: Any) -> None:
        """Let comparisons read this library instead of the record's."""
        from palermo.assessment import repeated
        from palermo.assessment.compare import answer as compare
        from palermo.assessment.compare import reading as compare_reading

        monkeypatch.setattr(compare, "narratives", self.narratives)
        monkeypatch.setattr(repeated, "narratives", self.narratives)
        monkeypatch.setattr(compare_reading, "narratives", self.narratives)
        monkeypatch.setattr(compare_reading, "passages", self.passages)
        monkeypatch.setattr(compare_reading, "read_findings", self.findings)
