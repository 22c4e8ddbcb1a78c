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
