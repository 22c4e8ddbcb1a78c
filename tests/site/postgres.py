"""A PostgreSQL of the tests' own: made in a folder, listening on a socket only, gone afterwards."""

import os
import shutil
import signal
import subprocess
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
def postgres(folder: Path) -> Iterator[str]:
    """The address of a new database; the server stops when the block ends."""
    bin_ = programs()
    assert bin_, "PostgreSQL is not installed"
    data, socket = folder / "data", folder / "socket"
    socket.mkdir(parents=True)
    data.mkdir()
    if os.geteuid() == 0:
        for place in (data, socket):
            shutil.chown(place, USER, USER)
        for parent in (folder, *folder.parents):  # the server's user has to reach its folder
            if parent.stat().st_uid == 0 and parent != Path("/tmp"):
                parent.chmod(parent.stat().st_mode | 0o011)
    _run(str(bin_ / "initdb"), "-D", str(data), "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--no-locale")
    quick = "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off -k".split()
    # A child of ours and no daemon of pg_ctl's: where nobody reaps orphans, pg_ctl waits for a dead server to go away.
    log = folder / "log"
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
