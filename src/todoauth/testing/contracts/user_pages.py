"""What every list of users must do."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from todoauth.domain.model.page import Cursor, Order, PageSize, Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.user import FullName, User, UserFilter
from todoauth.testing.contracts.samples import a_user
from todoauth.testing.world import Database

EVERYBODY = Slice(size=PageSize(100))


async def stored(database: Database, *users: User) -> list[User]:
    async with database.begin() as work:
        for user in users:
            await work.users.add(user)
    return list(users)


async def listed(database: Database, only: UserFilter, part: Slice = EVERYBODY) -> Sequence[User]:
    return (await database.view.users.page(only=only, part=part)).items


@pytest.mark.asyncio
class UserPagesContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    @pytest.mark.parametrize("order", Order)
    @pytest.mark.parametrize("size", [1, 2, 6, 7, 100])
    async def test_leafing_shows_everybody_once_in_order(self, database: Database, order: Order, size: int) -> None:
        users = await stored(database, *(a_user(f"user{place}") for place in range(7)))
        seen, after = list[User](), None
        while not seen or after is not None:
            page = await database.view.users.page(only=UserFilter(), part=Slice(order, after, PageSize(size)))
            assert len(page.items) == size or page.next_cursor is None
            seen.extend(page.items)
            after = page.next_cursor
        assert seen == (users if order is Order.ASC else users[::-1])

    async def test_a_page_begins_after_its_cursor_even_when_that_user_is_gone(self, database: Database) -> None:
        ada, bob, eve = await stored(database, a_user("Ada"), a_user("Bob"), a_user("Eve"))
        async with database.begin() as work:
            await work.users.remove(bob.id)
        assert await listed(database, UserFilter(), Slice(after=Cursor(bob.id))) == [eve]
        assert await listed(database, UserFilter(), Slice(Order.DESC, Cursor(bob.id))) == [ada]

    async def test_a_list_can_be_narrowed_by_standing(self, database: Database) -> None:
        plain, closed, root, proved, mixed = await stored(
            database,
            a_user("Plain"),
            replace(a_user("Closed"), is_active=False),
            replace(a_user("Root"), is_superuser=True),
            a_user("Proved", email="proved@example.org"),
            replace(a_user("Mixed", email="mixed@example.org"), is_active=False, is_superuser=True),
        )
        assert await listed(database, UserFilter(is_active=True)) == [plain, root, proved]
        assert await listed(database, UserFilter(is_active=False)) == [closed, mixed]
        assert await listed(database, UserFilter(is_superuser=True)) == [root, mixed]
        assert await listed(database, UserFilter(is_superuser=False)) == [plain, closed, proved]
        assert await listed(database, UserFilter(is_verified=True)) == [proved, mixed]
        assert await listed(database, UserFilter(is_verified=False)) == [plain, closed, root]
        assert await listed(database, UserFilter(False, True, True, SearchText("MIX"))) == [mixed]
        assert await listed(database, UserFilter(True, True, True)) == []

    async def test_people_are_found_by_name_and_by_proved_address(self, database: Database) -> None:
        ada, adam, bob = await stored(
            database,
            replace(a_user("Ada_L"), full_name=FullName("Countess")),
            a_user("Adam", email="Chief@Example.org"),
            a_user("Bob", email="bob.ada@example.org"),
        )
        found = {
            "ADA": [ada, adam, bob],
            "a_l": [ada],
            "chief@example": [adam],
            "EXAMPLE.ORG": [adam, bob],
            "ａｄａ": [ada, adam, bob],
            "%": [],
            "a%a": [],
            "countess": [],
            "adamchief": [],
        }
        assert {text: await listed(database, UserFilter(text=SearchText(text))) for text in found} == found

    async def test_the_first_superusers_with_an_open_account_are_told(self, database: Database) -> None:
        _, first, second, _, third = await stored(
            database,
            replace(a_user("Closed"), is_superuser=True, is_active=False),
            *(replace(a_user(name), is_superuser=True) for name in ("First", "Second")),
            a_user("Plain"),
            replace(a_user("Third"), is_superuser=True),
        )
        async with database.begin() as work:
            assert await work.users.superusers_for_update(at_most=2) == [first.id, second.id]
            await work.users.remove(first.id)
            assert await work.users.superusers_for_update(at_most=9) == [second.id, third.id]
