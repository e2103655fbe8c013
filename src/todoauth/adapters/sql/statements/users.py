"""Statements on users."""

from typing import Final

from sqlalchemy import ColumnElement, bindparam, delete, or_, select, true
from sqlalchemy.sql.operators import and_

from todoauth.adapters.sql.statements.parts import added, changed, contains, for_update, pages
from todoauth.adapters.sql.statements.searches import Columns, far, near
from todoauth.adapters.sql.tables import USERS

WHOLE: Final = (
    USERS.c.id,
    USERS.c.username,
    USERS.c.username_canonical,
    USERS.c.password_hash,
    USERS.c.full_name,
    USERS.c.email,
    USERS.c.email_canonical,
    USERS.c.is_active,
    USERS.c.is_superuser,
    USERS.c.created_at,
    USERS.c.updated_at,
    USERS.c.version,
)
_ALL: Final = select(*WHOLE)

BY_ID: Final = _ALL.where(USERS.c.id == bindparam("id"))
BY_ID_FOR_UPDATE: Final = for_update(BY_ID)
BY_USERNAME: Final = _ALL.where(USERS.c.username_canonical == bindparam("username_canonical"))
BY_EMAIL: Final = _ALL.where(USERS.c.email_canonical == bindparam("email_canonical"))
ADD: Final = added(USERS)
UPDATE: Final = changed(
    USERS,
    "username",
    "username_canonical",
    "password_hash",
    "full_name",
    "email",
    "email_canonical",
    "is_active",
    "is_superuser",
    "updated_at",
    "version",
).where(USERS.c.id == bindparam("id"), USERS.c.version == bindparam("predecessor"))
SUPERUSERS_FOR_UPDATE: Final = for_update(
    select(USERS.c.id).where(USERS.c.is_superuser == true(), USERS.c.is_active == true()).order_by(USERS.c.id)
).limit(bindparam("at_most"))
_FILTERS: Final = {
    "is_active": USERS.c.is_active == bindparam("is_active"),
    "is_superuser": USERS.c.is_superuser == bindparam("is_superuser"),
    "proved": USERS.c.email.is_not(None),
    "unproved": USERS.c.email.is_(None),
}


def _says(columns: Columns) -> ColumnElement[bool]:
    either = or_(contains(columns.username_canonical, "pattern"), contains(columns.email_canonical, "pattern"))
    # In brackets, be it the only condition or one of several: then each stands in the text as it stands alone.
    return either.self_group(against=and_)


PAGE: Final = pages(_ALL, USERS.c.id, **_FILTERS, pattern=_says(USERS.c))
NEAR: Final = near(_ALL, USERS, _says, **_FILTERS)
FAR: Final = far(_ALL, USERS, _says, **_FILTERS)
REMOVE: Final = delete(USERS).where(USERS.c.id == bindparam("id"))
