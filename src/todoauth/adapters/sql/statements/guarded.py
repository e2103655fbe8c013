"""Statements that do what they do only while a session stands."""

from functools import cache
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Delete,
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
from sqlalchemy.sql.operators import and_

from todoauth.adapters.sql.statements.parts import Family, Found, Meant, bound
from todoauth.adapters.sql.tables import SESSIONS, USERS


def _stands() -> ColumnElement[bool]:
    """Return whether the session that is claimed stands: what `SessionClaim.proved_by` says, in SQL.

    Nothing in it turns from no to yes, so whoever is told no may ask `proved_by` for the reason a moment later.
    """
    stands = exists(
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
    # In brackets, be it the only condition or one of several: then it stands in the text as it stands alone.
    return stands.self_group(against=and_)


STANDS: Final = _stands()


def guarded(meaning: Meant) -> Meant:
    """Return what does the same if the session stands that is claimed; otherwise, it finds and changes nothing."""
    match meaning:
        case Select() if not meaning.get_final_froms():
            return _guarded_call(meaning)
        case Select() | Update() | Delete():
            return meaning.where(STANDS)
        case Insert(table=Table() as table):
            values = meaning.select if isinstance(meaning.select, Select) else select(*bound(table))
            return insert(table).from_select([column.key for column in table.columns], values.where(STANDS))
        case _:
            raise TypeError(f"nothing guards {meaning}")


def guarded_family(family: Family) -> Family:
    """Return the same for pages."""

    @cache
    def page(limit: int, wanted: frozenset[str]) -> Found:
        return family(limit, wanted).where(STANDS)

    return Family(family.filters, page)


def _guarded_call(call: Found) -> Found:
    # A database may look at the sides of an AND in any order; the function must not be called if the session has ended.
    done: Found = select(*call.selected_columns)
    return done.where(case((STANDS, call.whereclause), else_=false()))
