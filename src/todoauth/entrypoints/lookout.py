"""Looking for mail that is owed: seldom while there is none, and never for long after some was promised."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from todoauth.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, slots=True)
class Owing:
    """Begins transactions that may owe mail, and tells of each that was committed. Fulfils `Begin`."""

    begin: Begin
    owed: asyncio.Event

    @asynccontextmanager
    async def __call__(self) -> AsyncGenerator[UnitOfWork, None]:
        async with self.begin() as work:
            yield work
        self.owed.set()


class Lookout:
    """Lets several look for mail while there is some, and one at a time while there is none.

    Args:
        owed: set when mail may be owed.
        pause: seconds until that is looked for. Not at once: who asks for a mail must not learn from the answers of the
            next moment whether there was one to send. And seconds that one who looks may take before the next one does,
            for then it has found some.
        longest: seconds between two looks while nothing is owed, after a while; what other processes owe, and nobody
            pays, is found so late.
    """

    def __init__(self, owed: asyncio.Event, *, pause: float, longest: float) -> None:
        self._owed = owed
        self._pause = pause
        self._longest = longest
        self._place = asyncio.Lock()
        self._found = True  # whoever died before this process began may have left some
        self._wait = pause

    @asynccontextmanager
    async def turn(self) -> AsyncGenerator[None, None]:
        """Wait until it is time to look, and look in the block."""
        await self._place.acquire()
        with ExitStack() as leaving:
            leaving.callback(self._place.release)
            if self._found:
                leaving.close()
            else:
                await self._rest()
                later = asyncio.get_running_loop().call_later(self._pause, leaving.close)
                leaving.callback(later.cancel)
            yield

    def note(self, *, found: bool) -> None:
        """Take into account what a look has found."""
        self._found = found
        if found:
            self._wait = self._pause

    async def _rest(self) -> None:
        try:
            async with asyncio.timeout(self._wait):
                await self._owed.wait()
        except TimeoutError:
            self._wait = min(2 * self._wait, self._longest)
        else:
            self._wait = self._pause
            await asyncio.sleep(self._pause)
            self._owed.clear()
