"""`palermo serve`: the site in a browser, on this machine or for a team."""

import click

from palermo.extras import need


@click.command("serve")
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Where to listen; this machine only, unless PALERMO_URL is set."
)
@click.option("--port", default=8000, show_default=True, type=int, help="The port to listen on.")
def command(host: str, port: int) -> None:
    """Serve the site and workspace in a browser.

    The first account needs the one-time code that is printed. For a team behind TLS set PALERMO_URL and DATABASE_URL.
    """
    need("workspace", "The site")
    from palermo.workspace.serve import serve

    serve(host, port, lambda line: click.echo(line))
