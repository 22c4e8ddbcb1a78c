"""Files go along as their marks say, are read again where they come in, and come back with a backup."""

import hashlib
import io
import zipfile
from pathlib import Path

import pytest
from commission_database import account, commitment, database, workspace
from test_leaving_archive import brought, documents, taken
from test_leaving_backup import backed_up, elsewhere, home, quick, sqlite, tables

pytestmark = pytest.mark.usefixtures("database", "home")
__all__ = ["database", "home", "quick", "tables"]
WORDS = b"The gazette of 12 February amends article 302 of the penal code."
OTHER = b"The ministry opened a shelter in Holguin."


@pytest.fixture
def keeper():
    return account("keeper")


@pytest.fixture
def ws(keeper):
    return workspace(keeper, "With files")


def uploaded(ws, person, content: bytes = WORDS, mark: str = "attributable"):
    from palermo.workspace.attachments.keeping import upload

    return upload(ws, person, "gazette.txt", content, {"title": f"Gazette {mark}", "mark": mark})


def store_of(home: Path, ws) -> set[bytes]:
    return {path.read_bytes() for path in (home / "site" / "files" / ws.key.hex).glob("*")}


def repacked(data: bytes, files: dict[str, bytes], **attachment: object) -> bytes:
    """An archive with other files, and other words about the first of them."""
    from palermo.workspace.leaving import package

    target = io.BytesIO()
    held = documents(data)
    held["items/attachment.json"]["items"][0] |= attachment
    with package.writing(target) as writer:
        for name, document in held.items():
            if name != "manifest.json":
                writer.document(name, document)
        for name, content in files.items():
            writer.add(name, [content])
        writer.close(held["manifest.json"])
    return target.getvalue()


@pytest.mark.parametrize("mark", ["never", "not_attributable", "attributable", "public"])
def test_a_file_leaves_as_its_mark_says_and_comes_in_with_its_bytes(ws, keeper, home, mark):
    from palermo.workspace.attachments.quoting import quote

    item = uploaded(ws, keeper, mark=mark)
    promise = commitment(ws, keeper, mark="public")
    quote(promise, item, keeper, "amends article 302", stamp={})
    data = taken(ws, keeper)
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        files = [name for name in held.namelist() if name.startswith("files/")]
    assert files == ([] if mark == "never" else [f"files/{hashlib.sha256(WORDS).hexdigest()}"])
    new, _ = brought(data, keeper)
    assert store_of(home, new) == (set() if mark == "never" else {WORDS})
    if mark != "never":
        copy = new.attachments.get()
        assert (copy.text, copy.size, copy.media_type, copy.mark) == (WORDS.decode(), len(WORDS), "text/plain", mark)
        assert new.evidences.get().sha256 == copy.sha256


def test_an_erased_or_embargoed_file_stays(ws, keeper):
    import datetime as dt

    from palermo.workspace.commission.erasure import erase
    from palermo.workspace.commission.saving import change

    erase(uploaded(ws, keeper), keeper, "no longer wanted")
    later = uploaded(ws, keeper, OTHER)
    change(later, 1, keeper, {"embargoed_until": dt.date.today() + dt.timedelta(days=3)})  # noqa: DTZ011
    data = taken(ws, keeper)
    assert WORDS not in data
    with zipfile.ZipFile(io.BytesIO(data)) as held:
        assert not [name for name in held.namelist() if name.startswith("files/")]


SHA = hashlib.sha256(WORDS).hexdigest()
FORGERIES = {
    "without the bytes": (lambda d: repacked(d, {}), "not those that it describes"),
    "bytes of nothing": (
        lambda d: repacked(d, {f"files/{SHA}": WORDS, f"files/{'a' * 64}": b"x"}),
        "not those that it describes",
    ),
    "other bytes": (lambda d: repacked(d, {f"files/{SHA}": OTHER}), "not what its name says"),
    "a program": (
        lambda d: repacked(
            d, {f"files/{hashlib.sha256(b'MZ' * 99).hexdigest()}": b"MZ" * 99}, sha256=hashlib.sha256(b"MZ" * 99).hexdigest()
        ),
        "no PDF, web page",
    ),
    "a script as an address": (
        lambda d: repacked(
            d, {f"files/{SHA}": WORDS}, kind="capture", address="javascript:alert(1)", captured_at="2017-01-01T00:00:00Z"
        ),
        "none of the web",
    ),
    "a capture from nowhere": (lambda d: repacked(d, {f"files/{SHA}": WORDS}, kind="capture"), "attachment"),
    "words of its own": (lambda d: repacked(d, {f"files/{SHA}": WORDS}, text="forged"), "exactly the fields"),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_file_is_refused_and_no_byte_of_it_is_kept(ws, keeper, home, name):
    from palermo.errors import UserError

    uploaded(ws, keeper)
    forge, said = FORGERIES[name]
    with pytest.raises(UserError, match=said):
        brought(forge(taken(ws, keeper)), keeper)
    assert {path.parent.name for path in (home / "site" / "files").glob("*/*")} == {ws.key.hex}


def test_a_file_that_seems_to_tell_who_somebody_is_waits_on_the_way_out(ws, keeper):
    from palermo.workspace.attachments.keeping import upload
    from palermo.workspace.commission.text_check import NeedsConfirmation

    upload(ws, keeper, "a.txt", b"call +53 7 123 4567 in the evening", {"title": "Note", "mark": "public"}, confirmed=True)
    with pytest.raises(NeedsConfirmation):
        taken(ws, keeper)


def test_files_come_back_with_a_backup_but_for_what_was_erased_since(quick, ws, keeper, home, tmp_path, monkeypatch, database):
    from palermo.workspace.attachments import store
    from palermo.workspace.commission.erasure import erase
    from palermo.workspace.leaving.restore import restore

    kept, gone = uploaded(ws, keeper), uploaded(ws, keeper, OTHER)
    path = backed_up(tmp_path)
    erase(gone, keeper, "A source asked for it")
    assert store_of(home, ws) == {WORDS}
    log = home / "site" / "erasures.jsonl"
    other = tmp_path / "other"
    other.mkdir()
    monkeypatch.setenv("PALERMO_HOME", str(other))
    with elsewhere(sqlite(tmp_path)):
        done = restore(path, more_erasures=log)
        assert store_of(other, ws) == {WORDS}
        assert store.get(ws.key, kept.sha256) == WORDS
        assert (done.erased_again, done.aside) == (1, None)


def test_the_end_of_a_workspace_takes_its_files(ws, keeper, home):
    from palermo.workspace.leaving.ending import end

    uploaded(ws, keeper)
    assert store_of(home, ws) == {WORDS}
    end(ws, keeper, "The project is over", ws.name)
    assert not (home / "site" / "files" / ws.key.hex).exists()
