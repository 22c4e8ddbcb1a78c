"""`palermo workspace export|import|backup|restore`: leave with one's data, and keep it safe."""

from pathlib import Path

import click

from palermo.cli.common import target
from palermo.errors import UserError
from palermo.extras import need

_FILE = click.Path(path_type=Path, exists=False)
_confirmed = click.option(
    "--confirmed", is_flag=True, help="You have looked: no text tells who a victim, a witness or a source is."
)


@click.group("workspace")
def command() -> None:
    """Take a workspace out as one archive or bring one in; back up and restore the whole site.

    Commands for whoever looks after the machine. An archive obeys the marks; a backup holds everything.
    """
    need("workspace", "A workspace")


@command.command("export")
@click.argument("workspace")
@click.option("-o", "--output", metavar="FILE", required=True, help="The archive to write, for example cuba.zip.")
@_confirmed
def export(workspace: str, output: str, confirmed: bool) -> None:
    """Write a workspace with its history into one archive.

    WORKSPACE is its exact name, or its key. What is marked as never leaving, or is under embargo, stays; how much stayed is said.
    """
    from palermo.workspace.leaving import terminal

    path = target(output)
    found = terminal.export(workspace, path, confirmed=confirmed)
    items = sum(len(rows) for rows in found.items.values())
    click.echo(f"Wrote {path}: items {items}, changes of status {len(found.changes)}, entries of the audit {len(found.audit)}.")
    left = found.left
    if left.items or left.statuses or left.references:
        click.echo(
            f"Stayed here, for their mark or an embargo: items {left.items}; statuses that rest on such evidence {left.statuses}; "
            f"references that lead there {left.references}."
        )


@command.command("import")
@click.argument("file", type=_FILE)
@click.option("--administrator", metavar="NAME", help="The account that is to have it; may be left out where there is one only.")
@_confirmed
def import_(file: Path, administrator: str | None, confirmed: bool) -> None:
    """Bring an archive in, as a new workspace.

    All of it comes in as drafts, its history marked as imported. People do not come along. An archive that is not sound is refused,
    and nothing of it is kept.
    """
    from palermo.workspace.leaving import terminal

    arrival, person = terminal.bring(_there(file), administrator, confirmed=confirmed)
    click.echo(f"Brought in, as drafts: items {arrival.items}. The administrator is {person.username}.")
    click.echo(f"The new workspace is at /work/{arrival.workspace}/")


@command.command("backup")
@click.option("-o", "--output", metavar="FILE", required=True, help="The backup to write, for example site.backup.zip.")
def backup(output: str) -> None:
    """Write the whole site into one file.

    All accounts, workspaces and files, from one moment, while the site serves or not. Left out: sessions, invitations, tokens, secret
    addresses, and the site's key. Library, reviews and records are files: copy them.
    """
    from palermo.workspace.leaving import terminal

    path = target(output)
    done = terminal.backup(path)
    click.echo(f"Wrote {path}: rows {sum(done.rows.values())}, files {done.files}, {done.size / 1e6:.1f} MB.")
    click.echo("Keep it encrypted: it holds everything that the site knows, whatever its mark.")


@command.command("restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Put the backup in the place of what is there, which is kept aside.")
@click.option(
    "--erasures", type=_FILE, metavar="FILE", help="The log erasures.jsonl of the machine where the backup was made, if another."
)
def restore(file: Path, replace: bool, erasures: Path | None) -> None:
    """Bring a backup of the site back.

    On SQLite or PostgreSQL, whichever it was made on. What was erased for good since the backup stays erased. Everybody has to log in
    again.
    """
    from palermo.workspace.leaving import terminal

    done = terminal.restore(_there(file), replace=replace, more_erasures=erasures and _there(erasures))
    click.echo(f"Restored: rows {done.rows}, files {done.files}. Everybody has to log in again.")
    if done.erased_again:
        click.echo(f"Erased again, as for good since the backup: {done.erased_again}.")
    if done.aside:
        click.echo(f"What was there before is kept aside ({done.aside}). It may hold what was erased: remove it when you can.")


def _there(path: Path) -> Path:
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise UserError(f"'{path}' cannot be read: {error.strerror}.") from error
