"""A database that is stopped, killed or changed for another."""

import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.faults.answers import answered, require_patience
from tests.faults.sessions import session_at
from tests.faults.stage import Stage, staged
from tests.servers.postgres_mortal import MortalPostgres, mortal_postgres_server
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


def kept(stage: Stage) -> set[str]:
    """The ids of all todos that there are."""
    with session_at(stage.url) as session:
        return {str(next(iter(row))) for row in session.do("SELECT id::text FROM todos")}


def test_f10_while_the_database_is_away_everything_says_so_and_then_goes_on(mortal: MortalPostgres, postgresql: Stage):
    todo = postgresql.add().json()["id"]
    mortal.stop()
    require_patience(postgresql.read(todo), 2)
    require_patience(postgresql.add(), 2)
    require_patience(postgresql.ada.log_in(), 2)
    require_patience(postgresql.ada.refresh(postgresql.ada.tokens["refresh_token"]), 2)
    assert postgresql.web.get("/health/ready").status_code == 503
    assert postgresql.web.get("/health/live").status_code == 200
    mortal.start()
    assert answered(lambda: postgresql.read(todo), 200).json()["id"] == todo
    answered(postgresql.add, 201)
    answered(lambda: postgresql.web.get("/health/ready"), 200)


@pytest.mark.parametrize(
    "how",
    [
        pytest.param(signal.SIGQUIT, id="crashed"),
        pytest.param(signal.SIGKILL, id="killed", marks=pytest.mark.system),
    ],
)
def test_f11_what_was_acknowledged_outlives_a_server_that_is_killed_under_writers(
    mortal: MortalPostgres, postgresql: Stage, how: signal.Signals
):
    with writing(postgresql) as acknowledged:
        for _ in range(KILLS):
            before = len(acknowledged)
            mortal.stop(how)
            mortal.start()
            answered(postgresql.add, 201)
            assert len(acknowledged) >= before
    answered(postgresql.read, 200)
    assert acknowledged
    assert set(acknowledged) <= kept(postgresql)


@pytest.mark.system
def test_f11_a_database_that_acknowledges_too_early_is_found_out(mortal: MortalPostgres):
    url = mortal.server.create_database("hasty")
    mortal.server.do("ALTER DATABASE hasty SET synchronous_commit = off")
    with staged(url) as stage:
        mortal.server.do("CHECKPOINT")
        acknowledged = {stage.add().json()["id"] for _ in range(5)}
        mortal.stop(signal.SIGQUIT)
        mortal.start()
        assert not acknowledged <= kept(stage)


@contextmanager
def read_only(mortal: MortalPostgres) -> Iterator[None]:
    """A server takes no writes, on connections old or new, until the block is left."""
    for statement in ("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"):
        mortal.server.do(statement)
    try:
        yield
    finally:
        for statement in ("ALTER SYSTEM RESET default_transaction_read_only", "SELECT pg_reload_conf()"):
            mortal.server.do(statement)


def test_f17_a_server_that_turned_read_only_is_left_for_the_one_that_writes(mortal: MortalPostgres):
    with mortal_postgres_server() as other:
        first, second = mortal.server.create_database("first"), other.server.create_database("first")
        upgrade(second)
        both = first.replace(mortal.place, f"{mortal.place},{other.place}")
        with staged(f"{both}?target_session_attrs=read-write") as stage, read_only(mortal):
            require_patience(stage.add(), 2)
            assert stage.ada.sign_up().status_code == 201
            assert stage.ada.log_in().status_code == 200
            assert stage.add().status_code == 201
