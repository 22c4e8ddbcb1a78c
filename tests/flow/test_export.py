"""The export: three formats that agree, a valid data package, equal byte for byte, whole or absent, and never later than its day."""

import csv
import datetime as dt
import errno
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest
from frictionless import validate

from palermo.errors import PalermoError, UserError
from palermo.facts.schema import TABLES
from palermo.record import export as module
from palermo.record.export import ExportSummary, export
from palermo.record.opened import opened

DAY = dt.date(2017, 2, 22)
FORMATS = ("csv", "jsonl", "parquet")
REGISTERS = ("jurisdictions", "names", "sources", "catalogue")


@pytest.fixture(scope="session")
def home(record_home):
    """The shared record's home, for fixtures that outlive one test."""
    patch = pytest.MonkeyPatch()
    patch.setenv("PALERMO_HOME", str(record_home))
    yield record_home
    patch.undo()


def _exported(folder: Path, **options: object) -> tuple[Path, ExportSummary]:
    day = options.pop("as_of", None)
    with opened(day) as record:
        return folder, export(record, folder, **options)


@pytest.fixture(scope="session")
def whole(home, tmp_path_factory):
    return _exported(tmp_path_factory.mktemp("export") / "whole")


@pytest.fixture(scope="session")
def open_only(home, tmp_path_factory):
    return _exported(tmp_path_factory.mktemp("export") / "open", open_only=True)


@pytest.fixture(scope="session")
def in_2017(home, tmp_path_factory):
    return _exported(tmp_path_factory.mktemp("export") / "then", as_of=DAY)


def package(folder: Path) -> dict:
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def read_csv(folder: Path, table: str) -> list[dict[str, str]]:
    with (folder / "csv" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_jsonl(folder: Path, table: str) -> list[dict]:
    return [json.loads(line) for line in (folder / "jsonl" / f"{table}.jsonl").read_text(encoding="utf-8").splitlines()]


def read_parquet(folder: Path, table: str) -> tuple[dict[str, str], list[dict]]:
    found = duckdb.connect().execute(f"SELECT * FROM read_parquet('{folder / 'parquet' / table}.parquet')")
    types = {name: str(kind) for name, kind, *_ in found.description}
    return types, [dict(zip(types, row, strict=True)) for row in found.fetchall()]


def fingerprints(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize("made", ["whole", "open_only", "in_2017"])
def test_frictionless_accepts_the_data_package(made, request):
    folder, _ = request.getfixturevalue(made)
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, [(task.name, task.errors[:2]) for task in report.tasks if not task.valid] or report.errors
    assert report.stats["tasks"] == len(package(folder)["resources"])


def test_frictionless_is_able_to_refuse(in_2017, tmp_path):
    """A package whose facts point to no jurisdiction fails, so the test above can fail too."""
    described = package(in_2017[0])
    described["resources"] = [
        r for r in described["resources"] if r["name"] in ("editions", "tier_placements", "jurisdictions", "sources")
    ]
    (tmp_path / "csv").mkdir()
    for resource in described["resources"]:
        text = (in_2017[0] / resource["path"]).read_text(encoding="utf-8")
        (tmp_path / resource["path"]).write_text(text.replace("\nCUB,CU", "\nQQQ,CU"), encoding="utf-8")
    (tmp_path / "datapackage.json").write_text(json.dumps(described), encoding="utf-8")
    kinds = {error.type for task in validate(str(tmp_path / "datapackage.json")).tasks for error in task.errors}
    assert "foreign-key" in kinds


def test_everything_is_there_in_three_formats(whole):
    folder, summary = whole
    names = [table.name for table in TABLES] + list(REGISTERS)
    expected = {f"{form}/{name}.{form}" for form in FORMATS for name in names}
    assert set(fingerprints(folder)) == expected | {"datapackage.json", "codebook.md", "LICENCES.md"}
    assert (summary.tables["tier_placements"], summary.tables["editions"]) == (4129, 25)
    assert summary.files == len(fingerprints(folder))
    assert summary.size == sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    assert summary.left_out == ()


def test_the_package_says_what_it_is_and_holds_no_time(whole):
    folder, summary = whole
    described = package(folder)
    assert (described["name"], described["version"]) == ("palermo-record", summary.record)
    assert not {"created", "as_of"} & set(described)
    source = next(s for s in described["sources"] if s["name"] == "tip_report_2016")
    assert source["title"] == "Trafficking in Persons Report, 2016 edition"
    assert all(s["title"] and s["licence"] for s in described["sources"])
    placements = next(r for r in described["resources"] if r["name"] == "tier_placements")
    assert placements["schema"]["primaryKey"] == "key"
    assert {"fields": "iso3", "reference": {"resource": "jurisdictions", "fields": "iso3"}} in placements["schema"]["foreignKeys"]
    tier = next(f for f in placements["schema"]["fields"] if f["name"] == "tier")
    assert tier["constraints"] == {"required": True, "enum": ["1", "2", "2WL", "3", "SC"]}
    assert all(f["description"] for r in described["resources"] if "schema" in r for f in r["schema"]["fields"])


def test_checksums_are_those_of_the_files(whole):
    folder, _ = whole
    real = fingerprints(folder)
    for resource in package(folder)["resources"]:
        assert resource["hash"] == f"sha256:{real[resource['path']]}"
        assert resource["bytes"] == (folder / resource["path"]).stat().st_size


def test_two_exports_are_equal_byte_for_byte(whole, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.chdir(tmp_path)
    again, _ = _exported(Path("somewhere else"))
    assert fingerprints(again) == fingerprints(whole[0])


def same(text: str, plain: object, typed: object) -> bool:
    """One cell in CSV, JSONL and Parquet. Empty, null and NULL go together, and with nothing else."""
    if text == "" or plain is None or typed is None:
        return (text, plain, typed) == ("", None, None)
    if isinstance(plain, int | float):
        return float(text) == plain == typed
    return text == plain == (typed.isoformat() if isinstance(typed, dt.date) else typed)


@pytest.mark.parametrize("table", ["tier_placements", "us_aid", "ilab_enforcement", "upr_recommendations", "names", "catalogue"])
def test_the_three_formats_agree_cell_by_cell(whole, table):
    plain, lines = read_csv(whole[0], table), read_jsonl(whole[0], table)
    _, typed = read_parquet(whole[0], table)
    assert len(plain) == len(lines) == len(typed) == whole[1].tables[table] > 0
    assert list(plain[0]) == list(lines[0]) == list(typed[0])
    wrong = [
        (a.get("key", a), name)
        for a, b, c in zip(plain, lines, typed, strict=True)
        for name in a
        if not same(a[name], b[name], c[name])
    ]
    assert wrong == []


def test_cells_are_those_of_the_record(whole):
    with opened() as record:
        for table in ("ilab_assessments", "instruments"):
            expected = [dict(row) for row in record.rows(f"SELECT * FROM {table} ORDER BY key")]
            assert read_jsonl(whole[0], table) == expected


def test_parquet_has_the_types_of_the_schema(whole):
    types, _ = read_parquet(whole[0], "us_aid")
    assert (types["year"], types["oda_us_usd"], types["key"], types["published_by"]) == ("BIGINT", "DOUBLE", "VARCHAR", "DATE")
    types, _ = read_parquet(whole[0], "criminalization")
    assert types["level"] == "VARCHAR", "a code is no quantity"


def test_empty_is_not_zero(whole):
    """Zeros that were reported stay zeros; what was not reported stays empty in all three formats."""
    with opened() as record:
        reported = record.rows("SELECT key FROM ilab_enforcement WHERE value = 0")[0]["key"]
        silent = record.rows("SELECT key FROM ilab_enforcement WHERE value IS NULL AND status <> 'reported'")[0]["key"]
        counted = record.rows("SELECT count(key) AS n FROM ilab_enforcement WHERE value IS NULL")[0]["n"]
    plain = {row["key"]: row["value"] for row in read_csv(whole[0], "ilab_enforcement")}
    lines = {row["key"]: row["value"] for row in read_jsonl(whole[0], "ilab_enforcement")}
    typed = {row["key"]: row["value"] for row in read_parquet(whole[0], "ilab_enforcement")[1]}
    assert (plain[reported], lines[reported], typed[reported]) == ("0", 0, 0)
    assert (plain[silent], lines[silent], typed[silent]) == ("", None, None)
    assert sum(v is None for v in typed.values()) == sum(v == "" for v in plain.values()) == counted > 0


def test_the_csv_is_readable(whole):
    for path in (whole[0] / "csv").iterdir():
        content = path.read_bytes()
        assert b"\r" not in content
        assert content.endswith(b"\n")
        assert not content.startswith(b"\xef\xbb\xbf")
        content.decode("utf-8")
    assert "Côte d’Ivoire" in (whole[0] / "csv" / "names.csv").read_text(encoding="utf-8").replace("'", "’")


def test_rows_stand_in_the_order_of_their_keys(whole):
    for table in TABLES:
        keys = [row["key"] for row in read_csv(whole[0], table.name)]
        assert keys == sorted(keys, key=lambda key: key.encode())
        assert len(set(keys)) == len(keys)


def test_open_leaves_unclear_terms_out_and_says_so(open_only, whole):
    folder, summary = open_only
    assert {(x.table, x.columns) for x in summary.left_out} == {("policy_index_3p", ()), ("us_aid", ("us_military_police_usd",))}
    assert "policy_index_3p" not in summary.tables
    assert not [path for path in fingerprints(folder) if "policy_index_3p" in path]
    assert "us_military_police_usd" in read_csv(whole[0], "us_aid")[0]
    for columns in (read_csv(folder, "us_aid")[0], read_jsonl(folder, "us_aid")[0], read_parquet(folder, "us_aid")[0]):
        assert "us_military_police_usd" not in columns
        assert "oda_us_usd" in columns
    described = package(folder)
    assert {"unclear"}.isdisjoint(resource["terms"] for resource in described["resources"])
    assert "us_military_police_usd" not in json.dumps(described["resources"])
    left_out = (folder / "codebook.md").read_text(encoding="utf-8").partition("## Left out")[2].partition("## Tables")[0]
    assert "policy_index_3p (the whole table)" in left_out
    assert "us_military_police_usd" in left_out


def test_the_codebook_explains_every_column_and_gap(whole):
    text = (whole[0] / "codebook.md").read_text(encoding="utf-8")
    for resource in package(whole[0])["resources"]:
        if "schema" not in resource:
            continue
        section = text.partition(f"\n## {resource['name']}\n")[2].partition("\n## ")[0]
        assert resource["description"] in section
        for field in resource["schema"]["fields"]:
            assert f"| `{field['name']}` |" in section
    assert "- The 2018 edition is incomplete, with 125 of 188 placements" in text


def test_an_export_as_of_a_day_holds_nothing_that_was_published_later(in_2017):
    folder, summary = in_2017
    assert summary.as_of == package(folder)["as_of"] == "2017-02-22"
    for table in TABLES:
        for row in read_csv(folder, table.name):
            assert row["published_by"], f"{table.name}/{row['key']} is undated"
            late = [name for name in row if (name == "published_by" or name.endswith("_public")) and row[name] > "2017-02-22"]
            assert late == [], f"{table.name}/{row['key']}"
    assert max(row["report_year"] for row in read_csv(folder, "editions")) == "2016"
    instrument = next(row for row in read_csv(folder, "instruments") if not row["status"])
    assert instrument["last_seen_public"] == "", "a status that was not known yet does not say when it will be"


def test_sources_of_a_past_day_were_out_or_are_cited(in_2017, whole):
    cited = set()
    for table in TABLES:
        columns = ["original", "carrier", *table.ids]
        cited |= {i for row in read_csv(in_2017[0], table.name) for c in columns for i in row[c].split("|")}
    held = read_csv(in_2017[0], "sources")
    assert [row["id"] for row in held if row["id"] not in cited and not "" < row["published_by"] <= "2017-02-22"] == []
    assert cited - {""} <= {row["id"] for row in held}
    assert "tip_report_2020" not in {row["id"] for row in held}
    assert len(held) < whole[1].tables["sources"]
    assert "Eswatini" not in {row["name"] for row in read_csv(in_2017[0], "names") if row["kind"] == "preferred"}


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_an_earlier_export_is_replaced_whole(in_2017, tmp_path):
    target, _ = _exported(tmp_path / "record", as_of=DAY, open_only=True)
    (target / "csv" / "editions.csv").write_text("spoiled")
    _exported(target, as_of=DAY)
    assert fingerprints(target) == fingerprints(in_2017[0])
    assert leftovers(tmp_path) == ["record"]


def test_a_replacement_works_where_folders_cannot_be_exchanged(in_2017, tmp_path, monkeypatch):
    monkeypatch.setattr("palermo.record.folder._exchanged", lambda new, old: False)
    target, _ = _exported(tmp_path / "record", as_of=DAY, open_only=True)
    _exported(target, as_of=DAY)
    assert fingerprints(target) == fingerprints(in_2017[0])
    assert leftovers(tmp_path) == ["record"]


def test_a_folder_with_anything_else_is_refused_and_untouched(in_2017, tmp_path):
    target = tmp_path / "mine"
    target.mkdir()
    (target / "notes.txt").write_text("three days of work")
    with pytest.raises(UserError, match="mine") as caught:
        _exported(target)
    assert caught.value.exit_status == 2
    assert (target / "notes.txt").read_text() == "three days of work"
    assert leftovers(tmp_path) == ["mine"]


def test_an_earlier_export_to_which_a_person_added_a_file_is_refused(tmp_path):
    target, _ = _exported(tmp_path / "record", as_of=DAY)
    (target / "csv" / "my_analysis.csv").write_text("a,b\n")
    with pytest.raises(UserError, match="not empty"):
        _exported(target, as_of=DAY)
    assert (target / "csv" / "my_analysis.csv").exists()


@pytest.mark.parametrize("below", ["a file", "a file/record"])
def test_an_unwritable_place_is_a_user_error_and_leaves_nothing(tmp_path, below):
    (tmp_path / "a file").write_text("kept")
    with pytest.raises(UserError, match="a file") as caught:
        _exported(tmp_path / below)
    assert caught.value.exit_status == 2
    assert leftovers(tmp_path) == ["a file"]


def test_a_read_only_file_system_leaves_not_even_the_folders_above(tmp_path, monkeypatch):
    def refuse(*_args):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    monkeypatch.setattr(module, "_write_csv", refuse)
    with pytest.raises(UserError, match="Read-only file system"):
        _exported(tmp_path / "new" / "folders" / "record")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("writer", ["_write_csv", "_write_jsonl", "_write_parquet", "_write_texts", "_finished"])
def test_a_full_disk_leaves_nothing_and_spares_the_earlier_export(in_2017, tmp_path, monkeypatch, writer):
    target, _ = _exported(tmp_path / "record", as_of=DAY)
    real, calls = getattr(module, writer), []

    def full(*args):
        calls.append(args)
        if len(calls) == (1 if writer == "_write_texts" else 7):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*args)

    monkeypatch.setattr(module, writer, full)
    with pytest.raises(PalermoError, match="No space left on device") as caught:
        _exported(target, as_of=DAY)
    assert caught.value.exit_status == 1
    assert leftovers(tmp_path) == ["record"]
    assert fingerprints(target) == fingerprints(in_2017[0])


_LIMITED = """
import datetime as dt, pathlib, resource, sys
from palermo.errors import PalermoError
from palermo.record.export import export
from palermo.record.opened import opened
with opened(dt.date(2017, 2, 22)) as record:
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
    try:
        export(record, pathlib.Path(sys.argv[1]))
    except PalermoError as error:
        print(error)
        sys.exit(error.exit_status)
"""


@pytest.mark.parametrize("limit", [100, 3_000, 50_000, 1_000_000])
def test_a_write_that_the_system_refuses_halfway_leaves_nothing(tmp_path, limit):
    done = subprocess.run(
        [sys.executable, "-c", _LIMITED, str(tmp_path / "record"), str(limit)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stderr
    assert done.stdout.count("\n") == 1
    assert "could not be written" in done.stdout
    assert "Traceback" not in done.stderr
    assert leftovers(tmp_path) == []


def test_a_parquet_that_cannot_be_written_is_one_sentence(tmp_path, monkeypatch):
    real = module._write_parquet
    monkeypatch.setattr(
        module, "_write_parquet", lambda engine, path, *rest: real(engine, Path("/proc/nowhere/x.parquet"), *rest)
    )
    with pytest.raises(PalermoError, match="could not be written"):
        _exported(tmp_path / "record", as_of=DAY)
    assert leftovers(tmp_path) == []


def test_an_interrupt_leaves_nothing(tmp_path):
    def stop(_table, done, _total):
        if done == 5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        _exported(tmp_path / "record", as_of=DAY, progress=stop)
    assert leftovers(tmp_path) == []


def test_what_a_killed_export_left_is_swept_away(tmp_path):
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, text=True, check=True)
    stale = tmp_path / f".record.{gone.stdout.strip()}.writing"
    stale.mkdir()
    (stale / "half").write_text("half")
    _exported(tmp_path / "record", as_of=DAY)
    assert leftovers(tmp_path) == ["record"]


def test_a_table_without_an_entry_in_the_catalogue_fails_loudly(tmp_path, monkeypatch):
    from palermo.record import sheets

    real = sheets.catalogue
    monkeypatch.setattr(sheets, "catalogue", lambda record: {k: v for k, v in real(record).items() if k != "missions"})
    with pytest.raises(PalermoError, match="missions"):
        _exported(tmp_path / "record")
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize("name", ["it's {x} [1]*", "two\nlines", "café"])
def test_any_name_of_a_folder_will_do(tmp_path, name, in_2017):
    target, _ = _exported(tmp_path / name, as_of=DAY)
    assert fingerprints(target) == fingerprints(in_2017[0])
