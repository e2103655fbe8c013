"""What is asked about spent codes."""

from typing import Final

from todoauth.adapters.sql.executor import Statement

SPEND: Final = Statement("spent_codes.SPEND")
OLD: Final = Statement("spent_codes.OLD")
FORGET: Final = Statement("spent_codes.FORGET")
