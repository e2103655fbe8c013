"""Nobody chooses a password that was stolen elsewhere."""

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, CLIENT, enter_with_address, log_in, reset_code_for
from todoauth import InvalidValue, Password, Username
from todoauth.testing.world import World

STOLEN = Password("stolen from elsewhere")


@pytest.fixture
def world() -> World:
    async def is_breached(password: Password) -> bool:
        return password == STOLEN

    world = World()
    world.is_breached = is_breached
    return world


async def test_a_newcomer_and_a_superuser_choose_another(world: World):
    with pytest.raises(InvalidValue) as newcomer:
        await world.register(username=Username("Ada"), password=STOLEN, client=CLIENT)
    with pytest.raises(InvalidValue) as superuser:
        await world.create_superuser(username=Username("Root"), password=STOLEN)
    assert newcomer.value.field == superuser.value.field == "password"
    assert "stolen" in newcomer.value.reason


async def test_so_does_who_changes_a_password(world: World):
    caller = await enter_with_address(world)
    with pytest.raises(InvalidValue) as refused:
        await world.change_password(caller=caller, current=SECRET, new=STOLEN)
    assert refused.value.field == "new_password"
    await log_in(world)


async def test_so_does_who_sets_a_new_one_and_the_code_is_still_good(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    with pytest.raises(InvalidValue) as refused:
        await world.reset_password(email=ADAS, code=code, new=STOLEN, client=CLIENT)
    assert refused.value.field == "new_password"
    await world.reset_password(email=ADAS, code=code, new=Password("another of many words"), client=CLIENT)


async def test_who_has_such_a_password_still_gets_in(world: World):
    listed, world.is_breached = world.is_breached, World().is_breached
    await world.register(username=Username("Ada"), password=STOLEN, client=CLIENT)
    world.is_breached = listed
    await log_in(world, password=STOLEN.text)
