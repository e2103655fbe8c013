"""Statements on spent guesses."""

from typing import Final

from sqlalchemy import Column, Integer, Select, bindparam, delete, func, insert, select

from todoauth.adapters.sql.columns import ID, TIME
from todoauth.adapters.sql.statements.parts import Steps, added, call_of, for_update, given
from todoauth.adapters.sql.tables import SPENT_GUESSES, USERS

_ROW: Final = (SPENT_GUESSES.c.subject, SPENT_GUESSES.c.purpose, SPENT_GUESSES.c.spent_at)
_BUDGET: Final = (
    Column("holder", ID),
    *_ROW,
    *(Column(f"{span}_ago", TIME) for span in ("an_hour", "a_day")),
    *(Column(span, Integer) for span in ("an_hour", "a_day")),
)
_GIVEN: Final = {column.key: given(column) for column in _BUDGET}


def _counted(since: str) -> Select[int]:
    return select(func.count()).where(
        SPENT_GUESSES.c.subject == _GIVEN["subject"],
        SPENT_GUESSES.c.purpose == _GIVEN["purpose"],
        SPENT_GUESSES.c.spent_at > bindparam(since, type_=TIME),
    )


SPEND: Final = added(SPENT_GUESSES, "id")
COUNT: Final = _counted("since")
SPEND_UP_TO: Final = Steps(
    call_of("spend_guess", _BUDGET),
    (
        insert(SPENT_GUESSES).from_select(
            [column.key for column in _ROW],
            select(*(_GIVEN[column.key] for column in _ROW)).where(
                _counted("an_hour_ago").scalar_subquery() < _GIVEN["an_hour"],
                _counted("a_day_ago").scalar_subquery() < _GIVEN["a_day"],
            ),
        ),
    ),
    # Whoever else guesses waits here, and the next statement counts what they have spent.
    for_update(select(USERS.c.id).where(USERS.c.id == _GIVEN["holder"])),
)
OLD: Final = (
    select(SPENT_GUESSES.c.id)
    .where(SPENT_GUESSES.c.spent_at < bindparam("before"))
    .limit(bindparam("at_most"))
    .with_for_update(skip_locked=True)
)
FORGET: Final = delete(SPENT_GUESSES).where(SPENT_GUESSES.c.id == bindparam("id"))
