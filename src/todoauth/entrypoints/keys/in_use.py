"""The keys of this moment, in the hands of those who use them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import structlog

from todoauth.adapters.hashing.bcrypt_hasher import Peppers
from todoauth.adapters.jwt import SigningKey, SigningKeys, jwks_of
from todoauth.entrypoints.keys.derived import Keys, is_open_to_others
from todoauth.entrypoints.keys.file import read_rings
from todoauth.entrypoints.keys.ring import Ring, RingKey
from todoauth.entrypoints.keys.rings import Rings
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings

_PAUSE = 1.0  # second, between two looks at the file

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class KeysInUse:
    """What tokens are signed with, what others verify them with, and what passwords are mixed with.

    Raises:
        ValueError: a secret is no private key of its algorithm.
        ModuleNotFoundError: the package for keys of two halves is not installed.
    """

    signing: SigningKeys
    peppers: Peppers
    public: bytes = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "public", jwks_of(self.signing))

    @classmethod
    def of(cls, rings: Rings) -> Self:
        """Return the keys in the rings."""
        return cls(_signing_keys(rings.signing), _peppers(rings.peppers))

    @classmethod
    def derived(cls, keys: Keys) -> Self:
        """Return the keys of a deployment that keeps no rings."""
        return cls(
            SigningKeys(signing=SigningKey(id=keys.access_token_id, secret=keys.access_token)),
            Peppers(keys={keys.pepper_id: keys.pepper}, current=keys.pepper_id),
        )


def keys_in_use(settings: Settings, keys: Keys) -> Callable[[], KeysInUse]:
    """Return what tells the keys of the moment, always the same object while they stay.

    Raises:
        Refused: there is a file of rings, and it makes no sense.
    """
    if settings.keys_file is None:
        derived = KeysInUse.derived(keys)
        return lambda: derived
    return WatchedKeys(settings.keys_file)


class WatchedKeys:
    """Keys of a file that may change at any time: no process has to be restarted for it.

    A change is seen after a second. That is soon enough, because a key is announced long before it is current.

    Args:
        path: the file.
        monotonic: seconds that only ever grow.

    Raises:
        Refused: the file makes no sense. Once it did, a worse one is not taken, and an alarm is raised.
    """

    def __init__(self, path: Path, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._path = path
        self._monotonic = monotonic
        self._looked_at = monotonic()
        self._stamp = _stamp(path)
        self._keys = _keys_in(path)
        if is_open_to_others(path):
            log.warning("keys_file_open_to_others", mend="chmod 600 the file of TODOAUTH_KEYS_FILE")

    def __call__(self) -> KeysInUse:
        """Return the keys."""
        if self._monotonic() - self._looked_at >= _PAUSE:
            self._look()
        return self._keys

    def _look(self) -> None:
        self._looked_at = self._monotonic()
        stamp = _stamp(self._path)
        if stamp == self._stamp:
            return
        self._stamp = stamp
        try:
            self._keys = _keys_in(self._path)
        except Refused as error:
            log.error(  # noqa: TRY400 - the reasons say it all
                "keys_file_refused", reasons=error.reasons, meanwhile="the keys before it are used"
            )
        else:
            log.info("keys_read_anew", signing=self._keys.signing.signing.id, pepper=self._keys.peppers.current)


def _keys_in(path: Path) -> KeysInUse:
    rings = read_rings(path)
    try:
        return KeysInUse.of(rings)
    except ValueError as error:
        raise Refused("The file of TODOAUTH_KEYS_FILE has a secret that is no private key of its algorithm.") from error
    except ModuleNotFoundError as error:
        raise Refused("The keys in TODOAUTH_KEYS_FILE need an extra: pip install 'todoauth[asymmetric]'.") from error


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what differs once a file was written or replaced; `None` while it is away."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _signing_keys(ring: Ring) -> SigningKeys:
    others = tuple(_signing_key(key) for key in ring.keys if key is not ring.current)
    return SigningKeys(signing=_signing_key(ring.current), others=others)


def _signing_key(key: RingKey) -> SigningKey:
    return SigningKey(id=key.id, algorithm=key.algorithm, secret=key.secret)


def _peppers(ring: Ring) -> Peppers:
    return Peppers(keys={key.id: key.secret for key in ring.keys}, current=ring.current.id)
