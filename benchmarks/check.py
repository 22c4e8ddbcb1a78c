"""Whether the two sides give the same answers, and whether the code stood still. A fast wrong answer is no answer, so this stands beside the times."""

import json
import subprocess
from typing import Any

from benchmarks.measure import ROOT, CommandError
from benchmarks.plan import DAY, Work, side


def _answers(work: Work, *command: str) -> dict[str, dict[str, Any]]:
    environment = work.environment(work.warm_home)
    done = subprocess.run(side(*command), env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{' '.join(command)} ended with {done.returncode}: {done.stderr.strip()[-300:]}")
    found: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return found


def disturbed(work: Work) -> bool:
    """Whether the inputs of the record changed while it was measured, so that some warm runs had to build it again."""
    return len(list((work.warm_home / "records").glob("*.sqlite"))) > 1


def agreement(work: Work) -> str:
    """One sentence: for how many jurisdictions palermo and pandas agree in every part, and where they do not."""
    ours, theirs = _answers(work, "palermo_side", "facts", DAY), _answers(work, "pandas_side", DAY)
    differ = [code for code in sorted(ours | theirs) if ours.get(code) != theirs.get(code)]
    facts = sum(len(part) for answer in ours.values() for part in answer.values())
    said = f"Answers: both sides agree for {len(ours) - len(differ)} of {len(ours)} jurisdictions ({facts:,} entries)."
    if differ:
        first = differ[0]
        parts = [name for name in ours.get(first, {}) if ours[first][name] != theirs.get(first, {}).get(name)]
        said += f" THEY DIFFER for {', '.join(differ[:8])}: in {first}, {', '.join(parts)}."
    if disturbed(work):
        said += " DISTURBED: the code or tables changed during this run; some warm runs built the record again."
    return said
