"""The law read from its YAML files, strictly, and the compiled form that a record stores.

A provision is one file in `tvpa/`, `cspa/`, `trade/`, `palermo_protocol/`, `ilo/` or `persons/`. Unknown
fields, a value without a reference, a rule carried twice and a version that does not exist all fail the
load.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from palermo.errors import PalermoError
from palermo.law.model import (
    CalendarDefinition,
    ConsequenceDefinition,
    GapDefinition,
    Law,
    Provision,
    Version,
)
from palermo.law.shape import build, plain
from palermo.register import dates

HOME = Path(__file__).parent
SCHEMA = "palermo.law/1"


class _Strict(yaml.SafeLoader):
    """A YAML loader that refuses a key given twice."""


def _no_twins(loader: _Strict, node: yaml.MappingNode) -> dict[Any, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twins = sorted({str(key) for key in keys if keys.count(key) > 1})
    if twins:
        raise yaml.YAMLError(f"'{twins[0]}' is given twice{node.start_mark}")
    return dict(loader.construct_pairs(node, deep=True))


_Strict.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _no_twins)


def read_yaml(path: Path, error: type[PalermoError] = PalermoError) -> Any:
    """The plain data of one YAML file. Raises `error` when it cannot be read or gives a key twice."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Strict)
    except OSError as fault:
        raise error(f"'{path}' cannot be read: {fault.strerror or fault}.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as fault:
        raise error(f"'{path}' is not readable YAML: {' '.join(str(fault).split())}.") from None


def _listed(path: Path, cls: type[Any], home: Path) -> tuple[Any, ...]:
    if not path.exists():
        return ()
    rows = read_yaml(path)
    return tuple(build(cls, row, f"{path.relative_to(home)}[{rank}]") for rank, row in enumerate(rows))


def _provisions(home: Path) -> Iterator[Provision]:
    for path in sorted(home.rglob("*.yml")):
        if path.parent == home:
            continue
        name = path.relative_to(home).with_suffix("").as_posix()
        provision = build(Provision, read_yaml(path), f"{name}.yml")
        if provision.id != name:
            raise PalermoError(f"{name}.yml: its id '{provision.id}' must be its path, '{name}'.")
        yield provision


def load_law(home: Path = HOME) -> Law:
    """The law read from the YAML below `home` and checked. PalermoError names the file and the fault."""
    law = Law(
        versions=_listed(home / "versions.yml", Version, home),
        provisions=tuple(_provisions(home)),
        gaps=_listed(home / "gaps.yml", GapDefinition, home),
        consequences=_listed(home / "consequences.yml", ConsequenceDefinition, home),
        calendar=_listed(home / "calendar.yml", CalendarDefinition, home),
    )
    check(law)
    return law


@cache
def default_law() -> Law:
    """The law that comes with the package, read once per process."""
    return load_law()


def check(law: Law) -> None:
    """What no single file can show: order and existence of versions, and that nothing is carried twice."""
    keys = [(v.enacted, v.first_report_year) for v in law.versions]
    if keys != sorted(keys):
        raise PalermoError("versions.yml: the versions are not in the order of their enactment.")
    _once("version", (version.id for version in law.versions))
    _once("rule", (key for provision in law.provisions for key in provision.rules))
    _once("value", (key for provision in law.provisions for key in provision.values))
    _once("gap", (gap.id for gap in law.gaps))
    _once("consequence", (item.id for item in law.consequences))
    _once("event", (item.id for item in law.calendar))
    for provision in law.provisions:
        _check_provision(law, provision)
    rows: list[ConsequenceDefinition | CalendarDefinition] = [*law.consequences, *law.calendar]
    for row in rows:
        _check_row(law, row)


def _check_row(law: Law, item: ConsequenceDefinition | CalendarDefinition) -> None:
    """A row of a table names only versions, rules and values that exist."""
    law.version(item.since)
    if item.rule not in law.rules:
        raise PalermoError(f"'{item.id}' names the unknown rule '{item.rule}'.")
    if isinstance(item, CalendarDefinition):
        for name in filter(None, (item.first, item.last, item.not_before)):
            if name not in law.parameters:
                raise PalermoError(f"calendar.yml: '{item.id}' names the unknown value '{name}'.")


def _check_provision(law: Law, provision: Provision) -> None:
    where = f"{provision.id}.yml"
    law.version(provision.since)
    if not provision.references:
        raise PalermoError(f"{where}: a provision needs at least one reference.")
    for rule in provision.rules.values():
        law.version(rule.since)
    for name, parameter in provision.values.items():
        ranks = [law.order[law.version(dated.since).id] for dated in parameter.dated]
        if not ranks or ranks != sorted(ranks):
            raise PalermoError(f"{where}, {name}: the dated values are missing or not in the order of the versions.")
    dated = (value.reference for parameter in provision.values.values() for value in parameter.dated)
    for reference in (*provision.references, *dated):
        if not reference.href and not reference.read_in:
            raise PalermoError(f"{where}: the reference '{reference.title}' has neither an href nor a read_in.")
        try:
            dates.last_day(reference.last_reviewed)
        except ValueError as fault:
            raise PalermoError(f"{where}: last_reviewed: {fault}.") from None


def _once(kind: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise PalermoError(f"The {kind} '{name}' is carried twice.")
        seen.add(name)


def compile_law(law: Law | None = None) -> dict[str, Any]:
    """The whole law as plain data for JSON, the same for the same YAML: keys sorted, dates as text."""
    return {"schema": SCHEMA, **plain(law or default_law())}


def from_compiled(data: Mapping[str, Any]) -> Law:
    """The law from what `compile_law` gave; reads no YAML. PalermoError if the data are of another schema."""
    if data.get("schema") != SCHEMA:
        raise PalermoError(f"A compiled law of schema '{data.get('schema')}' cannot be read; expected '{SCHEMA}'.")
    return build(Law, {key: value for key, value in data.items() if key != "schema"}, "compiled law")
