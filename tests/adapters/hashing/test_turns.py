"""Slow work in turn: who gets one, and who is told to come back."""

import asyncio
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth import Overloaded
from todoauth.adapters.hashing.turns import Turns
from todoauth.ports.asker import Asker

SECOND = timedelta(seconds=1)


@dataclass
class Clock:
    """Shows what it is told to."""

    seconds: float = 0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Somebody(Asker):
    """Stays until they are told to leave."""

    is_gone: bool = False
    calls: list[Callable[[], object]] = field(default_factory=list)

    def when_gone(self, call: Callable[[], object]) -> None:
        self.calls.append(call)

    def leave(self) -> None:
        self.is_gone = True
        for call in self.calls:
            call()


@contextmanager
def turns(threads: int = 1, **options: Any) -> Iterator[Turns]:
    given = {"takes": SECOND, "clock": Clock(), **options}
    some = Turns(threads, name="slow", **given)
    yield some
    some.close()


async def admitted(some: Turns, asking: int) -> int:
    """How many of so many at once get a turn, sooner or later."""
    go_on = threading.Event()
    tasks = [asyncio.create_task(some.take(go_on.wait)) for _ in range(asking)]
    await asyncio.sleep(0)
    go_on.set()
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} <= {bool, Overloaded}
    return outcomes.count(True)


@given(st.integers(1, 4), st.sampled_from([0.25, 0.5, 1.0, 2.0, 8.0]), st.integers(0, 4))
async def test_nobody_gets_a_place_who_would_wait_longer_than_anybody_should(threads: int, takes: float, patience: int):
    with turns(threads, takes=takes * SECOND, patience=patience * SECOND) as some:
        assert await admitted(some, 100) == min(100, threads + int(patience * threads / takes))


async def test_who_finds_a_free_thread_gets_it_however_long_the_work_takes():
    with turns(2, takes=60 * SECOND, patience=SECOND) as some:
        assert await admitted(some, 2) == 2


async def test_no_more_wait_than_may_however_quick_the_work_is():
    with turns(2, takes=SECOND / 1000, most_waiting=3) as some:
        assert await admitted(some, 9) == 5
        assert await admitted(some, 9) == 5


async def test_places_are_as_many_as_the_time_of_recent_turns_allows():
    clock = Clock()

    def work() -> None:
        clock.seconds += 0.5

    with turns(takes=16 * SECOND, patience=5 * SECOND, clock=clock) as some:
        assert await admitted(some, 32) == 1
        for _ in range(64):
            await some.take(work)
        assert await admitted(some, 32) == 10  # a little more than half a second is left of the guess


async def test_who_comes_too_late_is_told_when_there_will_be_room():
    go_on = threading.Event()
    with turns(2, takes=2 * SECOND, patience=3 * SECOND) as some:
        tasks = [asyncio.create_task(some.take(go_on.wait)) for _ in range(5)]
        await asyncio.sleep(0)
        with pytest.raises(Overloaded) as refused:
            await some.take(go_on.wait)
        go_on.set()
        await asyncio.gather(*tasks)
    assert refused.value.retry_after == 4 * SECOND


@pytest.mark.parametrize(("took", "late"), [(10, False), (11, True)])
async def test_a_turn_that_comes_much_too_late_is_not_taken(took: int, late: bool):
    clock, go_on, done = Clock(), threading.Event(), list[str]()

    def slow() -> None:
        go_on.wait()
        clock.seconds += took

    with turns(takes=SECOND, patience=5 * SECOND, clock=clock) as some:
        works = [slow, lambda: done.append("in the end")]
        tasks = [asyncio.create_task(some.take(work)) for work in works]
        await asyncio.sleep(0)
        go_on.set()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert [type(outcome) for outcome in outcomes] == [type(None), Overloaded if late else type(None)]
        await some.take(lambda: done.append("at once"))
    assert done == (["at once"] if late else ["in the end", "at once"])


async def test_turns_are_taken_in_the_order_in_which_people_came():
    order = list[int]()
    with turns() as some:
        await asyncio.gather(*(some.take(partial(order.append, number)) for number in range(5)))
    assert order == [*range(5)]


async def test_who_stops_waiting_does_not_make_a_busy_thread_free():
    go_on, begun = threading.Event(), threading.Barrier(2)
    with turns(most_waiting=0) as some:
        impatient = asyncio.create_task(some.take(lambda: (begun.wait(), go_on.wait())))
        await asyncio.to_thread(begun.wait)
        impatient.cancel()
        await asyncio.wait([impatient])
        with pytest.raises(Overloaded):
            await some.take(go_on.wait)
        go_on.set()


async def test_who_stops_waiting_in_the_queue_makes_room():
    go_on = threading.Event()
    with turns(most_waiting=1) as some:
        busy = asyncio.create_task(some.take(go_on.wait))
        await asyncio.sleep(0)
        impatient = asyncio.create_task(some.take(go_on.wait))
        await asyncio.sleep(0)
        impatient.cancel()
        await asyncio.wait([impatient])
        patient = asyncio.create_task(some.take(go_on.wait))
        await asyncio.sleep(0)
        go_on.set()
        assert await patient
        assert await busy


async def test_who_leaves_the_queue_makes_room_at_once_and_nothing_is_done_for_them():
    go_on, done, somebody = threading.Event(), list[str](), Somebody()
    with turns(most_waiting=1, who_asks=lambda: somebody) as some:
        busy = asyncio.create_task(some.take(go_on.wait))
        await asyncio.sleep(0)
        somebody = Somebody()
        waiting = asyncio.create_task(some.take(lambda: done.append("for who left")))
        await asyncio.sleep(0)
        somebody.leave()
        somebody = Somebody()
        patient = asyncio.create_task(some.take(lambda: done.append("for who stayed")))
        await asyncio.sleep(0)
        go_on.set()
        await asyncio.wait([busy, waiting, patient])
    assert (waiting.cancelled(), done) == (True, ["for who stayed"])


async def test_who_has_left_gets_no_place():
    done = list[str]()
    with turns(who_asks=lambda: Somebody(is_gone=True)) as some, pytest.raises(asyncio.CancelledError):
        await some.take(lambda: done.append("for who left"))
    assert done == []


async def test_what_has_begun_is_done_whoever_leaves():
    go_on, begun, somebody = threading.Event(), threading.Barrier(2), Somebody()
    with turns(who_asks=lambda: somebody) as some:
        task = asyncio.create_task(some.take(lambda: (begun.wait(), go_on.wait())[1]))
        await asyncio.to_thread(begun.wait)
        somebody.leave()
        go_on.set()
        assert await task


async def test_work_that_fails_makes_room():
    def work() -> None:
        raise ZeroDivisionError

    with turns(most_waiting=0) as some:
        for _ in range(3):
            with pytest.raises(ZeroDivisionError):
                await some.take(work)


async def test_the_threads_let_others_go_first_and_nobody_else_does():
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    before = niceness()
    theirs = min(19, before + 10) if sys.platform == "linux" else before
    with turns(2) as some:
        assert {await some.take(niceness) for _ in range(4)} == {theirs}
    assert niceness() == before


async def test_the_threads_are_others_than_that_of_the_loop_and_end_when_closed():
    with turns(3) as some:
        names = await asyncio.gather(*(some.take(lambda: threading.current_thread().name) for _ in range(6)))
    assert all(name.startswith("slow") for name in names)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("slow")]
    with pytest.raises(RuntimeError):
        await some.take(lambda: None)
