"""A PostgreSQL of the tests' own: made in a folder, listening on a socket only, gone afterwards."""

import os
import shutil
import subprocess
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


def _run(*command: str) -> None:
    """Run a program of PostgreSQL, which refuses to run as root: as root, run it as the user of the Debian package."""
    as_user = ["setpriv", f"--reuid={USER}", f"--regid={USER}", "--init-groups"] if os.geteuid() == 0 else []
    subprocess.run([*as_user, *command], check=True, capture_output=True, cwd="/")


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
    quick = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
    _run(str(bin_ / "pg_ctl"), "-D", str(data), "-w", "-l", str(data / "log"), "-o", f"{quick} -k {socket}", "start")
    try:
        _run(str(bin_ / "createdb"), "-h", str(socket), "-U", USER, "palermo")
        yield f"postgresql://{USER}@/palermo?host={socket}"
    finally:
        _run(str(bin_ / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
