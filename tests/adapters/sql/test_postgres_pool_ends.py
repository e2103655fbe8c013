"""A pool that closes waits for what is lent, and keeps nothing."""

import asyncio

import pytest

from tests.adapters.sql.pools import MOST, Exchange, ask, lent, played, turns, wind
from todoauth.domain.errors import Unavailable


def test_to_close_is_to_wait_for_what_is_lent_and_to_say_goodbye() -> None:
    async def play() -> None:
        exchange = Exchange()
        pool = exchange.pool(MOST)
        first, second = await lent(pool)
        pool.take_back(first)
        closing = asyncio.create_task(pool.close())
        await turns()
        wind(10)
        await turns()
        assert not closing.done()
        pool.take_back(second)
        await closing
        assert [line.is_told for line in exchange.lines] == [True, True]

    played(play)


def test_nothing_is_lent_from_a_pool_that_was_closed() -> None:
    async def play() -> None:
        exchange = Exchange()
        pool = exchange.pool(MOST)
        (held,) = await lent(pool, 1)
        waiting = [ask(pool), ask(pool)]
        closing = asyncio.create_task(pool.close())
        await turns()
        late = ask(pool)
        await turns()
        pool.take_back(held)
        for each in waiting:
            if each.done() and not each.exception():
                pool.take_back(each.result())
        wind()
        await turns()
        assert isinstance(late.exception(), Unavailable)
        pool.take_back(waiting[1].result()) if not waiting[1].exception() else None
        await closing
        assert exchange.open == []

    played(play)


@pytest.mark.parametrize("moment", range(7))
def test_a_close_that_is_cut_short_lets_go_of_everything(moment: int) -> None:
    async def play() -> None:
        exchange = Exchange()
        pool = exchange.pool(3)
        held, idle = await lent(pool)
        pool.take_back(idle)
        pool.take_back(held)
        held = await pool.lend()
        expected = ask(pool), ask(pool)  # the second has to be made yet
        await turns(moment)
        closing = asyncio.create_task(pool.close())
        await asyncio.sleep(0)
        closing.cancel()
        await turns()
        assert closing.cancelled()
        assert exchange.open == []
        for each in expected:
            if not each.exception():
                pool.take_back(each.result())
        pool.take_back(held)
        assert exchange.open == []

    played(play)


def test_what_is_closed_can_be_closed_again() -> None:
    async def play() -> None:
        pool = Exchange().pool(MOST)
        await lent(pool)
        closing = asyncio.create_task(pool.close())
        await turns()
        closing.cancel()
        await turns()
        again = asyncio.create_task(pool.close())
        await turns()
        assert again.done()

    played(play)
