"""The API holds what its own description promises, whatever is asked: by schemathesis."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
)

from tests.web.conftest import serving

# A stream that never ends tells nothing here; its own tests read it.
ENDLESS = "/api/v1/changes"
CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def base(ledger_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A desk over a ledger of its own, since what is sent may change it."""
    path = tmp_path_factory.mktemp("schema") / "desk.db"
    shutil.copy(ledger_file, path)
    with serving(path, "--token", "a-word-for-programs") as (_, address):
        yield address.partition("/?")[0]


@pytest.fixture(scope="module")
def described(base: str) -> Any:
    row = httpx.get(f"{base}/api/v1/openapi.json", headers=token()).json()
    del row["paths"][ENDLESS]
    schema = schemathesis.openapi.from_dict(row)
    schema.config.update(base_url=base)
    return schema


def token() -> dict[str, str]:
    return {"Authorization": "Bearer a-word-for-programs"}


def test_whatever_is_asked_is_answered_as_described(described: Any) -> None:
    asked = set()
    for operation in (found.ok() for found in described.get_all_operations()):
        asked.add((operation.method, operation.path))

        @given(case=operation.as_strategy())
        @settings(
            max_examples=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        def holds(case: schemathesis.Case) -> None:
            case.validate_response(case.call(headers=token()), checks=CHECKS)

        holds()
    assert {("get", "/api/v1/{board}"), ("post", "/api/v1/judgements")} <= asked


def test_every_address_of_the_api_is_described(base: str) -> None:
    paths = set(httpx.get(f"{base}/api/v1/openapi.json", headers=token()).json()["paths"])
    assert {"/api/v1/stats", "/api/v1/events/{id}", "/api/v1/{board}", ENDLESS} <= paths
    assert {"/api/v1/map/{layer}", "/api/v1/map/ids"} <= paths
    assert {"/api/v1/reports", "/api/v1/judgements", "/api/v1/timeline", "/api/v1/review"} <= paths
