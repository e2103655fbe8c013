"""The service, served."""

import errno
import socket
import sys
from functools import partial

import structlog

from todoauth import __version__
from todoauth.entrypoints.crew import Crew
from todoauth.entrypoints.departure import Departure, heed
from todoauth.entrypoints.doors import BACKLOG
from todoauth.entrypoints.logs import configure_logs
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.server import Server
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.settings.addresses import Bind

log = structlog.get_logger(__name__)


def serve(settings: Settings) -> None:
    """Serve until told to stop by SIGINT or SIGTERM, then finish what is under way; told again, end at once.

    Raises:
        Refused: the place to listen is not to be had, the application does not start, or several processes would have
            nothing to share codes and limits in.
    """
    if settings.workers > 1 and settings.redis_url is None:
        raise Refused(
            "Several workers need TODOAUTH_REDIS_URL: without it one-time codes and limits stay in the memory of one."
        )
    configure_logs(machine=settings.is_production, level=settings.log_level)
    departure = Departure()
    heed(departure.begin)
    # Before the application, so that a second one on the same port touches nothing.
    with listener(settings.bind) as listening:
        announce = partial(_announce, settings, listening)
        work = partial(Server(settings, departure).serve_on, listening)
        if settings.workers == 1:
            work(announce)
        else:
            crew = Crew(work, departure, size=settings.workers, complete=announce, dismissed=listening.close)
            crew.run()


def listener(bind: Bind) -> socket.socket:
    """Return a socket that listens at `bind`.

    Raises:
        Refused: it is taken, or no place of this machine's.
    """
    try:
        family, _, _, _, address = socket.getaddrinfo(bind.host, bind.port, type=socket.SOCK_STREAM)[0]
        return socket.create_server(address, family=family, backlog=BACKLOG)
    except OSError as error:
        taken = error.errno == errno.EADDRINUSE
        reason = "is in use: stop what listens there, or" if taken else "cannot be listened on:"
        raise Refused(f"{bind} {reason} set TODOAUTH_BIND to another address.") from error


def announcement(settings: Settings, bound: Bind) -> str:
    """Return what the service is, and where it can be reached from here."""
    url = f"http://{bound.from_here}{settings.prefix}"
    return f"todoauth {__version__} on {url}" + (f" - docs at {url}/docs" if settings.docs else "")


def _announce(settings: Settings, listening: socket.socket) -> None:
    host, port = map(str, listening.getsockname()[:2])
    text = announcement(settings, Bind(host, int(port)))
    if settings.is_production:
        log.info(text)
    else:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
