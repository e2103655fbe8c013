"""Keys that follow one another, so that each can go without anybody noticing."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Self

from todoauth.adapters.jwt import Algorithm


class State(StrEnum):
    """What a key is there for. All of them verify."""

    NEXT = "next"  # known to everybody before it is used
    CURRENT = "current"
    OLDER = "older"


@dataclass(frozen=True, slots=True, kw_only=True)
class RingKey:
    """A key in a ring.

    Args:
        id: names the key, in the header of a token or in front of a password hash.
        algorithm: what it is good for; a pepper is always a key of HMAC with SHA-256.
        secret: 32 bytes.
        made_at: when it came into being.
        since: when it became what it is now.
    """

    id: str
    algorithm: Algorithm = Algorithm.HS256
    secret: bytes = field(repr=False)
    state: State = State.NEXT
    made_at: datetime
    since: datetime

    def turned(self, state: State, at: datetime) -> Self:
        """Return the key in another state."""
        return replace(self, state=state, since=at)


@dataclass(frozen=True, slots=True)
class Ring:
    """Keys of one purpose: one that is current, perhaps a next one, and older ones.

    Raises:
        ValueError: another number of them, or two that are the same.
    """

    keys: tuple[RingKey, ...]

    def __post_init__(self) -> None:
        states = [key.state for key in self.keys]
        if states.count(State.CURRENT) != 1 or states.count(State.NEXT) > 1:
            raise ValueError("must have one current key and at most one next key")
        if min(len({key.id for key in self.keys}), len({key.secret for key in self.keys})) < len(self.keys):
            raise ValueError("must not have a key twice")

    @property
    def current(self) -> RingKey:
        """The key that is used."""
        return next(key for key in self.keys if key.state is State.CURRENT)

    @property
    def next(self) -> RingKey | None:
        """The key that will be used."""
        return next((key for key in self.keys if key.state is State.NEXT), None)

    def named(self, id: str) -> RingKey | None:
        """The key of an id."""
        return next((key for key in self.keys if key.id == id), None)

    def rotated(self, fresh: RingKey, at: datetime) -> Self:
        """Return the ring with its next key current and `fresh` next.

        Without a next key `fresh` only becomes it: nothing is signed with what others have had no time to hear of.
        """
        if self.next is None:
            return type(self)((*self.keys, fresh))
        turned = {State.NEXT: State.CURRENT, State.CURRENT: State.OLDER}
        moved = (key.turned(turned[key.state], at) if key.state in turned else key for key in self.keys)
        return type(self)((*moved, fresh))

    def without(self, id: str) -> Self:
        """Return the ring without a key.

        Raises:
            ValueError: it is the current one.
        """
        return type(self)(tuple(key for key in self.keys if key.id != id))
