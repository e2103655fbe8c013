"""Statements, compiled."""

from uuid import UUID

import pytest
from sqlalchemy import Integer, Uuid, bindparam, literal, make_url, select

from tests.adapters.sql.statements import compiled
from todoauth.adapters.sql.asked import todos
from todoauth.adapters.sql.postgres.words import words as words_of_postgres
from todoauth.adapters.sql.sqlite.codecs import CODECS
from todoauth.adapters.sql.sqlite.words import words as words_of_sqlite
from todoauth.domain.model.page import Order, PageSize, Slice

SQLITE = make_url("sqlite://").get_dialect()()
POSTGRES = make_url("postgresql+asyncpg://").get_dialect()()
TWICE = select(bindparam("a", type_=Integer), bindparam("b", type_=Integer), bindparam("a", type_=Integer), literal(7))


def test_a_statement_is_compiled_once():
    words = words_of_sqlite()
    assert words(todos.BY_ID) is words(todos.BY_ID)


def test_arguments_come_in_the_order_of_their_places():
    assert compiled(TWICE, SQLITE, {}).arguments({"b": 2, "a": 1}) == [1, 2, 1, 7]
    assert compiled(TWICE, POSTGRES, {}).arguments({"b": 2, "a": 1}) == [1, 2, 7]


def test_a_missing_value_is_a_mistake():
    with pytest.raises(KeyError):
        compiled(TWICE, SQLITE, {}).arguments({"a": 1})


def test_nothing_is_converted_where_there_is_nothing():
    pair = compiled(select(bindparam("a", type_=Uuid), bindparam("b", type_=Uuid)), SQLITE, CODECS)
    assert pair.rows([(None, bytes(16)), (bytes(16), None)]) == [(None, UUID(int=0)), (UUID(int=0), None)]
    assert pair.rows([]) == []


def test_there_are_two_limits_and_both_are_written_into_the_text():
    words = words_of_postgres()
    texts = {
        words(todos.PAGE(Slice(Order.ASC, size=PageSize(size)), ())).text.split()[-1]
        for size in range(PageSize.LEAST, PageSize.MOST + 1)
    }
    assert texts == {"21", "101"}


def test_the_statement_of_a_page_is_made_once():
    assert todos.PAGE(Slice(), ["is_done"]) is todos.PAGE(Slice(), {"is_done": True})
