"""Identity and chance that can be foreseen: every run of a test sees the same."""

from itertools import count
from uuid import UUID

from todoauth.domain.model.one_time_code import OneTimeCode, ResetCode
from todoauth.domain.model.rotation import Nonce
from todoauth.domain.model.session import RefreshToken


class CountingIds:
    """Ids of the form of a UUIDv7, each greater than the one before: `00000000-0001-7000-8000-000000000000`, …"""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> UUID:
        """Fulfil `Ids`."""
        return UUID(int=next(self._numbers) << 80 | 0x7 << 76 | 0b10 << 62)


class CountingCodes:
    """One-time codes from `000001` on. Anybody can foresee them."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> OneTimeCode:
        """Fulfil `Codes`."""
        return OneTimeCode(f"{next(self._numbers):0{OneTimeCode.DIGITS}}")


class CountingResetCodes:
    """Codes for a new password, numbered from `22222223` on. Anybody can foresee them."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> ResetCode:
        """Fulfil `ResetCodes`."""
        number, base = next(self._numbers), len(ResetCode.SYMBOLS)
        places = range(ResetCode.LENGTH - 1, -1, -1)
        return ResetCode("".join(ResetCode.SYMBOLS[number // base**place % base] for place in places))


class CountingRefreshTokens:
    """Refresh tokens, numbered. Anybody can foresee them."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> RefreshToken:
        """Fulfil `RefreshTokens`."""
        return RefreshToken(f"refresh-token-{next(self._numbers):029}")


class CountingNonces:
    """Nonces, numbered. Anybody can foresee them."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def __call__(self) -> Nonce:
        """Fulfil `Nonces`."""
        return Nonce(next(self._numbers).to_bytes(32))
