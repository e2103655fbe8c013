"""Statements on sessions and spent refresh tokens."""

from typing import Final

from sqlalchemy import bindparam, delete, insert, or_, select

from todoauth.adapters.sql.statements.parts import Steps, added, changed
from todoauth.adapters.sql.statements.users import WHOLE
from todoauth.adapters.sql.tables import SESSIONS, SPENT_REFRESHES, USERS

CALLER: Final = (
    select(
        SESSIONS.c.created_at,
        SESSIONS.c.idle_ends_at,
        SESSIONS.c.ends_at,
        *WHOLE,
    )
    .join_from(SESSIONS, USERS)
    .where(SESSIONS.c.id == bindparam("id"))
)
BY_ID: Final = select(SESSIONS).where(SESSIONS.c.id == bindparam("id"))
OF_USER: Final = select(SESSIONS).where(SESSIONS.c.user_id == bindparam("user_id")).order_by(SESSIONS.c.id)
WITH_REFRESH: Final = (
    select(*SESSIONS.columns, *WHOLE)
    .join_from(SESSIONS, USERS)
    .where(SESSIONS.c.refresh_digest == bindparam("refresh_digest"))
)
WITH_SPENT_REFRESH: Final = select(SPENT_REFRESHES).where(SPENT_REFRESHES.c.digest == bindparam("digest"))
ADD: Final = added(SESSIONS)
_EXCHANGED: Final = changed(SESSIONS, "refresh_digest", "last_used_at", "idle_ends_at", "client", "network").where(
    SESSIONS.c.id == bindparam("id"), SESSIONS.c.refresh_digest == bindparam("spent")
)
_HOLDER: Final = _EXCHANGED.returning(SESSIONS.c.id).cte("holder")
_NAMES: Final = {"digest": "spent", "session_id": "id"}
_SPENT: Final = {
    column.key: bindparam(_NAMES.get(column.key, column.key), type_=column.type) for column in SPENT_REFRESHES.columns
}
ROTATE: Final = Steps(
    insert(SPENT_REFRESHES).from_select([*_SPENT], select(*{**_SPENT, "session_id": _HOLDER.c.id}.values())),
    (_EXCHANGED, insert(SPENT_REFRESHES).values(_SPENT)),
)
END: Final = delete(SESSIONS).where(SESSIONS.c.id == bindparam("id"))
END_ALL: Final = delete(SESSIONS).where(SESSIONS.c.user_id == bindparam("user_id"))
END_OTHERS: Final = END_ALL.where(SESSIONS.c.id != bindparam("but"))
ENDED: Final = (
    select(SESSIONS.c.id)
    .where(or_(SESSIONS.c.idle_ends_at < bindparam("before"), SESSIONS.c.ends_at < bindparam("before")))
    .limit(bindparam("at_most"))
    # What somebody else is ending or purging need not be waited for.
    .with_for_update(skip_locked=True)
)
