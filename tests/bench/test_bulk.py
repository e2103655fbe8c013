"""Many rows are what the service itself could have written, and nothing but rows is changed."""

from collections.abc import AsyncIterator, Iterator

import pytest

from bench import bulk, sizes
from bench.rows import PAGE, identity
from tests.adapters.sql.schemas import schema
from tests.servers import mariadb, postgres
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.domain.model.cleaning import CleaningFilter
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.mail import MailFilter
from todoauth.domain.model.page import Order, PageSize, Slice
from todoauth.domain.model.text import SearchText, fold
from todoauth.domain.model.todo import TodoFilter
from todoauth.domain.model.username import Username

__all__ = ["mariadb", "postgres"]

SIZE = 60
WHOLE = Slice(size=PageSize(100))


@pytest.fixture(scope="module", params=["sqlite", "postgres", pytest.param("mariadb", marks=pytest.mark.system)])
def url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('many') / 'file.db'}"
        return
    server = request.getfixturevalue(request.param)
    yield server.create_database("bulk")
    server.drop_database("bulk")


@pytest.fixture(scope="module")
def schemas(url: str) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    """What the schema was before the database was filled, and after."""
    upgrade(url)
    before = alone(url, schema)
    bulk.fill(url, SIZE)
    return before, alone(url, schema)


@pytest.fixture
async def database(url: str, schemas: object) -> AsyncIterator[SqlDatabase]:
    async with SqlDatabase.at(url) as database:
        yield database


def test_every_index_is_there_again(schemas: tuple[set[tuple[object, ...]], set[tuple[object, ...]]]):
    before, after = schemas
    assert before == after


async def test_one_has_as_many_todos_as_there_are_rows_and_others_have_a_page(database: SqlDatabase):
    found = {
        number: await database.view.todos.page(UserId(identity(1, number)), only=TodoFilter(), part=WHOLE)
        for number in range(sizes.people(SIZE) + 2)
    }
    assert [len(page.items) for page in found.values()] == [SIZE, *[PAGE] * sizes.people(SIZE), 0]
    assert len({todo.id for page in found.values() for todo in page.items}) == SIZE + sizes.people(SIZE) * PAGE
    assert len({todo.content for todo in found[0].items}) == SIZE


async def test_a_user_is_found_by_name_and_session(database: SqlDatabase):
    view = database.view
    for number in range(SIZE - 1):
        user = await view.users.with_username(Username(sizes.name_of(number)))
        caller = await view.sessions.caller(SessionId(identity(3, number)))
        assert user
        assert caller
        assert caller.user == user
        assert user.id == identity(1, number)


async def test_the_last_row_says_what_no_other_says(database: SqlDatabase):
    rare = SearchText(sizes.RARE)
    view = database.view
    cleanings = await view.cleanings.page(only=CleaningFilter(text=rare), part=Slice())
    todos = await view.todos.page(UserId(identity(1, 0)), only=TodoFilter(text=rare), part=Slice())
    short = await view.cleanings.page(only=CleaningFilter(text=SearchText(sizes.SHORT)), part=Slice())
    assert [cleaning.id for cleaning in cleanings.items] == [identity(6, SIZE - 1)]
    assert [todo.id for todo in todos.items] == [identity(5, SIZE - 1)]
    assert short == cleanings


async def test_what_is_searched_is_folded_as_the_service_folds_it(database: SqlDatabase):
    view = database.view
    page = await view.cleanings.page(only=CleaningFilter(), part=Slice(Order.DESC))
    for cleaning in page.items:
        text = SearchText(fold(cleaning.description.text if cleaning.description else "")[:100])
        found = await view.cleanings.page(only=CleaningFilter(text=text), part=WHOLE)
        assert cleaning.id in [each.id for each in found.items]


async def test_half_of_the_mails_are_given_up_and_the_others_are_due_later(database: SqlDatabase):
    async with database.begin() as work:
        dead = await work.outbox.page(only=MailFilter(is_dead=True), part=WHOLE)
        live = await work.outbox.page(only=MailFilter(is_dead=False), part=WHOLE)
        taken = await work.outbox.take(at=sizes.DUE_FROM - sizes.APART, lease=10 * sizes.APART, at_most=9)
        due = await work.outbox.take(at=sizes.DUE_FROM + 3 * sizes.APART, lease=10 * sizes.APART, at_most=9)
    assert len(dead.items) == len(live.items) == sizes.mails(SIZE) // 2
    assert (len(taken), len(due)) == (0, 2)
