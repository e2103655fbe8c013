"""Passwords under bcrypt."""

import asyncio
import logging
import threading
from collections.abc import Iterator

import bcrypt
import pytest

from tests.builders import SECRET
from todoauth import Overloaded, Password, PasswordHash
from todoauth.adapters.bcrypt_hasher import BcryptHasher

PEPPER = bytes(range(32))
WRONG = Password("another password")


@pytest.fixture
def hasher() -> Iterator[BcryptHasher]:
    hasher = BcryptHasher(pepper=PEPPER, cost=4)
    yield hasher
    hasher.close()


async def test_a_password_matches_its_hash_and_no_other(hasher: BcryptHasher):
    kept = await hasher.hash(SECRET)
    assert await hasher.verify(SECRET, kept)
    assert not await hasher.verify(WRONG, kept)


async def test_a_hash_is_salted_and_says_its_cost(hasher: BcryptHasher):
    first, second = await hasher.hash(SECRET), await hasher.hash(SECRET)
    assert first != second
    assert first.startswith("$2b$04$")
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
    other = BcryptHasher(pepper=bytes(32), cost=4)
    kept = await hasher.hash(SECRET)
    assert not await other.verify(SECRET, kept)
    assert not bcrypt.checkpw(SECRET.text.encode(), kept.encode())
    other.close()


@pytest.mark.parametrize(
    "corrupt", ["", "hunter2", "$2b$04$short", f"$2b$31${'a' * 53}", f"$2b$03${'a' * 53}", f"$2b$04${'é' * 53}"]
)
async def test_a_hash_that_makes_no_sense_matches_nothing_and_raises_an_alarm(
    hasher: BcryptHasher, corrupt: str, caplog: pytest.LogCaptureFixture
):
    assert not await hasher.verify(SECRET, PasswordHash(corrupt))
    assert [(record.levelno, record.message) for record in caplog.records] == [
        (logging.ERROR, "a stored password hash makes no sense")
    ]


async def test_a_hash_of_a_lower_cost_is_outdated_and_still_matches(hasher: BcryptHasher):
    stronger = BcryptHasher(pepper=PEPPER, cost=5)
    old, new = await hasher.hash(SECRET), await stronger.hash(SECRET)
    assert (stronger.outdated(old), stronger.outdated(new), hasher.outdated(new)) == (True, False, False)
    assert await stronger.verify(SECRET, old)
    assert not await stronger.verify(WRONG, old)
    assert await hasher.verify(SECRET, new)
    stronger.close()


async def test_more_hashes_than_may_wait_are_refused_and_room_comes_back():
    hasher, go_on = BcryptHasher(pepper=PEPPER, cost=4, threads=1, most_waiting=2), threading.Event()
    waiting = [asyncio.create_task(hasher._in_turn(go_on.wait)) for _ in range(3)]
    await asyncio.sleep(0)
    with pytest.raises(Overloaded):
        await hasher.hash(SECRET)
    with pytest.raises(Overloaded):
        await hasher.verify(SECRET, None)
    go_on.set()
    await asyncio.gather(*waiting)
    await asyncio.gather(*(hasher.hash(SECRET) for _ in range(3)))
    hasher.close()


async def test_who_stops_waiting_does_not_make_a_busy_thread_free():
    hasher, go_on = BcryptHasher(pepper=PEPPER, cost=4, threads=1, most_waiting=0), threading.Event()
    begun = threading.Barrier(2)
    impatient = asyncio.create_task(hasher._in_turn(lambda: (begun.wait(), go_on.wait())))
    await asyncio.to_thread(begun.wait)
    impatient.cancel()
    await asyncio.wait([impatient])
    with pytest.raises(Overloaded):
        await hasher.hash(SECRET)
    go_on.set()
    hasher.close()


async def test_who_stops_waiting_in_the_queue_makes_room():
    hasher, go_on = BcryptHasher(pepper=PEPPER, cost=4, threads=1, most_waiting=1), threading.Event()
    busy = asyncio.create_task(hasher._in_turn(go_on.wait))
    await asyncio.sleep(0)
    impatient = asyncio.create_task(hasher.hash(SECRET))
    await asyncio.sleep(0)
    impatient.cancel()
    await asyncio.wait([impatient])
    patient = asyncio.create_task(hasher.hash(SECRET))
    await asyncio.sleep(0)
    go_on.set()
    assert await hasher.verify(SECRET, await patient)
    await busy
    hasher.close()


async def test_hashing_leaves_the_event_loop_to_others(hasher: BcryptHasher):
    names = await asyncio.gather(*(hasher._in_turn(lambda: threading.current_thread().name) for _ in range(4)))
    assert all(name.startswith("bcrypt") for name in names)


async def test_the_threads_end_when_the_hasher_is_closed():
    hasher = BcryptHasher(pepper=PEPPER, cost=4, threads=3)
    await asyncio.gather(*(hasher.hash(SECRET) for _ in range(3)))
    hasher.close()
    assert not [thread for thread in threading.enumerate() if thread in hasher._pool._threads]
    with pytest.raises(RuntimeError):
        await hasher.hash(SECRET)
