"""The loop that pays the mail that is owed and forgets what has expired."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

import structlog

from todoauth.domain.use_cases.deliver_mail import DeliverMail
from todoauth.domain.use_cases.purge import Purge

_ENOUGH = 30  # doublings: more would leave the range of numbers, after hours without a mail server

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Delivers and purges for as long as it runs.

    Args:
        lanes: how many rounds of delivery go side by side: a mail server that keeps one of them waiting delays no
            mail that falls due meanwhile.
        pause: seconds between two looks at an empty outbox.
        purge_pause: seconds between two purges.
        longest_pause: seconds that rounds which keep failing are apart at most, unless they are further apart anyway.
        patience: seconds that a round may go on for after the end; the lease hands back what it does not finish.
    """

    deliver: DeliverMail
    purge: Purge
    lanes: int = 4
    pause: float = 0.5
    purge_pause: float = 600.0
    longest_pause: float = 30.0
    patience: float = 20.0

    async def __call__(self) -> None:
        """Run until cancelled, then finish the round. One that fails is logged, and the next waits longer."""
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self.lanes):
                tasks.create_task(self._forever(self.deliver, self.pause))
            tasks.create_task(self._forever(self.purge, self.purge_pause, enough=self.purge.at_most))

    async def _forever(self, work: Callable[[], Awaitable[int]], pause: float, *, enough: int = 1) -> None:
        """Work again at once after a round that did `enough`, else after the pause."""
        failures = 0
        while True:
            try:
                done = await _finished(work(), self.patience)
            except Exception:  # whatever it was, mail must go on
                failures += 1
                log.exception("relay_failed", work=type(work).__name__, failures=failures)
                await asyncio.sleep(wait_after(failures, pause=pause, longest=self.longest_pause))
            else:
                failures = 0
                await asyncio.sleep(0 if done >= enough else pause)


async def _finished(work: Awaitable[int], patience: float) -> int:
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.gather(task, return_exceptions=True), patience)
        raise


def wait_after(failures: int, *, pause: float, longest: float) -> float:
    """Return for how many seconds to wait after so many failures in a row: twice as long each time, up to `longest`."""
    return max(pause, min(pause * (1 << min(failures, _ENOUGH)), longest))
