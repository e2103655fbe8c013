"""How soon the service is there, and what its inside costs without any technology around it."""

import asyncio
import os
import subprocess
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import filling, programs
from bench.figures import Spread
from bench.machine import cpu_seconds
from bench.table import markdown
from bench.venvs import deployed
from tests.servers.processes import free_port
from tests.servers.service import without_settings
from todoauth.domain.model.limit import Limit, Limits
from todoauth.domain.model.todo import Todo, TodoContent
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.testing.world import World

_IMPORT = "import time; at = time.process_time(); import todoauth; print(time.process_time() - at)"
_WIDE = Limit(999_999, Limits().sign_up_total.per)
_STARTS, _CYCLES = 7, 500


def told() -> Mapping[str, Spread]:
    """Return milliseconds of starts and microseconds of use cases, by what they are of."""
    return {
        "`import todoauth`, ms of CPU time": Spread.of(imported() for _ in range(_STARTS)),
        **started(),
        **{f"{name} on memory adapters, µs": spread for name, spread in asyncio.run(cycles()).items()},
    }


def start_table(found: Mapping[str, Spread]) -> str:
    """Return the figures as Markdown."""
    rows = [[name, f"{at.median:,.1f} ({at.least:,.1f}–{at.most:,.1f})"] for name, at in found.items()]
    return markdown(("what", "median (least–most)"), rows)


def imported() -> float:
    """Return how many milliseconds of CPU time the front door takes in a fresh interpreter."""
    said = subprocess.run([deployed(), "-c", _IMPORT], check=True, capture_output=True, text=True)
    return 1000 * float(said.stdout)


def started() -> Mapping[str, Spread]:
    """Return how long the service takes from its start, on a migrated database, to its first answer."""
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'migrated'}"
        filling.migrate(url)
        passed, used = zip(*(_started(url) for _ in range(_STARTS)), strict=True)
    what = "`todoauth serve` to the first answer, ms"
    return {what: Spread.of(passed), f"{what} of CPU time": Spread.of(used)}


def _started(url: str) -> tuple[float, float]:
    port, program = free_port(), programs.product()
    environ = without_settings(os.environ) | dict(program.environ(port, url))
    began = time.perf_counter()
    with subprocess.Popen(program.command(port), env=environ, stdout=subprocess.DEVNULL) as process:
        try:
            while not _lives(port) and process.poll() is None:
                time.sleep(0.002)
            return 1000 * (time.perf_counter() - began), 1000 * sum(cpu_seconds(process.pid).values())
        finally:
            process.terminate()


def _lives(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError):
        connection.request("GET", "/health/live")
        return connection.getresponse().status == 200
    return False


async def cycles() -> Mapping[str, Spread]:
    """Return how many microseconds a use case takes, in runs of some hundred, each in a world of its own."""
    runs = [await _run() for _ in range(_STARTS)]
    return {name: Spread.of(run[name] for run in runs) for name in runs[0]}


async def _run() -> Mapping[str, float]:
    world = World()
    world.limits = Limits(sign_up_per_client=_WIDE, sign_up_total=_WIDE)
    register, add, edit, find = world.register, world.add_todo, world.edit_todo, world.list_todos
    names, content = [Username.parse(f"user-{number}") for number in range(_CYCLES)], TodoContent("Water the plants")
    users, todos = list[User](), list[Todo]()

    async def sign_up(number: int) -> None:
        users.append(await register(username=names[number], password=World.PASSWORD, client="a test"))

    async def add_a_todo(number: int) -> None:
        todos.append(await add(owner=users[number].id, content=content))

    async def complete_it(number: int) -> None:
        await edit(owner=users[number].id, id=todos[number].id, is_done=True)

    async def read_the_page(number: int) -> None:
        await find(owner=users[number].id)

    deeds = (sign_up, add_a_todo, complete_it, read_the_page)
    times = {deed.__name__.replace("_", " "): await _microseconds(deed) for deed in deeds}
    return {**times, "sign up, add a todo and complete it": sum(list(times.values())[:3])}


async def _microseconds(deed: Callable[[int], Awaitable[object]]) -> float:
    began = time.process_time()
    for number in range(_CYCLES):
        await deed(number)
    return 1e6 * (time.process_time() - began) / _CYCLES
