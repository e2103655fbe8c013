"""What every `Users` must do."""

from dataclasses import replace

import pytest

from todoauth.domain.errors import Outdated
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.user import FullName, User
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.estate import ALL_OF_IT, FORGOTTEN_LATER, Estate
from todoauth.testing.contracts.samples import (
    HOSTILE_LINES,
    HOUR,
    MICROSECOND,
    NOON,
    a_user,
    new_id,
    stored_user,
)
from todoauth.testing.world import Database


async def read_back(database: Database, user: User) -> User | None:
    return await database.view.users.get(user.id)


async def update(database: Database, user: User) -> None:
    async with database.begin() as work:
        await work.users.update(user)


@pytest.mark.asyncio
class UsersContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_a_user_comes_back_as_they_were(self, database: Database) -> None:
        ada = replace(
            a_user("Ada_L.", email="Ada.L@Example.ORG"),
            full_name=FullName("Ada Lovelace"),
            is_active=False,
            is_superuser=True,
            created_at=NOON,
            updated_at=NOON + MICROSECOND,
            version=7,
        )
        async with database.begin() as work:
            await work.users.add(ada)
            assert await work.users.get_for_update(ada.id) == ada
        back = await read_back(database, ada)
        assert back == ada
        assert back is not None
        assert (back.username.text, back.email and back.email.text) == ("Ada_L.", "Ada.L@Example.ORG")
        assert back.created_at.utcoffset() == NOON.utcoffset()

    async def test_names_come_back_letter_by_letter(self, database: Database) -> None:
        names = [FullName(text) for text in (*HOSTILE_LINES, "🧹" * FullName.MOST)]
        users = [replace(a_user(f"user{place}"), full_name=name) for place, name in enumerate(names)]
        async with database.begin() as work:
            for user in users:
                await work.users.add(user)
        assert [await read_back(database, user) for user in users] == users

    async def test_a_stranger_is_none(self, database: Database) -> None:
        async with database.begin() as work:
            assert await work.users.get(UserId(new_id())) is None
            assert await work.users.get_for_update(UserId(new_id())) is None
            assert await work.users.with_username(Username("nobody")) is None
            assert await work.users.with_email(EmailAddress("nobody@example.org")) is None

    async def test_every_field_can_be_changed(self, database: Database) -> None:
        ada = await stored_user(database, "Ada", email="ada@example.org")
        changed = replace(
            a_user("Augusta", email="augusta@example.org"),
            id=ada.id,
            full_name=FullName("Augusta"),
            is_active=False,
            is_superuser=True,
            updated_at=NOON + HOUR,
            version=2,
        )
        await update(database, changed)
        assert await read_back(database, ada) == changed

    async def test_an_update_of_anything_but_the_predecessor_is_outdated(self, database: Database) -> None:
        ada = await stored_user(database)
        for version in (1, 3):
            with pytest.raises(Outdated):
                await update(database, replace(ada, full_name=FullName("Ada"), version=version))
        assert await read_back(database, ada) == ada
        with pytest.raises(Outdated):
            await update(database, replace(a_user("Bob"), version=2))

    async def test_all_that_is_theirs_goes_with_a_user(self, database: Database) -> None:
        ada, bob = Estate.of("Ada"), Estate.of("Bob")
        async with database.begin() as work:
            await ada.add(work)
            await bob.add(work)
        async with database.begin() as work:
            await work.users.remove(ada.user.id)
        assert (await ada.left(database), await bob.left(database)) == (FORGOTTEN_LATER, ALL_OF_IT)
