"""Where palermo keeps what it makes: `PALERMO_HOME`, else the user's data folder of the operating system."""

import os
from pathlib import Path

from platformdirs import user_data_path

from palermo.errors import UserError


def home() -> Path:
    """The folder of records, library and reviews. It need not exist yet."""
    chosen = os.environ.get("PALERMO_HOME")
    if not chosen:
        return user_data_path("palermo", appauthor=False)
    try:
        return Path(chosen).expanduser()
    except RuntimeError:
        raise UserError(f"PALERMO_HOME is '{chosen}', which names no folder. Set it to a folder of your own.") from None


# What a record is made of. The paths stand here so that who only looks whether these have changed loads nothing else.


def library_folder() -> Path:
    """The folder of the library. It need not exist yet."""
    return home() / "library"


def manifest_file() -> Path:
    """The manifest of the library. It need not exist yet."""
    return library_folder() / "manifest.jsonl"


def readings_folder() -> Path:
    """The folder of what was read, by every reader. It need not exist yet."""
    return home() / "evidence"


def reviews_file() -> Path:
    """The log of reviews of findings. It need not exist yet."""
    return home() / "reviews" / "findings.jsonl"
