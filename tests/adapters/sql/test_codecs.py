"""Every type that a column has, there and back on each database."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Context, Decimal, Inexact, Rounded, localcontext
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, DateTime, Integer, MetaData, Numeric, Table, bindparam, delete, select
from sqlalchemy.types import TypeEngine

from tests.adapters.sql.asking import asked
from tests.builders import NOON
from todoauth.adapters.sql.columns import AMOUNT, COLLATED, COUNTER, DIGEST, FOLDED, ID, TIME, text
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.sqlite.codecs import CODECS
from todoauth.adapters.sql.statements.parts import added

AMOUNTS = st.decimals(0, Decimal("99999999.99"), places=2)
TIMES = st.datetimes(
    datetime(1900, 1, 1),  # noqa: DTZ001 - the zone is drawn
    datetime(2200, 1, 1),  # noqa: DTZ001
    timezones=st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes))),
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=200)

TYPES: dict[str, tuple[TypeEngine[Any], st.SearchStrategy[Any]]] = {
    "id": (ID, st.uuids()),
    "at": (TIME, TIMES),
    "amount": (AMOUNT, AMOUNTS),
    "flag": (Boolean(), st.booleans()),
    "number": (Integer(), st.integers(-(2**31), 2**31 - 1)),
    "counter": (COUNTER, st.integers(-(2**63), 2**63 - 1)),
    "text": (text(200), TEXTS),
    "folded": (FOLDED, TEXTS),
    "octets": (DIGEST, st.binary(max_size=32)),
}
ROWS = st.fixed_dictionaries({name: st.none() | values for name, (_, values) in TYPES.items()})
ECHO = Table("echo", MetaData(), *(Column(name, kind) for name, (kind, _) in TYPES.items()), **COLLATED)
SAY, HEAR, FORGET = asked(added(ECHO)), asked(select(ECHO)), asked(delete(ECHO))
TELL_TIME = asked(select(bindparam("at", type_=DateTime(timezone=True))))
TELL_AMOUNT = asked(select(bindparam("amount", type_=Numeric(10, 2))))


@pytest.fixture
def echoing(url: str) -> str:
    alone(url, ECHO.create)
    return url


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(rows=st.lists(ROWS, min_size=1, max_size=20))
def test_every_value_comes_back_as_it_went_in(echoing: str, rows: list[dict[str, object]]):
    assert asyncio.run(echoed(echoing, rows)) == [[row[name] for name in TYPES] for row in rows]


async def echoed(url: str, rows: Sequence[dict[str, object]]) -> list[list[object]]:
    async with SqlDatabase.at(url, connections=1) as database:
        return [await echo(database, **row) for row in rows]


async def echo(database: SqlDatabase, **values: object) -> list[object]:
    async with database._driver.transaction() as connection:
        await connection.run(FORGET)
        await connection.run(SAY, {**dict.fromkeys(TYPES), **values})
        return list(await connection.one(HEAR) or ())


async def test_times_come_back_in_utc(echoing: str):
    noon_in_delhi = datetime(2026, 1, 15, 12, 0, 0, 1, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    async with SqlDatabase.at(echoing) as database:
        at = (await echo(database, at=noon_in_delhi))[1]
    assert isinstance(at, datetime)
    assert (at, at.tzinfo) == (datetime(2026, 1, 15, 6, 30, 0, 1, tzinfo=UTC), UTC)


async def test_amounts_come_back_with_two_decimals(echoing: str):
    async with SqlDatabase.at(echoing) as database:
        assert str((await echo(database, amount=Decimal("9.9")))[2]) == "9.90"


@given(AMOUNTS)
def test_the_arithmetic_of_a_host_changes_no_amount(amount: Decimal):
    codec = CODECS["amount"]
    assert codec.encode is not None
    assert codec.decode is not None
    with localcontext(Context(prec=2, traps=[Rounded])):
        stored = codec.encode(amount)
        assert str(codec.decode(stored)) == str(amount)


async def test_a_time_without_a_zone_is_refused(database: SqlDatabase):
    async with database._driver.reading() as connection:
        with pytest.raises(ValueError, match="zone"):
            await connection.one(TELL_TIME, {"at": NOON.replace(tzinfo=None)})


async def test_an_amount_is_never_rounded(database: SqlDatabase):
    async with database._driver.reading() as connection:
        with pytest.raises(Inexact):
            await connection.one(TELL_AMOUNT, {"amount": Decimal("1.005")})


@pytest.mark.parametrize(("kind", "values"), [("id", st.uuids()), ("time", TIMES), ("amount", AMOUNTS)])
def test_what_sqlite_stores_sorts_as_the_values_do(kind: str, values: st.SearchStrategy[Any]):
    encode: Any = CODECS[kind].encode

    @given(values, values)
    def check(one: Any, other: Any) -> None:
        assert (encode(one) < encode(other)) == (one < other)

    check()
