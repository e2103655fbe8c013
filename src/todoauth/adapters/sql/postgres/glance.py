"""At which revision the schema of a PostgreSQL database is."""

import asyncio
from typing import Final

from todoauth.adapters.sql.postgres.failures import failures
from todoauth.adapters.sql.postgres.hosts import connected

_PATIENCE: Final = 10.0  # seconds, to connect and to be told
_IS_THERE: Final = "SELECT to_regclass('alembic_version') IS NOT NULL"
_VERSION: Final = "SELECT version_num FROM alembic_version"


def version_in_postgres(url: str) -> str | None:
    """Return the revision, if there is one.

    Raises:
        Unavailable: the database is not there.
    """
    return asyncio.run(_version(url))


async def _version(url: str) -> str | None:
    with failures(lambda: True):
        connection = await connected(
            url,
            patience=_PATIENCE,
            command_timeout=_PATIENCE,
            server_settings={"application_name": "todoauth-migrate"},
        )
        try:
            if not await connection.fetchval(_IS_THERE):
                return None
            version: str | None = await connection.fetchval(_VERSION)
            return version
        finally:
            await connection.close(timeout=_PATIENCE)
