"""Write the pages of the reference that are made from the code: the commands, and the tables.

    python tools/reference.py [--check]

`docs/reference/cli.md` holds the help of every command, word for word. `docs/reference/data.md` holds the catalogue of the
bundled tables. With --check nothing is written; the exit status is 1 when a page is not what the code would make of it.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import yaml

from palermo.cli.main import palermo
from palermo.facts.schema import BY_NAME

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "reference"
CATALOGUE = ROOT / "src" / "palermo" / "facts" / "catalogue.yml"
NOTICE = "Not legal advice. Not affiliated with the United Nations or any government.\n"
MADE = "<!-- Written by `make reference`; edit {source} instead. -->\n"

CLI_HEAD = f"""# Commands

{MADE.format(source="the help texts in `src/palermo/cli/`")}
This page is the help of every command, word for word. {NOTICE}
Every reading command takes `--as-of` and `--format json`. A JURISDICTION is a name, a former name or a code: `cuba`, `CUB`,
`CU`, `Burma`, `Swaziland`. A near miss is refused with suggestions.

| exit status | meaning |
|---|---|
| 0 | done |
| 2 | the command can be mended by the person who typed it: an unknown name, a bad date, a place that cannot be written to |
| 1 | a damaged record, a full disk, or a fault of palermo |
| 130 | stopped with Ctrl-C |

| variable | meaning |
|---|---|
| `PALERMO_HOME` | folder of records, reviews and all else that palermo keeps; default: the user's data folder |
| `PALERMO_DEBUG` | when set, a fault of palermo ends with its full trace |
"""

DATA_HEAD = f"""# Tables

{MADE.format(source="`src/palermo/facts/catalogue.yml` and `schema.py`")}
What each bundled table holds, who established it, its terms, and what it lacks. {NOTICE}
An empty cell is never zero: not known, or not applicable. Dates may be cut to a month or a year. A column of type *place*
holds a code of the register (`jurisdictions`); one of type *source* holds ids of `sources`, joined by `|`.

`palermo export` writes these tables as CSV, JSONL and Parquet, with the terms in full (`LICENCES.md`) and this codebook.

Terms: **open**, pass it on as it is; **attribution**, pass it on and name whose it is; **unclear**, ask its maker first
(`palermo export --open` leaves it out).
"""


def _commands(command: click.Command, path: str, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    """Every command with its help at eighty columns, a group before its members."""
    names = parent.help_option_names if parent else command.context_settings.get("help_option_names")
    ctx = click.Context(command, info_name=path.split()[-1], parent=parent, terminal_width=80, help_option_names=names)
    yield path, command.get_help(ctx)
    if isinstance(command, click.Group):
        for name in command.list_commands(ctx):
            member = command.get_command(ctx, name)
            assert member is not None, f"{path} lists {name} and does not have it"
            yield from _commands(member, f"{path} {name}", ctx)


def commands() -> list[str]:
    """The full names of all commands, for example `palermo record list`."""
    return [path for path, _ in _commands(palermo, "palermo", None)]


def cli_page() -> str:
    """The page of commands."""
    parts = [f"## {path}\n\n```text\n{text.rstrip()}\n```\n" for path, text in _commands(palermo, "palermo", None)]
    return CLI_HEAD + "\n" + "\n".join(parts)


def _cell(text: Any) -> str:
    return " ".join(str(text).split()).replace("|", "\\|")


def _types(table: str) -> dict[str, str]:
    if table not in BY_NAME:
        return {}
    return {c.name: ", ".join(f"`{v}`" for v in c.choices) or c.type for c in BY_NAME[table].columns}


def _table(name: str, entry: dict[str, Any]) -> str:
    types = _types(name)
    unclear = [f"Unclear: {', '.join(entry['unclear_columns'])}."] if entry["unclear_columns"] else []
    lines = [
        f"## {name}\n",
        f"**{_cell(entry['title'])}.** {_cell(entry['question'])}\n",
        f"- Established by: {_cell(entry['established_by'])}",
        f"- Terms: {entry['terms']}. {' '.join(unclear)}".rstrip(),
        f"- Name: {_cell(entry['attribution'])}",
        f"- Holds: {_cell(entry['coverage'])}",
        *(f"- Lacks: {_cell(gap)}" for gap in entry["gaps"]),
        "\n| column | type | meaning |\n|---|---|---|",
        *(f"| `{column}` | {types.get(column, 'text')} | {_cell(means)} |" for column, means in entry["columns"].items()),
    ]
    return "\n".join(lines) + "\n"


def data_page() -> str:
    """The page of tables."""
    catalogue = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    common = "\n".join(f"| `{name}` | {_cell(means)} |" for name, means in catalogue.pop("_common").items())
    tail = "## Columns that the record adds\n\n| column | meaning |\n|---|---|\n" + common + "\n"
    return DATA_HEAD + "\n" + "\n".join([tail, *(_table(name, entry) for name, entry in catalogue.items())])


def pages() -> dict[Path, str]:
    """Every page that is made from the code, by file."""
    return {PAGES / "cli.md": cli_page(), PAGES / "data.md": data_page()}


def main(arguments: list[str]) -> int:
    """Write the pages, or with --check say which are stale."""
    stale = [path for path, text in pages().items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            print(f"{path.relative_to(ROOT)} is not current; run `make reference`.", file=sys.stderr)
        else:
            path.write_text(pages()[path], encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
