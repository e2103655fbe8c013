"""A way back in for who has forgotten the password."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.builders import SECRET
from tests.domain.acts import (
    ADAS,
    BOBS,
    CHANGED,
    CLIENT,
    CONFIRMED,
    RESET,
    assert_over,
    close_account,
    enter_with_address,
    log_in,
    prove,
    reset_code_for,
    sent,
    sign_up,
)
from tests.domain.caches import AbsentCache, ForgetfulCache
from tests.domain.hashers import WatchedHasher
from todoauth import (
    CodeKey,
    EmailAddress,
    InvalidValue,
    Limit,
    Limits,
    Overloaded,
    Password,
    PasswordHash,
    PasswordHasher,
    Purpose,
    Redeemed,
    ResetCode,
    TooManyAttempts,
    Unavailable,
    WrongCredentials,
    WrongOrExpiredCode,
)
from todoauth.testing.world import World

NEW = Password("a new password, and long")
WRONG = ResetCode("ZZZZZZZZ")
NOBODYS = EmailAddress("nobody@example.org")
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def reset(world: World, code: ResetCode, email: EmailAddress = ADAS, new: Password = NEW) -> None:
    await world.reset_password(email=email, code=code, new=new, client=CLIENT)


async def refused(world: World, code: ResetCode, email: EmailAddress = ADAS) -> None:
    with pytest.raises(WrongOrExpiredCode):
        await reset(world, code, email)


async def test_a_code_that_was_mailed_sets_a_new_password(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    await reset(world, code)
    await log_in(world, password=NEW.text)
    with pytest.raises(WrongCredentials):
        await log_in(world)
    await world.deliver_mail()
    assert sent(world) == [(ADAS.text, RESET), (ADAS.text, CHANGED)]


async def test_every_session_ends_and_none_is_opened(world: World):
    caller = await enter_with_address(world)
    tokens = [await log_in(world), await log_in(world)]
    await reset(world, await reset_code_for(world))
    await assert_over(world, *tokens)
    assert await world.list_sessions(caller=caller) == []


async def test_a_code_is_used_once(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    await reset(world, code)
    await refused(world, code)


async def test_a_code_is_good_for_three_minutes(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    world.clock.advance(timedelta(minutes=3))
    await refused(world, code)


async def test_a_code_may_be_typed_in_small_letters(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    await reset(world, ResetCode(code.text.lower()))


async def test_a_newer_code_takes_the_place_of_an_older_one(world: World):
    await enter_with_address(world)
    older = await reset_code_for(world)
    world.clock.advance(timedelta(minutes=1))
    newer = await reset_code_for(world)
    await refused(world, older)
    await reset(world, newer)


async def test_a_code_sets_the_password_of_its_address_alone(world: World):
    await enter_with_address(world)
    await enter_with_address(world, "Bob", BOBS)
    code = await reset_code_for(world)
    await refused(world, code, BOBS)
    await reset(world, code)


async def test_a_code_that_proves_an_address_sets_no_password(world: World):
    caller = await enter_with_address(world)
    key = CodeKey(Purpose.RESET, caller.user_id, ADAS)
    proof = CodeKey(Purpose.VERIFY_EMAIL, caller.user_id, ADAS)
    assert world.seal(key, WRONG) != world.seal(proof, WRONG)
    await world.codes.put(proof, world.seal(proof, WRONG), ttl=HOUR, guesses=5)
    await refused(world, WRONG)


async def test_asking_is_answered_alike_and_only_the_holder_of_a_proved_address_gets_mail(world: World):
    await enter_with_address(world)
    await sign_up(world, "Bob", email=BOBS)
    await world.deliver_mail()
    world.mailbox.letters.clear()
    for email in (NOBODYS, ADAS):
        await world.send_reset_code(email=email, client=CLIENT)
    world.clock.advance(timedelta(minutes=1))
    await world.send_reset_code(email=BOBS, client=CLIENT)
    while await world.deliver_mail():
        pass
    assert sent(world) == [(ADAS.text, RESET)]


async def test_a_closed_account_gets_no_code_and_no_new_password(world: World):
    caller = await enter_with_address(world)
    code = await reset_code_for(world)
    await close_account(world, caller)
    await refused(world, code)
    world.clock.advance(timedelta(minutes=1))
    await world.send_reset_code(email=ADAS, client=CLIENT)
    await world.deliver_mail()
    assert sent(world) == [(ADAS.text, RESET)]


async def test_a_code_that_comes_too_late_to_be_of_use_is_not_sent(world: World):
    await enter_with_address(world)
    await world.send_reset_code(email=ADAS, client=CLIENT)
    world.clock.advance(timedelta(minutes=15, microseconds=1))
    assert await world.deliver_mail() == 1
    assert sent(world) == []


@pytest.mark.parametrize("email", [ADAS, NOBODYS])
async def test_asking_again_at_once_is_too_early_whoever_has_the_address(world: World, email: EmailAddress):
    await enter_with_address(world)
    await world.send_reset_code(email=email, client=CLIENT)
    with pytest.raises(TooManyAttempts) as early:
        await world.send_reset_code(email=email, client=CLIENT)
    assert early.value.retry_after == timedelta(seconds=30)


async def test_codes_for_a_new_password_and_for_a_proof_are_counted_together(world: World):
    caller = await enter_with_address(world)
    await world.send_code(caller=caller, email=ADAS, client=CLIENT)
    with pytest.raises(TooManyAttempts):
        await world.send_reset_code(email=ADAS, client=CLIENT)


@pytest.mark.parametrize("email", [ADAS, NOBODYS])
async def test_guesses_are_bounded_by_hour_and_day_whoever_has_the_address(world: World, email: EmailAddress):
    world.limits = Limits(reset_per_client=Limit(1_000, HOUR))
    await enter_with_address(world)
    for span in (HOUR, DAY):
        for _ in range(10):
            await refused(world, WRONG, email)
        with pytest.raises(TooManyAttempts) as enough:
            await reset(world, WRONG, email)
        assert enough.value.retry_after == span
        world.clock.advance(HOUR)


async def test_a_resend_refills_no_budget(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    for _ in range(5):
        await refused(world, WRONG)
    await refused(world, code)
    world.clock.advance(timedelta(minutes=1))
    await refused(world, await reset_code_for(world))


async def test_one_client_tries_no_more_than_so_often(world: World):
    world.limits = Limits(reset_per_client=Limit(2, HOUR))
    for _ in range(2):
        await refused(world, WRONG, NOBODYS)
    with pytest.raises(TooManyAttempts):
        await reset(world, WRONG)


async def test_known_and_unknown_addresses_cost_the_same_work(world: World):
    await enter_with_address(world)
    world.hasher = watched = WatchedHasher(world.hasher)
    await refused(world, WRONG)
    known, watched.work = watched.work, []
    await refused(world, WRONG, NOBODYS)
    assert watched.work == known == ["hash"]


@pytest.mark.parametrize("weak", ["password1", "ada@example.org"])
async def test_an_easy_password_is_refused_before_a_guess_is_counted(world: World, weak: str):
    await enter_with_address(world)
    code = await reset_code_for(world)
    with pytest.raises(InvalidValue) as easy:
        await reset(world, code, new=Password(weak))
    assert easy.value.field == "new_password"
    await reset(world, code)


async def test_only_who_has_the_code_learns_whose_name_a_password_is(world: World):
    await sign_up(world, "augustaking")
    caller = await world.authenticate(token=(await log_in(world, "augustaking")).access_token)
    await prove(world, caller)
    world.clock.advance(timedelta(minutes=10))
    code = await reset_code_for(world)
    with pytest.raises(WrongOrExpiredCode):
        await reset(world, WRONG, new=Password("augustaking1"))
    with pytest.raises(InvalidValue):
        await reset(world, code, new=Password("augustaking1"))
    await refused(world, code)


async def test_a_busy_service_costs_nobody_the_code(world: World):
    await enter_with_address(world)
    code = await reset_code_for(world)
    with pytest.raises(Overloaded):
        await replace(world.reset_password, hasher=_Busy())(email=ADAS, code=code, new=NEW, client=CLIENT)
    await reset(world, code)


async def test_without_a_cache_no_password_is_set(world: World):
    await enter_with_address(world)
    with pytest.raises(Unavailable):
        await replace(world.reset_password, codes=AbsentCache())(email=ADAS, code=WRONG, new=NEW, client=CLIENT)
    await log_in(world)


async def test_an_address_that_moves_on_meanwhile_opens_nothing(world: World):
    caller = await enter_with_address(world)

    class SlowCache(ForgetfulCache):
        async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
            await prove(world, caller, BOBS)
            return Redeemed.RIGHT

    with pytest.raises(WrongOrExpiredCode):
        await replace(world.reset_password, codes=SlowCache())(email=ADAS, code=WRONG, new=NEW, client=CLIENT)
    await log_in(world)


async def test_an_account_that_goes_meanwhile_is_not_brought_back(world: World):
    caller = await enter_with_address(world)
    code = await reset_code_for(world)

    class Leaving(PasswordHasher):
        async def hash(self, password: Password) -> PasswordHash:
            await world.delete_account(caller=caller, password=SECRET)
            return await world.hasher.hash(password)

        verify = world.hasher.verify
        outdated = world.hasher.outdated

    with pytest.raises(WrongOrExpiredCode):
        await replace(world.reset_password, hasher=Leaving())(email=ADAS, code=code, new=NEW, client=CLIENT)
    assert CONFIRMED not in {subject for _, subject in sent(world)}


class _Busy(PasswordHasher):
    async def hash(self, password: Password) -> PasswordHash:
        raise Overloaded

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        raise Overloaded

    def outdated(self, hash: PasswordHash) -> bool:
        return False
