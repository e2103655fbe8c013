"""Text search finds the same on every database: what contains the text, every character meaning itself."""

import asyncio
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, bindparam, false, func, select

from tests.adapters.sql.asking import asked
from tests.adapters.sql.conftest import place_of
from tests.builders import a_cleaning, a_user
from tests.servers import PostgresServer
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.lists import pattern
from todoauth.adapters.sql.migrations import downgrade, upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.statements.parts import contains
from todoauth.adapters.sql.tables import TODOS
from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.cleaning import CleaningFilter, CleaningName
from todoauth.domain.model.ids import CleaningId
from todoauth.domain.model.page import Order, PageSize, Slice
from todoauth.domain.model.text import SearchText, fold

TEXTS = st.text("aAbB%_\\ sßéÉéİıΣςﬁ'\"", max_size=8)
# The text as if it came from the column, with the column's collation: MariaDB gives a bare value another one.
COLUMN = select(TODOS.c.folded).where(false()).scalar_subquery()
FOUND = asked(select(contains(func.coalesce(COLUMN, bindparam("text", type_=Text)), "pattern")))


def is_searchable(text: str) -> bool:
    try:
        SearchText(text)
    except InvalidValue:
        return False
    return True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.lists(st.tuples(TEXTS, TEXTS.filter(is_searchable)), min_size=1, max_size=30))
@example(
    [
        ("100 % sure", "%"),
        ("sure", "%"),
        ("a_b", "_"),
        ("ab", "_"),
        ("a\\b", "\\"),
        ("ab", "\\"),
        ("ΣΑΣ", "σας"),
        ("ﬁ", "ı"),
    ]
)
def test_a_text_is_found_where_its_folded_form_contains_what_is_looked_for(url: str, pairs: list[tuple[str, str]]):
    expected = [fold(wanted) in fold(text) for text, wanted in pairs]
    assert asyncio.run(found(url, pairs)) == expected


async def found(url: str, pairs: list[tuple[str, str]]) -> list[object]:
    async with SqlDatabase.at(url, connections=1) as database, database._driver.reading() as connection:
        rows = [
            await connection.one(FOUND, {"text": fold(text), "pattern": pattern(SearchText(wanted))})
            for text, wanted in pairs
        ]
    return [value for row in rows for value in row or ()]


FEW, MANY = 5, 2_100  # more than a search looks at before it asks an index


@pytest.fixture
async def crowded(database: SqlDatabase) -> SqlDatabase:
    """Among many cleanings a few that say more, from the first to the last."""
    async with database.begin() as work:
        await work.users.add(a_user())
        for number in range(MANY):
            says = "Unicorns, too" if number % (MANY // FEW) == 0 else f"Windows {number}"
            await work.cleanings.add(a_cleaning(id=CleaningId(UUID(int=number + 1)), name=CleaningName(says)))
    return database


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize(("sought", "found"), [("unicorn", FEW), ("windows", MANY - FEW), ("no", 0), ("nowhere", 0)])
async def test_a_search_finds_what_is_far_away_and_leafs_through_it(
    crowded: SqlDatabase, order: Order, sought: str, found: int
):
    numbers, after = list[int](), None
    while True:
        part = Slice(order, after, PageSize(2 if found == FEW else 100))
        page = await crowded.view.cleanings.page(only=CleaningFilter(text=SearchText(sought)), part=part)
        numbers += [cleaning.id.int for cleaning in page.items]
        if (after := page.next_cursor) is None:
            break
    assert len(numbers) == found
    assert numbers == sorted(set(numbers), reverse=order is Order.DESC)


def test_a_database_that_gives_us_no_index_on_text_is_searched_without(
    postgres: PostgresServer, caplog: pytest.LogCaptureFixture
):
    url = postgres.create_database("poor")
    postgres.do("CREATE ROLE poor LOGIN")
    alone(url, lambda it: it.exec_driver_sql("GRANT ALL ON SCHEMA public TO poor"))
    theirs = urlsplit(url)._replace(netloc=f"poor@{place_of(url)}").geturl()
    try:
        upgrade(theirs)
        assert asyncio.run(found(theirs, [("unicorn", "corn")])) == [True]
        downgrade(theirs, "base")
    finally:
        postgres.drop_database("poor")
        postgres.do("DROP ROLE poor")
    assert [record.message for record in caplog.records if "pg_trgm" in record.message]
