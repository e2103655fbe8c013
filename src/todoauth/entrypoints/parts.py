"""Which adapter does it, by what the settings say. What is not asked for need not be installed."""

# ruff: noqa: PLC0415 - what is not asked for is not imported.

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from todoauth.adapters.breached_passwords import BreachedPasswords
from todoauth.adapters.console_mailer import ConsoleMailer
from todoauth.adapters.fallback_limiter import FallbackLimiter
from todoauth.adapters.hashing.bcrypt_hasher import BcryptHasher
from todoauth.adapters.jwt import JwtAccessTokens, Terms
from todoauth.adapters.memory import MemoryCodeCache, MemoryLimiter
from todoauth.adapters.smtp.server import SmtpServer
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.domain.use_cases.new_password import never_breached
from todoauth.entrypoints.asker import current_asker
from todoauth.entrypoints.keys.derived import Keys
from todoauth.entrypoints.keys.in_use import KeysInUse
from todoauth.entrypoints.settings import Settings
from todoauth.ports.breaches import IsBreached
from todoauth.ports.cache import CodeCache
from todoauth.ports.health import Ping
from todoauth.ports.limiter import Limiter
from todoauth.ports.mailer import Mailer
from todoauth.ports.system import Clock

if TYPE_CHECKING:
    from todoauth.adapters.redis.database import RedisDatabase
    from todoauth.adapters.smtp.mailer import SmtpMailer


def database(settings: Settings) -> SqlDatabase:
    """Return the database of the URL."""
    return SqlDatabase.at(settings.database_url.get_secret_value(), connections=settings.database_pool_size)


def own_hasher(settings: Settings, keys: Callable[[], KeysInUse]) -> BcryptHasher:
    """Return what hashes passwords, with the pepper of the moment."""
    return BcryptHasher(peppers=lambda: keys().peppers, cost=settings.bcrypt_cost, who_asks=current_asker.get)


def breaches(settings: Settings) -> IsBreached:
    """Return what knows stolen passwords: a file, or nobody."""
    path = settings.breached_passwords
    return never_breached if path is None else BreachedPasswords(path)


def tokens(settings: Settings, keys: Callable[[], KeysInUse]) -> JwtAccessTokens:
    """Return a mint under the key of the moment."""
    return JwtAccessTokens(lambda: keys().signing, Terms(issuer=settings.issuer, audience=settings.audience))


def public_keys(keys: Callable[[], KeysInUse]) -> Callable[[], bytes]:
    """Return what tells the public keys of the moment."""
    return lambda: keys().public


def redis(settings: Settings, keys: Keys) -> "RedisDatabase | None":
    """Return the shared store, if there is one."""
    if settings.redis_url is None:
        return None
    from todoauth.adapters.redis.database import RedisDatabase

    return RedisDatabase.at(settings.redis_url.get_secret_value(), secret=keys.shared_names)


def codes(redis: "RedisDatabase | None", now: Clock) -> CodeCache:
    """Return the cache: shared, or of this process."""
    if redis is None:
        return MemoryCodeCache(now)
    from todoauth.adapters.redis.code_cache import RedisCodeCache

    return RedisCodeCache(redis)


def limiter(redis: "RedisDatabase | None", now: Clock, *, processes: int) -> Limiter:
    """Return the limiter: shared, with one of this process while it is away; or of this process alone."""
    own = MemoryLimiter(now)
    if redis is None:
        return own
    from todoauth.adapters.redis.limiter import RedisLimiter

    return FallbackLimiter(RedisLimiter(redis), own, processes=processes)


def mailer(settings: Settings, now: Clock) -> Mailer:
    """Return the way out: a mail server, or the console."""
    if settings.smtp_url is None:
        return ConsoleMailer(settings.mail_from)
    return smtp_mailer(settings, now)


def smtp_mailer(settings: Settings, now: Clock) -> "SmtpMailer":
    """Return the mail server that is set."""
    from todoauth.adapters.smtp.mailer import SmtpMailer

    url = settings.smtp_url.get_secret_value() if settings.smtp_url else ""
    return SmtpMailer(SmtpServer.at(url, plaintext=settings.allow_plaintext), settings.mail_from, now=now)


def pings(**parts: object) -> Mapping[str, Ping]:
    """Return how to ask those parts whether they are there that are on other machines."""
    return {name: part.ping for name, part in parts.items() if isinstance(part, _Distant)}


@runtime_checkable
class _Distant(Protocol):
    async def ping(self) -> None: ...
