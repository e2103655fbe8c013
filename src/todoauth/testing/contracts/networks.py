"""What every `KnownNetworks` must do."""

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.device import AddressRange
from todoauth.domain.model.user import User
from todoauth.testing.contracts.samples import A_NETWORK, HOUR, MICROSECOND, NOON, a_user, stored_user
from todoauth.testing.world import Database

ELSEWHERE = [AddressRange(f"192.0.{place}.0/24") for place in range(9)]


async def logged_in(database: Database, user: User, *networks: AddressRange, at: int = 0, most: int = 9) -> None:
    """Remember networks, one microsecond after the other, from `at` hours past noon on."""
    async with database.begin() as work:
        for place, network in enumerate(networks):
            time = NOON + at * HOUR + place * MICROSECOND
            await work.networks.remember(user.id, network, at=time, most=most)


async def known(database: Database, user: User) -> list[AddressRange]:
    """Return which networks of `ELSEWHERE` are known."""
    return [each for each in ELSEWHERE if await database.view.networks.knows(user.id, each, since=NOON)]


@pytest.mark.asyncio
class KnownNetworksContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    @pytest.mark.parametrize("network", [A_NETWORK, AddressRange("192.0.2.0/24"), AddressRange("::/64")])
    async def test_a_network_is_known_since_the_last_log_in_from_there(
        self, database: Database, network: AddressRange
    ) -> None:
        ada = await stored_user(database)
        await logged_in(database, ada, network)
        await logged_in(database, ada, network, at=1)
        moments = [NOON, NOON + HOUR, NOON + HOUR + MICROSECOND]
        answers = [await database.view.networks.knows(ada.id, network, since=moment) for moment in moments]
        assert answers == [True, True, False]

    async def test_a_network_is_known_of_its_user_alone(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        await logged_in(database, ada, ELSEWHERE[0])
        await logged_in(database, bob, ELSEWHERE[1])
        assert [await known(database, each) for each in (ada, bob, a_user())] == [[ELSEWHERE[0]], [ELSEWHERE[1]], []]

    async def test_the_longest_unused_gives_way_to_one_too_many(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        await logged_in(database, bob, *ELSEWHERE[:5])
        await logged_in(database, ada, *ELSEWHERE[:3], most=3)
        await logged_in(database, ada, ELSEWHERE[0], ELSEWHERE[3], at=1, most=3)
        assert await known(database, ada) == [ELSEWHERE[place] for place in (0, 2, 3)]
        assert await known(database, bob) == ELSEWHERE[:5]

    async def test_nobody_is_known_nowhere(self, database: Database) -> None:
        with pytest.raises(UserNotFound):
            await logged_in(database, a_user(), A_NETWORK)

    async def test_a_purge_takes_what_was_before_and_no_more_than_it_is_told(self, database: Database) -> None:
        ada = await stored_user(database)
        await logged_in(database, ada, *ELSEWHERE[:5])
        counts = list[int]()
        for _ in range(3):
            async with database.begin() as work:
                counts.append(await work.networks.purge(before=NOON + 3 * MICROSECOND, at_most=2))
        assert counts == [2, 1, 0]
        assert await known(database, ada) == ELSEWHERE[3:5]
