"""`palermo`: the commands, and how failures end. Each command is imported only when it is asked for."""

import io
import os
import sys
from importlib import import_module

import click

from palermo import __version__
from palermo.errors import PalermoError

_LONGEST = 1000  # characters of a message: what was typed is echoed, not a whole file
_COMMANDS = {
    "brief": "The paper for a meeting: asks first, a source under every sentence.",
    "calendar": "Every statutory date of an edition, also for a calendar program.",
    "clock": "Who meets the third-year limit, and who is barred from the Watch List.",
    "collect": "Fetch or import official documents into the library.",
    "compare": "What changed between two editions.",
    "country": "Everything known about one jurisdiction, on one screen.",
    "doctor": "Check the installation and the record, and say what is missing.",
    "exhibit": "Published pages for counsel: index, tabs, marked passages, and a memo apart.",
    "export": "Write the record as Parquet, CSV and JSONL with a codebook.",
    "law": "What the statute leaves open, why, and an audit of the record.",
    "manage": "Django's own commands on the site, for whoever looks after it.",
    "outlook": "Chances for the next edition, and how good such estimates were.",
    "picture": "Maps and charts, with a table beside each.",
    "precedents": "Who closed a gap before, when, and by what.",
    "priorities": "Where a conversation may move something: a ranking that gives its reasons.",
    "read": "Read official texts into findings that point at their words.",
    "record": "List, rebuild and prune records.",
    "review": "Accept, correct or reject what was read.",
    "search": "Passages of what was read, with filters.",
    "serve": "The site in a browser, on this machine or for a team.",
    "standards": "Evidence for and against each minimum standard and criterion.",
    "submission": "A paper to fill in for the yearly request for information.",
    "verify": "Check a paper that someone sent you: its words, its values, its sources.",
    "workspace": "Leave with a workspace, bring one in; back up and restore the site.",
}


class _Lazy(click.Group):
    """A group whose commands are modules of this room, imported when they are used: `--help` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"palermo.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="palermo")
def palermo() -> None:
    """From official reporting on human trafficking to what to ask for at the table.

    Works offline. Not legal advice; not affiliated with the United Nations or any government.
    """


def _fail(message: str, status: int) -> int:
    message = message if len(message) < _LONGEST else f"{message[:_LONGEST]}…"
    click.echo(f"palermo: {message}", err=True)
    return status


def run(arguments: list[str] | None = None) -> None:
    """Run the command line and exit: 0, 2 for what the person can mend, 1 for our side, 130 for Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    if sys.stdout is None:
        sys.exit(_fail("there is no output to write to. Leave standard output open, or use -o.", 2))
    try:
        status = palermo.main(args=arguments, prog_name="palermo", standalone_mode=False) or 0
        sys.stdout.flush()
    except click.exceptions.Exit as done:
        status = done.exit_code
    except click.ClickException as error:
        error.show()
        status = 2
    except (click.Abort, KeyboardInterrupt):
        status = _fail("stopped.", 130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except PalermoError as error:
        status = _fail(str(error), error.exit_status)
    except OSError as error:
        status = _fail(f"{error.filename or 'writing'}: {error.strerror or error}. Check space and permissions there.", 1)
    except Exception as error:
        if os.environ.get("PALERMO_DEBUG"):
            raise
        status = _fail(f"this is a fault of palermo ({type(error).__name__}: {error}). Set PALERMO_DEBUG=1 for details.", 1)
    sys.exit(status)
