"""The working paper as Markdown; what is not for sending stands in quoted blocks, which readers show greyed."""

import re
from collections.abc import Iterator

from palermo.briefing.submission.submission import FIELDS, NOTICE, SENDER_ONLY, Asked, Submission, beside, head, source_line

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")


def markdown(made: Submission, clean: bool = False) -> str:
    """The paper as CommonMark, ending in a newline. `clean`: only what is for sending."""
    lines = [f"# {made.title}", "", *(() if clean else (f"*{NOTICE}*", ""))]
    lines += [] if clean else [f"- **{label}:** {_plain(words)}" for label, words in head(made)]
    lines += [] if clean else ["", beside(made)]
    for one in made.asked:
        lines += ["", *_question(one, clean)]
    if not clean:
        lines += ["", "## For the sender only", "", *(f"- [ ] {line}" for line in SENDER_ONLY)]
        lines += ["", "## Sources of what is not for sending", "", *(f"- {source_line(source)}" for source in made.sources)]
    return "\n".join(lines) + "\n"


def _plain(words: str) -> str:
    """Words from outside as Markdown that shows them as they are; the numbers of sources keep their brackets."""
    return re.sub(r"\\\[(\d+)\\\]", r"[\1]", _SPECIAL.sub(r"\\\1", " ".join(words.split())))


def _question(one: Asked, clean: bool) -> Iterator[str]:
    most = f" (at most {one.question.longest:,} words)" if one.question.longest else ""
    yield f"## {_plain(one.question.id)}. {_plain(one.question.text)}{most}"
    yield ""
    for note in () if clean else one.notes:
        quoted = f" “{_plain(note.quotation)}”" if note.quotation else ""
        numbers = f" [{', '.join(map(str, note.citations))}]" if note.citations else ""
        yield f"> Not for sending. {_plain(note.text)}{quoted}{numbers}"
        yield ">"
    if one.notes and not clean:
        yield ""
    yield "| | |"
    yield "|---|---|"
    yield from (f"| {label} | |" for label in FIELDS.values())
