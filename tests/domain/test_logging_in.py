"""Log-in."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, CLIENT, close_account, enter, log_in, prove, sign_up, the_user
from tests.domain.hashers import SlowHasher, StrongerHasher, WatchedHasher
from todoauth import Credentials, PasswordHash, SessionPolicy, Username, WrongCredentials
from todoauth.testing.world import World

ADAS_KEYS = Credentials(Username("Ada"), SECRET)


@pytest.mark.parametrize("typed", ["Ada", "ada", "ADA", "ａｄａ"])
async def test_a_name_opens_a_session_however_it_is_typed(world: World, typed: str):
    await sign_up(world, "Ada")
    tokens = await log_in(world, typed)
    assert tokens.username == "Ada"
    assert tokens.expires_in == timedelta(minutes=15)
    assert (await world.authenticate(token=tokens.access_token)).user.is_active


@pytest.mark.parametrize("typed", ["ada@example.org", "ADA@Example.Org"])
async def test_a_proved_address_opens_a_session_too(world: World, typed: str):
    await prove(world, await enter(world))
    assert (await log_in(world, typed)).username == "Ada"


async def test_every_log_in_opens_a_session_of_its_own(world: World):
    await sign_up(world)
    phone, desk = await log_in(world), await log_in(world)
    sessions = [(await world.authenticate(token=tokens.access_token)).session_id for tokens in (phone, desk)]
    assert sessions[0] != sessions[1]
    assert phone.refresh_token != desk.refresh_token


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("Nobody", SECRET.text),
        ("nobody@example.org", SECRET.text),
        ("Ada", "wrong password"),
        ("Ada", SECRET.text.upper()),
        ("Ada", "x"),
        ("a", SECRET.text),
        ("ada@example.org", SECRET.text),
        ("Closed", SECRET.text),
        ("Closed", "wrong password"),
    ],
)
async def test_nobody_learns_what_was_wrong(world: World, login: str, password: str):
    await sign_up(world, "Ada", email=ADAS)
    await close_account(world, await enter(world, "Closed"))
    with pytest.raises(WrongCredentials) as refused:
        await log_in(world, login, password)
    assert refused.value.args == ()


@pytest.mark.parametrize(
    ("login", "password"), [("Nobody", "wrong password"), ("Ada", "wrong password"), ("Closed", SECRET.text)]
)
async def test_every_refusal_costs_exactly_one_check_of_a_password(world: World, login: str, password: str):
    await sign_up(world, "Ada")
    await close_account(world, await enter(world, "Closed"))
    hasher = WatchedHasher(world.log_in.hasher)
    with pytest.raises(WrongCredentials):
        await replace(world.log_in, hasher=hasher)(credentials=Credentials.parse(login, password), client=CLIENT)
    assert hasher.work == ["verify"]


async def test_an_outdated_hash_is_made_anew_at_log_in(world: World):
    caller = await enter(world)
    before = await the_user(world, caller)
    hasher = StrongerHasher(world.log_in.hasher)
    stronger = replace(world.log_in, hasher=hasher)
    await stronger(credentials=ADAS_KEYS, client=CLIENT)
    after = await the_user(world, caller)
    assert hasher.outdated(before.password_hash)
    assert not hasher.outdated(after.password_hash)
    assert after == before.rehashed(after.password_hash, at=world.clock())
    await stronger(credentials=ADAS_KEYS, client=CLIENT)
    assert await the_user(world, caller) == after


async def test_a_wrong_password_is_never_hashed_anew(world: World):
    caller = await enter(world)
    before = await the_user(world, caller)
    with pytest.raises(WrongCredentials):
        await replace(world.log_in, hasher=StrongerHasher(world.log_in.hasher))(
            credentials=Credentials.parse("Ada", "wrong password"), client=CLIENT
        )
    assert await the_user(world, caller) == before


async def test_an_account_that_is_closed_while_its_password_is_checked_opens_no_session(world: World):
    caller = await enter(world)
    await _refused_when(world, lambda: close_account(world, caller))


async def test_an_account_that_is_deleted_while_its_password_is_checked_opens_no_session(world: World):
    caller = await enter(world)
    await _refused_when(world, lambda: world.delete_account(caller=caller, password=SECRET))


async def test_a_password_that_is_changed_while_it_is_checked_opens_no_session(world: World):
    caller = await enter(world)

    async def change() -> None:
        async with world.database.begin() as work:
            user = await work.users.get_for_update(caller.user_id)
            assert user is not None
            await work.users.update(user.rehashed(PasswordHash("of another password"), at=world.clock()))

    await _refused_when(world, change)


async def _refused_when(world: World, meanwhile) -> None:
    with pytest.raises(WrongCredentials):
        await replace(world.log_in, hasher=SlowHasher(world.log_in.hasher, meanwhile))(
            credentials=ADAS_KEYS, client=CLIENT
        )


async def test_an_access_token_never_outlives_its_session(world: World):
    await sign_up(world)
    brief = replace(world.log_in, sessions=SessionPolicy(absolute=timedelta(minutes=5)))
    assert (await brief(credentials=ADAS_KEYS, client=CLIENT)).expires_in == timedelta(minutes=5)


async def test_tokens_never_show_themselves(world: World):
    await sign_up(world)
    tokens = await log_in(world)
    assert tokens.access_token not in repr(tokens)
    assert tokens.refresh_token not in repr(tokens)


async def test_log_ins_at_once_all_succeed_while_the_hash_is_made_stronger(world: World):
    await sign_up(world)
    world.hasher = SlowHasher(StrongerHasher(world.hasher), meanwhile=lambda: asyncio.sleep(0))

    tokens = await asyncio.gather(*(log_in(world) for _ in range(4)))

    callers = [await world.authenticate(token=each.access_token) for each in tokens]
    assert len({caller.session_id for caller in callers}) == 4
