"""Where a SQLite database is."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.domain.errors import Unavailable

NO_FILE = ["sqlite://", "sqlite:///", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true", "sqlite:///x?y=z"]


@pytest.mark.parametrize("url", [*NO_FILE, "sqlite:secret", "sqlite://host/secret", "sqlite+aiosqlite:///secret"])
def test_a_url_that_names_no_file_is_refused_without_being_repeated(url: str):
    with pytest.raises(ValueError, match="must name a file") as refused:
        SqliteFile.at(url)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["", "oracle://root:secret@host/db", "secret"])
def test_another_database_is_refused_without_repeating_its_url(url: str):
    with pytest.raises(ValueError, match="must begin with") as refused:
        SqlDatabase.at(url)
    assert "secret" not in str(refused.value)


def test_the_path_is_relative_or_absolute():
    assert SqliteFile.at("sqlite:///var/x.db").path == Path("var/x.db")
    assert SqliteFile.at("sqlite:////var/x.db").path == Path("/var/x.db")


def test_nobody_else_can_read_a_new_file(tmp_path: Path):
    file = SqliteFile(tmp_path / "new.db")
    raw = file.connect()
    raw.execute("CREATE TABLE t (x)")
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()}
    raw.close()
    assert modes == {"new.db": "0o600", "new.db-wal": "0o600", "new.db-shm": "0o600"}


def test_a_commit_is_on_the_disk_when_it_is_acknowledged(tmp_path: Path):
    raw = SqliteFile(tmp_path / "new.db").connect()
    modes = [raw.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")]
    raw.close()
    assert modes == ["wal", 2, 1]


def test_a_new_file_that_others_are_at_is_waited_for(tmp_path: Path):
    file = SqliteFile(tmp_path / "new.db", patience=0.02)
    other = sqlite3.connect(file.path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(sqlite3.OperationalError, match="locked"):
        file.connect()
    with ThreadPoolExecutor(1) as thread:
        connecting = thread.submit(replace(file, patience=10).connect)
        other.execute("COMMIT")
        connecting.result().close()
    other.close()


def test_a_reading_connection_cannot_write(tmp_path: Path):
    raw = SqliteFile(tmp_path / "new.db").connect(writes=False)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        raw.execute("CREATE TABLE t (x)")
    raw.close()


async def test_a_folder_that_is_not_there_is_unavailable(tmp_path: Path):
    database = SqlDatabase.at(f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}")
    with pytest.raises(Unavailable):
        await database.open()
    await database.close()
