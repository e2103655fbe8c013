"""A database that others keep busy, and one that only seems to be there."""

import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial

import pytest

from tests.faults.answers import answered, require_patience
from tests.faults.sessions import session_at
from tests.faults.stage import Stage
from tests.faults.words import MARIADB_FAILURES, POSTGRES_FAILURES, WORDS
from tests.journeys.people import newcomer
from tests.servers import RunningService
from tests.servers.mortal import Mortal
from tests.servers.processes import wait_until
from tests.servers.proxy import Proxy


@pytest.fixture(scope="module")
def obedient(near: Stage) -> Stage:
    """A stage whose database does as it is told."""
    with session_at(near.url) as session:
        for statement in WORDS[near.kind].obey:
            session.do(statement)
    return near


def test_f12_writers_who_wait_too_long_for_a_connection_come_back_and_readers_never_wait(obedient: Stage):
    with session_at(obedient.url) as session, ThreadPoolExecutor(2) as others:
        # Two people: what one and the same adds at once is added one after the other.
        people = [newcomer(obedient.web) for _ in range(2)]
        slow = [others.submit(person.ask, "POST", "/todos", json={"content": "slow"}) for person in people]
        wait_until(lambda: len(session.do(WORDS[obedient.kind].slow)) == 2)
        with ThreadPoolExecutor(1) as another:
            waiting = another.submit(obedient.add)
            assert obedient.read().status_code == 200
            require_patience(waiting.result(), 1)
        assert [task.result().status_code for task in slow] == [201, 201]
    assert obedient.add().status_code == 201


def test_f13_whoever_loses_a_deadlock_comes_back(near: Stage):
    todo, words = near.add().json()["id"], WORDS[near.kind]
    leave = {"password": near.ada.password}
    with session_at(near.url) as session, session_at(near.url) as looking, ThreadPoolExecutor(1) as other:
        for statement in words.begin:
            session.do(statement)
        session.do(words.lock_todo.format(todo=todo))
        # It has the user by now, and waits for what she owns.
        leaving = other.submit(near.ada.ask, "POST", "/users/me/deletion", json=leave)
        wait_until(lambda: bool(looking.do(words.waiting)))
        session.do(words.lock_user.format(name=near.ada.name))
        require_patience(leaving.result(), 1)
        session.do("ROLLBACK")
    assert near.read(todo).status_code == 200


@pytest.mark.parametrize(
    ("mortal", "failure", "seconds"),
    [
        *(("postgresql", state, seconds) for state, seconds in POSTGRES_FAILURES.items()),
        *(
            pytest.param("mariadb", number, seconds, marks=pytest.mark.system)
            for number, seconds in MARIADB_FAILURES.items()
        ),
    ],
    indirect=["mortal"],
)
def test_f13_each_way_of_failing_has_its_time_to_come_back(obedient: Stage, failure: str, seconds: int):
    require_patience(obedient.add(f"fail {failure}"), seconds)
    assert obedient.add().status_code == 201


def test_f14_a_lock_held_too_long_is_answered_with_503(near: Stage):
    todo = near.add().json()["id"]
    require_contention(near, todo, "BEGIN", WORDS[near.kind].lock_todo.format(todo=todo))


def test_f14_a_file_held_too_long_is_answered_with_503(sqlite: Stage):
    require_contention(sqlite, sqlite.add().json()["id"], "BEGIN IMMEDIATE")


def test_what_takes_too_long_to_find_in_a_file_is_answered_with_503(sqlite: Stage):
    sqlite.add()
    with session_at(sqlite.url) as session:
        session.do("ALTER TABLE todos RENAME TO kept")
        session.do(
            "CREATE VIEW todos AS SELECT * FROM kept WHERE "
            "(WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 1 << 62) SELECT max(x) FROM n)"
        )
        require_patience(sqlite.read(), 2)
        assert sqlite.ada.ask("GET", "/users/me").status_code == 200
        session.do("DROP VIEW todos")
        session.do("ALTER TABLE kept RENAME TO todos")
    assert sqlite.read().status_code == 200


def require_contention(stage: Stage, todo: str, *lock: str) -> None:
    """Whoever wants to change a todo that others keep locked comes back."""
    with session_at(stage.url) as session:
        for statement in lock:
            session.do(statement)
        answer = stage.edit(todo)
        require_patience(answer, 1)
        assert answer.json()["type"] == "/problems/contended"
        assert stage.read(todo).json()["is_done"] is False
        session.do("ROLLBACK")
    assert stage.edit(todo).json()["is_done"] is True


@pytest.mark.parametrize("mortal", ["postgresql"], indirect=True)
def test_f15_a_process_that_stands_still_in_a_transaction_locks_nobody_out(far: Stage, way: Proxy, mortal: Mortal):
    assert far.call_herself("Ada").status_code == 200
    way.delay = 0.3  # so that the server waits for us most of the time
    words, name = WORDS[far.kind], far.ada.name
    with session_at(mortal.server.url("far")) as session, ThreadPoolExecutor(1) as other:
        edits = [other.submit(far.call_herself, "Countess")]

        def has_begun() -> bool:
            if edits[-1].done():  # it had no connection in time, and changed nothing
                edits.append(other.submit(far.call_herself, "Countess"))
            return bool(session.do(words.locked_user.format(name=name)))

        wait_until(has_begun)
        with standing_still(far.service):
            way.mend()
            assert session.do(words.locked_user.format(name=name))
            for statement in (*words.begin, words.lock_user.format(name=name), "ROLLBACK"):
                session.do(statement)
        require_patience(edits[-1].result(), 2)
    me = partial(far.ada.ask, "GET", "/users/me")
    assert answered(me, 200).json()["full_name"] == "Ada"
    assert answered(partial(far.call_herself, "Lovelace"), 200).json()["full_name"] == "Lovelace"


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
