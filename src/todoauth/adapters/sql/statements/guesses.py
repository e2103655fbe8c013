"""Statements on spent guesses."""

from typing import Final

from sqlalchemy import bindparam, delete, func, select

from todoauth.adapters.sql.statements.parts import added
from todoauth.adapters.sql.tables import SPENT_GUESSES

SPEND: Final = added(SPENT_GUESSES, "id")
COUNT: Final = select(func.count()).where(
    SPENT_GUESSES.c.subject == bindparam("subject"),
    SPENT_GUESSES.c.purpose == bindparam("purpose"),
    SPENT_GUESSES.c.spent_at > bindparam("since"),
)
OLD: Final = (
    select(SPENT_GUESSES.c.id)
    .where(SPENT_GUESSES.c.spent_at < bindparam("before"))
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
FORGET: Final = delete(SPENT_GUESSES).where(SPENT_GUESSES.c.id == bindparam("id"))
