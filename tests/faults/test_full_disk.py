"""A disk that is full: reading goes on, and writing as soon as there is room. As root, who may make small disks."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from pathlib import Path

import httpx2
import pytest

from tests.faults.answers import answered, require_patience
from tests.faults.sessions import kept
from tests.faults.stage import Stage, staged
from tests.servers.mariadb_mortal import mortal_mariadb_server
from tests.servers.mortal import Mortal
from tests.servers.postgres_mortal import mortal_postgres_server
from tests.servers.processes import unprivileged_user
from tests.servers.rooms import filled_up, small_disk

pytestmark = pytest.mark.system

LONG = "x" * 256
WRITERS = 4
ENOUGH = 2000  # times, to fill whatever was left over


def fill(stage: Stage) -> tuple[set[str], httpx2.Response]:
    """Write until it fails; what was acknowledged, and what was answered then."""
    acknowledged: set[str] = set()
    for _ in range(ENOUGH):
        answer = stage.add(LONG)
        if answer.status_code != 201:
            return acknowledged, answer
        acknowledged.add(answer.json()["id"])
    raise AssertionError("the disk was never full")


@pytest.fixture
def sqlite_on_a_small_disk() -> Iterator[tuple[Stage, Path]]:
    disk = small_disk("small", megabytes=2)
    with staged("sqlite:///small/todoauth.db", {"TODOAUTH_DATA_DIR": "small"}, within=disk) as stage:
        yield stage, Path(f"/proc/{stage.service.process.pid}/cwd/small")


def test_f16_sqlite_on_a_full_disk_reads_and_writes_again_when_there_is_room(
    sqlite_on_a_small_disk: tuple[Stage, Path],
):
    stage, disk = sqlite_on_a_small_disk
    with filled_up(disk), ThreadPoolExecutor(WRITERS) as writers:
        acknowledged = set[str]()
        for writing in [writers.submit(fill, stage) for _ in range(WRITERS)]:
            theirs, refused = writing.result()
            require_patience(refused, 30)
            acknowledged |= theirs
        for todo in acknowledged:
            assert stage.read(todo).status_code == 200
    assert stage.add(LONG).status_code == 201
    for todo in acknowledged:
        assert stage.read(todo).status_code == 200


def postgres_on(folder: str, *, megabytes: int) -> AbstractContextManager[Mortal]:
    """A server of which a part is on a small disk."""
    user = unprivileged_user("postgres", "nobody")
    assert user is not None, "only root can make small disks: run as root"
    return mortal_postgres_server(small_disk(folder, megabytes=megabytes, user=user))


def mariadb_on(folder: str, *, megabytes: int) -> AbstractContextManager[Mortal]:
    """Likewise."""
    user = unprivileged_user("mysql", "nobody")
    assert user is not None, "only root can make small disks: run as root"
    return mortal_mariadb_server(small_disk(folder, megabytes=megabytes, user=user))


@pytest.mark.parametrize("server_on", [postgres_on, mariadb_on])
def test_f16_a_server_on_a_full_disk_reads_and_writes_again_when_there_is_room(
    server_on: Callable[..., AbstractContextManager[Mortal]],
):
    with server_on("data", megabytes=96) as mortal:
        data = Path(f"/proc/{mortal.server.pid}/cwd")
        with staged(mortal.server.create_database("full")) as stage:
            with filled_up(data):
                acknowledged, refused = fill(stage)
                require_patience(refused, 30)
                assert stage.read().status_code == 200
                assert stage.web.get("/health/ready").status_code == 200
            assert stage.add(LONG).status_code == 201
            assert acknowledged <= kept(stage.url)


def test_f16_postgres_that_falls_over_a_full_log_comes_back_with_all_it_acknowledged():
    with postgres_on("wal", megabytes=40) as mortal:
        root = Path(f"/proc/{mortal.server.pid}")
        log = root / "root" / (root / "cwd").readlink().parent.relative_to("/") / "wal"
        with staged(mortal.server.create_database("fallen")) as stage:
            with filled_up(log):
                mortal.server.do("SELECT pg_switch_wal()")
                acknowledged, refused = fill(stage)
                require_patience(refused, 2)
                require_patience(stage.read(), 2)
            answered(stage.add, 201)
            assert acknowledged <= kept(stage.url)
