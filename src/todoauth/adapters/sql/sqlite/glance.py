"""At which revision the schema of a SQLite file is."""

from contextlib import closing
from typing import Final

from todoauth.adapters.sql.sqlite.failures import failures
from todoauth.adapters.sql.sqlite.file import SqliteFile

_IS_THERE: Final = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
_VERSION: Final = "SELECT version_num FROM alembic_version"


def version_in_sqlite(file: SqliteFile) -> str | None:
    """Return the revision, if there is one. A file that is not there is made.

    Raises:
        Unavailable: it cannot be opened.
    """
    with failures(), closing(file.connect(writes=False)) as raw:
        found = raw.execute(_IS_THERE).fetchone() and raw.execute(_VERSION).fetchone()
        return str(found[0]) if found else None
