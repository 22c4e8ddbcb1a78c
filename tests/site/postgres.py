"""A PostgreSQL of the tests' own: made in a folder, listening on a socket only, gone afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

USER = "postgres"


def programs() -> Path | None:
    """The folder with PostgreSQL's programs: Debian's newest, else wherever `initdb` is found; None where there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    elsewhere = shutil.which("initdb")
    return Path(elsewhere).resolve().parent if elsewhere else None


def _as_user(*command: str) -> list[str]:
    """A command of PostgreSQL, which refuses to run as root: as root, run it as the user of the Debian package."""
    return [*(["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"] if os.geteuid() == 0 else []), *command]


def _run(*command: str) -> None:
    subprocess.run(_as_user(*command), check=True, capture_output=True, cwd="/")


def _wait(ready: list[str], server: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(600):
        if subprocess.run(_as_user(*ready), capture_output=True, cwd="/", check=False).returncode == 0:
            return
        assert server.poll() is None, f"PostgreSQL stopped: {log.read_text()}"
        time.sleep(0.1)
    raise AssertionError(f"PostgreSQL did not answer: {log.read_text()}")


@contextmanager
def postgres() -> Iterator[str]:
    """The address of a new database; the server stops when the block ends.

    It lies in a folder of its own: another run of pytest closes the folders of this one to the server's user.
    """
    bin_ = programs()
    assert bin_, "PostgreSQL is not installed"
    with tempfile.TemporaryDirectory(prefix="palermo-postgres-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        if os.geteuid() == 0:
            shutil.chown(folder, USER, USER)
        with _server(bin_, folder) as address:
            yield address


@contextmanager
def _server(bin_: Path, folder: Path) -> Iterator[str]:
    data, socket, log = folder / "data", folder, folder / "log"
    _run(str(bin_ / "initdb"), "-D", str(data), "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale")
    quick = ["-c", "listen_addresses=", "-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-k"]
    # A child of ours and no daemon of pg_ctl's: where nobody reaps orphans, pg_ctl waits for a dead server to go away.
    with log.open("wb") as out:
        command = _as_user(str(bin_ / "postgres"), "-D", str(data), *quick, str(socket))
        server = subprocess.Popen(command, stdout=out, stderr=out, cwd="/")
    try:
        _wait([str(bin_ / "pg_isready"), "-h", str(socket), "-U", USER], server, log)
        _run(str(bin_ / "createdb"), "-h", str(socket), "-U", USER, "palermo")
        yield f"postgresql://{USER}@/palermo?host={socket}"
    finally:
        server.send_signal(signal.SIGQUIT)  # at once, as when the power fails
        server.wait(60)
