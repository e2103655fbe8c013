"""Passwords under bcrypt."""

import asyncio
import logging
import os
import sys
import threading
from collections.abc import Iterator

import bcrypt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SECRET
from todoauth import Overloaded, Password, PasswordHash
from todoauth.adapters.hashing.bcrypt_hasher import BcryptHasher, Peppers, padding

KEYS = {"today": bytes(range(32)), "yesterday": bytes(32)}
PREFIX = "hmac-sha256$today$2b$"
WRONG = Password("another password")


def today() -> Peppers:
    return Peppers(keys=KEYS, current="today")


def yesterday() -> Peppers:
    return Peppers(keys=KEYS, current="yesterday")


@pytest.fixture
def hasher() -> Iterator[BcryptHasher]:
    hasher = BcryptHasher(peppers=today, cost=4)
    yield hasher
    hasher.close()


async def test_a_password_matches_its_hash_and_no_other(hasher: BcryptHasher):
    kept = await hasher.hash(SECRET)
    assert await hasher.verify(SECRET, kept)
    assert not await hasher.verify(WRONG, kept)


async def test_a_hash_is_salted_and_says_its_pepper_and_its_cost(hasher: BcryptHasher):
    first, second = await hasher.hash(SECRET), await hasher.hash(SECRET)
    assert first != second
    assert first.startswith(f"{PREFIX}04$")
    assert SECRET.text not in first


async def test_nobody_has_no_password(hasher: BcryptHasher):
    assert not await hasher.verify(SECRET, None)


@pytest.mark.parametrize("differing", ["a" * 72 + "b", "a" * 72 + "c", "a" * 255 + "b", "a" * 256])
async def test_long_passwords_count_to_their_last_letter(hasher: BcryptHasher, differing: str):
    kept = await hasher.hash(Password("a" * 255))
    assert not await hasher.verify(Password(differing), kept)
    assert await hasher.verify(Password("a" * 255), kept)


async def test_a_password_matches_however_its_letters_are_composed(hasher: BcryptHasher):
    assert await hasher.verify(Password("cafe\u0301 au lait"), await hasher.hash(Password("caf\u00e9 au lait")))


async def test_a_hash_is_worth_nothing_without_the_pepper(hasher: BcryptHasher):
    other = BcryptHasher(peppers=lambda: Peppers(keys={"today": bytes(range(1, 33))}, current="today"), cost=4)
    kept = await hasher.hash(SECRET)
    assert not await other.verify(SECRET, kept)
    assert not bcrypt.checkpw(SECRET.text.encode(), kept.removeprefix("hmac-sha256$today").encode())
    other.close()


async def test_a_hash_under_an_older_pepper_matches_and_is_outdated(hasher: BcryptHasher):
    before = BcryptHasher(peppers=yesterday, cost=4)
    old, new = await before.hash(SECRET), await hasher.hash(SECRET)
    assert await hasher.verify(SECRET, old)
    assert not await hasher.verify(WRONG, old)
    assert (hasher.outdated(old), hasher.outdated(new)) == (True, False)
    assert (await before.verify(SECRET, new), await before.verify(WRONG, new)) == (True, False)
    before.close()


async def test_the_pepper_is_the_one_of_the_moment():
    moments = [Peppers(keys={"one": bytes(range(32))}, current="one")]
    hasher = BcryptHasher(peppers=lambda: moments[-1], cost=4)
    kept = await hasher.hash(SECRET)
    moments.append(Peppers(keys={"one": bytes(range(32)), "two": bytes(32)}, current="two"))
    assert hasher.outdated(kept)
    assert (await hasher.hash(SECRET)).startswith("hmac-sha256$two$")
    hasher.close()


async def test_an_unknown_pepper_is_a_wrong_password_and_raises_an_alarm(
    hasher: BcryptHasher, caplog: pytest.LogCaptureFixture
):
    kept = PasswordHash((await hasher.hash(SECRET)).replace("$today$", "$lost$"))
    assert not await hasher.verify(SECRET, kept)
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (logging.ERROR, "a stored password hash names an unknown pepper: lost")
    ]


async def test_a_hash_without_a_pepper_is_none_of_ours(hasher: BcryptHasher):
    bare = PasswordHash(bcrypt.hashpw(SECRET.text.encode(), bcrypt.gensalt(4)).decode())
    assert not await hasher.verify(SECRET, bare)
    assert hasher.outdated(bare)


@given(st.integers(4, 16), st.integers(4, 16))
def test_an_old_hash_and_its_padding_cost_exactly_what_one_of_today_does(cost: int, today: int):
    cost, today = sorted((cost, today))
    assert 2**cost + sum(2**missing for missing in padding(cost, today)) == 2**today


def test_the_peppers_do_not_show_themselves():
    assert repr(today()) == "Peppers(current='today')"


@pytest.mark.parametrize(
    "corrupt",
    [
        "",
        "hunter2",
        f"{PREFIX}04$short",
        f"{PREFIX}04${'a' * 53}",  # a salt that nobody can have drawn
        f"{PREFIX}31${'e' * 53}",
        f"{PREFIX}03${'e' * 53}",
        f"{PREFIX}04${'é' * 53}",
        f"hmac-sha256$$2b$04${'e' * 53}",
        f"hmac-sha256${'a' * 65}$2b$04${'e' * 53}",
        f"hmac-sha512$today$2b$04${'e' * 53}",
        f"{PREFIX}04${'e' * 53}\n",
    ],
)
async def test_a_hash_that_makes_no_sense_matches_nothing_and_raises_an_alarm(
    hasher: BcryptHasher, corrupt: str, caplog: pytest.LogCaptureFixture
):
    assert not await hasher.verify(SECRET, PasswordHash(corrupt))
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (logging.ERROR, "a stored password hash makes no sense")
    ]


async def test_a_hash_of_a_lower_cost_is_outdated_and_still_matches(hasher: BcryptHasher):
    stronger = BcryptHasher(peppers=today, cost=5)
    old, new = await hasher.hash(SECRET), await stronger.hash(SECRET)
    assert (stronger.outdated(old), stronger.outdated(new), hasher.outdated(new)) == (True, False, False)
    assert await stronger.verify(SECRET, old)
    assert not await stronger.verify(WRONG, old)
    assert await hasher.verify(SECRET, new)
    stronger.close()


async def test_what_would_be_done_too_late_is_refused(hasher: BcryptHasher):
    go_on = threading.Event()
    waiting = [asyncio.create_task(hasher._turns.take(go_on.wait)) for _ in range(1_000)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await hasher.hash(SECRET)
    with pytest.raises(Overloaded):
        await hasher.verify(SECRET, None)
    go_on.set()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert await hasher.verify(SECRET, await hasher.hash(SECRET))


async def test_a_process_that_may_use_one_core_makes_one_hash_at_a_time():
    assert await asyncio.to_thread(threads_on_one_core) == (1 if sys.platform == "linux" else os.cpu_count())


def threads_on_one_core() -> int:
    """In a thread that goes no further."""
    if sys.platform == "linux":
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    hasher = BcryptHasher(peppers=today, cost=4)
    hasher.close()
    return hasher._turns._pool._max_workers


async def test_nothing_is_hashed_once_the_hasher_is_closed():
    hasher = BcryptHasher(peppers=today, cost=4, threads=3)
    await asyncio.gather(*(hasher.hash(SECRET) for _ in range(3)))
    hasher.close()
    with pytest.raises(RuntimeError):
        await hasher.hash(SECRET)
