"""A world of its own for every test that plays with the service."""

from collections.abc import Iterator

import pytest
from schemathesis.schemas import BaseSchema

from tests.fuzz.fuzzed import Fuzzed, documented


@pytest.fixture(scope="session")
def schema() -> BaseSchema:
    return documented()


@pytest.fixture
def fuzzed(schema: BaseSchema) -> Iterator[Fuzzed]:
    service = Fuzzed(schema)
    with service.opened():
        yield service
