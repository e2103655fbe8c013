"""Which request is being served: for the log, and for whoever is told that something went wrong."""

from contextvars import ContextVar
from typing import Final

current_request: Final[ContextVar[str | None]] = ContextVar("current_request", default=None)
