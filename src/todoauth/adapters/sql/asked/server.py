"""What is asked about the database itself."""

from typing import Final

from todoauth.adapters.sql.executor import Statement

NOTHING: Final = Statement("server.NOTHING")
TIME: Final = Statement("server.TIME")
