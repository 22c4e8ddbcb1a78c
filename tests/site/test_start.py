"""What stops the site from starting: one sentence that says what to do, status 2, and nothing half-made. Ctrl-C ends it with 130."""

import os
import signal
import socket
import subprocess
import sys
import time

import pytest


@pytest.fixture
def serve(tmp_path):
    """Run `palermo serve` in a home of its own, until it ends: its status and what it said."""

    def run(*arguments: str, code: str = "from palermo.cli.main import run; run()", **environment: str) -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "DATABASE_URL"))}
        done = subprocess.run(
            [sys.executable, "-c", code, "serve", *arguments],
            env={**kept, "PALERMO_HOME": str(tmp_path / "home"), **environment},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert "Traceback" not in done.stderr
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    return run


def _free() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_without_a_team_it_serves_this_machine_only(serve):
    status, said = serve("--host", "0.0.0.0")
    assert status == 2
    assert "'0.0.0.0' can be reached by others" in said


def test_a_port_that_is_taken_is_named(serve):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = serve("--port", str(port))
    assert status == 2
    assert f"Port {port} on 127.0.0.1 cannot be used" in said
    assert "--port" in said


@pytest.mark.parametrize("port", ["0", "70000", "eighty"])
def test_a_port_that_is_none_is_refused(serve, port):
    status, said = serve("--port", port)
    assert status == 2
    assert port in said


def test_a_teams_address_without_tls_is_refused(serve):
    status, said = serve(PALERMO_URL="http://tip.example.org", DATABASE_URL="postgresql://palermo@localhost/palermo")
    assert status == 2
    assert "https" in said


def test_a_team_without_a_database_is_told_what_to_set(serve):
    status, said = serve(PALERMO_URL="https://tip.example.org")
    assert status == 2
    assert "DATABASE_URL" in said


def test_a_database_that_is_none_is_refused_and_its_password_never_repeated(serve):
    status, said = serve(PALERMO_URL="https://tip.example.org", DATABASE_URL="mysql://palermo:hunter22secret@localhost/palermo")
    assert status == 2
    assert "DATABASE_URL" in said
    assert "hunter22secret" not in said


def test_a_database_that_does_not_answer_is_said_in_one_sentence_without_the_password(serve):
    address = f"postgresql://palermo:hunter22secret@127.0.0.1:{_free()}/palermo"
    status, said = serve("--port", str(_free()), PALERMO_URL="https://tip.example.org", DATABASE_URL=address)
    assert status == 2
    assert "The database cannot be used" in said
    assert "hunter22secret" not in said


def test_without_the_extra_it_names_the_extra(serve):
    code = "import sys; sys.modules['waitress'] = None\nfrom palermo.cli.main import run; run()"
    status, said = serve(code=code)
    assert status == 2
    assert "palermo[workspace]" in said


def test_a_home_that_is_open_to_others_is_refused(serve, tmp_path):
    place = tmp_path / "home" / "site"
    place.mkdir(parents=True, exist_ok=True)
    place.chmod(0o755)
    status, said = serve("--port", str(_free()))
    assert status == 2
    assert f"chmod 700 {place}" in said


def test_ctrl_c_ends_it_with_130(tmp_path):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PALERMO_", "DATABASE_URL"))}
    command = [sys.executable, "-m", "palermo", "serve", "--port", str(_free())]
    with subprocess.Popen(
        command,
        env={**kept, "PALERMO_HOME": str(tmp_path / "home"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # a shell's background job ignores it
    ) as process:
        assert process.stdout is not None
        said = ""
        until = time.monotonic() + 60
        while "http://localhost" not in said and time.monotonic() < until:
            said += process.stdout.readline()
        process.send_signal(signal.SIGINT)
        rest = process.stdout.read()
        process.wait(30)
    assert process.returncode == 130
    assert "Traceback" not in said + rest
