"""An event loop whose time passes only while everybody waits: hours take no time, and nothing comes late."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class Clockwork(asyncio.SelectorEventLoop):
    """A loop that is always at the next thing to do."""

    def __init__(self) -> None:
        self._at = 0.0
        super().__init__()

    def time(self) -> float:
        return self._at

    def _run_once(self) -> None:
        if not self._ready and self._scheduled:
            self._at = max(self._at, self._scheduled[0].when())
        super()._run_once()  # type: ignore[misc]

    _ready: Any  # what is to be done now, and what at some time: the loop's own
    _scheduled: Any


def played(story: Coroutine[Any, Any, T]) -> T:
    """What comes of `story`, which waits for nothing outside this process."""
    with asyncio.Runner(loop_factory=Clockwork) as runner:
        return runner.run(story)
