"""Password hashes that other systems made, until their owners log in and get one of our own."""

import base64
import hashlib
import hmac
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Final, TypeAlias

import bcrypt

from todoauth.adapters.hashing.turns import Turns, nobody_leaves
from todoauth.domain.model.password import Password, PasswordHash
from todoauth.ports.asker import WhoAsks
from todoauth.ports.hasher import PasswordHasher

_Check: TypeAlias = Callable[[re.Match[str], bytes], bool]

_BCRYPT: Final = r"(?P<hash>\$2[aby]\$(?:0[4-9]|1[0-6])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31})"
_ARGON2: Final = (
    r"(?P<hash>\$argon2(?:id|i|d)\$v=19\$m=[1-9][0-9]{0,5},t=[1-9][0-9]?,p=[1-9][0-9]?"
    r"\$[A-Za-z0-9+/]{11,86}\$[A-Za-z0-9+/]{16,86})"
)
_LONGEST: Final = 72  # bytes: what bcrypt looked at, before it refused longer ones
_USUAL: Final = timedelta(milliseconds=300)  # that a check takes, until one was made here

log = logging.getLogger(__name__)


class ImportedHashes(PasswordHasher):
    """Reads what FastAPI Users and Django keep, and makes hashes of `own`.

    All that is imported counts as outdated, so the first log-in puts a hash of our own in its place. Until then the
    time of a log-in is that of the imported hash, which is not that of an unknown name.

    Args:
        own: makes our hashes, and reads them.
        who_asks: tells for whom a password is checked. None is, for who left before that began.
    """

    def __init__(self, own: PasswordHasher, *, who_asks: WhoAsks = nobody_leaves) -> None:
        self._own = own
        self._turns = Turns(1, name="imported-hashes", takes=_USUAL, who_asks=who_asks)

    async def hash(self, password: Password) -> PasswordHash:
        """Return a hash of our own."""
        return await self._own.hash(password)

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        """Return whether `hash`, ours or imported, was made of `password`."""
        check = None if hash is None else _check_of(hash)
        if check is None:
            return await self._own.verify(password, hash)
        return await self._turns.take(partial(check, password.text.encode()))

    def outdated(self, hash: PasswordHash) -> bool:
        """Return whether `hash` is not one that we would make today."""
        return _check_of(hash) is not None or self._own.outdated(hash)

    def close(self) -> None:
        """End the thread."""
        self._turns.close()


def _check_of(hash: PasswordHash) -> Callable[[bytes], bool] | None:
    """Return what compares a password with `hash`, or `None` where it is none that others make."""
    for form, check in _SCHEMES:
        found = form.fullmatch(hash)
        if found is not None:
            return lambda password: check(found, password)
    return None


def _bcrypt(found: re.Match[str], password: bytes) -> bool:
    return bcrypt.checkpw(password[:_LONGEST], found["hash"].encode("ascii"))


def _bcrypt_sha256(found: re.Match[str], password: bytes) -> bool:
    return bcrypt.checkpw(hashlib.sha256(password).hexdigest().encode("ascii"), found["hash"].encode("ascii"))


def _pbkdf2(found: re.Match[str], password: bytes) -> bool:
    made = hashlib.pbkdf2_hmac("sha256", password, found["salt"].encode(), int(found["iterations"]))
    return hmac.compare_digest(base64.b64encode(made), found["hash"].encode("ascii"))


def _argon2(found: re.Match[str], password: bytes) -> bool:
    try:
        # Only where somebody brings such hashes does it have to be installed.
        from argon2 import PasswordHasher as Argon2  # noqa: PLC0415
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415
    except ImportError:
        log.error("a stored password hash needs todoauth[argon2] to be read")  # noqa: TRY400 – there is no more to it
        return False
    try:
        return Argon2().verify(found["hash"], password)
    except (VerificationError, InvalidHashError):
        return False


_SCHEMES: Final[tuple[tuple[re.Pattern[str], _Check], ...]] = (
    (re.compile(rf"(?:bcrypt\$)?{_BCRYPT}"), _bcrypt),
    (re.compile(rf"bcrypt_sha256\${_BCRYPT}"), _bcrypt_sha256),
    (re.compile(rf"(?:argon2)?{_ARGON2}"), _argon2),
    (
        re.compile(
            r"pbkdf2_sha256\$(?P<iterations>[1-9][0-9]{0,6})\$(?P<salt>[!-#%-~]{1,64})\$(?P<hash>[A-Za-z0-9+/]{43}=)"
        ),
        _pbkdf2,
    ),
)
