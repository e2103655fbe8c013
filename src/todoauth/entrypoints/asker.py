"""For whom a request is being served, where the server tells whether they are still there."""

from contextvars import ContextVar
from typing import Final

from todoauth.ports.asker import Asker

current_asker: Final[ContextVar[Asker | None]] = ContextVar("current_asker", default=None)
