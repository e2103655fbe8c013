"""Where the tests find a Redis."""

from pathlib import Path

import pytest

from tests.servers.redis import RedisServer, own_redis_server, shared_redis_server
from tests.servers.redis_binaries import RedisMissing, redis_binary, valkey_binary

FORCED = {"TODOAUTH_TEST_FORCE_WHEELS": "1"}


def a_binary(folder: Path, name: str) -> Path:
    binary = folder / name
    binary.touch(mode=0o755)
    return binary


def test_a_borrowed_server_is_left_as_it_was(own_server: RedisServer):
    own_server.do("SET", "todoauth:theirs", "kept")
    with shared_redis_server({"TODOAUTH_TEST_REDIS_URL": own_server.url}) as guest:
        guest.do("SET", f"{guest.prefix}:ours", "lost")
        assert guest.kept() == [f"{guest.prefix}:ours"]
    assert own_server.do("KEYS", "*") == ["todoauth:theirs"]


def test_forced_wheels_borrow_nothing(own_server: RedisServer):
    with shared_redis_server(FORCED | {"TODOAUTH_TEST_REDIS_URL": own_server.url}) as server:
        assert server.url != own_server.url


def test_the_wheel_brings_a_server_of_its_own():
    with own_redis_server(redis_binary(FORCED)) as server:
        assert server.do("INFO", "server")["server_name"] == "valkey"


@pytest.mark.parametrize("name", ["redis-server", "valkey-server"])
def test_a_server_of_the_machine_comes_before_the_wheel(tmp_path: Path, name: str):
    binary = a_binary(tmp_path, name)
    assert redis_binary({"PATH": str(tmp_path)}) == binary
    assert redis_binary({"PATH": str(tmp_path)} | FORCED) == valkey_binary()


def test_redis_comes_before_valkey(tmp_path: Path):
    binary, _ = a_binary(tmp_path, "redis-server"), a_binary(tmp_path, "valkey-server")
    assert redis_binary({"PATH": str(tmp_path)}) == binary


def test_a_machine_without_a_server_is_told_what_to_install(tmp_path: Path):
    with pytest.raises(RedisMissing, match=r"make setup.*apt install redis-server.*TODOAUTH_TEST_REDIS_URL"):
        valkey_binary([tmp_path])
