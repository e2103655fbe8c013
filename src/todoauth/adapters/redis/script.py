"""Programs that Redis runs as one step."""

from dataclasses import dataclass, field
from hashlib import sha1
from typing import Final

POISONED: Final = -1
"""What a script returns that found a value which is none of ours. It goes on as if there were none."""


@dataclass(frozen=True, slots=True)
class Script:
    """A program in Lua, on one key, that returns a whole number."""

    text: str
    digest: str = field(init=False)

    def __post_init__(self) -> None:
        # Redis calls a script by its SHA-1; nothing is trusted for it.
        object.__setattr__(self, "digest", sha1(self.text.encode(), usedforsecurity=False).hexdigest())
