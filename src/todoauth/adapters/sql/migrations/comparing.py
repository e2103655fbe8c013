"""What of a schema is compared with the tables."""

from sqlalchemy import Index
from sqlalchemy.schema import SchemaItem


def is_compared(item: SchemaItem, *_: object) -> bool:
    """Return whether `item` is to be where the tables say; indexes on text are where they can be."""
    return not (isinstance(item, Index) and item.dialect_options["postgresql"]["using"] == "gin")
