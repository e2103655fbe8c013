"""What a broken constraint means, and what it never tells."""

import traceback
from dataclasses import replace

import pytest
from sqlalchemy import ForeignKeyConstraint, PrimaryKeyConstraint, UniqueConstraint

from tests.builders import BOB, a_cleaning, a_session, a_todo, a_user, an_owed_mail
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.tables import METADATA
from todoauth.adapters.sql.violations import OURS, REFUSALS, ConstraintBroken, sole_reference, unique_constraint
from todoauth.domain.errors import EmailTaken, UsernameTaken, UserNotFound
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.password import PasswordHash
from todoauth.domain.model.username import Username

KEYS = {"pk_spent_codes"}
"""The only primary key that somebody can break: others hold what is made here, or are looked for first."""


def test_every_constraint_that_somebody_can_break_has_its_error():
    constraints = {
        str(constraint.name)
        for table in METADATA.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, UniqueConstraint | ForeignKeyConstraint)
    }
    assert constraints == (set(REFUSALS) | OURS) - KEYS


CONSTRAINTS = {
    str(constraint.name): constraint for table in METADATA.tables.values() for constraint in table.constraints
}


@pytest.mark.parametrize("name", sorted(CONSTRAINTS))
def test_what_a_database_tells_of_a_constraint_says_which_it_is(name: str):
    match CONSTRAINTS[name]:
        case UniqueConstraint(columns=columns) | PrimaryKeyConstraint(columns=columns):
            assert unique_constraint(", ".join(map(str, columns))) == name
        case ForeignKeyConstraint(table=table):
            assert sole_reference(table.description) == name
        case _:
            assert unique_constraint(name) == name


async def test_a_name_is_taken_in_any_case(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user())
    with pytest.raises(UsernameTaken):
        async with database.begin() as work:
            await work.users.add(a_user(id=BOB, username=Username("ADA")))


async def test_an_address_is_taken_in_any_case(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user(email=EmailAddress("ada@example.org")))
    with pytest.raises(EmailTaken):
        async with database.begin() as work:
            await work.users.add(
                a_user(id=BOB, username=Username("Bob"), email=EmailAddress("ADA@Example.ORG")),
            )


async def test_nothing_belongs_to_a_user_who_is_not_there(database: SqlDatabase):
    with pytest.raises(UserNotFound):
        async with database.begin() as work:
            await work.todos.add(a_todo())
    with pytest.raises(UserNotFound):
        async with database.begin() as work:
            await work.cleanings.add(a_cleaning())
    with pytest.raises(UserNotFound):
        async with database.begin() as work:
            await work.sessions.add(a_session())
    with pytest.raises(UserNotFound):
        async with database.begin() as work:
            await work.outbox.owe(an_owed_mail())


async def test_a_mistake_of_ours_names_the_constraint_and_shows_no_value(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user())
    for user, constraint in (
        (a_user(username=Username("Eve")), "pk_users"),
        (a_user(id=BOB, username=Username("Eve"), version=0), "ck_users_version_counts"),
    ):
        with pytest.raises(ConstraintBroken) as broken:
            async with database.begin() as work:
                await work.users.add(replace(user, password_hash=PasswordHash("a-secret-hash")))
        assert str(broken.value) == constraint
        shown = "".join(traceback.format_exception(broken.value))
        assert "DETAIL" not in shown
        assert "Failing row" not in shown
