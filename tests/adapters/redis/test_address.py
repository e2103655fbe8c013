"""The forms of a URL."""

import pytest

from todoauth.adapters.redis.address import RedisAddress

HERE = (("127.0.0.1", 6379),)


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("redis://127.0.0.1", RedisAddress(places=HERE)),
        ("redis://127.0.0.1/", RedisAddress(places=HERE)),
        ("redis://127.0.0.1:7000/3", RedisAddress(places=(("127.0.0.1", 7000),), database=3)),
        ("redis://[::1]", RedisAddress(places=(("::1", 6379),))),
        ("redis://[fe80::1]:7000", RedisAddress(places=(("fe80::1", 7000),))),
        ("redis://:secret@127.0.0.1", RedisAddress(places=HERE, password="secret")),
        ("redis://app:s%40%2F%3A:t@127.0.0.1", RedisAddress(places=HERE, username="app", password="s@/::t")),
        ("rediss://127.0.0.1", RedisAddress(places=HERE, encrypted=True)),
        (
            "redis+sentinel://:secret@one,two:7000/main",
            RedisAddress(places=(("one", 26379), ("two", 7000)), password="secret", service="main"),
        ),
        (
            "rediss+sentinel://one/main-1.a/2",
            RedisAddress(places=(("one", 26379),), encrypted=True, service="main-1.a", database=2),
        ),
        (
            "redis+cluster://one:7000,[::1],two/",
            RedisAddress(places=(("one", 7000), ("::1", 6379), ("two", 6379)), is_cluster=True),
        ),
        (
            "rediss+cluster://app:secret@one",
            RedisAddress(places=(("one", 6379),), encrypted=True, username="app", password="secret", is_cluster=True),
        ),
    ],
)
def test_each_form_is_read(url: str, address: RedisAddress):
    assert RedisAddress.parse(url) == address


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hunter2",
        "http://hunter2",
        "redis:hunter2",
        "redis://",
        "redis://:hunter2@",
        "redis://hunter2@127.0.0.1",
        "redis://:@127.0.0.1",
        "redis://:hunter2@one,two",
        "redis://:hunter2@one/zero",
        "redis://:hunter2@one/00000",
        "redis://:hunter2@one/0/1",
        "redis://:hunter2@one/0?db=1",
        "redis://:hunter2@one#0",
        "redis://:hunter2@one:",
        "redis://:hunter2@one:0",
        "redis://:hunter2@one:65536",
        "redis://:hunter2@one:６３７９",
        "redis://:hunter2@[::1::2]",
        "redis://:hunter2@one ",
        "redis://:hunter2@one\n",
        " redis://:hunter2@one",
        "REDIS://:hunter2@one",
        "redis+sentinel://:hunter2@one",
        "redis+sentinel://:hunter2@one/",
        "redis+sentinel://:hunter2@one,/main",
        "redis+cluster://:hunter2@one/1",
        "redis+tls://:hunter2@one",
        "unix:///hunter2.sock",
    ],
)
def test_what_is_no_such_url_is_refused_and_not_repeated(url: str):
    with pytest.raises(ValueError, match="must ") as refused:
        RedisAddress.parse(url)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_an_address_does_not_show_its_password():
    assert "hunter2" not in repr(RedisAddress.parse("redis://app:hunter2@one"))
