"""What every `Sessions` must do, so that users can see where they are logged in."""

import pytest

from todoauth.domain.model.device import AddressRange, ClientDescription, Device
from todoauth.domain.model.session import SessionPolicy
from todoauth.testing.contracts.samples import HOSTILE_LINES, HOUR, NOON, a_digest, a_spent, a_user, stored_user
from todoauth.testing.contracts.sessions import stored_session
from todoauth.testing.world import Database


@pytest.mark.asyncio
class DevicesContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    @pytest.mark.parametrize(
        "device",
        [
            *(Device(client=ClientDescription(text)) for text in [*HOSTILE_LINES, "x" * ClientDescription.MOST]),
            Device(network=AddressRange("192.0.2.0/24")),
            Device(network=AddressRange("2001:db8:aaaa:bbbb::/64")),
            Device(),
        ],
    )
    async def test_a_device_comes_back_as_it_was(self, database: Database, device: Device) -> None:
        ada = await stored_user(database)
        first, second = await stored_session(database, ada), await stored_session(database, ada)
        moved = first.rotated(a_digest(), device=device, policy=SessionPolicy(), at=NOON + HOUR)
        async with database.begin() as work:
            assert await work.sessions.rotate(moved, spent=a_spent(first))
        assert await database.view.sessions.of(ada.id) == [moved, second]

    async def test_sessions_are_those_of_one_user_in_the_order_of_their_ids(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        theirs = [
            await stored_session(database, ada, policy=SessionPolicy(HOUR * place, 24 * HOUR)) for place in (3, 1, 2)
        ]
        await stored_session(database, bob)
        async with database.begin() as work:
            assert await work.sessions.of(ada.id) == theirs
            await work.sessions.end(theirs[1].id)
            assert await work.sessions.of(ada.id) == [theirs[0], theirs[2]]
            assert await work.sessions.of(a_user().id) == []
