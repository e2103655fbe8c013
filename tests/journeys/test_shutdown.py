"""The end of a service: announced, in order, and at once for those who insist."""

import json
import socket
from collections.abc import Iterator
from secrets import token_urlsafe
from signal import SIGTERM

import httpx2
import pytest

from tests.journeys.conftest import QUICK
from tests.journeys.people import PASSWORD, Person
from tests.servers import RunningService, running_service
from tests.servers.redis import RedisServer, redis_server

__all__ = ["redis_server"]

LONG = "60s"
BY_SIGTERM = 143


@pytest.fixture(params=["1", "2"])
def settings(request: pytest.FixtureRequest) -> dict[str, str]:
    """Settings of one process, and of several."""
    if request.param == "1":
        return QUICK
    redis: RedisServer = request.getfixturevalue("redis_server")
    shared = {"TODOAUTH_SECRET_KEY": token_urlsafe(32), "TODOAUTH_REDIS_URL": redis.url}
    return {**QUICK, **shared, "TODOAUTH_WORKERS": request.param}


@pytest.fixture
def half_sent() -> Iterator["HalfSent"]:
    """A sign-up whose body has yet to be sent."""
    with HalfSent() as request:
        yield request


class HalfSent:
    """A request of which the service has read the head, and waits for the body."""

    def __init__(self) -> None:
        self._body = json.dumps({"username": "ada", "password": PASSWORD}).encode()
        self._socket = socket.socket()
        self._socket.settimeout(30)

    def __enter__(self) -> "HalfSent":
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def begin(self, service: RunningService) -> None:
        host, _, port = service.base_url.removeprefix("http://").partition(":")
        self._socket.connect((host, int(port)))
        head = (
            f"POST /users/sign-up HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(self._body)}\r\nExpect: 100-continue\r\n\r\n"
        )
        self._socket.sendall(head.encode())
        assert self._socket.recv(1024).startswith(b"HTTP/1.1 100 ")

    def finish(self) -> bytes:
        """The answer, up to the end of the connection."""
        self._socket.sendall(self._body)
        return b"".join(iter(lambda: self._socket.recv(65_536), b""))


def is_closed(service: RunningService) -> bool:
    """Whether nobody listens any more."""
    host, _, port = service.base_url.removeprefix("http://").partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=30).close()
    except ConnectionRefusedError:
        return True
    return False


def is_farewell(answer: httpx2.Response) -> bool:
    return answer.is_success and answer.headers.get("connection") == "close"


def status(service: RunningService, path: str) -> int:
    return httpx2.get(f"{service.base_url}{path}", timeout=30).status_code


def test_it_says_that_it_leaves_while_it_still_serves_and_goes_at_once_when_told_again(settings: dict[str, str]):
    with running_service({**settings, "TODOAUTH_DRAIN": LONG}, exit_code=BY_SIGTERM) as service:
        service.signal(SIGTERM)
        service.process.wait_until(lambda: status(service, "/health/ready") == 503)
        with httpx2.Client(base_url=service.base_url, timeout=30) as web:
            service.process.wait_until(lambda: is_farewell(web.get("/health/live")))  # each process hears for itself
            assert Person(web).sign_up().status_code == 201
        service.signal(SIGTERM)
        assert service.process.wait() == BY_SIGTERM


def test_a_request_under_way_is_answered_after_the_door_is_closed(settings: dict[str, str], half_sent: HalfSent):
    with running_service({**settings, "TODOAUTH_DRAIN": "1"}) as service:
        half_sent.begin(service)
        service.signal(SIGTERM)
        service.process.wait_until(lambda: is_closed(service))
        answer = half_sent.finish()
        assert answer.startswith(b"HTTP/1.1 201 ")
        assert b"\r\nconnection: close\r\n" in answer
        assert service.process.wait() == 0
        assert "Traceback" not in service.console


def test_whoever_insists_gets_an_end_in_the_middle_of_a_request(settings: dict[str, str], half_sent: HalfSent):
    with running_service(settings, exit_code=BY_SIGTERM) as service:
        half_sent.begin(service)
        service.signal(SIGTERM)
        service.process.wait_until(lambda: is_closed(service))
        service.signal(SIGTERM)
        assert service.process.wait() == BY_SIGTERM
