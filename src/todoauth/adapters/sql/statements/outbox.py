"""Statements on owed mail."""

from typing import Final

from sqlalchemy import bindparam, delete, false, func, select, true

from todoauth.adapters.sql.statements.parts import added, changed, for_update, pages
from todoauth.adapters.sql.tables import OUTBOX

_ALL: Final = select(
    OUTBOX.c.id,
    OUTBOX.c.kind,
    OUTBOX.c.user_id,
    OUTBOX.c.email,
    OUTBOX.c.owed_at,
    OUTBOX.c.not_before,
    OUTBOX.c.attempts,
    OUTBOX.c.is_dead,
    OUTBOX.c.answer,
)

OWE: Final = added(OUTBOX)
_FIRST: Final = (
    _ALL.order_by(OUTBOX.c.not_before, OUTBOX.c.id).limit(bindparam("at_most")).with_for_update(skip_locked=True)
)
DUE: Final = _FIRST.where(OUTBOX.c.is_dead == false(), OUTBOX.c.not_before <= bindparam("at"))
DEAD: Final = _FIRST.where(OUTBOX.c.is_dead == true(), OUTBOX.c.not_before < bindparam("before"))
BY_ID_FOR_UPDATE: Final = for_update(_ALL.where(OUTBOX.c.id == bindparam("id")))
# Whoever lost the lease does not find the mail any more.
_AS_READ: Final = (OUTBOX.c.id == bindparam("id"), OUTBOX.c.not_before == bindparam("taken_until"))
REPLACE: Final = changed(OUTBOX, "owed_at", "not_before", "attempts", "is_dead", "answer").where(*_AS_READ)
SETTLE: Final = delete(OUTBOX).where(*_AS_READ)
# Not the bare column, whose index has another order: all that is left would be sorted anew for each page.
PAGE: Final = pages(_ALL, OUTBOX.c.id, is_dead=func.coalesce(OUTBOX.c.is_dead, false()) == bindparam("is_dead"))
