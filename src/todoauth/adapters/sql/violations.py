"""Which constraint says what. Uniqueness and references are decided by the database alone."""

from typing import Final

from todoauth.domain.errors import EmailTaken, TodoAuthError, UsernameTaken, UserNotFound, WrongOrExpiredCode

REFUSALS: Final[dict[str, type[TodoAuthError]]] = {
    "uq_users_username_canonical": UsernameTaken,
    "uq_users_email_canonical": EmailTaken,
    "pk_spent_codes": WrongOrExpiredCode,
    "fk_sessions_user_id_users": UserNotFound,
    "fk_todos_owner_id_users": UserNotFound,
    "fk_cleanings_owner_id_users": UserNotFound,
    "fk_outbox_user_id_users": UserNotFound,
    "fk_known_networks_user_id_users": UserNotFound,
}


OURS: Final = {"uq_sessions_refresh_digest", "fk_spent_refreshes_session_id_sessions"}
"""Nobody outside can break these: digests are random, and a session is there when its digest is spent."""

_NAMES: Final = (*REFUSALS, *OURS)


class ConstraintBroken(Exception):
    """A statement broke a constraint that no caller can break: a mistake of ours. It never shows the row."""


def refusal(constraint: str) -> Exception:
    """Return what it means that a row broke `constraint`."""
    error = REFUSALS.get(constraint)
    return ConstraintBroken(constraint) if error is None else error()


def unique_constraint(columns: str) -> str:
    """Return the name of the unique constraint or key on `columns`, given as `users.email` or `todos.a, todos.b`.

    Anything else is returned as it is: some databases give the name.
    """
    if "." not in columns:
        return columns
    tables, names = zip(*(place.split(".") for place in columns.split(", ")), strict=True)
    table = tables[0]
    unique = "_".join(("uq", table, *names))
    return unique if unique in _NAMES else f"pk_{table}"


def sole_reference(table: str) -> str:
    """Return the name of the one foreign key of `table`."""
    [reference] = (name for name in _NAMES if name.startswith(f"fk_{table}_"))
    return reference
