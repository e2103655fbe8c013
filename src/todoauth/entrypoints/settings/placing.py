"""Where the service is, what it leans on, and who may reach it."""

from datetime import timedelta
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated

from pydantic import Field, InstanceOf, SecretStr

from todoauth.domain.model.email import EmailAddress
from todoauth.entrypoints.settings import addresses, secrecy, values
from todoauth.entrypoints.settings.addresses import Bind, Network
from todoauth.entrypoints.settings.defaults import Derived, by_env
from todoauth.entrypoints.settings.limiting import Limiting
from todoauth.entrypoints.settings.values import listed, spelled

Flag = Annotated[bool, spelled(values.boolean)]
Name = Annotated[str, spelled(values.name)]

_LOCAL = ("localhost", "127.0.0.1", "[::1]", "testserver")  # the last is what test clients call the service


class Placing(Limiting):
    """The place of a deployment among its neighbours."""

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
        default_factory=Derived(
            lambda settled: 8 if settled["database_url"].get_secret_value().startswith("sqlite") else 16,
            "16; a SQLite file: 8",
        ),
        description="connections of a process to the database",
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
        description="`smtp://user:password@host` (STARTTLS) or `smtps://`: the server that takes mail; must be set in "
        "production, the console otherwise",
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
