"""A storm of log-ins on both cores, and what everybody else notices of it (G18)."""

import asyncio
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import ExitStack, asynccontextmanager, suppress
from dataclasses import replace
from itertools import cycle
from statistics import median

import bcrypt
import uvloop

from bench import credentials, rows
from bench.figures import percentile, turns
from bench.machine import APP, REST
from bench.open_loop import Crowd, Pace
from bench.programs import Program, fastapi_users, product
from bench.servers import run_all
from bench.stage import Actor, acting
from bench.weather import Storms, Weather
from bench.works import wire
from tests.servers.postgres import PostgresServer
from todoauth.adapters.hashing.bcrypt_hasher import BcryptHasher
from todoauth.domain.model.password import Password
from todoauth.entrypoints.keys.in_use import KeysInUse

PASSWORD = "a long way to the station"  # noqa: S105 - nobody has it
COST, CLIENTS, RATE = 12, 32, 200
_HEALTH_RATE = 20
_UNTIL_IT_STORMS = 2.0  # seconds: nobody's clients all come at the same moment


def programs() -> Sequence[Program]:
    """Return whom the storm comes over."""
    return [replace(program, cores=frozenset(APP | REST)) for program in (product(), fastapi_users())]


def seconds_of_a_hash() -> float:
    """Return how long this machine takes for one hash, while it does nothing else."""

    def once() -> float:
        began = time.perf_counter()
        bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(COST))
        return time.perf_counter() - began

    return median(once() for _ in range(7))


def endured(server: PostgresServer, *, rounds: int, quiet: float, storm: float) -> Storms:
    """Let a storm come over the service and over FastAPI Users in turn; return what came of every round.

    Args:
        server: has a database for each of them.
        quiet: seconds without a log-in, before.
        storm: seconds of log-ins and nothing else, and again of both.
    """
    log_ins = {"todoauth": _our_log_ins, "FastAPI Users": _their_log_ins}
    hashes = {"todoauth": _our_hash(), "FastAPI Users": bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(COST)).decode()}
    found = {name: list[Weather]() for name in log_ins}
    with ExitStack() as stack:
        actors = {}
        for program in programs():
            url = server.url(program.database)
            run_all(url, [f"UPDATE users SET password_hash = '{hashes[program.name]}'"])
            actors[program.name] = stack.enter_context(acting(program, url))
        for turn in turns([*actors], rounds):
            for name in turn:
                with actors[name].awake():
                    weather = _weather(actors[name], cycle(log_ins[name]()), quiet, storm)
                    found[name].append(uvloop.run(weather))
                print(".", end="", file=sys.stderr, flush=True)
    print(" log-ins", file=sys.stderr)
    return found


async def _weather(actor: Actor, log_ins: Iterator[bytes], quiet: float, storm: float) -> Weather:
    before, live_before = await _paced(actor, quiet)
    alone, crowd = Crowd(actor.port), Crowd(actor.port)
    async with _pressing(actor, alone, log_ins):
        await asyncio.sleep(storm)
    async with _pressing(actor, crowd, log_ins):
        during, live_during = await _paced(actor, storm)
    return Weather(
        (len(alone.waited) / storm, len(crowd.waited) / storm),
        crowd.refused,
        1000 * percentile(crowd.waited, 99),
        (before.milliseconds(50), before.milliseconds(99)),
        (during.milliseconds(50), during.milliseconds(99)),
        during.refused,
        (live_before.milliseconds(99), live_during.milliseconds(99)),
    )


@asynccontextmanager
async def _pressing(actor: Actor, crowd: Crowd, log_ins: Iterator[bytes]) -> AsyncIterator[None]:
    pressing = asyncio.create_task(crowd.press(log_ins, CLIENTS))
    await asyncio.sleep(_UNTIL_IT_STORMS)
    crowd.forget()
    yield
    pressing.cancel()
    with suppress(asyncio.CancelledError):
        await pressing
    actor.come_to_rest()  # what nobody waits for any more is not part of what comes next


async def _paced(actor: Actor, seconds: float) -> tuple[Pace, Pace]:
    pages = cycle(wire("GET", "/todos", actor.program.token(person)) for person in rows.readers())
    lives = cycle([wire("GET", "/health/live", "")])
    reading, asking = Pace(actor.port, RATE), Pace(actor.port, _HEALTH_RATE)
    await asyncio.gather(reading.keep(pages, seconds), asking.keep(lives, seconds))
    return reading, asking


def _our_log_ins() -> Sequence[bytes]:
    who = [{"username": person.name, "password": PASSWORD} for person in rows.readers()]
    return [wire("POST", "/users/log-in", "", body) for body in who]


def _their_log_ins() -> Sequence[bytes]:
    form = f"@example.org&password={PASSWORD.replace(' ', '+')}"
    return [wire("POST", "/auth/jwt/login", "", f"username={person.name}{form}".encode()) for person in rows.readers()]


def _our_hash() -> str:
    peppers = KeysInUse.derived(credentials.KEYS).peppers
    hasher = BcryptHasher(peppers=lambda: peppers, cost=COST)
    try:
        return asyncio.run(hasher.hash(Password.parse(PASSWORD)))
    finally:
        hasher.close()
