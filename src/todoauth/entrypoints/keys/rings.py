"""The rings of a deployment, and how they are written down."""

import base64
import binascii
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Self

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from todoauth.adapters.jwt import Algorithm
from todoauth.entrypoints.keys.derived import Keys
from todoauth.entrypoints.keys.ring import Ring, RingKey, State
from todoauth.entrypoints.settings import secrecy

_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Rings:
    """What signs access tokens, and what is mixed into passwords.

    Raises:
        ValueError: a key has two purposes, or a pepper has an algorithm of signatures.
    """

    signing: Ring
    peppers: Ring

    def __post_init__(self) -> None:
        if {key.secret for key in self.signing.keys} & {key.secret for key in self.peppers.keys}:
            raise ValueError("must not use a key for two purposes")
        if any(key.algorithm is not Algorithm.HS256 for key in self.peppers.keys):
            raise ValueError("must have peppers of HS256 alone")

    @classmethod
    def derived(cls, keys: Keys, at: datetime) -> Self:
        """Return the rings that a deployment has before it keeps any: the keys that its secret stands for."""
        signing = RingKey(id=keys.access_token_id, secret=keys.access_token, state=State.CURRENT, made_at=at, since=at)
        pepper = RingKey(id=keys.pepper_id, secret=keys.pepper, state=State.CURRENT, made_at=at, since=at)
        return cls(signing=Ring((signing,)), peppers=Ring((pepper,)))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read what `text` returned.

        Raises:
            ValueError: it is something else. Those that begin with "must" tell what is wrong, and no value.
        """
        written = _Rings.model_validate_json(text)
        return cls(signing=_ring(written.signing), peppers=_ring(written.peppers))

    @property
    def text(self) -> str:
        """The rings as JSON, with all that is secret."""
        written = _Rings(signing=_entries(self.signing), peppers=_entries(self.peppers))
        return written.model_dump_json(indent=2) + "\n"


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    algorithm: Algorithm
    secret: str
    state: State
    made_at: AwareDatetime
    since: AwareDatetime


class _Rings(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    signing: tuple[_Entry, ...]
    peppers: tuple[_Entry, ...]


def _entries(ring: Ring) -> tuple[_Entry, ...]:
    return tuple(
        _Entry(
            id=key.id,
            algorithm=key.algorithm,
            secret=base64.urlsafe_b64encode(key.secret).rstrip(b"=").decode(),
            state=key.state,
            made_at=key.made_at.astimezone(UTC).replace(microsecond=0),
            since=key.since.astimezone(UTC).replace(microsecond=0),
        )
        for key in ring.keys
    )


def _ring(entries: tuple[_Entry, ...]) -> Ring:
    return Ring(
        tuple(
            RingKey(
                id=entry.id,
                algorithm=entry.algorithm,
                secret=_secret(entry.secret),
                state=entry.state,
                made_at=entry.made_at,
                since=entry.since,
            )
            for entry in entries
        )
    )


def _secret(text: str) -> bytes:
    try:
        secret = base64.b64decode(text + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        secret = b""
    if len(secret) != _BYTES or secrecy.is_poor(text):
        raise ValueError("must have secrets of 32 random bytes each, in base64url")
    return secret
