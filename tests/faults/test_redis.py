"""A Redis that is away, hangs, is slow, full, forgetful or a replica: life goes on, and nothing fails open."""

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import partial
from pathlib import Path
from secrets import token_urlsafe

import httpx2
import pytest

from tests.faults.answers import answered, require_patience
from tests.faults.stage import Stage, staged
from tests.journeys.people import Person, newcomer
from tests.servers.processes import free_port
from tests.servers.proxy import Proxy, proxy_to
from tests.servers.redis import RedisServer, own_redis_server

AWAY = 5  # seconds to come back after


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    """A server to break."""
    with own_redis_server() as server:
        yield server


@pytest.fixture(scope="module")
def way(redis: RedisServer) -> Iterator[Proxy]:
    """A way to it on which things go wrong."""
    with proxy_to(redis.place) as proxy:
        yield proxy


@pytest.fixture(scope="module")
def shared(way: Proxy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The service on it."""
    settings = {"TODOAUTH_REDIS_URL": f"redis://{way.own_place}", "TODOAUTH_SECRET_KEY": token_urlsafe(32)}
    with staged(f"sqlite:///{tmp_path_factory.mktemp('redis')}/todoauth.db", settings) as stage:
        yield stage


def send(person: Person) -> int:
    """Ask for a code."""
    return person.ask("POST", "/users/email/otp", json={"email": person.address}).status_code


def prove(person: Person, code: str) -> httpx2.Response:
    """Say a code."""
    return person.ask("POST", "/users/email/otp/verify", json={"email": person.address, "otp": code})


def mailed_to(person: Person, stage: Stage, *, since: int = 0) -> str:
    """The code that was mailed to somebody, once there is one."""
    letter = rf"To: {re.escape(person.address)}\n(?:  \|.*\n)*?  \| Your code is (\d{{6}})"
    return stage.service.wait_for(letter, since=since)[1]


def live_through(fault: AbstractContextManager[None], stage: Stage) -> None:
    """While Redis is away all that needs none goes on, and nothing passes uncounted; then all is well again."""
    ada, bob, carl = (newcomer(stage.web) for _ in range(3))
    assert send(ada) == 202
    code = mailed_to(ada, stage)
    with fault:
        assert ada.ask("POST", "/todos", json={"content": "Buy milk"}).status_code == 201
        assert ada.ask("GET", "/todos").status_code == 200
        assert ada.refresh(ada.tokens["refresh_token"]).status_code == 200
        assert send(bob) == 202
        require_patience(prove(ada, code), AWAY)
        # Together, processes would let ten pass; apart, they let fewer.
        assert [bob.log_in().status_code for _ in range(3)] == [200, 200, 429]
        assert stage.web.get("/health/live").status_code == 200
    for person in (bob, carl):
        assert person is bob or send(person) == 202
        code = mailed_to(person, stage)
        assert answered(partial(prove, person, code), 200).json()["is_verified"] is True


@contextmanager
def refused(way: Proxy) -> Iterator[None]:
    way.refuse()
    yield
    way.mend()


@contextmanager
def slow(way: Proxy) -> Iterator[None]:
    way.delay = 0.5
    yield
    way.mend()


@contextmanager
def told(redis: RedisServer, fault: str, cure: str) -> Iterator[None]:
    redis.do(*fault.split())
    yield
    redis.do(*cure.split())


def test_f01_without_redis_only_codes_wait(shared: Stage, way: Proxy):
    live_through(refused(way), shared)


def test_f02_a_redis_that_hangs_is_away(shared: Stage, redis: RedisServer):
    live_through(redis.hanging(), shared)


@pytest.mark.system
def test_f03_a_redis_that_is_slow_is_away(shared: Stage, way: Proxy):
    live_through(slow(way), shared)


def test_f04_a_redis_that_forgets_makes_codes_go_and_takes_new_ones(shared: Stage, redis: RedisServer):
    ada = newcomer(shared.web)
    assert send(ada) == 202
    forgotten = mailed_to(ada, shared)
    redis.do("FLUSHALL")
    assert prove(ada, forgotten).status_code == 400
    assert ada.refresh(ada.tokens["refresh_token"]).status_code == 200
    printed = len(shared.service.console)
    assert send(ada) == 202
    assert prove(ada, mailed_to(ada, shared, since=printed)).status_code == 200


def test_f05_a_guess_whose_answer_is_lost_was_made_once(shared: Stage, way: Proxy, redis: RedisServer):
    ada = newcomer(shared.web)
    assert send(ada) == 202
    code = mailed_to(ada, shared)
    before = redis.scripts_run()
    way.replies_left = 0
    require_patience(prove(ada, code), AWAY)
    way.mend()
    assert redis.scripts_run() == before + 2  # the client was counted, and the guess made
    assert answered(partial(prove, ada, code), 400).json()["type"] == "/problems/wrong-or-expired-code"


def test_f06_a_redis_that_is_full_is_away(shared: Stage, redis: RedisServer):
    live_through(told(redis, "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"), shared)


@pytest.mark.system
def test_f07_a_redis_that_became_a_replica_is_away(shared: Stage, redis: RedisServer):
    live_through(told(redis, "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE"), shared)


def test_f07_a_code_that_was_used_stays_used_when_redis_goes_back_in_time(tmp_path: Path):
    port = free_port()
    settings = {"TODOAUTH_REDIS_URL": f"redis://127.0.0.1:{port}", "TODOAUTH_SECRET_KEY": token_urlsafe(32)}
    with ExitStack() as present, ExitStack() as past:
        redis = past.enter_context(own_redis_server(None, "--dir", str(tmp_path), port=port))
        stage = present.enter_context(staged(f"sqlite:///{tmp_path}/todoauth.db", settings))
        ada = newcomer(stage.web)
        assert send(ada) == 202
        code = mailed_to(ada, stage)
        redis.do("SAVE")
        assert prove(ada, code).status_code == 200
        redis.kill()
        past.close()
        with own_redis_server(None, "--dir", str(tmp_path), port=port) as restored:
            assert restored.kept()
            assert answered(partial(prove, ada, code), 400).json()["type"] == "/problems/wrong-or-expired-code"
