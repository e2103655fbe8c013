"""Statements on users."""

from typing import Final

from sqlalchemy import bindparam, delete, or_, select, true

from todoauth.adapters.sql.statements.parts import added, changed, contains, for_update, pages
from todoauth.adapters.sql.tables import USERS

_ALL: Final = select(
    USERS.c.id,
    USERS.c.username,
    USERS.c.password_hash,
    USERS.c.full_name,
    USERS.c.email,
    USERS.c.is_active,
    USERS.c.is_superuser,
    USERS.c.created_at,
    USERS.c.updated_at,
    USERS.c.version,
)

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
PAGE: Final = pages(
    _ALL,
    USERS.c.id,
    is_active=USERS.c.is_active == bindparam("is_active"),
    is_superuser=USERS.c.is_superuser == bindparam("is_superuser"),
    proved=USERS.c.email.is_not(None),
    unproved=USERS.c.email.is_(None),
    pattern=or_(contains(USERS.c.username_canonical, "pattern"), contains(USERS.c.email_canonical, "pattern")),
)
REMOVE: Final = delete(USERS).where(USERS.c.id == bindparam("id"))
