"""`palermo manage`: Django's own commands on the site, for whoever looks after it."""

import click

from palermo.errors import UserError
from palermo.extras import need


@click.command("manage", context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Run a management command of Django on the site: check --deploy, migrate, changepassword, shell."""
    need("workspace", "The site")
    from django.core.management import CommandError, execute_from_command_line
    from django.db import Error

    from palermo.workspace.serve import setup

    setup()
    try:
        execute_from_command_line(["palermo manage", *arguments])
    except CommandError as error:
        raise UserError(str(error)) from error
    except Error as error:
        raise UserError(f"The database cannot be used: {' '.join(str(error).split())}. Check DATABASE_URL.") from error
