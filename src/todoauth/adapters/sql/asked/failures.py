"""What is asked about failed attempts."""

from typing import Final

from todoauth.adapters.sql.executor import Statement

COUNT: Final = Statement("failures.COUNT")
TIMES: Final = Statement("failures.TIMES")
FORGET: Final = Statement("failures.FORGET")
