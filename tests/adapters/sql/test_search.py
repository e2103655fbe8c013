"""Text search finds the same on every database: what contains the text, every character meaning itself."""

import asyncio

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Text, bindparam, select

from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.lists import pattern
from todoauth.adapters.sql.statements.parts import contains
from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.text import SearchText, fold

TEXTS = st.text("aAbB%_\\ sßéÉéİıΣςﬁ'\"", max_size=8)
FOUND = select(contains(bindparam("text", type_=Text), "pattern"))


def is_searchable(text: str) -> bool:
    try:
        SearchText(text)
    except InvalidValue:
        return False
    return True


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.lists(st.tuples(TEXTS, TEXTS.filter(is_searchable)), min_size=1, max_size=30))
@example([("100 % sure", "%"), ("sure", "%"), ("a_b", "_"), ("ab", "_"), ("a\\b", "\\"), ("ab", "\\"), ("ΣΑΣ", "σας")])
def test_a_text_is_found_where_its_folded_form_contains_what_is_looked_for(url: str, pairs: list[tuple[str, str]]):
    expected = [fold(wanted) in fold(text) for text, wanted in pairs]
    assert asyncio.run(found(url, pairs)) == expected


async def found(url: str, pairs: list[tuple[str, str]]) -> list[object]:
    async with SqlDatabase.at(url, connections=1) as database, database._driver.reading() as connection:
        rows = [
            await connection.one(FOUND, text=fold(text), pattern=pattern(SearchText(wanted))) for text, wanted in pairs
        ]
    return [value for row in rows for value in row or ()]
