"""The service, started and stopped."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection, HTTPResponse
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.entrypoints.shell import COMMAND, todoauth
from tests.servers.service import running_service, without_settings
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.serve import announcement, listener
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.settings.addresses import Bind

PRODUCTION = {
    "TODOAUTH_ENV": "production",
    "TODOAUTH_SMTP_URL": "smtps://mail.invalid",
    "TODOAUTH_SECRET_KEY": "q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe",
    "TODOAUTH_ALLOWED_HOSTS": "localhost,127.0.0.1",
    "TODOAUTH_AUTO_MIGRATE": "true",
    "TODOAUTH_DRAIN": "0",
}


def answer(base_url: str, path: str) -> HTTPResponse:
    connection = HTTPConnection(base_url.removeprefix("http://"), timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response


def test_it_says_where_it_is_once_it_is_there_and_leaves_quietly():
    with running_service() as service:
        told = service.wait_for(r"todoauth (\S+) on (\S+) - docs at (\S+)\n")
        assert told.groups() == (version("todoauth"), service.base_url, f"{service.base_url}/docs")
        assert answer(service.base_url, "/health/live").status == 200
        console = service.console
    assert "Traceback" not in console


def test_what_serves_does_not_say_what_it_is():
    with running_service() as service:
        response = answer(service.base_url, "/health/live")
    assert response.getheader("server") is None
    assert response.getheader("date") is not None


def test_what_is_no_http_gets_a_problem_and_is_the_last():
    with running_service() as service:
        host, _, port = service.base_url.removeprefix("http://").partition(":")
        with socket.create_connection((host, int(port)), timeout=10) as peer:
            peer.sendall(b"\0")
            told = b"".join(iter(lambda: peer.recv(65_536), b""))
        service.wait_for(r"status=400")
    assert told.startswith(b"HTTP/1.1 400 Bad Request\r\ndate: ")
    assert b"/problems/malformed-request" in told


def test_in_production_every_line_is_a_json_object():
    with running_service(PRODUCTION) as service:
        service.wait_for(r"todoauth \S+ on http")
        answer(service.base_url, "/xyzzy\\n")
        lines = [json.loads(line) for line in service.console.splitlines()]
    assert all({"timestamp", "level", "event"} <= line.keys() for line in lines)
    assert f"todoauth {version('todoauth')} on {service.base_url}" in [line["event"] for line in lines]


def test_a_busy_port_gets_one_sentence_and_nothing_is_touched(tmp_path: Path):
    with listener(Bind("127.0.0.1", 0)) as taken:
        bind = f"127.0.0.1:{taken.getsockname()[1]}"
        run = todoauth("serve", cwd=tmp_path, settings={"BIND": bind})
    assert (run.returncode, run.stdout) == (1, "")
    assert run.stderr == f"{bind} is in use: stop what listens there, or set TODOAUTH_BIND to another address.\n"
    assert list(tmp_path.iterdir()) == []


def test_an_application_that_refuses_to_start_gets_one_sentence(tmp_path: Path):
    run = todoauth("serve", cwd=tmp_path, settings={"BIND": "127.0.0.1:0", "AUTO_MIGRATE": "false"})
    assert run.returncode == 1
    assert run.stderr == "The database waits for migrations: run todoauth migrate up.\n"
    assert "Traceback" not in run.stdout


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_a_place_that_is_not_of_this_machine_is_refused(host: str):
    with pytest.raises(Refused, match=rf"^{host}:8000 cannot be listened on: "):
        listener(Bind(host, 8000))


def test_a_listener_takes_connections_at_once():
    with listener(Bind("localhost", 0)) as listening:
        socket.create_connection(listening.getsockname()[:2], timeout=5).close()


@pytest.mark.parametrize(
    ("bound", "url"),
    [
        (Bind("127.0.0.1", 8000), "http://127.0.0.1:8000"),
        (Bind("0.0.0.0", 80), "http://127.0.0.1:80"),  # noqa: S104 - what is tested
        (Bind("::1", 8000), "http://[::1]:8000"),
        (Bind("::", 8000), "http://[::1]:8000"),
    ],
)
def test_the_announcement_names_a_place_that_can_be_reached(bound: Bind, url: str):
    told = announcement(Settings(prefix="/api", docs=True), bound)
    assert told == f"todoauth {version('todoauth')} on {url}/api - docs at {url}/api/docs"
    assert announcement(Settings(docs=False), bound) == f"todoauth {version('todoauth')} on {url}"


def test_a_stop_that_is_not_ctrl_c_is_no_failure_either(tmp_path: Path):
    process = subprocess.Popen(
        [sys.executable, *COMMAND, "serve"],
        cwd=tmp_path,
        env=without_settings(os.environ) | {"TODOAUTH_BIND": "127.0.0.1:0", "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    console = ""
    with process:
        for line in process.stdout or ():
            console += line
            if re.match(r"todoauth \S+ on http", line):
                process.send_signal(signal.SIGTERM)
    assert process.returncode == 0, console
    assert "Traceback" not in console
