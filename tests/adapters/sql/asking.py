"""Statements of tests, for every database to know."""

from tests.texts import POSTGRESQL, SQLITE, written
from todoauth.adapters.sql import postgres, sqlite, texts
from todoauth.adapters.sql.executor import Statement
from todoauth.adapters.sql.meanings import meanings
from todoauth.adapters.sql.statements.parts import Meant


def asked(meaning: Meant) -> Statement:
    """What to ask a database, so that this is what it takes it for."""
    name = f"tests.{len(meanings())}"
    meanings()[name] = meaning
    for package, language in ((postgres, POSTGRESQL), (sqlite, SQLITE)):
        texts.written(package.__name__)[name] = written(meaning, language)
    return Statement(name)
