"""A look at where a schema stands, without the machinery that moves it: most starts find nothing to move."""

# ruff: noqa: PLC0415 - what looks at one database needs no other, nor has to have it installed.

from pathlib import Path


def revisions() -> tuple[str, ...]:
    """Return every revision there is, the first one first: one leads to the next."""
    return tuple(sorted(path.name[:4] for path in (Path(__file__).parent / "versions").glob("[0-9]*.py")))


def is_newest(url: str) -> bool:
    """Return whether the schema at `url` is at the newest revision, and whole.

    What another process is about to change may be seen as it was before.

    Raises:
        Contended: others kept what it needs for too long.
        Unavailable: the database is not there.
    """
    return _version_at(url) == revisions()[-1]


def _version_at(url: str) -> str | None:
    if url.startswith("sqlite:"):
        from todoauth.adapters.sql.sqlite.file import SqliteFile
        from todoauth.adapters.sql.sqlite.glance import version_in_sqlite

        return version_in_sqlite(SqliteFile.at(url))
    if url.startswith(("mysql:", "mariadb:")):
        from todoauth.adapters.sql.migrations.alone import alone
        from todoauth.adapters.sql.migrations.standing import whole_version

        return alone(url, whole_version)
    from todoauth.adapters.sql.postgres.glance import version_in_postgres

    return version_in_postgres(url)
