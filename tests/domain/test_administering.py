"""What superusers do to the accounts of others, and what nobody else does."""

from collections.abc import Awaitable, Callable

import pytest

from tests.builders import SECRET
from tests.domain.acts import assert_over, enter, log_in, sign_up, the_user
from todoauth import (
    Administrator,
    Caller,
    LastSuperuser,
    NotASuperuser,
    Operator,
    Outdated,
    RefreshToken,
    User,
    UserFilter,
    UserId,
    Username,
    UserNotFound,
    WrongCredentials,
)
from todoauth.testing.world import World

OPERATOR = Operator()
Deed = Callable[[World, Administrator, UserId], Awaitable[object]]

DEEDS: dict[str, Deed] = {
    "list": lambda world, by, _: world.list_users(by=by),
    "read": lambda world, by, whose: world.read_user(by=by, id=whose),
    "close": lambda world, by, whose: world.administer_user(by=by, id=whose, is_active=False),
    "promote": lambda world, by, whose: world.administer_user(by=by, id=whose, is_superuser=True),
    "nothing": lambda world, by, whose: world.administer_user(by=by, id=whose),
    "remove": lambda world, by, whose: world.remove_user(by=by, id=whose),
    "log out": lambda world, by, whose: world.end_user_sessions(by=by, id=whose),
}
every_deed = pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)


async def superuser(world: World, name: str = "Root") -> Caller:
    await world.create_superuser(username=Username(name), password=SECRET)
    return await world.authenticate(token=(await log_in(world, name)).access_token)


async def administered(world: World, by: Administrator, id: UserId, **rights: bool) -> User:
    return await world.administer_user(by=by, id=id, **rights)


@every_deed
async def test_nobody_else_may(world: World, deed: Deed):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    for victim in (ada, bob):
        with pytest.raises(NotASuperuser):
            await deed(world, ada, victim.user_id)
    assert (await the_user(world, bob)).version == 1


@every_deed
async def test_superusers_and_operators_may(world: World, deed: Deed):
    root = await superuser(world)
    everybody: list[Administrator] = [root, OPERATOR]
    for number, by in enumerate(everybody):
        ada = await sign_up(world, f"Ada{number}")
        await deed(world, by, ada.id)


@pytest.mark.parametrize("deed", [deed for name, deed in DEEDS.items() if name != "list"])
async def test_nothing_happens_to_somebody_who_is_not_there(world: World, deed: Deed):
    with pytest.raises(UserNotFound):
        await deed(world, OPERATOR, UserId(world.new_id()))


async def test_everybody_is_on_the_list_in_the_order_in_which_they_joined(world: World):
    users = [await sign_up(world, name) for name in ("Ada", "Bob", "Eve")]
    assert (await world.list_users(by=OPERATOR)).items == users
    assert (await world.list_users(by=OPERATOR, only=UserFilter(is_superuser=True))).items == []
    assert await world.read_user(by=OPERATOR, id=users[1].id) == users[1]


async def test_a_closed_account_lets_nobody_in_and_its_sessions_stay_over_when_it_opens_again(world: World):
    ada = await sign_up(world)
    before = await log_in(world)
    closed = await administered(world, OPERATOR, ada.id, is_active=False)
    assert (closed.is_active, closed.version) == (False, 2)
    with pytest.raises(WrongCredentials):
        await log_in(world)
    opened = await administered(world, OPERATOR, ada.id, is_active=True)
    assert (opened.is_active, opened.version) == (True, 3)
    await assert_over(world, before)
    await world.authenticate(token=(await log_in(world)).access_token)


async def test_rights_are_given_and_taken_on_the_very_next_request(world: World):
    ada, token = await sign_up(world), (await log_in(world)).access_token
    await sign_up(world, "Bob")
    await superuser(world)
    await administered(world, OPERATOR, ada.id, is_superuser=True)
    assert len((await world.list_users(by=await world.authenticate(token=token))).items) == 3
    await administered(world, OPERATOR, ada.id, is_superuser=False)
    with pytest.raises(NotASuperuser):
        await world.list_users(by=await world.authenticate(token=token))


async def test_what_changes_nothing_makes_no_version(world: World):
    ada = await sign_up(world)
    assert await administered(world, OPERATOR, ada.id, is_active=True, is_superuser=False) == ada
    assert await administered(world, OPERATOR, ada.id) == ada


async def test_a_change_of_another_version_is_outdated(world: World):
    ada = await sign_up(world)
    with pytest.raises(Outdated):
        await world.administer_user(by=OPERATOR, id=ada.id, is_active=False, expected=2)
    with pytest.raises(Outdated):
        await world.remove_user(by=OPERATOR, id=ada.id, expected=2)
    await world.administer_user(by=OPERATOR, id=ada.id, is_active=False, expected=1)
    await world.remove_user(by=OPERATOR, id=ada.id, expected=2)


async def test_the_last_superuser_stays(world: World):
    root, other = await superuser(world, "Root"), await superuser(world, "Other")
    await administered(world, root, other.user_id, is_active=False)
    for by in (root, OPERATOR):
        for rights in ({"is_active": False}, {"is_superuser": False}):
            with pytest.raises(LastSuperuser):
                await administered(world, by, root.user_id, **rights)
        with pytest.raises(LastSuperuser):
            await world.remove_user(by=by, id=root.user_id)
    with pytest.raises(LastSuperuser):
        await world.delete_account(caller=root, password=SECRET)
    await administered(world, root, other.user_id, is_active=True)
    await world.delete_account(caller=root, password=SECRET)
    assert (await world.read_user(by=OPERATOR, id=other.user_id)).is_superuser


async def test_a_superuser_who_is_closed_already_counts_for_nobody(world: World):
    root, other = await superuser(world, "Root"), await superuser(world, "Other")
    await administered(world, root, other.user_id, is_active=False)
    assert not (await administered(world, root, other.user_id, is_superuser=False)).is_superuser
    await world.remove_user(by=root, id=other.user_id)


async def test_removing_somebody_ends_everything_of_theirs(world: World):
    ada = await enter(world)
    tokens = await log_in(world)
    await world.remove_user(by=OPERATOR, id=ada.user_id)
    await assert_over(world, tokens)
    assert await world.database.view.users.get(ada.user_id) is None


async def test_somebody_can_be_logged_out_everywhere(world: World):
    ada = await sign_up(world)
    here, there = await log_in(world), await log_in(world)
    await sign_up(world, "Bob")
    bobs = await log_in(world, "Bob")
    await world.end_user_sessions(by=OPERATOR, id=ada.id)
    await assert_over(world, here, there)
    await world.refresh(token=RefreshToken(bobs.refresh_token))
