"""Every setting, its default and what it does."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, InstanceOf, SecretStr, model_validator

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.one_time_code import CodePolicy
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.session import SessionPolicy
from todoauth.entrypoints.settings import addresses, secrecy, values
from todoauth.entrypoints.settings.addresses import Bind, Network
from todoauth.entrypoints.settings.defaults import Derived, by_env, by_profile
from todoauth.entrypoints.settings.limiting import Limiting
from todoauth.entrypoints.settings.production import require_fitness
from todoauth.entrypoints.settings.values import listed, spelled

Flag = Annotated[bool, spelled(values.boolean)]
Name = Annotated[str, spelled(values.name)]
Lifetime = Annotated[timedelta, spelled(values.duration(timedelta(days=400)))]
LogLevel = Literal["debug", "info", "warning", "error"]

_LOCAL = ("localhost", "127.0.0.1", "[::1]", "testserver")  # the last is what test clients call the service


class Settings(Limiting):
    """What a deployment decides. Read with `read_settings`; by hand, each setting is a keyword argument."""

    bind: Annotated[Bind, spelled(addresses.bind)] = Field(
        default=Bind("127.0.0.1", 8000), description="where to listen: `host:port`, or `[::1]:8000`"
    )
    workers: Annotated[int, spelled(values.whole(1, 64))] = Field(
        default=1, description="how many processes serve; more than one need `TODOAUTH_REDIS_URL`"
    )
    processes: Annotated[int, spelled(values.whole(1, 10_000))] = Field(
        default_factory=Derived(lambda settled: max(4, settled["workers"]), "4, or the workers, if they are more"),
        description="how many processes there are on all machines: while Redis is away, each lets its part of a limit "
        "pass",
    )
    drain: Annotated[timedelta, spelled(values.pause(timedelta(minutes=5)))] = Field(
        default_factory=by_env(development=timedelta(0), production=timedelta(seconds=5)),
        description="how long the service goes on once it is told to stop and `/health/ready` says so",
    )
    prefix: Annotated[str, spelled(addresses.prefix)] = Field(
        default="", description="the path under which all routes hang, such as `/api`"
    )
    data_dir: Annotated[Path, spelled(addresses.directory)] = Field(
        default=Path("var"), description="the directory of the SQLite file and of the generated secret key"
    )
    database_url: Annotated[SecretStr, spelled(addresses.database)] = Field(
        default_factory=Derived(
            lambda settled: SecretStr(f"sqlite:///{settled['data_dir']}/todoauth.sqlite3"),
            "`todoauth.sqlite3` in the data directory",
        ),
        description="`sqlite:///` and a path, or `postgresql://user:password@host/name`, or the same with `mariadb` or "
        "`mysql`",
    )
    database_pool_size: Annotated[int, spelled(values.whole(1, 100))] = Field(
        default=8, description="connections to the database"
    )
    auto_migrate: Flag = Field(
        default_factory=by_env(development=True, production=False),
        description="whether to migrate the database at start",
    )
    redis_url: Annotated[SecretStr | None, spelled(addresses.redis)] = Field(
        default=None,
        description="`redis://`, `redis+sentinel://` or `redis+cluster://`, `rediss` for TLS: where one-time codes and "
        "limits are shared by several processes; in the memory of the only one, if not set",
    )
    smtp_url: Annotated[SecretStr | None, spelled(addresses.smtp)] = Field(
        default=None,
        description="`smtp://user:password@host` (STARTTLS) or `smtps://`: the server that takes mail; the console, "
        "if not set",
    )
    secret_key: Annotated[SecretStr | None, spelled(secrecy.secret)] = Field(
        default=None,
        description="at least 32 random bytes, which all other keys are made of: another one ends every session and "
        "voids every password; in development one is generated and kept in the data directory",
    )
    keys_file: Annotated[Path | None, spelled(addresses.file)] = Field(
        default=None,
        description="the file of the keys that sign access tokens and of the peppers, made with `todoauth keys init` "
        "and read anew when it changes; if not set, there is one of each, made of the secret key",
    )
    mail_from: Annotated[InstanceOf[EmailAddress], spelled(EmailAddress.parse)] = Field(
        default=EmailAddress.parse("todoauth@localhost.localdomain"), description="the sender of mail"
    )
    issuer: Name = Field(default="todoauth", description="who issues the access tokens")
    audience: Name = Field(default="todoauth", description="who the access tokens are for")
    allowed_hosts: Annotated[tuple[str, ...], spelled(listed(addresses.host))] = Field(
        default_factory=by_env(
            development=_LOCAL, production=(), text="this machine's names; must be set in production"
        ),
        description="the host names by which clients may call the service, with commas between them",
    )
    trusted_proxies: Annotated[tuple[Network, ...], spelled(listed(addresses.proxy))] = Field(
        default=(), description="addresses and networks of proxies whose `X-Forwarded-For` is believed"
    )
    operator_networks: Annotated[tuple[Network, ...], spelled(listed(addresses.proxy))] = Field(
        default=(IPv4Network("127.0.0.0/8"), IPv6Network("::1/128")),
        description="addresses and networks from which `/health/ready` tells what is away, unless a proxy forwards",
    )
    cors_origins: Annotated[tuple[str, ...], spelled(listed(addresses.origin))] = Field(
        default=(), description="origins of browser applications that may call the service"
    )
    docs: Flag = Field(
        default_factory=by_env(development=True, production=False), description="whether to serve `/docs`"
    )
    allow_plaintext: Flag = Field(
        default=False,
        description="whether a database, a Redis or a mail server on another machine may be reached without encryption",
    )
    access_token_lifetime: Annotated[timedelta, spelled(values.duration(timedelta(hours=1)))] = Field(
        default=timedelta(minutes=15), description="how long an access token lives"
    )
    refresh_idle_lifetime: Lifetime = Field(
        default=timedelta(days=14), description="how long a session may rest between two refreshes"
    )
    refresh_absolute_lifetime: Lifetime = Field(
        default=timedelta(days=30), description="how long a session may last at all"
    )
    refresh_grace: Annotated[timedelta, spelled(values.duration(timedelta(minutes=1), least=timedelta()))] = Field(
        default=timedelta(),
        description="for how long a client that sends no `Idempotency-Key` may repeat a refresh; `0s` takes every "
        "second use for a theft",
    )
    code_lifetime: Annotated[timedelta, spelled(values.duration(timedelta(minutes=10)))] = Field(
        default=timedelta(minutes=3), description="how long a one-time code lives"
    )
    bcrypt_cost: Annotated[int, spelled(values.whole(4, 16))] = Field(
        default=12, description="each step doubles the work of a password hash; at least 12 in production"
    )
    password_min_length: Annotated[int, spelled(values.whole(Password.LEAST, 64))] = Field(
        default_factory=by_profile(standard=Password.LEAST, strict=15),
        description="the fewest characters of a new password",
    )
    breached_passwords: Annotated[Path | None, spelled(addresses.passwords)] = Field(
        default=None,
        description="a file of passwords that were stolen elsewhere, which nobody may choose: SHA-1 hashes in order, "
        "as Have I Been Pwned has them, or one password a line; it is searched where it lies",
    )
    require_if_match: Flag = Field(
        default_factory=by_profile(standard=False, strict=True),
        description="whether a change must name the version it is based on (428 otherwise)",
    )
    require_verified_email: Flag = Field(
        default_factory=by_profile(standard=False, strict=True),
        description="whether users must prove an address before they may do anything else",
    )
    log_level: Annotated[LogLevel, spelled(values.choice("debug", "info", "warning", "error"))] = Field(
        default="info", description="`debug`, `info`, `warning` or `error`"
    )

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.is_production:
            require_fitness(self)
        return self

    @property
    def session_policy(self) -> SessionPolicy:
        """How long sessions last, and how many there may be."""
        return SessionPolicy(
            idle=self.refresh_idle_lifetime,
            absolute=self.refresh_absolute_lifetime,
            most=self.limit_sessions_per_user,
            grace=self.refresh_grace,
        )

    @property
    def code_policy(self) -> CodePolicy:
        """How long one-time codes live and how often they may be guessed."""
        return CodePolicy(
            lifetime=self.code_lifetime,
            guesses=self.limit_guesses,
            guesses_an_hour=self.limit_guesses_an_hour,
            guesses_a_day=self.limit_guesses_a_day,
        )

    @property
    def password_policy(self) -> PasswordPolicy:
        """Which passwords newcomers may choose."""
        return PasswordPolicy(least=self.password_min_length)
