"""What every `CodeCache` must do."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeAlias

import pytest

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.one_time_code import CodeKey, Purpose, Redeemed
from todoauth.ports.cache import CodeCache
from todoauth.testing.contracts.concurrency import MANY, all_at_once
from todoauth.testing.contracts.samples import new_id

PassTime: TypeAlias = Callable[[timedelta], Awaitable[None]]

LONG, SHORT = timedelta(minutes=3), timedelta(milliseconds=100)
CODE, NEXT_CODE, GUESS = (bytes([byte]) * 32 for byte in (0, 1, 255))


def a_key() -> CodeKey:
    return CodeKey(Purpose.VERIFY_EMAIL, UserId(new_id()), EmailAddress("ada@example.org"))


@pytest.mark.asyncio
class CodeCacheContract:
    """Needs the fixtures `codes`, a cache, and `pass_time`, which awaits until that much time has passed for it."""

    async def test_a_right_guess_is_right_once(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=5)
        assert [await codes.redeem(key, CODE) for _ in range(3)] == [Redeemed.RIGHT, Redeemed.GONE, Redeemed.GONE]

    async def test_one_of_many_takers_gets_the_code(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=100)
        outcomes = await all_at_once([lambda: codes.redeem(key, CODE)] * MANY)
        assert outcomes.count(Redeemed.RIGHT) == 1
        assert outcomes.count(Redeemed.GONE) == MANY - 1

    async def test_a_wrong_guess_leaves_the_code(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=5)
        assert await codes.redeem(key, GUESS) is Redeemed.WRONG
        assert await codes.redeem(key, CODE) is Redeemed.RIGHT

    async def test_spent_guesses_close_the_code_to_the_right_guess_too(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=3)
        assert [await codes.redeem(key, GUESS) for _ in range(4)] == [Redeemed.WRONG] * 3 + [Redeemed.GONE]
        assert await codes.redeem(key, CODE) is Redeemed.GONE

    async def test_a_storm_of_guesses_gets_no_more_than_the_budget(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=5)
        outcomes = await all_at_once([lambda: codes.redeem(key, GUESS)] * 3 * MANY)
        assert outcomes.count(Redeemed.WRONG) == 5
        assert outcomes.count(Redeemed.GONE) == 3 * MANY - 5

    async def test_the_last_guess_of_the_budget_counts(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=2)
        assert [await codes.redeem(key, guess) for guess in (GUESS, CODE)] == [Redeemed.WRONG, Redeemed.RIGHT]

    async def test_a_new_code_replaces_the_old_one(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=5)
        await codes.put(key, NEXT_CODE, ttl=LONG, guesses=5)
        assert await codes.redeem(key, CODE) is Redeemed.WRONG
        assert await codes.redeem(key, NEXT_CODE) is Redeemed.RIGHT

    async def test_a_new_code_brings_back_no_guesses(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=3)
        assert await codes.redeem(key, GUESS) is Redeemed.WRONG
        assert await codes.redeem(key, GUESS) is Redeemed.WRONG
        await codes.put(key, NEXT_CODE, ttl=LONG, guesses=3)
        assert await codes.redeem(key, GUESS) is Redeemed.WRONG
        assert await codes.redeem(key, NEXT_CODE) is Redeemed.GONE

    async def test_nobody_knows_a_code_that_was_never_put(self, codes: CodeCache) -> None:
        key, other = a_key(), a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=5)
        assert await codes.redeem(other, CODE) is Redeemed.GONE
        assert await codes.redeem(key, CODE) is Redeemed.RIGHT

    async def test_an_address_is_the_same_however_it_is_written(self, codes: CodeCache) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=LONG, guesses=5)
        assert await codes.redeem(CodeKey(key.purpose, key.user_id, EmailAddress("ADA@Example.org")), CODE) is (
            Redeemed.RIGHT
        )

    async def test_a_code_vanishes_when_its_time_is_up(self, codes: CodeCache, pass_time: PassTime) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=SHORT, guesses=5)
        await pass_time(SHORT)
        assert await codes.redeem(key, CODE) is Redeemed.GONE

    async def test_guesses_are_forgotten_with_the_last_code(self, codes: CodeCache, pass_time: PassTime) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=SHORT, guesses=1)
        await codes.redeem(key, GUESS)
        await pass_time(SHORT)
        await codes.put(key, CODE, ttl=LONG, guesses=1)
        assert await codes.redeem(key, CODE) is Redeemed.RIGHT

    async def test_a_new_code_keeps_the_guesses_for_its_own_time(self, codes: CodeCache, pass_time: PassTime) -> None:
        key = a_key()
        await codes.put(key, CODE, ttl=SHORT, guesses=1)
        await codes.redeem(key, GUESS)
        await codes.put(key, NEXT_CODE, ttl=LONG, guesses=1)
        await pass_time(SHORT)
        assert await codes.redeem(key, NEXT_CODE) is Redeemed.GONE
