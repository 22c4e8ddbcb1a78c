"""`palermo serve`: make ready, say where to look, and serve until stopped."""

import io
import os
import socket
from collections.abc import Callable
from contextlib import redirect_stdout

from palermo.errors import UserError
from palermo.workspace import background, state
from palermo.workspace.attachments.limits import LARGEST

LOOPBACK = ("127.0.0.1", "::1", "localhost")
_THREADS = 8
_LONGEST_REQUEST = LARGEST + 1_000_000  # bytes: the largest file, and the form around it


def serve(host: str, port: int, say: Callable[[str], None]) -> None:
    """Serve the site until KeyboardInterrupt. `say` prints a line for the person at the terminal.

    UserError for a host that this machine's own site must not listen on, a port that is taken, a database that cannot be used.
    """
    profile = state.profile()
    _check(profile, host, port)
    prepare(say)
    address = profile.url or f"http://localhost:{port}"
    say(f"palermo is served at {address} (stop with Ctrl-C)")
    first_code(address, say)
    _warm()
    background.start()
    from waitress import serve as listen

    from palermo.workspace.wsgi import application

    proxy = behind_proxy(host) if profile.name == "team" else {}
    listen(application, host=host, port=port, threads=_THREADS, ident=None, max_request_body_size=_LONGEST_REQUEST, **proxy)
    raise KeyboardInterrupt  # the server returns when it is stopped, and only then


def behind_proxy(host: str) -> dict[str, object]:
    """Whom to believe about scheme and address of a visitor: the web server on this machine, and nobody else."""
    return {
        "trusted_proxy": "::1" if host == "::1" else "127.0.0.1",
        "trusted_proxy_count": 1,
        "trusted_proxy_headers": {"x-forwarded-for", "x-forwarded-proto"},
        "clear_untrusted_proxy_headers": True,
    }


def prepare(say: Callable[[str], None]) -> None:
    """Build the record if inputs have changed, bring the database up to date, and lay out the static files."""
    from palermo.record.opened import opened

    setup()
    with opened():  # no request ever builds a record
        pass
    from django.core.management import call_command
    from django.db import Error, connection

    try:
        connection.ensure_connection()
        with redirect_stdout(io.StringIO()):
            call_command("migrate", interactive=False, verbosity=0)
            call_command("clearsessions")
            call_command("drop_unheld_files")
    except Error as error:
        where = "DATABASE_URL" if connection.vendor == "postgresql" else str(state.folder() / "site.sqlite")
        raise UserError(f"The database cannot be used: {' '.join(str(error).split())}. Check {where}.") from error
    with redirect_stdout(io.StringIO()):
        call_command("collectstatic", interactive=False, verbosity=0)


def setup() -> None:
    """Start Django. UserError when the environment asks for something that cannot be."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palermo.workspace.settings")
    import django

    django.setup()


def first_code(address: str, say: Callable[[str], None]) -> None:
    """Before the first account: print the one-time code that makes it, with the address where it is typed."""
    from palermo.workspace.accounts.invitations import first_invitation

    code = first_invitation()
    if code is not None:
        say(f"There is no administrator yet. Make the first account at {address}/account/signup/ with the code {code}")


def _warm() -> None:
    """Work out the home page before anybody asks for it."""
    from palermo.workspace.pages.asking import kept
    from palermo.workspace.pages.home import world
    from palermo.workspace.reading import record_at

    kept(record_at(None), world)


def _check(profile: state.Profile, host: str, port: int) -> None:
    if profile.name == "local" and host not in LOOPBACK:
        raise UserError(
            f"'{host}' can be reached by others. Without PALERMO_URL the site serves this machine only: leave --host out, "
            "or set PALERMO_URL and DATABASE_URL for a team behind TLS."
        )
    if not 0 < port < 65536:
        raise UserError(f"'{port}' is no port. Choose one from 1 to 65535.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise UserError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another one with --port."
            ) from error
