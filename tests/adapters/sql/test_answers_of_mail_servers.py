"""The revision that keeps what mail servers say finds mail already there, and leaves it there."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from tests.adapters.sql.schemas import fill
from tests.builders import NOON, an_owed_mail
from todoauth import OwedMail
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import downgrade, upgrade

LEASE = timedelta(seconds=30)


async def refuse(url: str) -> None:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        await work.outbox.replace(an_owed_mail(), by=an_owed_mail().failed(NOON, answer="550 Never"))


async def taken(url: str) -> list[OwedMail]:
    async with SqlDatabase.at(url) as database, database.begin() as work:
        return list(await work.outbox.take(at=NOON + timedelta(hours=1), lease=LEASE, at_most=9))


def test_mail_is_owed_still_on_the_way_up_and_down(url: str):
    asyncio.run(fill(url))
    asyncio.run(refuse(url))
    downgrade(url, "0001")
    upgrade(url)
    (mail,) = asyncio.run(taken(url))
    assert mail == replace(an_owed_mail(), attempts=1, not_before=mail.not_before)
