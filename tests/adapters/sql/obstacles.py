"""What keeps a thread, or SQLite, busy for as long as a test wants."""

import asyncio
import threading
from typing import Final

from sqlalchemy import Integer, literal_column, select

from tests.adapters.sql.asking import asked

_NUMBERS: Final = "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < {}) SELECT max(x) FROM n)"
LONG: Final = asked(select(literal_column(_NUMBERS.format(100_000), Integer)))
"""A statement that takes long, and finds 100,000."""

ENDLESS: Final = asked(select(literal_column(_NUMBERS.format(2**62), Integer)))
"""A statement whose end nobody lives to see."""


class Obstacle:
    """Where a thread comes to a halt, until others let it go on."""

    def __init__(self) -> None:
        self._is_met, self._is_gone = threading.Event(), threading.Event()

    def meet(self) -> int:
        """Wait; return 1."""
        self._is_met.set()
        assert self._is_gone.wait(60)
        return 1

    def is_met(self) -> bool:
        """Whether somebody has come to it."""
        return self._is_met.is_set()

    async def met(self) -> None:
        """Return when somebody has."""
        await asyncio.to_thread(self._is_met.wait, 60)

    def go(self) -> None:
        """Let them go on."""
        self._is_gone.set()
