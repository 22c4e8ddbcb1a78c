"""The brief as Markdown."""

import re
from collections.abc import Iterator

from palermo.briefing.brief import Brief, Section
from palermo.briefing.occasion import LABEL
from palermo.briefing.render.embedded import embedded
from palermo.briefing.render.layout import Numbers, ask_lines, grouped_sources, head, loose


def markdown(brief: Brief) -> str:
    """The whole brief as CommonMark, ending in a newline. The last lines are a comment that carries the brief as data."""
    top, numbers = head(brief), Numbers(brief)
    cover = [f"{LABEL}: {escaped(top.occasion)}", ""] if top.occasion else []
    lines = [f"# {top.title}", "", f"**{top.audience}.** {top.line}", "", *cover, f"*{top.notice}*", ""]
    for section in brief.sections:
        lines += [f"## {section.title}", "", *_section(section, numbers), ""]
    lines += ["## Sources", ""]
    lines += [f"- [{g.numbers}] {g.text}" + (f" <{g.url}>" if g.url else "") for g in grouped_sources(brief)]
    lines += ["", "<!-- palermo-brief", embedded(brief), "-->"]
    return "\n".join(lines) + "\n"


def escaped(text: str) -> str:
    """Free text of a person as Markdown that shows it to the letter."""
    return re.sub(r"([\\`*_\[\]<>&~|$#:])", r"\\\1", text)


def _section(section: Section, numbers: Numbers) -> Iterator[str]:
    for claim in loose(section.claims, section.asks):
        yield f"- {claim.text} [{numbers.of(claim.citations)}]"
    for rank, ask in enumerate(section.asks, start=1):
        yield f"{rank}. **{ask.sentence.text}** [{numbers.of(ask.sentence.citations)}]"
        for label, claim in ask_lines(ask):
            yield f"    - *{label}:* {claim.text} [{numbers.of(claim.citations)}]"
