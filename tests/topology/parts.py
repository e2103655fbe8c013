"""The processes that `deploy/compose.yaml` names, as processes of this machine."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_urlsafe
from signal import SIGKILL
from tempfile import TemporaryDirectory
from typing import Generic, TypeVar

import httpx2

from tests.deployment.files import compose
from tests.entrypoints.shell import todoauth
from tests.servers.nginx import own_nginx
from tests.servers.processes import Process, free_port
from tests.servers.service import RunningService, running_service, running_worker
from tests.servers.smtp import MailServer, mail_server

P = TypeVar("P", RunningService, Process)


@dataclass
class Member(Generic[P]):
    """A process of ours, to be killed and started anew."""

    starting: Callable[[], AbstractContextManager[P]]
    running: P = field(init=False)
    _life: ExitStack = field(default_factory=ExitStack)

    def start(self) -> None:
        """Start it; a service answers when this returns."""
        self.running = self._life.enter_context(self.starting())

    def kill(self) -> None:
        """End it as the kernel does when memory is short."""
        self.running.signal(SIGKILL)
        self._life.close()

    def stop(self) -> None:
        """Have it end, if it runs."""
        self._life.close()


@dataclass(frozen=True)
class Topology:
    """All of it, and the ways in."""

    origin: str
    apps: list[Member[RunningService]]
    worker: Member[Process]
    mails: MailServer
    worker_mails: MailServer

    def client(self, address: str) -> httpx2.Client:
        """Somebody with a web client at that address of this machine's, such as 127.0.0.2."""
        transport = httpx2.HTTPTransport(local_address=address)
        return httpx2.Client(base_url=f"{self.origin}/api", transport=transport, timeout=60)


@contextmanager
def topology(database_url: str, redis_url: str) -> Iterator[Topology]:
    """Start it with the settings that compose has, except for where everything is; gone at once when the block is left.

    The worker has a mail server of its own, so that one sees who holds a mail.
    """
    apps = [f"127.0.0.1:{free_port()}" for _ in range(2)]
    with mail_server() as mails, mail_server() as worker_mails, own_nginx(apps) as origin:
        shared = _settings() | {"TODOAUTH_DATABASE_URL": database_url, "TODOAUTH_REDIS_URL": redis_url}
        _migrate(shared)
        own = [shared | {"TODOAUTH_BIND": app, "TODOAUTH_SMTP_URL": mails.url()} for app in apps]
        services = [Member(partial(running_service, settings)) for settings in own]
        worker = Member(partial(running_worker, shared | {"TODOAUTH_SMTP_URL": worker_mails.url()}))
        members: list[Member[RunningService] | Member[Process]] = [worker, *services]
        with ExitStack() as stack:
            for member in members:
                stack.callback(member.stop)
                member.start()
            yield Topology(origin, services, worker, mails, worker_mails)


def _settings() -> dict[str, str]:
    given = {"TODOAUTH_SECRET_KEY": token_urlsafe(48), "POSTGRES_PASSWORD": "none", "TODOAUTH_HOST": "127.0.0.1"}
    settings: dict[str, str] = compose(given)["services"]["app-1"]["environment"]
    return settings | {"TODOAUTH_TRUSTED_PROXIES": "127.0.0.1", "TODOAUTH_DRAIN": "0"}


def _migrate(settings: Mapping[str, str]) -> None:
    with TemporaryDirectory() as folder:
        bare = {name.removeprefix("TODOAUTH_"): value for name, value in settings.items()}
        migrated = todoauth("migrate", "up", cwd=Path(folder), settings=bare)
    assert migrated.returncode == 0, migrated.stderr
