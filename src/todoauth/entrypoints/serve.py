"""The service, served."""

import errno
import signal
import socket
import sys
from importlib.metadata import version
from types import FrameType

import structlog
import uvicorn
from uvicorn.lifespan.on import LifespanOn, LifespanSendMessage

from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.logs import configure_logs
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.settings.addresses import Bind

_GRACE = 25  # seconds: orchestrators kill after 30
_BACKLOG = 2048

log = structlog.get_logger(__name__)


def serve(settings: Settings) -> None:
    """Serve until told to stop by SIGINT or SIGTERM, then finish what is under way.

    Raises:
        Refused: the place to listen is not to be had, or the application does not start.
        SystemExit: with 0, when told to stop.
    """
    configure_logs(machine=settings.is_production, level=settings.log_level)
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, _leave)
    # Before the application, so that a second one on the same port touches nothing.
    with listener(settings.bind) as listening:
        _Server(settings, listening).run([listening])


def _leave(_signal: int, _frame: FrameType | None) -> None:
    sys.exit(0)


def listener(bind: Bind) -> socket.socket:
    """Return a socket that listens at `bind`.

    Raises:
        Refused: it is taken, or no place of this machine's.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(bind.host, bind.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=_BACKLOG)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = "is in use: stop what listens there, or" if taken else "cannot be listened on:"
        raise Refused(f"{bind} {reason} set TODOAUTH_BIND to another address.") from error


def announcement(settings: Settings, bound: Bind) -> str:
    """Return what the service is, and where it can be reached from here."""
    url = f"http://{bound.from_here}{settings.prefix}"
    return f"todoauth {version('todoauth')} on {url}" + (f" - docs at {url}/docs" if settings.docs else "")


class _Lifespan(LifespanOn):
    """Keeps what the application failed of. uvicorn would write it down with all that its message quotes."""

    failure: BaseException | None = None

    async def send(self, message: LifespanSendMessage) -> None:
        if message["type"] == "lifespan.startup.failed" or message["type"] == "lifespan.shutdown.failed":
            self.failure = sys.exception()
            message["message"] = ""
        await super().send(message)


class _Server(uvicorn.Server):
    def __init__(self, settings: Settings, listening: socket.socket) -> None:
        config = uvicorn.Config(
            create_app(settings),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            server_header=False,
            backlog=_BACKLOG,
            timeout_graceful_shutdown=_GRACE,
        )
        config.load()
        config.lifespan_class = _Lifespan
        super().__init__(config)
        self._settings = settings
        self._listening = listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:
            self._raise_failure()
            raise
        self._announce()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        self._raise_failure()

    def _raise_failure(self) -> None:
        if isinstance(self.lifespan, _Lifespan) and self.lifespan.failure:
            raise self.lifespan.failure from None

    def _announce(self) -> None:
        host, port = map(str, self._listening.getsockname()[:2])
        text = announcement(self._settings, Bind(host, int(port)))
        if self._settings.is_production:
            log.info(text)
        else:
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
