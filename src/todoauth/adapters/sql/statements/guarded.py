"""Statements that do what they do only while a session stands."""

from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Delete,
    Exists,
    Insert,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    case,
    exists,
    false,
    insert,
    literal_column,
    select,
)

from todoauth.adapters.sql.executor import Procedure, Statement
from todoauth.adapters.sql.statements.parts import bound
from todoauth.adapters.sql.tables import SESSIONS, USERS


def _stands() -> Exists:
    """Return whether the session that is claimed stands: what `SessionClaim.proved_by` says, in SQL.

    Nothing in it turns from no to yes, so whoever is told no may ask `proved_by` for the reason a moment later.
    """
    return exists(
        select(literal_column("1", Integer))
        .select_from(SESSIONS.join(USERS))
        .where(
            SESSIONS.c.id == bindparam("claimed_session"),
            SESSIONS.c.user_id == bindparam("claimed_user"),
            SESSIONS.c.idle_ends_at > bindparam("claimed_at"),
            SESSIONS.c.ends_at > bindparam("claimed_at"),
            USERS.c.is_active,
        )
        .correlate(None)  # whatever it is part of, it looks for itself
    )


STANDS: Final = _stands()


@cache
def guarded(statement: Statement) -> Statement:
    """Return what does the same if the session stands that is claimed; otherwise, it finds and changes nothing."""
    match statement:
        case Select() | Update() | Delete():
            return statement.where(STANDS)
        case Insert(table=Table() as table):
            values = statement.select if isinstance(statement.select, Select) else select(*bound(table))
            return insert(table).from_select([column.key for column in table.columns], values.where(STANDS))
        case _:
            raise TypeError(f"nothing guards {statement}")


@cache
def guarded_procedure(procedure: Procedure) -> Procedure:
    """Return the same for a procedure."""
    return Procedure(_guarded_call(procedure.call), tuple(map(guarded, procedure.steps)))


def _guarded_call(call: Statement) -> Statement:
    # A database may look at the sides of an AND in any order; the function must not be called if the session has ended.
    if not isinstance(call, Select) or call.whereclause is None:
        return guarded(call)
    done: Select[*tuple[Any, ...]] = select(*call.selected_columns)
    return done.where(case((STANDS, call.whereclause), else_=false()))
