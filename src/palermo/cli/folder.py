"""Output that is several files in a folder: all of them, or none and no folder."""

from contextlib import suppress
from pathlib import Path

from palermo.cli.common import cannot_write
from palermo.errors import UserError
from palermo.home import home
from palermo.record.store import write_atomically


def new_folder(output: str) -> Path:
    """The folder that `-o` names, which must be new or empty. UserError where it is not, or is kept in PALERMO_HOME."""
    path = Path(output)
    try:
        if path.exists() and not path.is_dir():
            raise UserError(f"'{output}' is a file. Give -o the name of a new folder.")
        if path.is_dir() and any(path.iterdir()):
            raise UserError(f"'{output}' is not empty. Give -o a new folder, so that no older page stays among the new ones.")
        if path.resolve().is_relative_to(home().resolve()):
            raise UserError(f"'{output}' is in {home()}, which palermo keeps for itself. Choose another place for -o.")
    except OSError as error:
        raise cannot_write(path, error) from error
    return path


def put_all(output: str, files: dict[str, bytes]) -> None:
    """Write files into a new folder. UserError or PalermoError where one cannot be written; then nothing is left behind."""
    path = new_folder(output)
    made = not path.exists()
    written: list[Path] = []
    try:
        path.mkdir(exist_ok=True)
        for name, content in files.items():
            written.append(path / name)
            write_atomically(path / name, content)
    except BaseException as error:
        for file in written:
            file.unlink(missing_ok=True)
        if made:
            with suppress(OSError):
                path.rmdir()
        if isinstance(error, OSError):
            raise cannot_write(path, error) from error
        raise
