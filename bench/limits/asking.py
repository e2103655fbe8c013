"""What is asked and what is answered, however it travels."""

import os
from base64 import urlsafe_b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from time import time_ns
from typing import TypeAlias
from uuid import UUID


@dataclass(slots=True)
class Asked:
    """One request: what of it counts."""

    token: str
    id: UUID | None = None
    if_match: str | None = None
    body: bytes = b""


Answer: TypeAlias = tuple[int, bytes]
Handler: TypeAlias = Callable[[Asked], Awaitable[Answer]]
Routes: TypeAlias = Mapping[tuple[str, str], Handler]
"""By method and path; a path that ends in a slash goes on with an id."""

UNAUTHORIZED: Answer = (401, b"{}")
NOT_FOUND: Answer = (404, b"{}")
INVALID: Answer = (422, b"{}")
TOO_MANY: Answer = (429, b"{}")
OUTDATED: Answer = (412, b"{}")
REFUSED: Answer = (400, b"{}")


def new_id() -> UUID:
    """Return an id that orders by time (UUIDv7)."""
    chance = int.from_bytes(os.urandom(10))
    bits = (time_ns() // 1_000_000) << 80 | (chance & ~(0xF << 76) & ~(0b11 << 62)) | 0x7 << 76 | 0b10 << 62
    return UUID(int=bits)


def cursor(id: UUID) -> str:
    """Return the place after `id` as the service spells it."""
    return urlsafe_b64encode(id.bytes).rstrip(b"=").decode()


def version_in(if_match: str | None) -> int | None:
    """Return the version that `If-Match` names."""
    return int(if_match.strip('"')) if if_match else None
