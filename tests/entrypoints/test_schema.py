"""The schema, before anything else uses the database."""

import stat
from pathlib import Path

import pytest
from pydantic import SecretStr
from sqlalchemy import create_engine, text

from tests.servers import PostgresServer
from todoauth.entrypoints import schema
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def test_a_new_database_is_migrated_where_that_is_wanted(settings: Settings):
    before = schema.standing(settings)
    schema.prepare_schema(settings)
    assert before.startswith("There is no schema yet; 0001")
    assert schema.standing(settings).endswith(", the newest.")


def test_a_directory_is_made_for_the_owner_alone(settings: Settings):
    schema.prepare_schema(settings)
    assert stat.S_IMODE(settings.data_dir.stat().st_mode) == 0o700


def test_pending_migrations_are_refused_where_they_must_not_run_unasked(settings: Settings):
    careful = settings.model_copy(update={"auto_migrate": False})
    with pytest.raises(Refused, match=r"^The database waits for migrations: run todoauth migrate up\.$"):
        schema.prepare_schema(careful)
    assert schema.standing(careful).startswith("There is no schema yet")
    schema.move_up(careful)
    schema.prepare_schema(careful)


def test_moving_tells_where_it_ended(settings: Settings):
    assert schema.move_up(settings, "0001").startswith("The schema is at revision 0001")
    assert schema.move_down(settings, "base").startswith("There is no schema yet; 0001")


@pytest.mark.parametrize("revision", ["xyzzy", "-7"])
def test_a_revision_that_is_not_there_is_refused(settings: Settings, revision: str):
    for move in (schema.move_up, schema.move_down):
        with pytest.raises(Refused, match=r"^There is no such revision that way\.$"):
            move(settings, revision)


def test_a_schema_of_a_newer_version_is_refused(settings: Settings):
    schema.move_up(settings)
    engine = create_engine(settings.database_url.get_secret_value())
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(Refused, match=r"^The database was migrated by a newer version of todoauth\.$"):
        schema.prepare_schema(settings)


def test_a_database_that_is_not_there_is_told_of_in_a_sentence():
    away = Settings(database_url=SecretStr("postgresql://ada:hunter2@127.0.0.1:1/todo"))
    with pytest.raises(Refused, match=r"^The database does not answer\.$"):
        schema.prepare_schema(away)


def test_a_directory_that_cannot_be_made_is_told_of_in_a_sentence(tmp_path: Path):
    (tmp_path / "file").touch()
    with pytest.raises(Refused, match=r"^The directory of the database cannot be made: [^\n]+\.$"):
        schema.prepare_schema(Settings(data_dir=tmp_path / "file" / "data"))


def test_a_file_that_is_no_database_is_told_of(tmp_path: Path):
    (tmp_path / "x.db").write_bytes(bytes(range(256)) * 64)
    with pytest.raises(Refused, match=r"^The file of the database is something else\.$"):
        schema.prepare_schema(Settings.model_validate({"database_url": f"sqlite:///{tmp_path}/x.db"}))


def test_a_database_that_was_never_created_is_told_of(postgres: PostgresServer):
    with pytest.raises(Refused, match=r"^There is no database of the name in TODOAUTH_DATABASE_URL"):
        schema.prepare_schema(Settings.model_validate({"database_url": postgres.url("nowhere")}))
