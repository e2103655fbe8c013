"""What production refuses to start with."""

import ipaddress
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import SecretStr

from todoauth.adapters.redis.address import RedisAddress
from todoauth.entrypoints.settings import secrecy

if TYPE_CHECKING:
    from todoauth.entrypoints.settings.model import Settings

LEAST_BCRYPT_COST = 12
_ENCRYPTED = {"require", "verify-ca", "verify-full"}


class Unfit(ValueError):
    """Settings do for development only.

    Args:
        reasons: one sentence each.
    """

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def require_fitness(settings: "Settings") -> None:
    """Let settings pass that are fit for production.

    Raises:
        Unfit: they are not; every reason is named.
    """
    if reasons := (*_key_reasons(settings.secret_key), *_exposure_reasons(settings)):
        raise Unfit(*reasons)


def _key_reasons(key: SecretStr | None) -> Iterator[str]:
    if key is None:
        yield "TODOAUTH_SECRET_KEY must be set in production."
    elif secrecy.is_known(key.get_secret_value()):
        yield "TODOAUTH_SECRET_KEY must not be a known or placeholder key in production."
    elif secrecy.is_poor(key.get_secret_value()):
        yield "TODOAUTH_SECRET_KEY must be random in production: this one is too regular."


def _exposure_reasons(settings: "Settings") -> Iterator[str]:
    if not settings.allowed_hosts:
        yield "TODOAUTH_ALLOWED_HOSTS must be set in production."
    if "*" in settings.cors_origins:
        yield "TODOAUTH_CORS_ORIGINS must not be * in production: requests carry credentials."
    if settings.bcrypt_cost < LEAST_BCRYPT_COST:
        yield f"TODOAUTH_BCRYPT_COST must be at least {LEAST_BCRYPT_COST} in production."
    if settings.smtp_url is None:  # ASVS 16.2.5
        yield "TODOAUTH_SMTP_URL must be set in production: codes that are mailed would stand in the log."
    if not settings.allow_plaintext:
        yield from leak_reasons(settings)


def leak_reasons(settings: "Settings") -> Iterator[str]:
    """Yield why a password would cross the network in the clear."""
    if _leaks(settings.database_url.get_secret_value()):
        yield (
            "TODOAUTH_DATABASE_URL must ask for sslmode=verify-full, verify-ca or require in production, "
            "or TODOAUTH_ALLOW_PLAINTEXT must be true."
        )
    if settings.redis_url is not None:
        redis = RedisAddress.parse(settings.redis_url.get_secret_value())
        if not redis.encrypted and not all(_is_here(host) for host, _ in redis.places):
            yield "TODOAUTH_REDIS_URL must begin with rediss in production, or TODOAUTH_ALLOW_PLAINTEXT must be true."


def _leaks(database_url: str) -> bool:
    """Return whether a database on another machine would be spoken to without encryption."""
    url = urlsplit(database_url)
    options = parse_qs(url.query)
    if url.scheme == "sqlite" or options.get("sslmode", [""])[-1] in _ENCRYPTED:
        return False
    places = url.netloc.rpartition("@")[2].split(",") + ",".join(options.get("host", [])).split(",")
    return not all(map(_is_here, places))


def _is_here(place: str) -> bool:
    """Return whether `place`, a host and perhaps a port, is this machine. No host means a local socket."""
    host = unquote(place)
    host = host[1 : host.index("]")] if host.startswith("[") and "]" in host else host.split(":")[0]
    try:
        return not host or host.startswith("/") or host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
