"""Which constraint says what. Uniqueness and references are decided by the database alone."""

from typing import Final

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint

from todoauth.adapters.sql.tables import METADATA
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
    return _UNIQUE.get(columns, columns)


def sole_reference(table: str) -> str:
    """Return the name of the one foreign key of `table`."""
    (reference,) = METADATA.tables[table].foreign_key_constraints
    return str(reference.name)


_UNIQUE: Final = {
    ", ".join(f"{table.name}.{column.name}" for column in constraint.columns): str(constraint.name)
    for table in METADATA.tables.values()
    for constraint in table.constraints
    if isinstance(constraint, UniqueConstraint | PrimaryKeyConstraint)
}
