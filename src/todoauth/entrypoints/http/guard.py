"""The guard before the routes: which host is asked, and how long-winded a request may be."""

from collections.abc import Collection
from itertools import chain

from starlette.types import ASGIApp, Receive, Scope, Send

from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.refusals import HeadersTooLarge, MalformedHeader, RequestRefused, UnknownHost

MOST_HEADERS = 64
LARGEST_HEADERS = 16_384  # bytes


class Guard:
    """Refuses requests to other hosts, and such with too many headers (ASVS 4.2.1).

    Args:
        app: all that is behind.
        hosts: names, in lower case and without ports.
    """

    def __init__(self, app: ASGIApp, *, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(host.encode() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request, or refuse to."""
        if scope["type"] == "http":
            try:
                self._admit(scope["headers"])
            except RequestRefused as error:
                await refusal(error)(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _admit(self, headers: Collection[tuple[bytes, bytes]]) -> None:
        if len(headers) > MOST_HEADERS or sum(map(len, chain.from_iterable(headers))) > LARGEST_HEADERS:
            raise HeadersTooLarge
        hosts = [value for name, value in headers if name == b"host"]
        if len(hosts) != 1:
            raise MalformedHeader("There must be exactly one Host.")
        if _without_port(hosts[0].lower()) not in self._hosts:
            raise UnknownHost


def _without_port(host: bytes) -> bytes:
    name, colon, port = host.rpartition(b":")
    return name if colon and port.isdigit() else host
