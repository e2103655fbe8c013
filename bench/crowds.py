"""What more processes are worth: workers that deliver mail, and workers that serve."""

import asyncio
import os
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace

from bench import programs, rows, works
from bench.figures import Ratio, Spread
from bench.machine import APP, REST
from bench.programs import Program
from bench.rounds import Measures, played
from bench.servers import filled_server, run_all
from bench.stage import Measure
from bench.table import markdown
from tests.servers.processes import free_port, supervised, temporary_folder, wait_until
from tests.servers.redis import own_redis_server
from tests.servers.service import TODOAUTH, without_settings

_WORKERS = (1, 2, 4)
_GREETING = {b"EHLO": b"250 here\r\n", b"DATA": b"354 go on\r\n", b"QUIT": b"221 bye\r\n"}


@dataclass(slots=True)
class Sink:
    """A mail server that takes everything and keeps nothing but when it came."""

    port: int = field(default_factory=free_port)
    taken: list[float] = field(default_factory=list[float])

    async def serve(self) -> None:
        """Serve until cancelled."""
        async with await asyncio.start_server(self._talk, "127.0.0.1", self.port) as server:
            await server.serve_forever()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 here\r\n")
        while line := await reader.readline():
            word = line[:4].upper().rstrip()
            writer.write(_GREETING.get(word, b"250 well\r\n"))
            if word == b"DATA":
                await reader.readuntil(b"\r\n.\r\n")
                self.taken.append(time.perf_counter())
                writer.write(b"250 taken\r\n")
            if word == b"QUIT":
                break
        writer.close()


@contextmanager
def sink() -> Iterator[Sink]:
    """A sink in a thread of its own."""
    server, loop = Sink(), asyncio.new_event_loop()
    serving = loop.create_task(server.serve())
    thread = threading.Thread(target=_until_cancelled, args=(loop, serving), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        loop.call_soon_threadsafe(serving.cancel)
        thread.join()


def _until_cancelled(loop: asyncio.AbstractEventLoop, serving: asyncio.Task[None]) -> None:
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(serving)
    loop.close()


def delivered(mails: int) -> Mapping[int, float]:
    """Return how many mails a second so many workers deliver, from the first to the last of `mails`."""
    return {workers: _rate(workers, mails) for workers in _WORKERS}


def _rate(workers: int, mails: int) -> float:
    program = programs.product()
    with own_redis_server() as redis, filled_server([program]) as server, sink() as taking, ExitStack() as stack:
        url = server.url(program.database)
        run_all(url, [_owed(mails)])
        more = {
            "TODOAUTH_REDIS_URL": redis.url,
            "TODOAUTH_SMTP_URL": f"smtp://127.0.0.1:{taking.port}",
            "TODOAUTH_ALLOW_PLAINTEXT": "true",
        }
        environ = without_settings(os.environ) | dict(program.environ(free_port(), url)) | more
        for _ in range(workers):
            stack.enter_context(supervised([*TODOAUTH, "worker"], temporary_folder(), environ=environ))
        wait_until(lambda: len(taking.taken) >= mails)
        print(f"{workers} workers delivered {mails} mails", file=sys.stderr)
        # What came before all workers were there, or after one had nothing left, is not counted.
        some = sorted(taking.taken)[mails // 5 : -mails // 5]
        return (len(some) - 1) / (some[-1] - some[0])


def _owed(mails: int) -> str:
    return f"""
    INSERT INTO outbox (id, kind, user_id, email, owed_at, not_before, attempts, is_dead)
    SELECT gen_random_uuid(), 'address-proved', u.id, u.email, now(), now() + interval '6 s', 0, false
    FROM generate_series(1, {mails}) n JOIN users u ON u.username = 'reader-' || n % {rows.READERS}
    """


def shared(rounds: int) -> Measures:
    """Return what a page costs where two workers serve on both cores, and where one does, of us and of the limit."""
    with own_redis_server() as redis:
        ours, limit = _with(programs.product(), TODOAUTH_REDIS_URL=redis.url), programs.limit("L0*", "l0_star")
        both = replace(limit, command=lambda port: [*limit.command(port), "--workers", "2"])
        who = [_crew(ours, 1), _crew(_with(ours, TODOAUTH_WORKERS="2"), 2), _crew(limit, 1), _crew(both, 2)]
        with filled_server(who) as server:
            return played(works.LIST_TODOS, who, server, rounds=rounds, seconds=2)


def _with(program: Program, **more: str) -> Program:
    return replace(program, environ=lambda port, url: {**program.environ(port, url), **more})


def _crew(program: Program, workers: int) -> Program:
    return replace(program, name=f"{program.name}, {workers}", cores=frozenset(APP | REST))


def crew_table(found: Measures) -> str:
    """Return the figures as Markdown."""
    names = [name.removesuffix(", 1") for name in found if name.endswith(", 1")]
    rows = [[name, *_worth(found[f"{name}, 1"], found[f"{name}, 2"])] for name in names]
    return markdown(("program", "CPU µs, one worker", "two", "×", "database CPU µs, one", "two", "×"), rows)


def _worth(one: Sequence[Measure], two: Sequence[Measure]) -> Iterator[str]:
    for figure in ("app_cpu", "database_cpu"):
        alone, together = (Spread.of(getattr(measure, figure) for measure in found) for found in (one, two))
        yield from (f"{alone.median:,.0f}", f"{together.median:,.0f}", str(Ratio.of(together, alone)))


def mail_table(found: Mapping[int, float]) -> str:
    """Return the figures as Markdown."""
    return markdown(("workers", "mails a second"), [[str(workers), f"{rate:,.0f}"] for workers, rate in found.items()])
