"""What is known of passwords that were stolen elsewhere."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from todoauth.domain.model.password import Password

IsBreached: TypeAlias = Callable[[Password], Awaitable[bool]]
"""`await self.is_breached(password)`: whether it is known to have been stolen somewhere (ASVS 6.2.12)."""
