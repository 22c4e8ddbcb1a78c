"""The workspace's domain on each database, without a server: its own file or its own PostgreSQL, migrated as `serve` does it."""

import datetime as dt
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres import postgres, programs

STRICT = bool(os.environ.get("CI"))


def today() -> dt.date:
    """The day on the clock at this moment. Asked for where it is needed: a day kept from when a file was read ends at midnight."""
    return dt.datetime.now(dt.UTC).date()


def _use(settings: dict) -> None:
    """Make Django's default connection lead elsewhere, in every thread that opens one from now on."""
    from django.db import connections

    connections["default"].close()
    connections.settings["default"] = connections.configure_settings({"default": settings})["default"]
    del connections["default"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, record_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the database that the domain is on."""
    if request.param == "postgresql" and programs() is None and not STRICT:
        pytest.skip("PostgreSQL is not installed")
    kept = {name: os.environ.get(name) for name in ("PALERMO_HOME", "DJANGO_ALLOW_ASYNC_UNSAFE")}
    os.environ["PALERMO_HOME"] = str(record_home)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # the browser of other tests keeps a loop in this thread; nothing here awaits
    from palermo.workspace import state
    from palermo.workspace.serve import setup

    setup()
    from django.core.management import call_command
    from django.db import connections

    before = dict(connections.settings["default"])
    folder = tmp_path_factory.mktemp(f"commission-{request.param}")
    if request.param == "sqlite":
        _use(state._sqlite() | {"NAME": str(folder / "site.sqlite")})
        call_command("migrate", verbosity=0)
        yield request.param
    else:
        with postgres() as address:
            _use(state._postgres(address))
            call_command("migrate", verbosity=0)
            yield request.param
            connections["default"].close()
    _use(before)
    for name, value in kept.items():  # sites that start later in this process inherit the environment
        os.environ.pop(name) if value is None else os.environ.update({name: value})


def account(name: str, **more: object):
    """An account of its own; names are made unique, since tests share a database."""
    from palermo.workspace.accounts.models import User

    return User.objects.create_user(f"{name}-{uuid.uuid4().hex[:8]}", **more)


def workspace(person, name: str = "United States and Cuba"):
    """A workspace for the United States and Cuba."""
    from palermo.workspace.commission.founding import found

    return found(person, name, "United States", "Cuba", commission="Bilateral Commission")


def commitment(ws, person, **more: object):
    """A commitment of their side: an amendment of the penal code, said at the talks of January 2017."""
    import datetime as dt

    from palermo.workspace.commission.commitments import Commitment
    from palermo.workspace.commission.saving import create

    values = {
        "title": "Amend the penal code on trafficking",
        "side": "theirs",
        "form": "oral",
        "standing": "claimed_by_us",
        "date": dt.date(2017, 1, 13),
        "gap": "law_forms_missing",
    }
    return create(Commitment, ws, person, values | more)


@pytest.fixture
def person():
    return account("keeper")


@pytest.fixture
def ws(person):
    return workspace(person)


@pytest.fixture
def promise(ws, person):
    return commitment(ws, person)


def evidence(promise, person):
    from palermo.workspace.commission.evidence import Evidence
    from palermo.workspace.commission.saving import create

    values = {
        "commitment": promise,
        "kind": "document",
        "title": "Official gazette",
        "source": "Gazette office",
        "published": "2017-02",
        "locator": "No. 12, page 3",
        "quotation": "The article is amended.",
    }
    return create(Evidence, promise.workspace, person, values)
