"""`palermo workspace` at the terminal: what it says, and what it refuses in a sentence."""

import stat
import uuid
from pathlib import Path

import pytest
from click.testing import CliRunner
from commission_database import account, database, workspace
from test_leaving_archive import written
from test_leaving_backup import home
from test_leaving_pages import letters

from palermo.cli.workspace import command
from palermo.errors import UserError

pytestmark = pytest.mark.usefixtures("database", "home")
__all__ = ["database", "home"]


@pytest.fixture(autouse=True)
def _on_sqlite(database):
    if database == "postgresql":
        pytest.skip("the same words there")


def said(*words: object) -> str:
    done = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def refused(match: str, *words: object) -> None:
    with pytest.raises(UserError, match=match):
        CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)


@pytest.fixture
def ws():
    keeper = account("keeper")
    found = workspace(keeper, f"Desk {letters()}")
    written(found, keeper)
    found.keeper = keeper
    return found


def test_a_workspace_goes_out_by_its_name_or_its_key_and_comes_in_for_somebody(ws, tmp_path):
    target = tmp_path / "out.zip"
    for name in (ws.name, ws.key):
        assert said("export", name, "-o", target).startswith(f"Wrote {target}: items 9, changes of status 2")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    heir = account("heir")
    out = said("import", target, "--administrator", heir.username)
    assert f"Brought in, as drafts: items 9. The administrator is {heir.username}." in out
    assert f"/work/{heir.memberships.get().workspace.key}/" in out


def test_how_much_stayed_is_said(ws, tmp_path):
    from palermo.workspace.commission.models import Evidence
    from palermo.workspace.commission.saving import change

    change(Evidence.objects.get(workspace=ws), 1, ws.keeper, {"mark": "never"})
    out = said("export", ws.key, "-o", tmp_path / "out.zip")
    assert "items 1; statuses that rest on such evidence 1; references that lead there 0" in out


def test_what_can_be_mended_is_refused_in_a_sentence(ws, home, tmp_path):
    target = tmp_path / "out.zip"
    refused("is no workspace of this site", "export", "Nowhere", "-o", target)
    refused("is no workspace of this site", "export", uuid.uuid4(), "-o", target)
    workspace(ws.keeper, ws.name)
    refused("is the name of several", "export", ws.name, "-o", target)
    refused("palermo keeps for itself", "export", ws.key, "-o", home / "site" / "out.zip")
    refused("cannot be written: No such file", "backup", "-o", tmp_path / "absent" / "out.zip")
    refused("is no open account", "import", Path(__file__), "--administrator", "nobody")
    refused("which account is to have it", "import", Path(__file__))
    refused("cannot be read", "import", tmp_path / "absent.zip")
    refused("no archive", "import", Path(__file__), "--administrator", ws.keeper.username)
    refused("cannot be read", "restore", tmp_path / "absent.zip")
    refused("no archive", "restore", Path(__file__))
    said("export", ws.key, "-o", target)
    refused("of version 'palermo.workspace/1'", "restore", target)
    said("backup", "-o", target)
    refused("of version 'palermo.backup/1'", "import", target, "--administrator", ws.keeper.username)
    refused("say --replace", "restore", target)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
