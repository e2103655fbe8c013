"""What is written down for a database is what the statements mean, in its words."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from itertools import chain, combinations, product

import pytest

from tests.texts import MEANINGS, POSTGRESQL, SQLITE, Language
from todoauth.adapters.sql.asked.guarded import guarded
from todoauth.adapters.sql.asked.pages import LIMITS, Pages, Search
from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.compiler import worded
from todoauth.adapters.sql.executor import Procedure, Statement
from todoauth.adapters.sql.meanings import GUARDED, RESOURCES, meant
from todoauth.adapters.sql.postgres.words import words as words_of_postgres
from todoauth.adapters.sql.sqlite.words import words as words_of_sqlite
from todoauth.adapters.sql.statements.parts import Family
from todoauth.domain.model.page import Order, Slice

LANGUAGES: Mapping[str, tuple[Language, Words]] = {
    "postgresql": (POSTGRESQL, words_of_postgres()),
    "sqlite": (SQLITE, words_of_sqlite()),
}


def every(name: str) -> Iterator[Statement]:
    """Every statement of a name."""
    meaning = MEANINGS[name]
    if not isinstance(meaning, Family):
        yield Statement(name)
        return
    filters = sorted(meaning.filters)
    choices = chain.from_iterable(combinations(filters, size) for size in range(len(filters) + 1))
    for wanted, limit in product(choices, LIMITS):
        yield Statement(name, limit, frozenset(wanted))


@pytest.mark.parametrize("database", LANGUAGES)
@pytest.mark.parametrize("name", MEANINGS)
def test_what_is_sent_is_what_a_statement_means(database: str, name: str):
    language, words = LANGUAGES[database]
    for statement in every(name) if language.knows(name) else ():
        assert words.find(statement) == worded(meant(statement), language.dialect)


def test_a_page_is_not_narrowed_by_what_its_words_do_not_know():
    for _, words in LANGUAGES.values():
        with pytest.raises(KeyError, match="colour"):
            words(Statement("todos.PAGE ASC", LIMITS[0], frozenset({"colour"})))


def test_whatever_has_a_name_has_a_meaning_and_the_other_way_round():
    named = {module: [*asked(module.__name__.rpartition(".")[2])] for module in RESOURCES}
    in_session = [guarded(Statement(name)).name for module in GUARDED for name in named[module]]
    assert sorted([*chain.from_iterable(named.values()), *in_session]) == sorted(MEANINGS)


def asked(resource: str) -> Iterator[str]:
    """The names of what is asked about a resource."""
    for value in vars(import_module(f"todoauth.adapters.sql.asked.{resource}")).values():
        match value:
            case Statement():
                yield value.name
            case Procedure():
                parts = (value.call, *value.steps, value.lock)
                yield from (part.name for part in parts if part is not None)
            case Pages():
                yield from (value(Slice(order), ()).name for order in Order)
            case Search():
                yield from (pages(Slice(order), ()).name for pages in value for order in Order)
            case _:
                pass
