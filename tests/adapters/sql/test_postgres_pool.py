"""A pool lends no more than it has, to whoever comes first, and loses nothing, whatever happens when."""

import asyncio
from collections.abc import Callable
from itertools import product
from typing import cast

import pytest

from tests.adapters.sql.pools import MOST, Exchange, Line, ask, is_whole, lent, played, turns, wind
from todoauth.adapters.sql.postgres.pool import Pool
from todoauth.domain.errors import Unavailable


def test_no_more_are_lent_than_there_may_be_and_who_came_first_is_first() -> None:
    async def play() -> None:
        pool = Exchange().pool(MOST)
        first, second = await lent(pool)
        third, fourth = ask(pool), ask(pool)
        await turns()
        assert not third.done()
        pool.take_back(first)
        await turns()
        assert third.result() is first
        assert not fourth.done()
        pool.take_back(second)
        await turns()
        assert fourth.result() is second

    played(play)


def test_who_waits_too_long_is_told_so_and_no_place_is_lost() -> None:
    async def play() -> None:
        pool = Exchange().pool(MOST)
        first, second = await lent(pool)
        third = ask(pool)
        await turns()
        wind()
        await turns()
        assert isinstance(third.exception(), Unavailable)
        pool.take_back(first)
        pool.take_back(second)
        assert await is_whole(pool)

    played(play)


@pytest.mark.parametrize("before", range(6))
@pytest.mark.parametrize("after", range(3))
def test_who_is_cancelled_at_whatever_moment_takes_no_place_along(before: int, after: int) -> None:
    async def play() -> None:
        pool = Exchange().pool(MOST)
        first, second = await lent(pool)
        third = ask(pool)
        for moment in range(6):
            if moment == 2:
                pool.take_back(first)
            if moment == before:
                third.cancel()
            await asyncio.sleep(0)
        await turns(after)
        if third.cancelled():
            assert await pool.lend() is first
        pool.take_back(first)
        pool.take_back(second)
        assert await is_whole(pool)

    played(play)


@pytest.mark.parametrize(("patience_ends", "leaves", "cancelled"), [*product(range(4), repeat=3)])
def test_ends_of_patience_turns_and_cancellations_may_come_together(
    patience_ends: int, leaves: int, cancelled: int
) -> None:
    async def play() -> None:
        pool = Exchange().pool(MOST)
        first, second = await lent(pool)
        third = ask(pool)
        await turns()
        for moment in range(4):
            if moment == patience_ends:
                wind()
            if moment == leaves:
                pool.take_back(first)
            if moment == cancelled:
                third.cancel()
            await asyncio.sleep(0)
        await turns()
        if not third.cancelled() and third.exception() is None:
            pool.take_back(third.result())
        pool.take_back(second)
        assert await is_whole(pool)

    played(play)


def test_who_is_told_that_it_was_too_long_and_cancelled_in_one_turn_leaves_no_place_behind() -> None:
    async def play() -> None:
        pool = Exchange().pool(MOST)
        held = await lent(pool)
        third = ask(pool)
        await turns()
        # The loop ends the patience in this turn, and the one after it is the first that the waiting one could have.
        asyncio.get_running_loop().call_later(1, third.cancel)
        wind(1)
        await turns()
        fourth = ask(pool)
        await turns()
        assert third.cancelled()
        assert not fourth.done()
        fourth.cancel()
        for each in held:
            pool.take_back(each)
        assert await is_whole(pool)

    played(play)


Spoils = Callable[[Pool, Line], None]
SPOILS: dict[str, Spoils] = {
    "died": lambda pool, line: line.terminate(),
    "expired": lambda pool, line: pool.expire(),
    "is in a transaction": lambda pool, line: setattr(line, "is_busy", True),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_what_cannot_be_used_again_is_not_lent_again(spoil: str) -> None:
    async def play() -> None:
        exchange = Exchange()
        pool = exchange.pool(MOST)
        raw = await pool.lend()
        SPOILS[spoil](pool, cast("Line", raw))
        pool.take_back(raw)
        assert await pool.lend() is not raw
        assert exchange.lines[0].is_broken
        assert len(exchange.open) == 1

    played(play)


@pytest.mark.parametrize("spoil", ["died", "expired"])
def test_what_cannot_be_used_any_more_while_nobody_has_it_is_not_lent_again(spoil: str) -> None:
    async def play() -> None:
        exchange = Exchange()
        pool = exchange.pool(MOST)
        raw = await pool.lend()
        pool.take_back(raw)
        SPOILS[spoil](pool, cast("Line", raw))
        assert await pool.lend() is not raw
        assert len(exchange.open) == 1

    played(play)


def test_who_gets_no_connection_leaves_the_place_to_others() -> None:
    async def play() -> None:
        exchange = Exchange(refuses=True)
        pool = exchange.pool(MOST)
        for _ in range(MOST + 1):
            with pytest.raises(Unavailable):
                await pool.lend()
        exchange.refuses = False
        assert await is_whole(pool)

    played(play)
