"""Where palermo keeps what it makes: `PALERMO_HOME`, else the user's data folder of the operating system."""

import os
from pathlib import Path

from platformdirs import user_data_path


def home() -> Path:
    """The folder of records, library and reviews. It need not exist yet."""
    chosen = os.environ.get("PALERMO_HOME")
    return Path(chosen).expanduser() if chosen else user_data_path("palermo", appauthor=False)
