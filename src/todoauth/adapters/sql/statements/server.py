"""Statements on nothing that is kept."""

from typing import Any, Final

from sqlalchemy import BigInteger, Select, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class _Milliseconds(FunctionElement[int]):
    """Since 1970, as the server counts them: a whole number is the same in every dialect."""

    type = BigInteger()
    inherit_cache = True


@compiles(_Milliseconds, "sqlite")
def _sqlite(*_: object, **__: object) -> str:
    return "CAST(round((julianday('now') - 2440587.5) * 86400000) AS INTEGER)"


@compiles(_Milliseconds, "postgresql")
def _postgresql(*_: object, **__: object) -> str:
    return "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"


@compiles(_Milliseconds, "mysql", "mariadb")
def _mysql(*_: object, **__: object) -> str:
    return "CAST(unix_timestamp(sysdate(6)) * 1000 AS SIGNED)"


NOTHING: Final[Select[*tuple[Any, ...]]] = select(literal_column("1"))
TIME: Final[Select[*tuple[Any, ...]]] = select(_Milliseconds())
