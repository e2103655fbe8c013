"""A mail server that does as it is told: it takes mail, refuses it, is slow, or is gone in the middle."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

from tests.servers.certificates import Certificate
from tests.servers.smtp.server import FOREVER, Mail, MailServer, Reply
from tests.servers.smtp.session import MailSession
from todoauth.entrypoints.doors import shut

__all__ = ["FOREVER", "Mail", "MailServer", "Reply", "mail_server"]


@contextmanager
def mail_server(
    *,
    certificate: Certificate | None = None,
    encrypted: bool = False,
    users: Mapping[str, str] | None = None,
    port: int = 0,
) -> Iterator[MailServer]:
    """A server in a thread of its own; with a certificate it offers STARTTLS, or is `encrypted` from the start.

    Args:
        users: passwords by name. If there are any, mail is taken from them only.
        port: where it listens; wherever there is room, if it is 0.
    """
    server = MailServer(port, users or {})
    tls = certificate.for_server() if certificate else None
    session = partial(MailSession, server, tls=None if encrypted else tls)
    ready: Future[Callable[[], object]] = Future()
    work = _serve(server, session, tls if encrypted else None, ready)
    thread = threading.Thread(target=asyncio.run, args=(work,), name="mail server")
    thread.start()
    stop = ready.result()
    try:
        yield server
    finally:
        stop()
        thread.join()


async def _serve(
    server: MailServer,
    session: Callable[[], MailSession],
    tls: ssl.SSLContext | None,
    ready: Future[Callable[[], object]],
) -> None:
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    try:
        listening = await loop.create_server(session, "127.0.0.1", server.port, ssl=tls)
    except OSError as error:
        ready.set_exception(error)
        return
    server.port = listening.sockets[0].getsockname()[1]
    ready.set_result(partial(loop.call_soon_threadsafe, over.set))
    await over.wait()
    await shut(listening)
    # Not `abort` of what a session has: that waits for a peer which may be gone, or does nothing at all.
    for transport in tuple(vars(loop)["_transports"].values()):
        transport.abort()
