"""Whether secrets are secret, and keys young enough."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from todoauth.entrypoints.doctor.finding import Finding, error, fine, warning
from todoauth.entrypoints.keys.derived import FILE_NAME, is_open_to_others
from todoauth.entrypoints.keys.file import read_rings
from todoauth.entrypoints.keys.ring import Ring
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings, secrecy

_NAMES = {"signing": "signing key", "pepper": "pepper"}
_OLDEST = {"signing": timedelta(days=90), "pepper": timedelta(days=400)}


def check_secret_key(settings: Settings) -> Iterator[Finding]:
    """Look at what all other keys are made of."""
    if settings.secret_key is None:
        yield from _check_kept_secret(settings.data_dir / FILE_NAME)
        return
    text = settings.secret_key.get_secret_value()
    if secrecy.is_known(text) or secrecy.is_poor(text):
        yield warning(
            "secret key",
            "TODOAUTH_SECRET_KEY is a placeholder, was published, or is too regular.",
            "Draw 32 random bytes: openssl rand -base64 32.",
        )
    else:
        yield fine("secret key", "It is set, long enough and irregular.")


def _check_kept_secret(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield fine("secret key", "One will be generated in the data directory at the first start.")
    elif is_open_to_others(path):
        yield _open("secret key", f"The file {FILE_NAME} in the data directory", f"chmod 600 {path}")
    else:
        yield fine("secret key", "It was generated, and nobody but its owner can read it.")


def check_rings(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Look at the keys that sign, and at the peppers."""
    path = settings.keys_file
    if path is None:
        yield fine("keys", "One signing key and one pepper are made of the secret key; they cannot be rotated so.")
        return
    try:
        rings = read_rings(path)
    except Refused as refused:
        yield error("keys", refused.reasons[0], "Give it back from where it is distributed, or see docs/keys.md.")
        return
    if is_open_to_others(path):
        yield _open("keys", "The file of TODOAUTH_KEYS_FILE", "chmod 600 the file of TODOAUTH_KEYS_FILE")
    for purpose, ring in (("signing", rings.signing), ("pepper", rings.peppers)):
        yield _check_ring(purpose, ring, now)


def _check_ring(purpose: str, ring: Ring, now: datetime) -> Finding:
    days = (now - ring.current.since).days
    told, turn = f"The {_NAMES[purpose]} has been current for {days} days", f"todoauth keys rotate {purpose}."
    if ring.next is None:
        return warning("keys", f"There is no next {_NAMES[purpose]} that processes could already know.", turn)
    if now - ring.current.since > _OLDEST[purpose]:
        return warning("keys", f"{told}.", turn)
    return fine("keys", f"{told}; others that verify: {len(ring.keys) - 1}.")


def _open(subject: str, what: str, mend: str) -> Finding:
    return warning(subject, f"{what} can be read or changed by others than its owner.", f"{mend}.")
