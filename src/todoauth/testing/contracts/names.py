"""Who may hold a name or an address, according to every `Users`."""

import pytest

from todoauth.domain.errors import EmailTaken, UsernameTaken
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.samples import (
    HOUR,
    NOON,
    new_id,
    stored_user,
)
from todoauth.testing.contracts.users import read_back, update
from todoauth.testing.world import Database

SAME_NAME = [
    ("Ada", "ada"),
    ("straße", "STRASSE"),
    ("Ａｄａ", "ADA"),
    ("Zo\u00eb", "zoe\u0308"),
    ("ΣΊΣΥΦΟΣ", "σίσυφος"),
]


@pytest.mark.asyncio
class NamesContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    @pytest.mark.parametrize(("name", "again"), SAME_NAME)
    async def test_two_users_cannot_share_a_name(self, database: Database, name: str, again: str) -> None:
        ada = await stored_user(database, name)
        with pytest.raises(UsernameTaken):
            await stored_user(database, again)
        assert await database.view.users.with_username(Username(again)) == ada

    async def test_two_users_cannot_share_a_proved_address(self, database: Database) -> None:
        ada = await stored_user(database, "Ada", email="ada@bücher.example")
        with pytest.raises(EmailTaken):
            await stored_user(database, "Bob", email="ADA@xn--bcher-kva.example")
        assert await database.view.users.with_email(EmailAddress("ADA@xn--bcher-kva.example")) == ada

    async def test_any_number_of_users_have_proved_no_address(self, database: Database) -> None:
        users = [await stored_user(database, name) for name in ("Ada", "Bob", "Cyd")]
        assert [await read_back(database, user) for user in users] == users

    async def test_a_name_can_be_changed_and_is_free_again(self, database: Database) -> None:
        ada = await stored_user(database, "Ada")
        await update(database, ada.edited(username=Username("Augusta"), at=NOON + HOUR))
        other = await stored_user(database, "Ada")
        assert await database.view.users.with_username(Username("ada")) == other

    async def test_ones_own_name_can_be_written_differently(self, database: Database) -> None:
        ada = (await stored_user(database, "ada")).edited(username=Username("ADA"), at=NOON)
        await update(database, ada)
        back = await read_back(database, ada)
        assert back is not None
        assert back.username.text == "ADA"

    async def test_nobody_can_change_to_a_taken_name_or_address(self, database: Database) -> None:
        await stored_user(database, "Ada", email="ada@example.org")
        bob = await stored_user(database, "Bob")
        with pytest.raises(UsernameTaken):
            await update(database, bob.edited(username=Username("ADA"), at=NOON))
        with pytest.raises(EmailTaken):
            await update(database, bob.proved(EmailAddress("Ada@example.org"), at=NOON))
        assert await read_back(database, bob) == bob

    async def test_a_removed_users_name_and_address_are_free_again(self, database: Database) -> None:
        ada = await stored_user(database, "Ada", email="ada@example.org")
        async with database.begin() as work:
            await work.users.remove(ada.id)
            await work.users.remove(UserId(new_id()))
        other = await stored_user(database, "Ada", email="ada@example.org")
        assert (await read_back(database, ada), await read_back(database, other)) == (None, other)
