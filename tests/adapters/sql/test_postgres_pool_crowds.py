"""Whatever many people do to a pool, in whatever order, no place is lost and no connection is lent twice."""

import asyncio
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.adapters.sql.pools import MOST, Exchange, Line, ask, is_whole, line_of, played, turns, wind
from todoauth.adapters.sql.postgres.pool import Raw

STEPS = ["come", "turn", "turn", "leave", "cancel", "late", "die", "expire", "begin", "refuse", "mend"]


@settings(max_examples=500, deadline=None)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 9)), max_size=40))
def test_whatever_happens_in_whatever_order_nothing_is_lost_or_lent_twice(steps: list[tuple[str, int]]) -> None:
    played(lambda: Crowd().play(steps))


class Crowd:
    """Many who come, wait, give up, use and leave."""

    def __init__(self) -> None:
        self.exchange = Exchange()
        self.pool = self.exchange.pool(MOST)
        self.waiting: list[asyncio.Task[Raw]] = []
        self.held: list[Raw] = []
        self.known = set[Line]()
        self.spent = set[Line]()

    async def play(self, steps: list[tuple[str, int]]) -> None:
        for step, number in steps:
            await self.do(step, number)
            self.see()
        self.exchange.refuses = False
        for each in self.waiting:
            each.cancel()
        await turns()
        self.see()
        for raw in self.held:
            self.pool.take_back(raw)
        assert await is_whole(self.pool)

    async def do(self, step: str, number: int) -> None:
        match step:
            case "come":
                self.waiting.append(ask(self.pool))
            case "turn":
                await asyncio.sleep(0)
            case "leave" if self.held:
                self.pool.take_back(self.leaving(number))
            case "cancel" if self.waiting:
                self.waiting[number % len(self.waiting)].cancel()
            case "begin" if self.held:
                cast("Line", self.held[number % len(self.held)]).is_busy = True
            case _:
                self.befall(step, number)

    def befall(self, step: str, number: int) -> None:
        """What nobody does who is there."""
        match step:
            case "late":
                wind()
            case "expire":
                self.spent.update(self.known)
                self.pool.expire()
            case "die" if self.exchange.lines:
                self.exchange.lines[number % len(self.exchange.lines)].terminate()
            case _:
                self.exchange.refuses = step == "refuse"

    def leaving(self, number: int) -> Raw:
        raw = self.held.pop(number % len(self.held))
        line = cast("Line", raw)
        if line.is_broken or line.is_busy:
            self.spent.add(line)
        return raw

    def see(self) -> None:
        done = [each for each in self.waiting if each.done()]
        self.waiting = [each for each in self.waiting if not each.done()]
        for each in done:
            if not each.cancelled() and each.exception() is None:
                assert line_of(each) not in self.spent
                assert each.result() not in self.held
                self.known.add(line_of(each))
                self.held.append(each.result())
        assert len(self.held) <= MOST
        assert len(self.exchange.open) <= MOST
