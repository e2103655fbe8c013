"""What every database must do when many try one password at the same moment."""

from functools import partial

import pytest

from todoauth.adapters.memory import InstantHasher
from todoauth.domain.errors import WrongCredentials
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.device import AddressRange, Device
from todoauth.domain.model.password import Password, PasswordHash
from todoauth.domain.model.session import Tokens
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.worlds import ADDRESS, WorldContract, code_for
from todoauth.testing.world import World

MOST = 3
RIGHT, WRONG = (
    Credentials(Username("ada"), password) for password in (World.PASSWORD, Password("no password of hers"))
)
HOME = Device(network=AddressRange("192.0.2.0/24"))


class Remembering(InstantHasher):
    """Remembers how often a password was compared with one that somebody has."""

    compared = 0

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        self.compared += hash is not None
        return await super().verify(password, hash)


@pytest.mark.asyncio
class CeilingRacesContract(WorldContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_a_storm_of_tries_gets_no_more_than_the_ceiling_and_is_told_of_once(self, world: World) -> None:
        ada = await world.join("ada")
        await world.verify_email(caller=ada, email=ADDRESS, code=await code_for(world, ada), client="a test")
        await world.log_in(credentials=RIGHT, client="a test", device=HOME)
        await world.deliver_mail()
        world.most_failures, hasher = MOST, Remembering()
        world.hasher = hasher
        outcomes = await all_at_once([partial(world.log_in, credentials=WRONG, client="a test")] * MANY)
        assert tally(outcomes) == {WrongCredentials: MANY}
        assert hasher.compared == MOST
        assert await world.deliver_mail() == 1
        stranger, owner = (
            partial(world.log_in, credentials=RIGHT, client="a test", device=at) for at in (Device(), HOME)
        )
        assert tally(await all_at_once([stranger] * MANY)) == {WrongCredentials: MANY}
        assert tally(await all_at_once([owner] * MANY)) == {Tokens: MANY}
        assert tally(await all_at_once([stranger])) == {Tokens: 1}
