"""Statements on known networks."""

from typing import Final

from sqlalchemy import bindparam, delete, select

from todoauth.adapters.sql.statements.parts import added, changed
from todoauth.adapters.sql.tables import KNOWN_NETWORKS

_THIS: Final = (
    KNOWN_NETWORKS.c.user_id == bindparam("user_id"),
    KNOWN_NETWORKS.c.network == bindparam("network"),
)

LOGGED_IN_AT: Final = select(KNOWN_NETWORKS.c.logged_in_at).where(*_THIS)
RENEW: Final = changed(KNOWN_NETWORKS, "logged_in_at").where(*_THIS)
ADD: Final = added(KNOWN_NETWORKS)
OF_USER: Final = (
    select(KNOWN_NETWORKS.c.network)
    .where(KNOWN_NETWORKS.c.user_id == bindparam("user_id"))
    .order_by(KNOWN_NETWORKS.c.logged_in_at.desc(), KNOWN_NETWORKS.c.network.desc())
)
OLD: Final = (
    select(KNOWN_NETWORKS.c.user_id, KNOWN_NETWORKS.c.network)
    .where(KNOWN_NETWORKS.c.logged_in_at < bindparam("before"))
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
FORGET: Final = delete(KNOWN_NETWORKS).where(*_THIS)
