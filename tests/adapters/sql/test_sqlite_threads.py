"""Work that is done in threads, and those who wait for it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from typing import TypeVar

import pytest

from tests.adapters.sql.obstacles import Obstacle
from todoauth.adapters.sql.sqlite.jobs import Job
from todoauth.adapters.sql.sqlite.threads import Threads
from todoauth.domain.errors import Contended

T = TypeVar("T")


@pytest.fixture
async def threads() -> AsyncIterator[Threads]:
    threads = Threads(2)
    yield threads
    threads.close()


async def test_what_is_returned_comes_back(threads: Threads):
    assert await threads.do(lambda: 7) == 7
    assert await threads.do(threading.get_ident) != threading.get_ident()


async def test_what_is_raised_comes_back_and_the_thread_goes_on(threads: Threads):
    for _ in range(5):
        with pytest.raises(ZeroDivisionError):
            await threads.do(lambda: 1 // 0)
    assert await threads.do(lambda: 7) == 7


async def test_there_are_no_more_threads_than_there_may_be_and_none_that_nobody_needs(threads: Threads):
    before = ours()
    for _ in range(5):
        await threads.do(lambda: None)
    assert len(ours() - before) == 1
    obstacles = [Obstacle() for _ in range(5)]
    tasks = [asyncio.create_task(threads.do(obstacle.meet)) for obstacle in obstacles]
    await obstacles[1].met()
    assert not obstacles[2].is_met()
    for obstacle in obstacles:
        obstacle.go()
    await asyncio.gather(*tasks)
    assert len(ours() - before) == 2
    threads.close()
    assert ours() <= before


def ours() -> set[threading.Thread]:
    return {thread for thread in threading.enumerate() if thread.name == "sqlite"}


@pytest.mark.parametrize("times", [1, 3])
async def test_whoever_is_cancelled_goes_on_only_when_the_work_has_ended(threads: Threads, times: int):
    obstacle = Obstacle()
    task = asyncio.create_task(threads.do(obstacle.meet))
    await obstacle.met()
    for _ in range(times):
        task.cancel()
        for _ in range(5):
            await asyncio.sleep(0)
        assert not task.done()
    obstacle.go()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_whoever_is_cancelled_before_the_work_has_begun_goes_on_at_once_and_it_never_begins(threads: Threads):
    obstacles, done = [Obstacle(), Obstacle()], list[int]()
    busy = [asyncio.create_task(threads.do(obstacle.meet)) for obstacle in obstacles]
    for obstacle in obstacles:
        await obstacle.met()
    task = asyncio.create_task(threads.do(lambda: done.append(1)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    for obstacle in obstacles:
        obstacle.go()
    await asyncio.gather(*busy, threads.do(lambda: done.append(2)))
    assert done == [2]


async def test_what_has_not_begun_in_time_never_does_and_what_has_is_waited_for(threads: Threads):
    obstacles, done = [Obstacle(), Obstacle()], list[int]()
    busy = [sent(threads, obstacle.meet) for obstacle in obstacles]
    for obstacle in obstacles:
        await obstacle.met()
    results = [asyncio.create_task(job.result(patience=0.01)) for job in busy]
    with pytest.raises(Contended):
        await sent(threads, lambda: done.append(1)).result(patience=0.02)
    for obstacle in obstacles:
        obstacle.go()
    late = sent(threads, lambda: done.append(2))
    assert await asyncio.gather(*results, late.result(patience=60)) == [1, 1, None]
    assert done == [2]


def sent(threads: Threads, work: Callable[[], T]) -> Job[T]:
    job = Job(work)
    threads.send(job)
    return job


async def test_a_time_limit_holds_though_the_work_has_ended(threads: Threads):
    obstacle = Obstacle()
    asyncio.get_running_loop().call_later(0.02, obstacle.go)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.001):
            await threads.do(obstacle.meet)


def test_a_loop_that_is_closed_meanwhile_is_not_told():
    obstacle, threads = Obstacle(), Threads(1)
    loop = asyncio.new_event_loop()
    task = loop.create_task(threads.do(obstacle.meet))
    loop.run_until_complete(obstacle.met())
    task._log_destroy_pending = False  # type: ignore[attr-defined]  # asyncio's own
    loop.close()
    obstacle.go()
    threads.close()
