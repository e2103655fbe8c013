"""Whether the things we lean on are there."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

Ping: TypeAlias = Callable[[], Awaitable[None]]
"""`await ping()`: returns when the other side answers; raises `Unavailable` when it does not."""
