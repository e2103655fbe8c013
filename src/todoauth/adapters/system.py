"""The machine's own time, identity and chance."""

import secrets
import threading
from datetime import UTC, datetime, timedelta
from uuid import UUID

from todoauth.domain.model.one_time_code import OneTimeCode, ResetCode
from todoauth.domain.model.rotation import Nonce
from todoauth.domain.model.session import RefreshToken
from todoauth.ports.system import Clock

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_TAIL_BITS = 74  # what is left of a UUIDv7 beside its time, version and variant
_LOW_BITS = 62
_STEP_BITS = 32


def system_clock() -> datetime:
    """Return the time, aware, in UTC."""
    return datetime.now(UTC)


def new_tag() -> str:
    """Return 32 hexadecimal digits that nobody else has, for what is kept nowhere and need not be in any order."""
    return secrets.token_hex(16)


class UuidV7Ids:
    """Ids that grow, even within a millisecond and when the clock steps back (RFC 9562 section 6.2, method 2).

    Args:
        now: where the time comes from.
    """

    def __init__(self, now: Clock = system_clock) -> None:
        self._now = now
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> UUID:
        """Return an id greater than all before it."""
        time = (self._now() - _EPOCH) // _MILLISECOND
        with self._lock:
            if time > self._last >> _TAIL_BITS:
                self._last = time << _TAIL_BITS | secrets.randbits(_TAIL_BITS)
            else:  # a step of random length, so that nobody can tell the next id from this one
                self._last += 1 + secrets.randbits(_STEP_BITS)
            return _uuid(self._last)


def _uuid(number: int) -> UUID:
    """Return the UUID of a time in milliseconds followed by 74 other bits."""
    head, low = divmod(number, 1 << _LOW_BITS)
    time, high = divmod(head, 1 << (_TAIL_BITS - _LOW_BITS))
    return UUID(int=time << 80 | 0x7 << 76 | high << 64 | 0b10 << 62 | low)


def new_code() -> OneTimeCode:
    """Return one of a million codes, each as likely as another (ASVS 6.5.3)."""
    return OneTimeCode(f"{secrets.randbelow(10**OneTimeCode.DIGITS):0{OneTimeCode.DIGITS}}")


def new_reset_code() -> ResetCode:
    """Return one of 2^40 codes, each as likely as another (ASVS 6.5.3, 6.5.4)."""
    return ResetCode("".join(secrets.choice(ResetCode.SYMBOLS) for _ in range(ResetCode.LENGTH)))


def new_refresh_token() -> RefreshToken:
    """Return 256 random bits (ASVS 7.2.3)."""
    return RefreshToken(secrets.token_urlsafe(RefreshToken.BITS // 8))


def new_nonce() -> Nonce:
    """Return 32 random bytes."""
    return Nonce(secrets.token_bytes(32))


def new_secret() -> str:
    """Return 256 random bits in letters, digits, `-` and `_`."""
    return secrets.token_urlsafe(32)


def new_key() -> bytes:
    """Return 256 random bits to sign with, or to mix into passwords."""
    return secrets.token_bytes(32)


def new_key_id() -> str:
    """Return a name for a key that tells nothing about it."""
    return secrets.token_hex(8)
