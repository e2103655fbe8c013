"""Guesses run out, and nobody but the guesser is shut out by that."""

import pytest

from tests.builders import SECRET, a_user
from tests.domain.acts import (
    ADAS,
    CLIENT,
    NOWHERE,
    enter_with_address,
    log_in,
    reset_code_for,
    sent,
    sign_up,
)
from tests.domain.hashers import StrongerHasher, WatchedHasher
from todoauth import (
    AddressRange,
    Caller,
    Device,
    Operator,
    Password,
    WrongCredentials,
    WrongPassword,
)
from todoauth.testing.contracts.worlds import UNLIMITED
from todoauth.testing.world import World

HOME, AWAY = Device(network=AddressRange("192.0.2.0/24")), Device(network=AddressRange("198.51.100.0/24"))
NEW, WRONG = Password("a new password, and long"), Password("wrong password")
MOST, TRIED = 100, "Somebody tries to guess your password"


@pytest.fixture
def world() -> World:
    """One in which time is no object: an attacker has all there is."""
    world = World()
    world.limits = UNLIMITED
    return world


async def guess(world: World, times: int, login: str = "Ada", *, device: Device = AWAY) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            await log_in(world, login, WRONG.text, device=device)


async def is_open(world: World, login: str = "Ada", *, device: Device = AWAY, password: Password = SECRET) -> bool:
    try:
        await log_in(world, login, password.text, device=device)
    except WrongCredentials:
        return False
    return True


async def at_home(world: World) -> Caller:
    """Somebody with an address who is known at home."""
    caller = await enter_with_address(world)
    await log_in(world, device=HOME)
    return caller


@pytest.mark.parametrize(("failures", "opens"), [(MOST - 1, True), (MOST, False)])
@pytest.mark.parametrize("device", [AWAY, NOWHERE])
async def test_after_a_hundred_failures_a_password_opens_nothing_from_an_unknown_place(
    world: World, failures: int, opens: bool, device: Device
):
    await at_home(world)
    await guess(world, failures, device=device)
    assert await is_open(world, device=device) is opens


async def test_the_owner_gets_in_from_where_they_are_known_and_then_from_everywhere(world: World):
    await at_home(world)
    await guess(world, 3 * MOST)
    assert await is_open(world, device=HOME)
    assert await is_open(world)


async def test_failures_count_only_as_long_as_none_succeeds(world: World):
    await at_home(world)
    for device in (HOME, AWAY, NOWHERE):
        await guess(world, MOST - 1, device=Device(network=AddressRange("203.0.113.0/24")))
        assert await is_open(world, device=device)


async def test_the_failures_at_a_name_and_at_its_address_are_counted_together(world: World):
    await at_home(world)
    await guess(world, MOST // 2)
    await guess(world, MOST // 2, ADAS.text)
    assert not await is_open(world)
    assert not await is_open(world, ADAS.text)


async def test_failures_at_home_are_counted_too_but_close_nothing_there(world: World):
    await at_home(world)
    await guess(world, MOST, device=HOME)
    assert not await is_open(world)
    assert await is_open(world, device=HOME)


async def test_failures_at_others_are_others(world: World):
    for name in ("Ada", "Bob"):
        await sign_up(world, name)
    await guess(world, MOST, "Bob")
    await guess(world, MOST, "Nobody")
    assert await is_open(world)


async def test_a_reset_opens_the_account_from_everywhere(world: World):
    await at_home(world)
    await guess(world, MOST)
    code = await reset_code_for(world)
    await world.reset_password(email=ADAS, code=code, new=NEW, client=CLIENT)
    assert await is_open(world, password=NEW)


async def test_a_superuser_who_opens_an_account_opens_it_from_everywhere(world: World):
    caller = await at_home(world)
    await guess(world, MOST)
    await world.administer_user(by=Operator(), id=caller.user_id, is_superuser=False)
    assert not await is_open(world)
    await world.administer_user(by=Operator(), id=caller.user_id, is_active=True)
    assert await is_open(world)


class TestWhoIsLoggedIn:
    async def test_counts_as_guessing_with_a_wrong_password(self, world: World):
        caller = await at_home(world)
        for _ in range(MOST // 4):
            for prompt in (world.delete_account, world.remove_address):
                with pytest.raises(WrongPassword):
                    await prompt(caller=caller, password=WRONG)
            with pytest.raises(WrongPassword):
                await world.change_password(caller=caller, current=WRONG, new=NEW)
        await guess(world, MOST // 4)
        assert not await is_open(world)

    async def test_opens_the_account_from_everywhere_with_another_password(self, world: World):
        caller = await at_home(world)
        await guess(world, MOST)
        await world.change_password(caller=caller, current=SECRET, new=NEW)
        assert await is_open(world, password=NEW)

    async def test_opens_the_account_from_everywhere_with_the_right_password(self, world: World):
        caller = await at_home(world)
        await guess(world, MOST)
        await world.remove_address(caller=caller, password=SECRET)
        assert await is_open(world)


class TestTheMail:
    async def test_is_sent_once_with_the_first_try_too_many(self, world: World):
        await at_home(world)
        await guess(world, MOST)
        assert await world.deliver_mail() == 0
        await guess(world, MOST)
        await world.deliver_mail()
        assert sent(world) == [(ADAS.text, TRIED)]

    async def test_is_sent_again_when_it_all_begins_anew(self, world: World):
        await at_home(world)
        for _ in range(2):
            await guess(world, 2 * MOST)
            await log_in(world, device=HOME)
        await world.deliver_mail()
        assert sent(world) == [(ADAS.text, TRIED)] * 2

    async def test_goes_to_nobody_where_no_address_is_proved(self, world: World):
        await sign_up(world, email=ADAS)
        await world.deliver_mail()
        await guess(world, 2 * MOST)
        assert await world.deliver_mail() == 0

    async def test_goes_to_nobody_who_was_deleted_meanwhile(self, world: World):
        ghost = a_user(email=ADAS)
        for _ in range(MOST):
            assert await world.count_failure(ghost)
        assert not await world.count_failure(ghost)
        assert await world.deliver_mail() == 0


@pytest.mark.parametrize(("login", "password"), [("Ada", SECRET), ("Ada", WRONG), (ADAS.text, SECRET), ("Bob", WRONG)])
async def test_the_work_that_is_done_does_not_tell_a_right_password_that_opens_nothing(
    world: World, login: str, password: Password
):
    await at_home(world)
    await guess(world, MOST)
    # One who opens the account has the old hash renewed, too.
    hasher = world.hasher = WatchedHasher(StrongerHasher(world.hasher))
    assert not await is_open(world, login, password=password)
    assert hasher.work == ["verify"]
