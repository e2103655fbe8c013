"""Ports that fail at a chosen call: whatever breaks in the world, it breaks here, one call after the other."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, fields, replace
from typing import Any

BLOCKS = frozenset({"begin"})
# What use cases are made of, with needs of its own.
PARTS = frozenset({"mint", "require_fresh", "require_password", "require_rights"})
PORTS = frozenset(
    {
        "view",
        "hasher",
        "limiter",
        "guesses",
        "live_sessions",
        "todos",
        "cleanings",
        "mailer",
        "codes",
        "seal",
        "tokens",
        "now",
        "new_id",
        "new_code",
        "new_reset_code",
        "new_nonce",
        "new_refresh_token",
        "is_breached",
    }
)


class Blown(Exception):
    """Something broke that nobody has foreseen."""


@dataclass
class Fuse:
    """Burns at every call of a port, and blows at the one numbered `at`."""

    at: int
    failure: Callable[[], Exception] = Blown
    burnt: int = 0

    def burn(self) -> None:
        self.burnt += 1
        if self.burnt == self.at:
            raise self.failure()

    @property
    def is_blown(self) -> bool:
        return self.burnt >= self.at


class FusedPort:
    """A port behind a fuse: each call of it, and of each of its methods, burns."""

    def __init__(self, port: Any, fuse: Fuse) -> None:
        self._port, self._fuse = port, fuse

    def __getattr__(self, name: str) -> Any:
        return FusedPort(getattr(self._port, name), self._fuse)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self._fuse.burn()
        return self._port(*args, **kwargs)


def fused(use_case: Any, fuse: Fuse) -> Any:
    """Return `use_case` with all its ports behind `fuse`. Its policies are no ports and stay."""
    return replace(
        use_case, **{field.name: _fused(field.name, getattr(use_case, field.name), fuse) for field in fields(use_case)}
    )


def _fused(name: str, need: Any, fuse: Fuse) -> Any:
    if name in BLOCKS:
        return _fused_block(need, fuse)
    if name in PARTS:
        return fused(need, fuse)
    return FusedPort(need, fuse) if name in PORTS else need


def _fused_block(begin: Callable[[], AbstractAsyncContextManager[Any]], fuse: Fuse) -> Any:
    @asynccontextmanager
    async def block() -> AsyncIterator[Any]:
        fuse.burn()
        async with begin() as record:
            yield replace(record, **{part.name: FusedPort(getattr(record, part.name), fuse) for part in fields(record)})
            fuse.burn()  # leaving is a call too: the commit that fails

    return block
