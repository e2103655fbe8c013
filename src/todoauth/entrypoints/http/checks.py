"""How the things are that the service leans on."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter

from todoauth.domain.errors import Unavailable
from todoauth.ports.health import Ping


@dataclass(frozen=True, slots=True)
class Check:
    """What came of one ping."""

    name: str
    milliseconds: float
    failure: Unavailable | None

    @property
    def view(self) -> dict[str, object]:
        """What operators are told."""
        return {"status": "away" if self.failure else "ok", "milliseconds": self.milliseconds}


async def checked(pings: Mapping[str, Ping]) -> Sequence[Check]:
    """Return what came of pings, all sent at once."""
    return await asyncio.gather(*(_check(name, ping) for name, ping in pings.items()))


async def _check(name: str, ping: Ping) -> Check:
    began, failure = perf_counter(), None
    try:
        await ping()
    except Unavailable as error:
        failure = error
    return Check(name, round((perf_counter() - began) * 1_000, 1), failure)
