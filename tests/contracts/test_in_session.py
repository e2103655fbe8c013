"""Whatever can be done with todos and cleanings can be done in a session that stands, and in no other way."""

import pytest

from todoauth.testing import Database
from todoauth.testing.contracts import (
    AutocommitContract,
    AutocommitRacesContract,
    CleaningPagesContract,
    CleaningsContract,
    InSession,
    TodoPagesContract,
    TodosContract,
)


@pytest.fixture
async def database(database: Database) -> Database:
    return await InSession.of(database)


class TestAutocommit(AutocommitContract): ...


class TestAutocommitRaces(AutocommitRacesContract): ...


class TestTodos(TodosContract): ...


class TestTodoPages(TodoPagesContract): ...


class TestCleanings(CleaningsContract): ...


class TestCleaningPages(CleaningPagesContract): ...
