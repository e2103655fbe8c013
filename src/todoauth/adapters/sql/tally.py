"""Adding a row, or counting up the one that is there: one statement on every database."""

from typing import Any

from sqlalchemy import Insert, Table, bindparam, literal_column
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler


class Tally(Insert):
    """Adds a row of `times` 1 under the bound key of `table`; where there is one, adds one to its `times`."""

    inherit_cache = False

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        [self.key] = table.primary_key.columns.keys()


def tally(table: Table) -> Insert:
    """Return the statement."""
    counting = Tally(table)
    return counting.values({counting.key: bindparam(counting.key), "times": literal_column("1")})


# Any: what compilers tell each other.
@compiles(Tally)
def _on_conflict(element: Tally, compiler: SQLCompiler, **how: Any) -> str:
    table, added = element.table.description, _added(element, compiler, **how)
    return f"{added} ON CONFLICT ({element.key}) DO UPDATE SET times = {table}.times + 1"


@compiles(Tally, "mysql")
def _on_duplicate_key(element: Tally, compiler: SQLCompiler, **how: Any) -> str:
    return f"{_added(element, compiler, **how)} ON DUPLICATE KEY UPDATE times = times + 1"


def _added(element: Tally, compiler: SQLCompiler, **how: Any) -> str:
    return str(compiler.visit_insert(element, **how))  # type: ignore[no-untyped-call]  # SQLAlchemy has no types there
