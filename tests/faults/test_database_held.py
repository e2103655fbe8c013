"""A database that others keep busy, and one that only seems to be there."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.faults.answers import answered, require_patience
from tests.faults.sessions import session_at
from tests.faults.stage import Stage
from tests.servers import RunningService
from tests.servers.postgres_mortal import MortalPostgres
from tests.servers.processes import wait_until
from tests.servers.proxy import Proxy

# "fail 40001" fails in that way; "slow" takes almost as long as a statement may.
OBEY = """
CREATE FUNCTION obey() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF NEW.content LIKE 'fail %' THEN RAISE EXCEPTION 'on purpose' USING ERRCODE = substr(NEW.content, 6); END IF;
  IF NEW.content = 'slow' THEN PERFORM pg_sleep(1.8); END IF;
  RETURN NEW;
END $$
"""
OBEYED = "CREATE TRIGGER obeyed BEFORE INSERT ON todos FOR EACH ROW EXECUTE FUNCTION obey()"
LOCK = {
    "postgresql": ("BEGIN", "SELECT FROM todos WHERE id = '{todo}' FOR UPDATE"),
    "sqlite": ("BEGIN IMMEDIATE",),
}
WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
IDLE_WITH_A_LOCK = (
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction' "
    "AND query ILIKE '%FROM todos%UPDATE'"
)


@pytest.fixture(scope="module")
def obedient(postgresql: Stage) -> Stage:
    """A stage whose database does as it is told."""
    with session_at(postgresql.url) as session:
        session.do(OBEY)
        session.do(OBEYED)
    return postgresql


def test_f12_writers_who_wait_too_long_for_a_connection_come_back_and_readers_never_wait(obedient: Stage):
    with ThreadPoolExecutor(2) as others:
        slow = [others.submit(obedient.add, "slow") for _ in range(2)]
        with session_at(obedient.url) as session:
            wait_until(lambda: len(session.do("SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) == 2)
        with ThreadPoolExecutor(1) as another:
            waiting = another.submit(obedient.add)
            assert obedient.read().status_code == 200
            require_patience(waiting.result(), 1)
        assert [task.result().status_code for task in slow] == [201, 201]
    assert obedient.add().status_code == 201


def test_f13_whoever_loses_a_deadlock_comes_back(postgresql: Stage):
    todo = postgresql.add().json()["id"]
    leave = {"password": postgresql.ada.password}
    with session_at(postgresql.url) as session, session_at(postgresql.url) as looking, ThreadPoolExecutor(1) as other:
        session.do("SET deadlock_timeout = '30s'")
        session.do("BEGIN")
        session.do(f"SELECT FROM todos WHERE id = '{todo}' FOR UPDATE")
        # It has the user by now, and waits for what she owns.
        leaving = other.submit(postgresql.ada.ask, "POST", "/users/me/deletion", json=leave)
        wait_until(lambda: bool(looking.do(WAITING)))
        session.do(f"SELECT FROM users WHERE username_canonical = '{postgresql.ada.name}' FOR UPDATE")
        require_patience(leaving.result(), 1)
        session.do("ROLLBACK")
    assert postgresql.read(todo).status_code == 200


@pytest.mark.parametrize(
    ("state", "seconds"),
    [
        ("40001", 1),  # serialization failure
        ("40P01", 1),  # deadlock
        ("55P03", 1),  # a lock was not to be had
        ("57014", 2),  # a statement took too long
        ("25006", 2),  # read-only
        ("53200", 2),  # out of memory
        ("53300", 2),  # too many connections
        ("58030", 2),  # input or output failed
        ("53100", 30),  # disk full
    ],
)
def test_f13_each_way_of_failing_has_its_time_to_come_back(obedient: Stage, state: str, seconds: int):
    require_patience(obedient.add(f"fail {state}"), seconds)
    assert obedient.add().status_code == 201


@pytest.mark.parametrize("stage", ["postgresql", "sqlite"], indirect=True)
def test_f14_a_lock_held_too_long_is_answered_with_503(stage: Stage):
    todo = stage.add().json()["id"]
    with session_at(stage.url) as session:
        for statement in LOCK[stage.url.partition(":")[0]]:
            session.do(statement.format(todo=todo))
        answer = stage.edit(todo)
        require_patience(answer, 1)
        assert answer.json()["type"] == "/problems/contended"
        assert stage.read(todo).json()["is_done"] is False
        session.do("ROLLBACK")
    assert stage.edit(todo).json()["is_done"] is True


def test_f15_a_process_that_stands_still_in_a_transaction_locks_nobody_out(
    far: Stage, way: Proxy, mortal: MortalPostgres
):
    todo = far.add().json()["id"]
    assert far.edit(todo).status_code == 200
    way.delay = 0.3  # so that the server waits for us most of the time
    with session_at(mortal.server.url("far")) as session, ThreadPoolExecutor(1) as other:
        editing = other.submit(far.edit, todo, is_done=False)
        wait_until(lambda: bool(session.do(IDLE_WITH_A_LOCK)))
        with standing_still(far.service):
            way.mend()
            assert session.do(IDLE_WITH_A_LOCK)
            session.do("SET lock_timeout = '30s'")
            session.do(f"SELECT FROM todos WHERE id = '{todo}' FOR UPDATE")
        require_patience(editing.result(), 2)
    assert answered(lambda: far.read(todo), 200).json()["is_done"] is True
    assert answered(lambda: far.edit(todo, is_done=False), 200).json()["is_done"] is False


@contextmanager
def standing_still(service: RunningService) -> Iterator[None]:
    """Its process is not given any time until the block is left."""
    service.signal(signal.SIGSTOP)
    try:
        yield
    finally:
        service.signal(signal.SIGCONT)


def test_f18_connections_to_a_machine_that_vanished_are_given_up(far: Stage, way: Proxy):
    assert far.read().status_code == 200
    way.strand()
    require_patience(far.read(), 2)
    answered(far.add, 201)


def test_f18_a_database_that_says_nothing_at_all_is_away(far: Stage, way: Proxy):
    way.hangs = True
    require_patience(far.read(), 2)
    require_patience(far.add(), 2)
    way.mend()
    answered(far.read, 200)
    answered(far.add, 201)
