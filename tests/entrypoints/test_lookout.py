"""How often is looked for mail that is owed, and by how many at once."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any

import pytest

from tests.entrypoints.clockwork import played
from todoauth.adapters.memory import MemoryDatabase
from todoauth.entrypoints.lookout import Lookout, Owing

HOUR, PAUSE, LONGEST = 3600, 0.25, 2.0
LANES = 4


class Office:
    """Looks for mail, with several hands, and keeps what was seen when."""

    def __init__(self) -> None:
        self.owed = asyncio.Event()
        self.lookout = Lookout(self.owed, pause=PAUSE, longest=LONGEST)
        self.looks = list[float]()
        self.mails = 0
        self.busy, self.busiest = 0, 0

    async def open_for(self, seconds: float, *, sending: float = 0) -> None:
        """Look, and take `sending` seconds over each mail, until the office closes."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds), asyncio.TaskGroup() as hands:
                for _ in range(LANES):
                    hands.create_task(self._work(sending))

    async def owe_after(self, seconds: float, mails: int = 1) -> float:
        """Owe mail then; return the time."""
        await asyncio.sleep(seconds)
        self.mails += mails
        self.owed.set()
        return now()

    async def _work(self, sending: float) -> None:
        while True:
            async with self.lookout.turn():
                self.looks.append(now())
                self.busy += 1
                self.busiest = max(self.busiest, self.busy)
                found, self.mails = min(self.mails, 1), max(self.mails - 1, 0)
                await asyncio.sleep(sending if found else 0.001)
                self.busy -= 1
                self.lookout.note(found=found > 0)


def now() -> float:
    return asyncio.get_running_loop().time()


def opened(seconds: float, *, sending: float = 0, owing: Callable[[Office], Coroutine[Any, Any, float]]) -> Office:
    async def story() -> Office:
        office = Office()
        owe = asyncio.ensure_future(owing(office))
        await office.open_for(seconds, sending=sending)
        await owe
        return office

    return played(story())


async def nothing(_: Office) -> float:
    return 0


def test_an_outbox_that_stays_empty_is_looked_at_every_other_second():
    assert len(opened(HOUR, owing=nothing).looks) <= HOUR / LONGEST + LANES + 3


def test_mail_that_was_there_before_is_looked_for_at_once():
    assert opened(1, owing=nothing).looks[0] == 0


@pytest.mark.parametrize("moment", [0.0, 0.1, 0.6, 59.0, 59.9, 60.0, 61.7])
def test_mail_that_is_owed_is_looked_for_after_a_short_while(moment: float):
    office = opened(2 * HOUR, owing=partial(Office.owe_after, seconds=moment))
    first = next(look for look in office.looks if look > moment)
    assert office.mails == 0
    assert first <= moment + 2 * PAUSE


def test_while_there_is_none_one_looks_at_a_time():
    looks = opened(HOUR, owing=nothing).looks[LANES:]
    assert len(set(looks)) == len(looks)


def test_while_there_is_mail_all_hands_are_busy():
    office = opened(60, sending=0.1, owing=partial(Office.owe_after, seconds=10, mails=100))
    assert office.mails == 0
    assert office.busiest == LANES


def test_one_who_takes_long_over_a_mail_keeps_nobody_from_looking():
    office = opened(60, sending=30, owing=partial(Office.owe_after, seconds=10))
    assert len([look for look in office.looks if look > 12]) > 20


def test_mail_that_is_owed_during_a_look_is_not_overlooked():
    async def owe_twice(office: Office) -> float:
        await office.owe_after(10)
        return await office.owe_after(PAUSE + 0.0005)

    assert opened(12, owing=owe_twice).mails == 0


async def test_a_transaction_that_may_owe_mail_tells_of_it_when_it_is_committed():
    owed = asyncio.Event()
    begin = Owing(MemoryDatabase().begin, owed)
    async with begin():
        assert not owed.is_set()
    assert owed.is_set()


async def test_a_transaction_that_is_undone_owes_nothing():
    owed = asyncio.Event()
    with pytest.raises(KeyError):
        async with Owing(MemoryDatabase().begin, owed)():
            raise KeyError
    assert not owed.is_set()
