"""A folder that appears whole or not at all: filled beside its place, then renamed.

An earlier folder of the same kind is exchanged in one step where the system can do so, and otherwise moved aside and put back
when the second step fails.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from palermo.errors import PalermoError, UserError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)
_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


def cannot_write(folder: Path, error: OSError) -> PalermoError:
    """The one sentence for a folder that could not be written: PalermoError for a full disk, UserError for a wrong place."""
    why = error.strerror or str(error)
    if error.errno in _FULL:
        return PalermoError(f"'{folder}' could not be written: {why}. Nothing was left behind; free some space and try again.")
    return UserError(f"'{folder}' cannot be written: {why}. Name another folder.")


def alive(pid: str) -> bool:
    """Whether a process of that number runs on this machine."""
    try:
        os.kill(int(pid), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True


def _sweep(target: Path) -> None:
    """Remove what a killed run left beside the target."""
    for stale in target.parent.glob(f".{target.name}.*.writing"):
        if not alive(stale.name.split(".")[-2]):
            shutil.rmtree(stale, ignore_errors=True)


def _exchanged(new: Path, old: Path) -> bool:
    """Swap two folders in one step; False where the system cannot."""
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(call(_AT_FDCWD, os.fsencode(new), _AT_FDCWD, os.fsencode(old), _RENAME_EXCHANGE) == 0)


def _put(new: Path, target: Path) -> None:
    """Rename the finished folder into place. Whatever stood there is at `new` afterwards, or gone."""
    if not target.exists() or not any(target.iterdir()):
        new.replace(target)
    elif not _exchanged(new, target):
        aside = new.with_suffix(".aside")
        target.replace(aside)
        try:
            new.replace(target)
        except OSError:
            aside.replace(target)
            raise
        shutil.rmtree(aside, ignore_errors=True)


def _check(target: Path, replaceable: Callable[[Path], bool]) -> None:
    try:
        str(target).encode("utf-8")
    except UnicodeEncodeError:
        raise UserError(f"{os.fsencode(target)!r} is no name in UTF-8. Name another folder.") from None
    if target == Path.cwd():
        raise UserError(f"'{target}' is the folder that you are in. Name a new folder, for example '{target / 'record'}'.")
    if target.exists() and not target.is_dir():
        raise UserError(f"'{target}' is a file. Name a folder.")
    if target.exists() and any(target.iterdir()) and not replaceable(target):
        raise UserError(f"'{target}' is not empty and is no earlier export. Name a new folder, or empty that one.")


def _make_parents(target: Path, made: list[Path]) -> None:
    """Make the folders above the target, and note in `made` those that were not there, highest first."""
    missing = [parent for parent in target.parents if not parent.exists()]
    above = target.parents[len(missing)]
    if not above.is_dir():
        raise UserError(f"'{above}' is a file, so that '{target}' cannot lie below it. Name another folder.")
    for parent in reversed(missing):
        parent.mkdir(exist_ok=True)
        made.append(parent)


@contextmanager
def whole_folder(folder: Path, replaceable: Callable[[Path], bool]) -> Iterator[Path]:
    """An empty folder to fill; when the block ends without an error it takes the place of `folder`.

    `replaceable` says whether a folder that is not empty may be replaced. UserError when the place cannot be written or is
    taken, PalermoError when the disk is full. After any error nothing new is left behind.
    """
    made: list[Path] = []
    done = False
    try:
        target = folder.resolve()
        _check(target, replaceable)
        _make_parents(target, made)
        _sweep(target)
        temporary = target.with_name(f".{target.name}.{os.getpid()}.writing")
        try:
            temporary.mkdir()
            yield temporary
            _put(temporary, target)
            done = True
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    except OSError as error:
        raise cannot_write(folder, error) from error
    finally:
        for parent in reversed(made) if not done else ():
            with suppress(OSError):
                parent.rmdir()
