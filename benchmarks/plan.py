"""What is measured: the commands, and the surroundings in which each of them runs."""

import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PLACE, CODE, DAY = "Cuba", "CUB", "2017-02-22"
PALERMO = str(Path(sys.executable).with_name("palermo"))
BRIEF = [PALERMO, "brief", PLACE, "--as-of", DAY]


@dataclass(frozen=True)
class Work:
    """The temporary folders of one run: a home with a record in it, one that is emptied each time, and compiled modules."""

    folder: Path

    @property
    def warm_home(self) -> Path:
        return self.folder / "warm"

    @property
    def fresh_home(self) -> Path:
        return self.folder / "fresh"

    def environment(self, home: Path) -> dict[str, str]:
        """The surroundings of a command. Modules are compiled once into the temporary folder, for both sides alike."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PALERMO"))}
        return kept | {"PALERMO_HOME": str(home), "PYTHONPYCACHEPREFIX": str(self.folder / "compiled"), "COLUMNS": "80"}

    @classmethod
    def prepared(cls, folder: Path) -> "Work":
        """The folders of a run."""
        work = cls(folder)
        work.warm_home.mkdir()
        return work


@dataclass(frozen=True)
class Command:
    """A command to measure. `environment` is called before each run and may first empty a folder."""

    name: str
    arguments: list[str]
    environment: Callable[[], dict[str, str]]


def side(module: str, *arguments: str) -> list[str]:
    """A whole process that runs one of the two sides of this package."""
    return [sys.executable, "-m", f"benchmarks.{module}", *arguments]


def commands(work: Work, with_pandas: bool) -> list[Command]:
    """All commands, in the order of a round."""

    def warm() -> dict[str, str]:
        return work.environment(work.warm_home)

    def fresh() -> dict[str, str]:
        shutil.rmtree(work.fresh_home, ignore_errors=True)
        work.fresh_home.mkdir()
        return work.environment(work.fresh_home)

    pandas_side = [
        Command("pandas one", side("pandas_side", DAY, CODE), warm),
        Command("pandas all", side("pandas_side", DAY), warm),
    ]
    return [
        Command("floor", [sys.executable, "-c", "pass"], warm),
        Command("first build", BRIEF, fresh),
        Command("help", [PALERMO, "--help"], warm),
        Command("brief", BRIEF, warm),
        Command("facts one", side("palermo_side", "facts", DAY, CODE), warm),
        Command("all", side("palermo_side", "briefs", DAY), warm),
        Command("facts all", side("palermo_side", "facts", DAY), warm),
        *(pandas_side if with_pandas else []),
    ]
