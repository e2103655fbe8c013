"""What is deployed names only what there is."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.deployment.files import DEPLOY, FRONT, ROOT, UNITS, compose, instructions, is_command, unit
from tests.entrypoints.shell import todoauth
from todoauth.entrypoints.http.catalogue import problems_page
from todoauth.entrypoints.http.door import LARGEST_BODY
from todoauth.entrypoints.http.guard import LARGEST_HEADERS
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.wire.patience import Patience

SETTINGS = {f"TODOAUTH_{name.upper()}" for name in Settings.model_fields}
GIVEN = {"TODOAUTH_SECRET_KEY": "5rU0q1vN7dJxw2TzLh8YkQeGmPbC4sFa9VoXi3Rt", "POSTGRES_PASSWORD": "6fd0ab1c93"}
OURS = ["migrate", "app-1", "app-2", "worker"]


@pytest.fixture
def services() -> dict[str, dict[str, Any]]:
    """Those of `compose.yaml`."""
    given: dict[str, dict[str, Any]] = compose(GIVEN)["services"]
    return given


@pytest.mark.parametrize("name", GIVEN)
def test_no_secret_has_a_default(name: str) -> None:
    with pytest.raises(KeyError, match=name):
        compose({other: value for other, value in GIVEN.items() if other != name})


def test_the_example_of_the_secrets_holds_none() -> None:
    told = dict(re.findall(r"^(\w+)=(.*)$", (DEPLOY / ".env.example").read_text(), re.MULTILINE))
    assert {name for name, value in told.items() if not value} == set(GIVEN)
    assert set(told) == set(re.findall(r"\$\{(\w+)", (DEPLOY / "compose.yaml").read_text()))


def test_what_compose_sets_is_a_setting_that_production_takes(services, tmp_path: Path) -> None:
    settings = services["app-1"]["environment"]
    assert all(services[name]["environment"] == settings for name in OURS)
    assert settings.keys() <= SETTINGS
    bare = {name.removeprefix("TODOAUTH_"): value for name, value in settings.items()}
    run = todoauth("openapi", cwd=tmp_path, settings=bare)
    assert (run.returncode, run.stderr) == (0, "")
    assert all(path.startswith("/api") for path in json.loads(run.stdout)["paths"])


@pytest.mark.parametrize("name", OURS)
def test_what_compose_runs_is_a_command(services, name: str) -> None:
    assert is_command(services[name]["command"])


def test_every_container_is_confined(services) -> None:
    for service in services.values():
        assert service["read_only"]
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert service.get("user", "") not in {"root", "0", "0:0"}
        assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


def test_only_nginx_is_believed_about_clients(services) -> None:
    [believed] = {services[name]["environment"]["TODOAUTH_TRUSTED_PROXIES"] for name in OURS}
    assert believed == services["nginx"]["networks"]["front"]["ipv4_address"]


def test_nginx_finds_every_app_of_compose(services) -> None:
    places = re.findall(r"server ([\w-]+):(\d+)", (DEPLOY / "nginx/apps.conf").read_text())
    bind = dict(words.split("=", 1) for _, said in instructions() for words in said.split() if "BIND=" in words)
    assert {app for app, _ in places} == {name for name in services if name.startswith("app-")}
    assert {port for _, port in places} == {bind["TODOAUTH_BIND"].rpartition(":")[2]}


def test_what_nginx_says_is_a_problem_of_the_service() -> None:
    told = re.findall(r'(\d+) +\'"/problems/([\w-]+)","title":"(.+?)"', (DEPLOY / "nginx/nginx.conf").read_text())
    assert told
    for status, slug, title in told:
        assert f"| {status} | `{slug}` | {title} |" in problems_page()


def test_nginx_takes_what_the_service_takes() -> None:
    told = (DEPLOY / "nginx/nginx.conf").read_text()
    [lines, kilobytes] = re.findall(r"large_client_header_buffers (\d+) (\d+)k;", told)[0]
    assert f"client_max_body_size {LARGEST_BODY // 1024}k;" in told
    assert int(lines) * int(kilobytes) * 1024 == LARGEST_HEADERS


def test_nginx_leaves_a_connection_before_the_service_does() -> None:
    [seconds] = re.findall(r"keepalive_timeout (\d+)s;", (DEPLOY / "nginx/apps.conf").read_text())
    assert int(seconds) < Patience().rest


def test_the_image_installs_what_the_lock_names_with_the_uv_of_the_makefile() -> None:
    said = list(instructions())
    [uv] = [value for name, value in said if name == "ARG" and value.startswith("UV=")]
    synced = [value for name, value in said if name == "RUN" and "uv sync" in value]
    assert uv.removeprefix("UV=") in (ROOT / "Makefile").read_text()
    assert all("--frozen --no-dev" in value for value in synced)


def test_the_image_runs_our_commands_as_nobody_special() -> None:
    last = dict(instructions())  # of a name that is repeated, what the last stage says
    assert json.loads(last["ENTRYPOINT"]) == ["todoauth"]
    assert is_command(json.loads(last["CMD"]))
    program, *health = json.loads(last["HEALTHCHECK"].partition("CMD ")[2])
    assert program == "todoauth"
    assert is_command(health)
    assert last["USER"].partition(":")[0] not in {"root", "0"}


@pytest.mark.parametrize("file", UNITS, ids=lambda file: file.stem)
def test_what_a_unit_runs_is_a_command_with_our_settings(file: Path) -> None:
    said = unit(file)
    [[program, *words]] = [value.split() for value in said["ExecStart"]]
    assert program == "/opt/todoauth/bin/todoauth"
    assert is_command(words)
    assert set(re.findall(r"TODOAUTH_\w+", " ".join(said["Environment"]))) <= SETTINGS


def test_units_are_confined_alike() -> None:
    [hardened] = {file.read_text().partition("directory.\n")[2].partition("\n\n")[0].strip() for file in UNITS}
    assert {"ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet="} <= set(hardened.splitlines())
    privileges = set(hardened.splitlines()) - set(FRONT.read_text().splitlines())
    assert privileges == {"PrivateUsers=yes", "CapabilityBoundingSet="}  # it listens on port 443


def test_nginx_is_started_alike_everywhere(services) -> None:
    [unit_of_front] = unit(FRONT)["ExecStart"]
    assert re.sub(r"\S*/", "", unit_of_front) == re.sub(r"\S*/", "", " ".join(services["nginx"]["entrypoint"]))


def test_units_need_what_there_is() -> None:
    needed = {name for file in UNITS for value in unit(file).get("Requires", []) for name in value.split()}
    assert needed == {"todoauth-migrate.service"}
    assert needed <= {file.name for file in UNITS}
