"""The loop that pays the mail that is owed and forgets what has expired."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import structlog

from todoauth.domain.use_cases.deliver_mail import DeliverMail
from todoauth.domain.use_cases.purge import Purge
from todoauth.entrypoints.lookout import Lookout

_ENOUGH = 30  # doublings: more would leave the range of numbers, after hours without a mail server

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relay:
    """Delivers and purges for as long as it runs.

    Args:
        owed: set when a transaction of this process may have owed mail.
        lanes: how many rounds of delivery go side by side: a mail server that keeps one of them waiting delays no
            mail that falls due meanwhile.
        pause: seconds from then until the outbox is looked at.
        rest: seconds between two looks at an outbox that has been empty for a while.
        purge_pause: seconds between two purges.
        longest_pause: seconds that rounds which keep failing are apart at most, unless they are further apart anyway.
        patience: seconds that a round may go on for after the end; the lease hands back what it does not finish.
    """

    deliver: DeliverMail
    purge: Purge
    owed: asyncio.Event = field(default_factory=asyncio.Event)
    lanes: int = 4
    pause: float = 0.25
    rest: float = 2.0
    purge_pause: float = 600.0
    longest_pause: float = 30.0
    patience: float = 20.0

    async def __call__(self) -> None:
        """Run until cancelled, then finish the round. One that fails is logged, and the next waits longer."""
        lookout = Lookout(self.owed, pause=self.pause, longest=self.rest)
        async with asyncio.TaskGroup() as tasks:
            for _ in range(self.lanes):
                tasks.create_task(self._forever("delivery", partial(self._delivered, lookout), self.pause, enough=0))
            tasks.create_task(self._forever("purge", self._purged, self.purge_pause, enough=self.purge.at_most))

    async def _delivered(self, lookout: Lookout) -> int:
        async with lookout.turn():
            taken = await _finished(self.deliver(), self.patience)
            lookout.note(found=taken > 0)
            return taken

    async def _purged(self) -> int:
        return await _finished(self.purge(), self.patience)

    async def _forever(self, name: str, work: Callable[[], Awaitable[int]], pause: float, *, enough: int) -> None:
        """Work again at once after a round that did `enough`, else after the pause."""
        failures = 0
        while True:
            try:
                done = await work()
            except Exception:  # whatever it was, mail must go on
                failures += 1
                log.exception("relay_failed", work=name, failures=failures)
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
