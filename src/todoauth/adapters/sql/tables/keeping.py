"""How each database keeps the tables, for whoever makes them or compares them."""

from sqlalchemy import MetaData

from todoauth.adapters.sql.tables import METADATA


def kept() -> MetaData:
    """Return the tables, with what their databases are told of them beyond columns and keys."""
    for table in METADATA.tables.values():
        table.dialect_kwargs.update(table.info)
        for index in table.indexes:
            index.dialect_kwargs.update(index.info)
    return METADATA
