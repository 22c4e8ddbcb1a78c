"""The OpenAPI document is kept: whatever it allows to be sent, the answer is one that it announces, and never a fault of ours.

schemathesis makes the requests from the document, in process, from a fixed seed: a few of each operation here, many under
HYPOTHESIS_PROFILE=torture. Half of them name what is really there.
"""

import os

import pytest
from commission_database import database
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from interface_world import World, ask, build

pytestmark = pytest.mark.usefixtures("database")
__all__ = ["database"]
MANY = os.environ.get("HYPOTHESIS_PROFILE") == "torture"
COUNT = {"member": 40 if MANY else 3, "stranger": 10 if MANY else 1, "nobody": 10 if MANY else 1}


@pytest.fixture(scope="module")
def world(database) -> World:
    return build()


@pytest.fixture
def no_limits(monkeypatch):
    from palermo.workspace.interface import door

    monkeypatch.setattr(door, "RATES", {})


@pytest.fixture(scope="module")
def document(world):
    """The document, with the site to ask."""
    import schemathesis

    from palermo.workspace.wsgi import application

    found = schemathesis.openapi.from_dict(ask("/openapi.json", world.tokens["administrator"]).json())
    found.app = application
    return found


def placed(case, world: World) -> None:
    """Put what is really there in the places of the path."""
    what = case.path.split("/")[5] if case.path.count("/") > 4 else ""
    item = world.items.get(what) or world.items.get(what.removesuffix("s"))
    there = {"ws": world.ws.key, "table": world.table.key, "key": item.key if item else None}
    case.path_parameters |= {name: str(there[name]) for name in case.path_parameters if there[name]}


def checks() -> list:
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    names = ("status_code_conformance", "content_type_conformance", "response_headers_conformance", "response_schema_conformance")
    return [not_a_server_error, *(getattr(checks, name) for name in names)]


def asked(world: World, document, role: str, modes: tuple) -> set[int]:
    """Send what can be made from the document as a role; the statuses that came back."""
    from django.db import connection

    token = {"member": world.tokens["administrator"], "stranger": world.tokens["outsider"], "nobody": ""}[role]
    headers = {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {token}"} if token else {})
    held, statuses = checks(), set()
    count = COUNT[role] if MANY or connection.vendor == "sqlite" else 1
    some = list(document.get_all_operations())[:: 1 if MANY or connection.vendor == "sqlite" else 3]

    def one(operation, mode) -> None:
        @settings(
            max_examples=count,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(generation_mode=mode), real=st.booleans())
        def run(case, real) -> None:
            if real and case.path_parameters:
                placed(case, world)
            response = case.call(headers=headers)
            statuses.add(response.status_code)
            case.validate_response(response, checks=held)

        run()

    for result in some:
        for mode in modes:
            one(result.ok(), mode)
    return statuses


@pytest.mark.usefixtures("no_limits")
@pytest.mark.parametrize("role", COUNT)
def test_what_the_document_allows_is_answered_as_it_announces(world, document, role):
    from schemathesis import GenerationMode

    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE) if MANY else (GenerationMode.POSITIVE,)
    statuses = asked(world, document, role, modes)
    if role == "nobody":
        assert statuses == {404}
    elif role == "member":
        assert {200, 404} <= statuses
    assert 500 not in statuses
