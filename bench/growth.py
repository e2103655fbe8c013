"""What a question costs among few rows and among many, and what more processes are worth."""

import argparse
import asyncio
import shutil
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Protocol, TypeAlias

from bench import crowds, filling, machine, sizes
from bench.keeping import about, keep, write
from bench.plot import lines
from bench.rows import identity
from bench.servers import postgres
from bench.table import markdown, section
from tests.servers.mariadb import own_mariadb_server
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.domain.model.cleaning import CleaningFilter
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.page import Cursor, Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.todo import TodoFilter
from todoauth.domain.model.user import UserFilter
from todoauth.domain.model.username import Username
from todoauth.ports.unit_of_work import View

Question: TypeAlias = Callable[[View, int], Awaitable[object]]
Costs: TypeAlias = Mapping[str, Mapping[int, float]]
"""Milliseconds by question and number of rows."""

_RARE, _OWNER = SearchText(sizes.RARE), UserId(identity(1, 0))
_TIMES, _SECONDS = 30, 2.0
_SLOW = 5  # times, of what takes that long that it would not end
QUESTIONS: Mapping[str, Question] = {
    "who asks": lambda view, size: view.sessions.caller(SessionId(identity(3, size // 2))),
    "a user by name": lambda view, size: view.users.with_username(Username(f"user-{size // 2}")),
    "first page of todos": lambda view, _: view.todos.page(_OWNER, only=TodoFilter(), part=Slice()),
    "last page of todos": lambda view, size: view.todos.page(_OWNER, only=TodoFilter(), part=_last(5, size)),
    "last page of cleanings": lambda view, size: view.cleanings.page(only=CleaningFilter(), part=_last(6, size)),
    "last page of users": lambda view, size: view.users.page(only=UserFilter(), part=_last(1, size)),
    "search in todos": lambda view, _: view.todos.page(_OWNER, only=TodoFilter(text=_RARE), part=Slice()),
    "search in cleanings": lambda view, _: view.cleanings.page(only=CleaningFilter(text=_RARE), part=Slice()),
}


class Server(Protocol):
    """What databases can be created on."""

    def create_database(self, name: str) -> str: ...


_SERVERS: Mapping[str, Callable[[], AbstractContextManager[Server]]] = {
    "PostgreSQL": postgres,
    "MariaDB": own_mariadb_server,
}


def main() -> int:
    """Measure and tell; return 0, since a figure is not wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", default="20,1000,100000,1000000", help="numbers of rows (20,1000,100000,1000000)")
    parser.add_argument("--mails", type=int, default=2_000, help="how many mails are to be delivered (2000)")
    parser.add_argument("--rounds", type=int, default=10, help="of one worker and of two (10)")
    asked = parser.parse_args()
    machine.use_both_cores()
    rows = [int(size) for size in asked.sizes.split(",")]
    told, found, texts = about(), dict[str, Costs](), list[str]()
    for name in ("PostgreSQL", "SQLite", *(["MariaDB"] if shutil.which("mariadbd") else [])):
        with _databases(name, rows) as urls:
            found[name] = asyncio.run(costs(urls))
        texts.append(section(f"{name}, ms by number of rows", _costs_table(found[name], rows)))
        picture = lines({each: list(at.items()) for each, at in found[name].items()}, "rows", "milliseconds")
        write(f"growth-{name.lower()}.svg", picture)
    flows, crews = crowds.delivered(asked.mails), crowds.shared(asked.rounds)
    texts += [section("Mails a second", crowds.mail_table(flows)), section("GET /todos, one worker and two", crews[1])]
    keep("growth", told, {"costs": found, "mails": flows, "workers": crews[0]})
    write("growth.md", "".join(texts))
    print("".join(texts))
    return 0


async def costs(urls: Mapping[int, str]) -> Costs:
    """Return what every question costs in each of the databases, asked in turn."""
    async with asyncio.timeout(3600):
        databases = {size: SqlDatabase.at(url, connections=2) for size, url in urls.items()}
        for database in databases.values():
            await database.open()
        found = {
            name: {size: await _cost(question, databases[size], size) for size in urls}
            for name, question in QUESTIONS.items()
        }
        for database in databases.values():
            await database.close()
        return found


async def _cost(question: Question, database: SqlDatabase, size: int) -> float:
    spent, began = list[float](), time.perf_counter()
    while len(spent) < _TIMES and (len(spent) < _SLOW or time.perf_counter() - began < _SECONDS):
        at = time.perf_counter()
        await question(database.view, size)
        spent.append(1000 * (time.perf_counter() - at))
    return median(spent[1:])


def _last(kind: int, size: int) -> Slice:
    """Return the slice with the last page of what has so many rows."""
    return Slice(after=Cursor(identity(kind, size - 21))) if size > 21 else Slice()


@contextmanager
def _databases(name: str, rows: Sequence[int]) -> Iterator[Mapping[int, str]]:
    with ExitStack() as stack:
        if name == "SQLite":
            folder = Path(stack.enter_context(TemporaryDirectory()))
            urls = {size: f"sqlite:///{folder / str(size)}" for size in rows}
        else:
            create = stack.enter_context(_SERVERS[name]()).create_database
            urls = {size: create(f"with_{size}") for size in rows}
        for size, url in urls.items():
            filling.migrate(url)
            sizes.fill(url, size)
            print(f"{name}: {size:,} rows", file=sys.stderr)
        yield urls


def _costs_table(found: Costs, rows: Sequence[int]) -> str:
    columns = ["question", *(f"{size:,}" for size in rows)]
    return markdown(columns, [[name, *(f"{at[size]:.2f}" for size in rows)] for name, at in found.items()])


if __name__ == "__main__":
    sys.exit(main())
