"""A client whose answer was lost asks again; anybody else who does is a thief."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.domain.acts import (
    ADAS,
    assert_over,
    close_account,
    enter,
    enter_with_address,
    log_in,
    refresh,
    sent,
    sign_up,
    told,
)
from todoauth import (
    Event,
    EventKind,
    IdempotencyKey,
    InvalidToken,
    InvalidValue,
    Nonce,
    RefreshToken,
    SessionPolicy,
    Successors,
    Tokens,
)
from todoauth.testing.world import World

KEY, ANOTHER = IdempotencyKey("8e03978e-40d5-43dd-bc93-6894a57f9324"), IdempotencyKey("another")
MINUTE, INSTANT = timedelta(minutes=1), timedelta(microseconds=1)
STOLEN = "One of your sessions was ended"


async def ask(world: World, tokens: Tokens, key: IdempotencyKey | None = KEY) -> Tokens:
    return await world.refresh(token=RefreshToken(tokens.refresh_token), key=key)


async def test_the_same_token_with_the_same_key_gives_the_same_successor(world: World):
    await sign_up(world)
    first = await log_in(world)
    lost = await ask(world, first)
    world.clock.advance(MINUTE - INSTANT)
    again = await ask(world, first)
    assert again.refresh_token == lost.refresh_token
    assert again.expires_in == timedelta(minutes=15)
    await world.authenticate(token=again.access_token)
    await refresh(world, again)


async def test_after_a_minute_even_the_same_key_comes_too_late(world: World):
    await sign_up(world)
    first = await log_in(world)
    lost = await ask(world, first)
    world.clock.advance(MINUTE)
    with pytest.raises(InvalidToken):
        await ask(world, first)
    await assert_over(world, lost)


@pytest.mark.parametrize(("before", "after"), [(KEY, ANOTHER), (KEY, None), (None, KEY), (None, None)])
async def test_whoever_does_not_bring_the_same_key_is_a_thief(
    world: World, before: IdempotencyKey | None, after: IdempotencyKey | None
):
    await sign_up(world)
    first = await log_in(world)
    second = await ask(world, first, before)
    with pytest.raises(InvalidToken):
        await ask(world, first, after)
    await assert_over(world, second)


@pytest.mark.parametrize("key", [None, ANOTHER])
async def test_a_thief_who_asked_first_but_came_second_is_a_thief_all_the_same(
    world: World, key: IdempotencyKey | None
):
    await sign_up(world)
    first = await log_in(world)
    second = await ask(world, first, None)
    world.clock.advance(-INSTANT)
    with pytest.raises(InvalidToken):
        await ask(world, first, key)
    await assert_over(world, second)


async def test_a_repetition_that_comes_after_the_successor_was_used_gets_nothing_and_ends_nothing(world: World):
    await sign_up(world)
    first = await log_in(world)
    third = await refresh(world, await ask(world, first))
    with pytest.raises(InvalidToken):
        await ask(world, first)
    await refresh(world, third)
    assert told(world, EventKind.SESSION_STOLEN) == []


async def test_a_closed_account_and_a_session_that_is_over_are_not_refreshed_again(world: World):
    caller = await enter(world)
    first = await log_in(world)
    await ask(world, first)
    await close_account(world, caller)
    with pytest.raises(InvalidToken):
        await ask(world, first)


async def test_a_grace_lets_clients_without_keys_ask_again(world: World):
    world.session_policy = SessionPolicy(grace=timedelta(seconds=10))
    await sign_up(world)
    first = await log_in(world)
    lost = await ask(world, first, None)
    world.clock.advance(timedelta(seconds=10) - INSTANT)
    again = await ask(world, first, None)
    assert again.refresh_token == lost.refresh_token
    world.clock.advance(INSTANT)
    with pytest.raises(InvalidToken):
        await ask(world, first, None)
    await assert_over(world, again)


async def test_a_grace_is_none_for_a_token_that_was_spent_with_a_key(world: World):
    world.session_policy = SessionPolicy(grace=timedelta(seconds=10))
    await sign_up(world)
    first = await log_in(world)
    second = await ask(world, first, KEY)
    with pytest.raises(InvalidToken):
        await ask(world, first, None)
    await assert_over(world, second)


async def test_the_owner_is_told_of_a_stolen_session_and_so_is_who_runs_the_service(world: World):
    caller = await enter_with_address(world)
    first = await log_in(world)
    session = (await world.authenticate(token=first.access_token)).session_id
    await refresh(world, first)
    with pytest.raises(InvalidToken):
        await refresh(world, first)
    await world.deliver_mail()
    assert sent(world) == [(ADAS.text, STOLEN)]
    assert told(world, EventKind.SESSION_STOLEN) == [
        Event(kind=EventKind.SESSION_STOLEN, user_id=caller.user_id, session_id=session, at=world.clock())
    ]
    with pytest.raises(InvalidToken):
        await refresh(world, first)
    assert len(told(world, EventKind.SESSION_STOLEN)) == 1


async def test_nobody_is_told_where_no_address_is_proved_but_it_is_written_down(world: World):
    await sign_up(world)
    first = await log_in(world)
    await refresh(world, first)
    with pytest.raises(InvalidToken):
        await refresh(world, first)
    assert await world.deliver_mail() == 0
    assert len(told(world, EventKind.SESSION_STOLEN)) == 1


@given(builders.refresh_tokens, builders.refresh_tokens, st.binary(min_size=32, max_size=32))
def test_a_successor_follows_from_token_nonce_and_secret_and_from_nothing_less(
    token: RefreshToken, other: RefreshToken, nonce: bytes
):
    successors = Successors(b"a secret of at least 32 random bytes")
    successor = successors(token, Nonce(nonce))
    assert successor == successors(token, Nonce(nonce))
    strangers = [
        successors(token, Nonce(nonce[1:] + bytes([nonce[0] ^ 1]))),
        Successors(b"another secret of as many bytes")(token, Nonce(nonce)),
        *([successors(other, Nonce(nonce))] if other != token else []),
    ]
    assert successor not in strangers
    assert "secret" not in repr(successors)


@pytest.mark.parametrize("text", ["", " ", "a b", "é", "x" * 256, "line\nbreak", "\x7f"])
def test_anything_else_is_no_key(text: str):
    with pytest.raises(InvalidValue):
        IdempotencyKey(text)


def test_a_key_is_not_kept_as_it_is():
    assert KEY.text.encode() not in KEY.digest
    assert KEY.text not in repr(KEY)
