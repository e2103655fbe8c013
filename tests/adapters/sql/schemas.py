"""What a schema is, and a row in every table of it."""

from sqlalchemy import Connection, inspect, text

from tests.builders import ADA, a_cleaning, a_session, a_todo, a_user, an_owed_mail
from todoauth.adapters.sql.database import SqlDatabase

POSTGRES_SCHEMA = """
    SELECT 'column', table_name, column_name, data_type || ' ' || is_nullable || ' ' || is_identity
    || coalesce(numeric_precision::text || ',' || numeric_scale::text, '') || coalesce(column_default, '')
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'alembic_version'
    UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'
    UNION ALL SELECT 'index', tablename, indexname, indexdef
    FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'
"""
POSTGRES_FUNCTIONS = """
    SELECT 'function', proname, pg_get_functiondef(pg_proc.oid)
    FROM pg_proc JOIN pg_language ON pg_language.oid = prolang
    WHERE pronamespace = 'public'::regnamespace AND lanname = 'plpgsql'
"""
SQLITE_SCHEMA = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name <> 'alembic_version'"


def schema(connection: Connection) -> set[tuple[object, ...]]:
    if connection.dialect.name == "postgresql":
        return {tuple(row) for row in connection.execute(text(POSTGRES_SCHEMA))}
    if connection.dialect.name == "mysql":
        return {
            (name, line.strip().rstrip(","))
            for name in inspect(connection).get_table_names()
            if name != "alembic_version"
            for line in connection.execute(text(f"SHOW CREATE TABLE {name}")).one()[1].splitlines()
        }
    return {
        (kind, name, line.strip().rstrip(",").strip())
        for kind, name, sql in connection.execute(text(SQLITE_SCHEMA))
        for line in sql.replace('"', "").splitlines()  # a table that was renamed has its name in quotes
    }


def functions(connection: Connection) -> set[tuple[object, ...]]:
    if connection.dialect.name != "postgresql":
        return set()
    return {tuple(row) for row in connection.execute(text(POSTGRES_FUNCTIONS))}


async def fill(url: str) -> None:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        await work.users.add(a_user())
        await work.todos.add(a_todo())
        await work.cleanings.add(a_cleaning())
        await work.sessions.add(a_session())
        await work.outbox.owe(an_owed_mail())


async def people(url: str) -> int:
    async with SqlDatabase.at(url) as database:
        return 0 if await database.view.users.get(ADA) is None else 1
