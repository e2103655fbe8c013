"""Statements on owed mail."""

from typing import Final

from sqlalchemy import bindparam, delete, false, select

from todoauth.adapters.sql.statements.parts import added, changed
from todoauth.adapters.sql.tables import OUTBOX

OWE: Final = added(OUTBOX)
DUE: Final = (
    select(
        OUTBOX.c.id,
        OUTBOX.c.kind,
        OUTBOX.c.user_id,
        OUTBOX.c.email,
        OUTBOX.c.owed_at,
        OUTBOX.c.not_before,
        OUTBOX.c.attempts,
        OUTBOX.c.answer,
    )
    .where(OUTBOX.c.is_dead == false(), OUTBOX.c.not_before <= bindparam("at"))
    .order_by(OUTBOX.c.not_before, OUTBOX.c.id)
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
# Whoever lost the lease does not find the mail any more.
_TAKEN: Final = (OUTBOX.c.id == bindparam("id"), OUTBOX.c.not_before == bindparam("taken_until"))
POSTPONE: Final = changed(OUTBOX, "not_before", "attempts", "is_dead", "answer").where(*_TAKEN)
SETTLE: Final = delete(OUTBOX).where(*_TAKEN)
