"""A world on a database that is to be proved."""

from dataclasses import fields
from typing import Final

import pytest

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.limit import Limit, Limits
from todoauth.domain.model.one_time_code import CodeKey, OneTimeCode, Purpose, ResetCode
from todoauth.domain.model.session import Caller
from todoauth.testing.contracts.samples import HOUR
from todoauth.testing.world import Database, World

ADDRESS: Final = EmailAddress("ada@example.org")

_PLENTY = Limit(1_000_000, HOUR)
UNLIMITED: Final = Limits(**{limit.name: _PLENTY for limit in fields(Limits)})


class WorldContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    @pytest.fixture
    def world(self, database: Database) -> World:
        """Every use case on that database, without limits."""
        return unlimited_world(database)


def unlimited_world(database: Database) -> World:
    """Return every use case on that database, without limits."""
    world = World(database)
    world.limits = UNLIMITED
    return world


async def reset_code_for(world: World, caller: Caller) -> ResetCode:
    """Return a code with which the caller, who has proved `ADDRESS`, can set a new password."""
    key, code = CodeKey(Purpose.RESET, caller.user_id, ADDRESS), world.new_reset_code()
    await world.codes.put(key, world.seal(key, code), ttl=HOUR, guesses=100)
    return code


async def code_for(world: World, caller: Caller, email: EmailAddress = ADDRESS) -> OneTimeCode:
    """Return a code with which the caller can prove `email`."""
    key, code = CodeKey(Purpose.VERIFY_EMAIL, caller.user_id, email), world.new_code()
    await world.codes.put(key, world.seal(key, code), ttl=HOUR, guesses=100)
    return code
