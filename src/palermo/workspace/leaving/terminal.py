"""What `palermo workspace` does at the terminal: for whoever looks after the machine. The marks hold there all the same."""

import io
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Any

from palermo.errors import UserError
from palermo.workspace import state
from palermo.workspace.serve import setup

if TYPE_CHECKING:
    from palermo.workspace.accounts.models import User
    from palermo.workspace.commission.people import Workspace
    from palermo.workspace.leaving.backup import Backup
    from palermo.workspace.leaving.departing import Departure
    from palermo.workspace.leaving.models import Arrival
    from palermo.workspace.leaving.restore import Restored


@contextmanager
def _site(*, up_to_date: bool = True) -> Iterator[None]:
    """The site's database, with its tables as this version has them. UserError where it cannot be used."""
    setup()
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        connection.ensure_connection()
        if up_to_date:
            with redirect_stdout(io.StringIO()):
                call_command("migrate", interactive=False, verbosity=0)
        yield
    except Error as error:
        where = "DATABASE_URL" if connection.vendor == "postgresql" else str(state.folder() / "site.sqlite")
        raise UserError(f"The database cannot be used: {' '.join(str(error).split())}. Check {where}.") from error


def export(name: str, path: Path, *, confirmed: bool) -> "Departure":
    """Write the archive of a workspace, named by its key or its exact name, to a file of one's own."""
    with _site():
        from palermo.workspace.leaving.departing import depart
        from palermo.workspace.leaving.package import private_file

        workspace = _workspace(name)
        with private_file(path) as file:
            return depart(workspace, file, None, confirmed=confirmed)


def bring(path: Path, administrator: str | None, *, confirmed: bool) -> "tuple[Arrival, User]":
    """Bring an archive in, for an account that becomes its administrator: the one named, or the only one that there is."""
    with _site():
        from palermo.workspace.leaving.arriving import arrive

        person = _person(administrator)
        with path.open("rb") as file:
            return arrive(file, person, confirmed=confirmed), person


def backup(path: Path) -> "Backup":
    """Write a backup of the whole site."""
    with _site():
        from palermo.workspace.leaving import backup as room

        return room.backup(path)


def restore(path: Path, *, replace: bool, more_erasures: Path | None) -> "Restored":
    """Restore a backup."""
    with _site(up_to_date=False):
        from palermo.workspace.leaving import restore as room

        return room.restore(path, replace=replace, more_erasures=more_erasures)


def _workspace(name: str) -> "Workspace":
    from palermo.workspace.commission.people import Workspace

    found = list(Workspace.objects.filter(name=name)[:2]) or list(Workspace.objects.filter(key=_key(name)))
    if len(found) != 1:
        why = "is the name of several workspaces" if found else "is no workspace of this site"
        raise UserError(f"'{name}' {why}. Give its exact name, or its key: the part of its address after /work/.")
    one: Workspace = found[0]
    return one


def _key(name: str) -> Any:
    try:
        return uuid.UUID(name)
    except ValueError:
        return uuid.UUID(int=0)


def _person(name: str | None) -> "User":
    from palermo.workspace.accounts.models import User

    people = User.objects.filter(is_active=True)
    found = list(people.filter(username=name) if name else people[:2])
    if len(found) != 1:
        said = f"'{name}' is no open account of this site." if name else "Say with --administrator which account is to have it."
        raise UserError(said)
    one: User = found[0]
    return one
