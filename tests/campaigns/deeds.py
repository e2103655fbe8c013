"""What was done to the service, and what it said to it."""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

import httpx2

PAUSE = 0.1  # seconds after a failure: whoever does not wait only fails more often


class Outcome(Enum):
    """What whoever did it knows of it."""

    OK = "acknowledged"
    REFUSED = "refused"
    UNKNOWN = "unknown"


@dataclass
class Deed:
    """One write. The intent is noted before it is sent, so whatever is cut off stays unknown.

    Args:
        kind: what was done, such as `edit`.
        to: whom or what it changes: a name, a device, or the id of a todo.
        mark: what it leaves behind, as no other deed does.
        begun: seconds of a clock that only goes forward, as `ended`.
        status: what was answered; none if the connection was cut.
        document: what was answered to whoever was acknowledged.
    """

    kind: str
    to: str
    mark: str
    begun: float = 0.0
    ended: float = float("inf")
    status: int | None = None
    document: Any = None

    @property
    def version(self) -> int:
        return int(self.document["version"])

    @property
    def outcome(self) -> Outcome:
        if self.status is None or self.status >= 500:
            return Outcome.UNKNOWN
        return Outcome.OK if self.status < 300 else Outcome.REFUSED


@dataclass
class Journal:
    """All deeds, in the order in which they were begun, and the answers that may never be given."""

    deeds: list[Deed] = field(default_factory=list)
    flaws: list[str] = field(default_factory=list)

    async def note(self, kind: str, to: str, mark: str, asking: Awaitable[httpx2.Response]) -> Deed:
        """Note the intent, ask, note the outcome; return both."""
        deed = Deed(kind, to, mark, begun=time.monotonic())
        self.deeds.append(deed)
        try:
            self._learn(deed, await asking)
        except httpx2.TransportError:
            deed.ended = time.monotonic()
        if deed.outcome is Outcome.UNKNOWN:
            await asyncio.sleep(PAUSE)
        return deed

    def _learn(self, deed: Deed, answer: httpx2.Response) -> None:
        deed.ended, deed.status = time.monotonic(), answer.status_code
        if answer.is_success and answer.content:
            deed.document = answer.json()
        if answer.is_server_error and (answer.status_code != 503 or "retry-after" not in answer.headers):
            self.flaws.append(f"{deed.kind} was answered with {answer.status_code}: {answer.text}")

    def of(self, *kinds: str, outcome: Outcome | None = None, since: float = 0.0) -> Iterator[Deed]:
        """The deeds of those kinds, or of any, that ended so, or in any way, and were begun since then."""
        for deed in self.deeds:
            if (not kinds or deed.kind in kinds) and outcome in {None, deed.outcome} and deed.begun >= since:
                yield deed

    def count(self, outcome: Outcome) -> int:
        """How many ended so."""
        return sum(1 for _ in self.of(outcome=outcome))

    def failures(self) -> Counter[str]:
        """What was answered instead of an acknowledgement or a refusal, and how often."""
        return Counter("cut" if deed.status is None else str(deed.status) for deed in self.of(outcome=Outcome.UNKNOWN))
