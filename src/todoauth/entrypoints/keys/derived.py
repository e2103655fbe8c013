"""One secret key, and the keys for each purpose that are made of it."""

import contextlib
import hmac
import os
import stat
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Self

import structlog

from todoauth.adapters.system import new_secret
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.settings.secrecy import LEAST_BYTES

FILE_NAME = "secret-key"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """A key for each purpose (ASVS 11.2.2). None tells anything about another, nor about the secret.

    `access_token` and `pepper` are what a deployment begins with; the rings of a key file replace them.
    """

    access_token: bytes = field(repr=False)
    access_token_id: str
    code: bytes = field(repr=False)
    pepper: bytes = field(repr=False)
    pepper_id: str
    refresh: bytes = field(repr=False)
    shared_names: bytes = field(repr=False)

    @classmethod
    def of(cls, secret: bytes) -> Self:
        """Return the keys that `secret` stands for."""
        return cls(
            access_token=derive(secret, b"todoauth access token"),
            access_token_id=derive(secret, b"todoauth access token id").hex()[:16],
            code=derive(secret, b"todoauth one-time code"),
            pepper=derive(secret, b"todoauth password pepper"),
            pepper_id=derive(secret, b"todoauth password pepper id").hex()[:16],
            refresh=derive(secret, b"todoauth refresh token"),
            shared_names=derive(secret, b"todoauth names in a shared store"),
        )


def derive(secret: bytes, purpose: bytes) -> bytes:
    """Return 32 bytes for `purpose` (HKDF with SHA-256 and no salt, RFC 5869)."""
    extracted = hmac.digest(bytes(sha256().digest_size), secret, sha256)
    return hmac.digest(extracted, purpose + b"\x01", sha256)


def read_keys(settings: Settings) -> Keys:
    """Return the keys of a deployment. A secret that is not set is generated once and kept in the data directory.

    Raises:
        Refused: the secret can be neither read nor kept.
    """
    if settings.secret_key is not None:
        return Keys.of(os.fsencode(settings.secret_key.get_secret_value()))
    try:
        return Keys.of(_kept_secret(settings.data_dir))
    except OSError as error:
        reason = f"The secret key cannot be kept in TODOAUTH_DATA_DIR: {error.strerror}."
        raise Refused(reason) from error


def _kept_secret(directory: Path) -> bytes:
    path = directory / FILE_NAME
    if not path.exists():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_once(path, new_secret())
    if is_open_to_others(path):
        log.warning("secret_key_open_to_others", file=FILE_NAME, mend=f"chmod 600 {FILE_NAME} in TODOAUTH_DATA_DIR")
    secret = path.read_bytes().strip()
    if len(secret) < LEAST_BYTES:
        raise Refused(f"The file {FILE_NAME} in TODOAUTH_DATA_DIR has fewer than {LEAST_BYTES} bytes.")
    return secret


def is_open_to_others(path: Path) -> bool:
    """Return whether more than its owner may read or change a file (ASVS 13.3.2)."""
    return bool(stat.S_IMODE(path.stat().st_mode) & 0o077)


def _write_once(path: Path, secret: str) -> None:
    """Write a file that others see whole or not at all. Of several processes that try, one wins."""
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=path.name) as draft:
        draft.write(f"{secret}\n")
        draft.flush()
        os.fsync(draft.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(draft.name, path)
