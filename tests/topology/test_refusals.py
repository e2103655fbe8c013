"""What nginx refuses by itself, so that no app process has to."""

import socket
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from urllib.parse import urlsplit

import httpx2
import pytest

from tests.servers.certificates import certificate
from tests.servers.nginx import own_nginx
from tests.topology.parts import Topology

pytestmark = pytest.mark.system

BODY = "/problems/body-too-large"
HEADERS = "/problems/headers-too-large"
HEADER = "/problems/malformed-header"
HALF_A_HEADER = "Host:"
HALF_A_BODY = "Host: 127.0.0.1\r\nContent-Length: 99\r\n\r\n{"


def test_it_refuses_as_the_service_does(whole: Topology) -> None:
    with httpx2.Client(base_url=whole.origin) as web:
        for answer, status, kind in (
            (web.post("/api/users/log-in", content=b"x" * 65_537), 413, BODY),
            (web.get("/api", headers={"X-Long": "x" * 16_384}), 431, HEADERS),
            (web.get("/api", headers={"Host": "elsewhere.example"}), 421, "/problems/unknown-host"),
            (web.get("/elsewhere"), 404, "/problems/not-found"),
            (web.get("/apiary"), 404, "/problems/not-found"),
        ):
            assert (answer.status_code, answer.json()["status"], answer.json()["type"]) == (status, status, kind)
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert answer.headers["Server"] == "nginx"
            assert answer.headers["X-Request-ID"]


@pytest.mark.parametrize("others", ["127.0.0.1", "elsewhere.example"])
def test_there_must_be_no_other_host(whole: Topology, others: str) -> None:
    told = sent(whole, f"GET /api/health/live HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: {others}\r\n\r\n")
    assert told.startswith(b"HTTP/1.1 400 ")
    assert HEADER.encode() in told


def test_there_must_be_a_host(whole: Topology) -> None:
    assert sent(whole, "GET /api/health/live HTTP/1.1\r\n\r\n").startswith(b"HTTP/1.1 400 ")


def test_a_body_has_one_length(whole: Topology) -> None:
    smuggled = "Host: 127.0.0.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert sent(whole, f"POST /api/users/log-in HTTP/1.1\r\n{smuggled}").startswith(b"HTTP/1.1 400 ")


def test_whoever_sends_slowly_is_cut_off_before_an_app_hears_of_it(whole: Topology) -> None:
    heard = [app.running.console for app in whole.apps]
    begun = [f"POST /api/users/log-in HTTP/1.1\r\n{more}" for more in (HALF_A_HEADER, HALF_A_BODY)]
    with ThreadPoolExecutor() as guests:
        assert list(guests.map(partial(sent, whole), begun)) == [b"", b""]
    assert [app.running.console for app in whole.apps] == heard


def test_with_tls_browsers_are_told_to_come_back_by_it(whole: Topology) -> None:
    mine = certificate("127.0.0.1")
    apps = [urlsplit(app.running.base_url).netloc for app in whole.apps]
    with own_nginx(apps, certificate=mine) as origin, httpx2.Client(verify=mine.for_client()) as web:
        assert "max-age" in web.get(f"{origin}/api/health/live").headers["Strict-Transport-Security"]
        plain = web.get(f"{origin.replace('https', 'http')}/api/health/live")
        assert (plain.status_code, plain.json()["status"]) == (400, 400)


def sent(whole: Topology, request: str) -> bytes:
    """All that comes back before the connection is closed."""
    address = urlsplit(whole.origin)
    with socket.create_connection((address.hostname, address.port), timeout=60) as peer:
        peer.sendall(request.encode())
        told = b""
        try:
            while more := peer.recv(65_536):
                told += more
        except ConnectionResetError:
            pass
        return told
