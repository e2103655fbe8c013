"""Types of which MariaDB and MySQL want to know more than others, without their half of SQLAlchemy."""

from typing import Any

from sqlalchemy import DateTime, Text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import TypeCompiler


class Microseconds(DateTime):
    """A moment to the microsecond, which is not what they keep of one."""


class LongText(Text):
    """Text of up to 16 MiB: theirs ends at 64 KiB."""


# Any: what compilers tell each other.
@compiles(Microseconds, "mysql")
def _datetime(_: Microseconds, _compiler: TypeCompiler, **_how: Any) -> str:
    return "DATETIME(6)"


@compiles(LongText, "mysql")
def _mediumtext(_: LongText, _compiler: TypeCompiler, **_how: Any) -> str:
    return "MEDIUMTEXT"
