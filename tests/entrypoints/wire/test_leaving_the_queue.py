"""Whoever hangs up before the hash of their password has begun loses their place in the queue, and nothing else."""

import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta

import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import PASSWORD, service
from tests.entrypoints.wire.conftest import Entries
from tests.entrypoints.wire.words import HOST
from tests.servers.processes import wait_until
from tests.servers.wire import Guest, Wire, answers_in
from todoauth import Limit, Limits, Password, PasswordHash
from todoauth.adapters.hashing.turns import Turns
from todoauth.adapters.memory import InstantHasher
from todoauth.entrypoints.asker import current_asker
from todoauth.testing.world import World

QUEUE = 5  # places: one thread, whose turns are thought to take a second each, and five seconds of patience


class HeldHasher(InstantHasher):
    """Has one thread, in which every hash waits until it may go on."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = self.begun = 0
        self._go_on = threading.Event()
        self._turns = Turns(1, name="held", takes=timedelta(seconds=1), who_asks=current_asker.get)

    async def hash(self, password: Password) -> PasswordHash:
        await self._take_a_turn()
        return await super().hash(password)

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        await self._take_a_turn()
        return await super().verify(password, hash)

    def go_on(self) -> None:
        self._go_on.set()

    def close(self) -> None:
        self.go_on()
        self._turns.close()

    async def _take_a_turn(self) -> None:
        self.asked += 1
        await self._turns.take(self._hold)

    def _hold(self) -> None:
        self.begun += 1
        self._go_on.wait()


@pytest.fixture
def hasher() -> Iterator[HeldHasher]:
    with closing(HeldHasher()) as hasher:
        yield hasher


@pytest.fixture
def app(hasher: HeldHasher) -> FastAPI:
    world = World()
    world.hasher = hasher
    world.limits = Limits(log_in_per_client=Limit(1_000, timedelta(minutes=1)))
    return service(world)


def asking(served: Wire, path: str, name: str) -> Guest:
    """Somebody who has sent a name and a password."""
    body = b'{"username":"%b","password":"%b"}' % (name.encode(), PASSWORD.encode())
    head = b"POST /users/%b HTTP/1.1\r\n" % path.encode() + HOST + b"Content-Type: application/json\r\n"
    guest = served.guest()
    guest.say(head + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    return guest


def status(guest: Guest) -> int:
    [answer] = answers_in(guest.hear_all())
    return answer.status


def full_queue(served: Wire, hasher: HeldHasher, path: str = "log-in") -> list[Guest]:
    """Have somebody hash, and as many wait as may; return all of them, the one whose turn it is first."""
    guests = [asking(served, path, "guest-0")]
    wait_until(lambda: hasher.begun == 1)
    guests += [asking(served, path, f"guest-{number}") for number in range(1, QUEUE + 1)]
    wait_until(lambda: hasher.asked == len(guests))
    assert status(asking(served, path, "late")) == 503
    return guests


def leave(served: Wire, guests: list[Guest]) -> None:
    """Have them hang up, and the service hear of it."""
    left = len(served.state.connections) - len(guests)
    for guest in guests:
        guest.socket.close()
    wait_until(lambda: len(served.state.connections) == left)


def test_those_who_left_the_queue_are_not_hashed_for_and_a_newcomer_has_their_place(
    served: Wire, hasher: HeldHasher
) -> None:
    first, *others = full_queue(served, hasher)
    leave(served, others)
    newcomer = asking(served, "log-in", "newcomer")
    wait_until(lambda: hasher.asked == QUEUE + 3)
    hasher.go_on()
    assert [status(first), status(newcomer)] == [401, 401]
    assert hasher.begun == 2


def test_those_who_stay_keep_their_places(served: Wire, hasher: HeldHasher) -> None:
    guests = full_queue(served, hasher)
    stay = guests[::2]
    leave(served, guests[1::2])
    hasher.go_on()
    assert [status(guest) for guest in stay] == [401] * len(stay)
    assert hasher.begun == len(stay)


def test_what_was_asked_for_from_the_queue_is_not_done(served: Wire, hasher: HeldHasher) -> None:
    first, *others = full_queue(served, hasher, "sign-up")
    leave(served, others)
    hasher.go_on()
    assert status(first) == 201
    again = [asking(served, "sign-up", f"guest-{number}") for number in range(1, QUEUE + 1)]
    assert [status(guest) for guest in again] == [201] * QUEUE


def test_what_was_begun_is_done_to_its_end(served: Wire, hasher: HeldHasher) -> None:
    guests = full_queue(served, hasher, "sign-up")
    leave(served, guests)
    hasher.go_on()
    wait_until(lambda: not served.state.tasks)
    assert hasher.begun == 1
    assert status(asking(served, "sign-up", "guest-0")) == 409


def test_nothing_is_wrong_with_leaving(served: Wire, hasher: HeldHasher, logs: Entries) -> None:
    leave(served, full_queue(served, hasher))
    hasher.go_on()
    wait_until(lambda: not served.state.tasks)
    told = [(entry["event"], entry["status"]) for entry in logs]
    assert sorted(told, key=str) == [("request", 401), ("request", 503), *[("request", None)] * QUEUE]
