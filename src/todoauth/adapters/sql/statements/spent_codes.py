"""Statements on spent codes."""

from typing import Final

from sqlalchemy import bindparam, delete, select

from todoauth.adapters.sql.statements.parts import added
from todoauth.adapters.sql.tables import SPENT_CODES

SPEND: Final = added(SPENT_CODES)
OLD: Final = (
    select(SPENT_CODES.c.digest)
    .where(SPENT_CODES.c.spent_at < bindparam("before"))
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
FORGET: Final = delete(SPENT_CODES).where(SPENT_CODES.c.digest == bindparam("digest"))
