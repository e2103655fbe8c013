"""The ways to a Redis: with a password and least rights, by TLS, by Sentinels, by the nodes of a Cluster."""

import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from tests.adapters.redis.samples import CODE, LONG, MANY_AN_HOUR, a_code_key, a_limit_key, burst, eventually
from tests.servers import free_port
from tests.servers.certificates import Certificate, certificate
from tests.servers.proxy import Proxy, proxy_to
from tests.servers.redis import RedisServer
from tests.servers.redis_cluster import cluster_url, own_redis_cluster, redis_cluster
from tests.servers.redis_sentinel import own_watched_redis
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.limiter import RedisLimiter
from todoauth.domain.errors import Unavailable
from todoauth.domain.model.one_time_code import Redeemed

__all__ = ["redis_cluster"]

COMMANDS = "evalsha eval ping select type get set del time lindex llen lpop rpush ltrim pexpireat"
RIGHTS = ("on", "~todoauth:*", *(f"+{command}" for command in COMMANDS.split()))


@pytest.fixture(scope="session")
def localhost() -> Certificate:
    """A certificate for `localhost`."""
    return certificate("localhost")


@pytest.fixture
def tls(own_server: RedisServer, localhost: Certificate) -> Iterator[Proxy]:
    """A way to the server by TLS, with that certificate."""
    with proxy_to(own_server.place, localhost.for_server()) as proxy:
        yield proxy


@pytest.fixture
def trusted(localhost: Certificate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That certificate is vouched for."""
    (tmp_path / "trusted.pem").write_text(localhost.certificate)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "trusted.pem"))


async def use(database: RedisDatabase) -> None:
    """Do all that we ever do."""
    codes, limiter, key = RedisCodeCache(database), RedisLimiter(database), a_code_key()
    await database.ping()
    await limiter.hit(a_limit_key(), MANY_AN_HOUR)
    await codes.put(key, CODE, ttl=LONG, guesses=5)
    assert await codes.redeem(key, CODE) is Redeemed.RIGHT


async def test_a_user_with_the_least_rights_can_do_all_that_we_do(own_server: RedisServer):
    own_server.do("ACL SETUSER", "app", ">p@ss:/word", *RIGHTS)
    url = f"redis://app:p%40ss%3A%2Fword@{own_server.place}/1"
    async with RedisDatabase.at(url, secret=os.urandom(32), patience=10) as database:
        await use(database)


async def test_keys_that_are_none_of_ours_are_out_of_its_reach(own_server: RedisServer):
    own_server.do("ACL SETUSER", "app", ">password", *RIGHTS)
    url = f"redis://app:password@{own_server.place}"
    async with RedisDatabase.at(url, secret=os.urandom(32), prefix="other") as database:
        with pytest.raises(Unavailable):
            await database.ping()


async def test_each_database_of_a_server_is_one_of_its_own(own_server: RedisServer):
    url = own_server.url.removesuffix("/0")
    async with RedisDatabase.at(f"{url}/7", secret=os.urandom(32), patience=10) as database:
        await use(database)
    assert own_server.kept() == []
    assert own_server.do("INFO", "keyspace").keys() == {"db7"}


async def test_a_certificate_that_nobody_vouches_for_is_refused(tls: Proxy):
    async with RedisDatabase.at(f"rediss://localhost:{tls.port}", secret=os.urandom(32)) as database:
        with pytest.raises(Unavailable):
            await database.ping()


@pytest.mark.usefixtures("trusted")
async def test_a_certificate_for_another_name_is_refused(tls: Proxy):
    async with RedisDatabase.at(f"rediss://127.0.0.1:{tls.port}", secret=os.urandom(32)) as database:
        with pytest.raises(Unavailable):
            await database.ping()


@pytest.mark.usefixtures("trusted")
async def test_a_good_certificate_is_good_enough(tls: Proxy):
    async with RedisDatabase.at(f"rediss://localhost:{tls.port}", secret=os.urandom(32), patience=10) as database:
        await use(database)


async def test_sentinels_name_the_server_and_its_successor():
    with own_watched_redis() as watched:
        nobody = f"127.0.0.1:{free_port()}"
        url = watched.url.replace("://", f"://{nobody},")
        async with RedisDatabase.at(url, secret=os.urandom(32), patience=10) as database:
            await use(database)
            watched.primary.stop()
            await eventually(database.ping)
            await use(database)
        assert watched.replica.kept()


async def test_a_sentinel_that_hangs_leaves_time_to_ask_another():
    with own_watched_redis() as watched, watched.replica.hanging():
        url = watched.url.replace("://", f"://{watched.replica.place},")
        async with RedisDatabase.at(url, secret=os.urandom(32), patience=3) as database:
            await use(database)


async def test_sentinels_that_know_no_such_server_are_of_no_use():
    with own_watched_redis() as watched:
        async with RedisDatabase.at(f"{watched.url}-2", secret=os.urandom(32)) as database:
            with pytest.raises(Unavailable):
                await database.ping()


async def test_a_cluster_goes_on_after_one_of_its_nodes_has_gone():
    with own_redis_cluster() as nodes:
        async with RedisDatabase.at(cluster_url(nodes), secret=os.urandom(32), patience=10) as database:
            limiter = RedisLimiter(database)
            hits = [partial(limiter.hit, a_limit_key(), MANY_AN_HOUR) for _ in range(60)]
            assert await burst(*hits, times=1) == [MANY_AN_HOUR.times - 1] * 60
            assert all(node.kept() for node in nodes)
            nodes[0].stop()
            for hit in hits:
                await eventually(hit)
            assert all(isinstance(left, int) for left in await burst(*hits, times=5))


async def test_a_cluster_that_hangs_at_first_is_found_when_it_goes_on(redis_cluster: Sequence[RedisServer]):
    async with RedisDatabase.at(cluster_url(redis_cluster), secret=os.urandom(32)) as database:
        with ExitStack() as hanging:
            for node in redis_cluster:
                hanging.enter_context(node.hanging())
            with pytest.raises(Unavailable):
                await database.ping()
        await eventually(partial(use, database))


async def test_a_cluster_that_hangs_can_be_left(redis_cluster: Sequence[RedisServer]):
    with ExitStack() as hanging:
        for node in redis_cluster:
            hanging.enter_context(node.hanging())
        async with RedisDatabase.at(cluster_url(redis_cluster), secret=os.urandom(32)) as database:
            with pytest.raises(Unavailable):
                await database.ping()
