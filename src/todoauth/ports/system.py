"""Time, identity and chance."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from todoauth.domain.model.one_time_code import OneTimeCode, ResetCode
from todoauth.domain.model.rotation import Nonce
from todoauth.domain.model.session import RefreshToken

Clock: TypeAlias = Callable[[], datetime]
"""`self.now()`: the time, aware, in UTC, to the microsecond."""

Ids: TypeAlias = Callable[[], UUID]
"""`self.new_id()`: an id nobody else has. Ids grow with time (UUIDv7, RFC 9562), so lists are ordered by them."""

Codes: TypeAlias = Callable[[], OneTimeCode]
"""`self.new_code()`: a code that cannot be foreseen (ASVS 6.5.3)."""

ResetCodes: TypeAlias = Callable[[], ResetCode]
"""`self.new_reset_code()`: a code that cannot be foreseen, each of 2^40 as likely as another (ASVS 6.5.3)."""

RefreshTokens: TypeAlias = Callable[[], RefreshToken]
"""`self.new_refresh_token()`: 256 bits that cannot be foreseen (ASVS 7.2.3)."""

Nonces: TypeAlias = Callable[[], Nonce]
"""`self.new_nonce()`: 32 bytes that cannot be foreseen."""
