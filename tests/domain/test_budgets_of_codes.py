"""How many codes are sent, how often they may be guessed, and to whom an address belongs in the end."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import ADAS, BOBS, CLIENT, code_for, enter, log_in, prove, the_user
from todoauth import (
    Caller,
    CodeCache,
    CodeKey,
    EmailAddress,
    EmailTaken,
    InvalidToken,
    OneTimeCode,
    Purpose,
    Redeemed,
    TooManyAttempts,
    Unavailable,
    WrongCredentials,
    WrongOrExpiredCode,
)
from todoauth.testing.world import World

GUESS = OneTimeCode("000000")
HOUR, DAY, INSTANT = timedelta(hours=1), timedelta(days=1), timedelta(microseconds=1)


@dataclass
class ForgetfulCache(CodeCache):
    """Says of every guess that it is wrong, and counts none."""

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        """Keep nothing."""

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        return Redeemed.WRONG


class AbsentCache(CodeCache):
    """Is not there."""

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        raise Unavailable

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        raise Unavailable


async def guess(world: World, caller: Caller, *, codes: CodeCache, times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(WrongOrExpiredCode):
            await replace(world.verify_email, codes=codes)(caller=caller, email=ADAS, code=GUESS)


async def refused_for(world: World, caller: Caller) -> timedelta:
    with pytest.raises(TooManyAttempts) as refused:
        await world.verify_email(caller=caller, email=ADAS, code=GUESS)
    return refused.value.retry_after


async def spent(world: World, caller: Caller) -> int:
    async with world.begin() as work:
        return await work.guesses.spent_since(caller.user_id, Purpose.VERIFY_EMAIL, since=world.clock() - DAY)


async def test_a_cache_that_forgets_gives_no_more_than_ten_guesses_an_hour(world: World):
    caller = await enter(world)
    await guess(world, caller, codes=ForgetfulCache(), times=10)
    assert await refused_for(world, caller) == HOUR
    world.clock.advance(HOUR - INSTANT)
    assert await refused_for(world, caller) == HOUR
    world.clock.advance(INSTANT)
    await guess(world, caller, codes=ForgetfulCache())


async def test_a_cache_that_forgets_gives_no_more_than_twenty_guesses_a_day(world: World):
    caller = await enter(world)
    for _ in range(4):
        await guess(world, caller, codes=ForgetfulCache(), times=5)
        world.clock.advance(HOUR)
    assert await refused_for(world, caller) == DAY
    world.clock.advance(DAY - 4 * HOUR)
    await guess(world, caller, codes=ForgetfulCache())


async def test_the_guesses_of_one_account_are_not_those_of_another(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    await guess(world, ada, codes=ForgetfulCache(), times=10)
    await refused_for(world, ada)
    assert (await prove(world, bob, BOBS)).is_verified


async def test_a_wrong_guess_leaves_its_trace_and_one_too_many_leaves_none(world: World):
    caller = await enter(world)
    await guess(world, caller, codes=world.verify_email.codes, times=3)
    assert await spent(world, caller) == 3
    await guess(world, caller, codes=ForgetfulCache(), times=7)
    await refused_for(world, caller)
    assert await spent(world, caller) == 10


async def test_without_a_cache_a_guess_is_spent_and_nothing_is_proved(world: World):
    caller = await enter(world)
    with pytest.raises(Unavailable):
        await replace(world.verify_email, codes=AbsentCache())(caller=caller, email=ADAS, code=GUESS)
    assert await spent(world, caller) == 1
    assert not (await the_user(world, caller)).is_verified


async def test_whose_account_is_gone_guesses_and_proves_nothing(world: World):
    caller = await enter(world)
    code = await code_for(world, caller)
    await world.delete_account(caller=caller, password=SECRET)
    with pytest.raises(InvalidToken):
        await world.verify_email(caller=caller, email=ADAS, code=code)


async def test_whose_account_goes_while_the_code_is_compared_proves_nothing(world: World):
    caller = await enter(world)

    class SlowCache(ForgetfulCache):
        async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
            await world.delete_account(caller=caller, password=SECRET)
            return Redeemed.RIGHT

    with pytest.raises(InvalidToken):
        await replace(world.verify_email, codes=SlowCache())(caller=caller, email=ADAS, code=GUESS)
    assert await world.deliver_mail() == 0


async def test_an_address_belongs_to_whoever_proves_it_first(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    adas_code = await code_for(world, ada, ADAS)
    world.clock.advance(timedelta(seconds=30))
    bobs_code = await code_for(world, bob, ADAS)
    await world.verify_email(caller=bob, email=ADAS, code=bobs_code)
    with pytest.raises(EmailTaken):
        await world.verify_email(caller=ada, email=ADAS, code=adas_code)
    assert (await the_user(world, ada)).email is None
    assert (await the_user(world, bob)).email == ADAS
    assert await spent(world, ada) == 1
    await world.deliver_mail()
    assert [letter.subject for letter in world.mailbox.letters].count("Your address is confirmed") == 1


async def test_a_proved_address_moves_to_the_next_that_is_proved(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    new = EmailAddress("countess@example.org")
    await prove(world, ada, ADAS)
    assert (await prove(world, ada, new)).email == new
    with pytest.raises(WrongCredentials):
        await log_in(world, ADAS.text)
    assert (await log_in(world, new.text)).username == "Ada"
    world.clock.advance(timedelta(minutes=10))
    assert (await prove(world, bob, ADAS)).email == ADAS


async def send(world: World, caller: Caller, email: EmailAddress = ADAS, *, client: str = CLIENT) -> None:
    await world.send_code(caller=caller, email=email, client=client)


async def test_an_address_gets_one_code_in_half_a_minute_whoever_asks(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    await send(world, ada)
    with pytest.raises(TooManyAttempts):
        await send(world, bob, EmailAddress("ADA@example.org"), client="192.0.2.2")
    await send(world, bob, BOBS)
    world.clock.advance(timedelta(seconds=30))
    await send(world, bob)


async def test_an_address_gets_three_codes_in_ten_minutes(world: World):
    caller = await enter(world)
    for _ in range(3):
        await send(world, caller)
        world.clock.advance(timedelta(minutes=1))
    with pytest.raises(TooManyAttempts):
        await send(world, caller)
    world.clock.advance(timedelta(minutes=7))
    await send(world, caller)


async def test_a_client_asks_for_twenty_codes_in_ten_minutes(world: World):
    caller = await enter(world)
    for number in range(20):
        await send(world, caller, EmailAddress(f"user{number}@example.org"))
    with pytest.raises(TooManyAttempts):
        await send(world, caller)
    await send(world, caller, client="192.0.2.2")


async def test_a_code_that_is_refused_is_not_owed(world: World):
    caller = await enter(world)
    await send(world, caller)
    with pytest.raises(TooManyAttempts):
        await send(world, caller)
    assert await world.deliver_mail() == 1
    assert await world.deliver_mail() == 0
