"""What a question costs among few rows and among many, and what more processes are worth."""

import argparse
import asyncio
import shutil
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import bulk, crowds, filling, machine
from bench.costs import Cost, Costs, costs
from bench.keeping import about, keep, write
from bench.plot import lines
from bench.servers import postgres
from bench.table import markdown, section
from tests.servers.mariadb import own_mariadb_server

_MARIADB_MOST = 1_000_000  # rows: it keeps its indexes while it is filled, so ten times as many take an hour
# Rows that are put into an empty table need no log; and memory as it should be for that much.
_POSTGRES = ("wal_level=minimal", "max_wal_senders=0", "shared_buffers=2GB")
_MARIADB = ("--innodb-buffer-pool-size=2G", "--innodb-log-file-size=1G")
_HEAD = """
CPU time of one question in µs, the process that asks and the database together: the least of {rounds} rounds in turn,
since whatever else the machine does only adds to it. In brackets the milliseconds until the answer, the median.
`×` is the CPU time of most rows to that of fewest.
"""


def main() -> int:
    """Measure and tell; return 0, since a figure is not wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.growth", description=__doc__)
    parser.add_argument("--sizes", default="20,1000,100000,1000000", help="numbers of rows (20,1000,100000,1000000)")
    parser.add_argument("--only", default="PostgreSQL,SQLite,MariaDB,crowds", help="what to measure (everything)")
    parser.add_argument("--mails", type=int, default=2_000, help="how many mails are to be delivered (2000)")
    parser.add_argument("--rounds", type=int, default=10, help="of each question, of one worker and of two (10)")
    asked = parser.parse_args()
    machine.use_both_cores()
    told, texts = about(), [_HEAD.format(rounds=asked.rounds)]
    found = dict[str, object]()
    for name in asked.only.split(","):
        if name == "crowds":
            found[name], text = _crowded(asked.mails, asked.rounds)
        elif name != "MariaDB" or shutil.which("mariadbd"):
            found[name], text = _grown(name, [int(size) for size in asked.sizes.split(",")], asked.rounds)
        else:
            continue
        texts.append(text)
    keep("growth", told, found)
    write("growth.md", "".join(texts))
    print("".join(texts))
    return 0


def _grown(name: str, rows: Sequence[int], rounds: int) -> tuple[Costs, str]:
    with _databases(name, [size for size in rows if name != "MariaDB" or size <= _MARIADB_MOST]) as (urls, server):
        found = asyncio.run(costs(urls, server, rounds))
    drawn = {question: [(size, cost.cpu) for size, cost in at.items() if cost] for question, at in found.items()}
    write(f"growth-{name.lower()}.svg", lines(drawn, f"rows of {name}", "CPU time, µs"))
    return found, section(f"{name}, by number of rows", _table(found, list(urls)))


def _crowded(mails: int, rounds: int) -> tuple[object, str]:
    flows, crews = crowds.delivered(mails), crowds.shared(rounds)
    told = section("Mails a second", crowds.mail_table(flows))
    return {"mails": flows, "workers": crews}, told + section("GET /todos on two cores", crowds.crew_table(crews))


@contextmanager
def _databases(name: str, rows: Sequence[int]) -> Iterator[tuple[Mapping[int, str], int | None]]:
    """A database with each number of rows, and the number of the process that serves them, if there is one."""
    if name == "SQLite":
        with TemporaryDirectory() as folder:
            yield _filled({size: f"sqlite:///{Path(folder) / str(size)}" for size in rows}), None
        return
    with postgres(*_POSTGRES) if name == "PostgreSQL" else own_mariadb_server(*_MARIADB) as server:
        yield _filled({size: server.create_database(f"with_{size}") for size in rows}), server.pid


def _filled(urls: Mapping[int, str]) -> Mapping[int, str]:
    for size, url in urls.items():
        began = time.perf_counter()
        filling.migrate(url)
        bulk.fill(url, size)
        print(f"{size:,} rows in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return urls


def _table(found: Costs, rows: Sequence[int]) -> str:
    columns = ["question", *(f"{size:,}" for size in rows), "×"]
    lines = [
        [name, *(_cell(at[size]) for size in rows), _growth([at[size] for size in rows])] for name, at in found.items()
    ]
    return markdown(columns, lines)


def _cell(cost: Cost | None) -> str:
    return "503 after 2 s" if cost is None else f"{cost.cpu:,.0f} ({cost.milliseconds:,.2f})"


def _growth(costs: Sequence[Cost | None]) -> str:
    least, most = costs[0], costs[-1]
    return f"{most.cpu / least.cpu:,.2f}" if least and most else "–"


if __name__ == "__main__":
    sys.exit(main())
