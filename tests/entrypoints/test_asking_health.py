"""`todoauth health`, which watches the service where there is no curl."""

from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import pytest

from tests.entrypoints.shell import todoauth
from tests.servers import free_port, running_service
from todoauth.entrypoints.serve import listener
from todoauth.entrypoints.settings.addresses import Bind


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, str]:
    """Of a service that is served under a path, to another host name than this machine's."""
    return {
        "BIND": f"0.0.0.0:{free_port()}",
        "PREFIX": "/api",
        "ALLOWED_HOSTS": "api.example.org,0.0.0.0",
        "DATA_DIR": str(tmp_path / "data"),
    }


def test_a_ready_service_is_told_from_here(tmp_path: Path, settings: Mapping[str, str]) -> None:
    with running_service({f"TODOAUTH_{name}": value for name, value in settings.items()}):
        asked = todoauth("health", cwd=tmp_path, settings=settings)
    assert (asked.returncode, asked.stderr) == (0, "")
    assert '"ready"' in asked.stdout


def test_a_service_that_refuses_is_not_ready(tmp_path: Path, settings: Mapping[str, str]) -> None:
    with running_service({f"TODOAUTH_{name}": value for name, value in settings.items()}):
        asked = todoauth("health", cwd=tmp_path, settings={**settings, "PREFIX": "/elsewhere"})
    assert asked.returncode == 1
    assert asked.stderr.startswith("The service is not ready: it answers 404.\n{")


def test_a_service_that_is_not_there_is_told_of(tmp_path: Path, settings: Mapping[str, str]) -> None:
    asked = todoauth("health", cwd=tmp_path, settings=settings)
    port = settings["BIND"].rpartition(":")[2]
    assert (asked.returncode, asked.stderr) == (1, f"The service does not answer at 127.0.0.1:{port}.\n")


def test_a_service_that_hangs_does_not_answer(tmp_path: Path, settings: Mapping[str, str]) -> None:
    bind = Bind("127.0.0.1", int(settings["BIND"].rpartition(":")[2]))
    with closing(listener(bind)):
        asked = todoauth("health", cwd=tmp_path, settings=settings)
    assert (asked.returncode, asked.stderr) == (1, f"The service does not answer at {bind}.\n")
