"""A database that is stopped, killed or changed for another."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

from tests.faults.answers import answered, require_patience
from tests.faults.sessions import kept
from tests.faults.stage import Stage, staged
from tests.servers.mariadb import own_mariadb_server
from tests.servers.mortal import Mortal
from tests.servers.postgres_mortal import mortal_postgres_server
from tests.servers.processes import wait_until
from tests.servers.proxy import Proxy
from todoauth.adapters.sql.migrations import upgrade

KILLS = 2
WRITERS = 4


@contextmanager
def writing(stage: Stage) -> Iterator[list[str]]:
    """People write things down for as long as the block lasts; it gets the ids of what was acknowledged."""
    acknowledged: list[str] = []
    over = threading.Event()

    def write() -> None:
        while not over.is_set():
            answer = stage.add()
            if answer.status_code == 201:
                acknowledged.append(answer.json()["id"])
            else:
                require_patience(answer, 2)

    with ThreadPoolExecutor(WRITERS) as writers:
        tasks = [writers.submit(write) for _ in range(WRITERS)]
        try:
            yield acknowledged
        finally:
            over.set()
        for task in tasks:
            task.result()


def test_f10_while_the_database_is_away_everything_says_so_and_then_goes_on(mortal: Mortal, near: Stage):
    todo = near.add().json()["id"]
    mortal.stop()
    require_patience(near.read(todo), 2)
    require_patience(near.add(), 2)
    require_patience(near.ada.log_in(), 2)
    require_patience(near.ada.refresh(near.ada.tokens["refresh_token"]), 2)
    assert near.web.get("/health/ready").status_code == 503
    assert near.web.get("/health/live").status_code == 200
    mortal.start()
    assert answered(lambda: near.read(todo), 200).json()["id"] == todo
    answered(near.add, 201)
    answered(lambda: near.web.get("/health/ready"), 200)


@pytest.mark.parametrize(
    ("mortal", "how"),
    [
        pytest.param("postgresql", signal.SIGQUIT, id="postgresql-crashed"),
        pytest.param("postgresql", signal.SIGKILL, id="postgresql-killed", marks=pytest.mark.system),
        pytest.param("mariadb", signal.SIGKILL, id="mariadb-killed", marks=pytest.mark.system),
    ],
    indirect=["mortal"],
)
def test_f11_what_was_acknowledged_outlives_a_server_that_is_killed_under_writers(
    mortal: Mortal, near: Stage, how: signal.Signals
):
    with writing(near) as acknowledged:
        for _ in range(KILLS):
            before = len(acknowledged)
            mortal.stop(how)
            mortal.start()
            answered(near.add, 201)
            assert len(acknowledged) >= before
    answered(near.read, 200)
    assert acknowledged
    assert set(acknowledged) <= kept(near.url)


@pytest.mark.system
@pytest.mark.parametrize("mortal", ["postgresql"], indirect=True)
def test_f11_a_database_that_acknowledges_too_early_is_found_out(mortal: Mortal):
    url = mortal.server.create_database("hasty")
    mortal.server.do("ALTER DATABASE hasty SET synchronous_commit = off")
    with staged(url) as stage:
        mortal.server.do("CHECKPOINT")
        acknowledged = {stage.add().json()["id"] for _ in range(5)}
        mortal.stop(signal.SIGQUIT)
        mortal.start()
        assert not acknowledged <= kept(stage.url)


@contextmanager
def read_only(mortal: Mortal) -> Iterator[None]:
    """A server takes no writes, on connections old or new, until the block is left."""
    for statement in ("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"):
        mortal.server.do(statement)
    wait_until(lambda: is_read_only(mortal))  # whoever comes later is told after those who are there
    try:
        yield
    finally:
        for statement in ("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"):
            mortal.server.do(statement)


def is_read_only(mortal: Mortal) -> bool:
    [[told]] = mortal.server.do("SHOW default_transaction_read_only")
    return bool(told == "on")


@pytest.mark.parametrize("mortal", ["postgresql"], indirect=True)
def test_f17_a_server_that_turned_read_only_is_left_for_the_one_that_writes(mortal: Mortal):
    with mortal_postgres_server() as other:
        first, second = mortal.server.create_database("first"), other.server.create_database("first")
        upgrade(second)
        both = first.replace(mortal.place, f"{mortal.place},{other.place}")
        with staged(f"{both}?target_session_attrs=read-write") as stage, read_only(mortal):
            require_patience(stage.add(), 2)
            assert stage.ada.sign_up().status_code == 201
            assert stage.ada.log_in().status_code == 200
            assert stage.add().status_code == 201


@pytest.mark.system
@pytest.mark.parametrize("mortal", ["mariadb"], indirect=True)
def test_f17_a_server_that_turned_read_only_is_left_for_whoever_took_its_place(mortal: Mortal, way: Proxy):
    with own_mariadb_server() as other:
        for server in (mortal.server, other):
            upgrade(server.create_database("first"))
            server.do("CREATE USER guest@'127.0.0.1'")  # root may write all the same
            server.do("GRANT ALL ON first.* TO guest@'127.0.0.1'")
        with staged(f"mariadb://guest@{way.own_place}/first") as stage:
            mortal.server.do("SET GLOBAL read_only = 1")
            way.place = f"127.0.0.1:{urlsplit(other.address).port}"
            require_patience(stage.add(), 2)
            assert stage.ada.sign_up().status_code == 201
            assert stage.ada.log_in().status_code == 200
            assert stage.add().status_code == 201
        mortal.server.do("SET GLOBAL read_only = 0")
        way.place = mortal.place
