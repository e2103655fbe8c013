"""Two hundred of each kind that is slow, against the service itself and its real patience (G17)."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.servers import RunningService, running_service
from tests.servers.processes import wait_until

pytestmark = pytest.mark.system

EACH = 200
HEAD = b"GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: 127.0.0.1\r\n"
BODY = (
    b"POST /users/sign-up HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{"
)
UNREAD = 5 * (HEAD + b"\r\n")
KINDS = (HEAD, BODY, UNREAD)


@contextmanager
def connected(service: RunningService) -> Iterator[None]:
    """So many of each kind, who say this, and then nothing, nor read anything."""
    host, _, port = service.base_url.removeprefix("http://").partition(":")
    with ExitStack() as stack:
        for words in EACH * KINDS:
            guest = stack.enter_context(socket.socket())
            guest.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
            guest.connect((host, int(port)))
            guest.sendall(words)
        yield


def sockets_of(service: RunningService) -> int:
    """How many the service has open."""
    links = Path(f"/proc/{service.process.pid}/fd").iterdir()
    return sum("socket:" in str(link.readlink()) for link in links if link.is_symlink())


def test_they_are_left_and_nobody_else_waits() -> None:
    with running_service() as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        before = sockets_of(service)

        def are_gone() -> bool:
            assert web.get("/health/live").status_code == 200
            return sockets_of(service) <= before + 1  # the one that is used here

        with connected(service):
            wait_until(lambda: sockets_of(service) >= before + EACH * len(KINDS))
            wait_until(are_gone)
