"""What asks where there is no `wrk`: slower, and so closer to being what is measured.

python -m bench.closed_loop PORT FILE SECONDS CLIENTS
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from bench.figures import percentile

_LENGTH, _WAIT = b"content-length:", b"retry-after:"


def requests_in(file: Path) -> list[bytes]:
    """Return the requests that `write_requests` wrote."""
    whole, requests, at = file.read_bytes(), [], 0
    while at < len(whole):
        size = int(whole[at : at + 8])
        requests.append(whole[at + 8 : at + 8 + size])
        at += 8 + size
    return requests


class Tally:
    """What the answers were."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self.refused = 0
        self.broken = 0


async def ask(port: int, requests: Iterator[bytes], until: float, tally: Tally) -> None:
    """Ask one after the other until then."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while (began := time.perf_counter()) < until:
        writer.write(next(requests))
        try:
            tally.refused += await status_of_answer(reader) >= 400
        except (OSError, asyncio.IncompleteReadError):
            tally.broken += 1
            return
        tally.seconds.append(time.perf_counter() - began)
    writer.close()


async def status_of_answer(reader: asyncio.StreamReader) -> int:
    """Read one answer, and return its status."""
    return (await status_and_wait(reader))[0]


async def status_and_wait(reader: asyncio.StreamReader) -> tuple[int, int]:
    """Read one answer, and return its status, and after how many seconds it wants to be asked again."""
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    if length := _number(head, _LENGTH):
        await reader.readexactly(length)
    return int(head[9:12]), _number(head, _WAIT)


def _number(head: bytes, name: bytes) -> int:
    return int(head.partition(name)[2].partition(b"\r\n")[0] or 0)


async def main(port: int, file: Path, seconds: float, clients: int) -> None:
    """Ask for so long, and tell what came of it."""
    requests, tally, began = cycle(requests_in(file)), Tally(), time.perf_counter()
    await asyncio.gather(*(ask(port, requests, began + seconds, tally) for _ in range(clients)))
    told = {
        "requests": len(tally.seconds),
        "seconds": time.perf_counter() - began,
        "refused": tally.refused,
        "broken": tally.broken,
        "p50": 1000 * percentile(tally.seconds, 50),
        "p99": 1000 * percentile(tally.seconds, 99),
    }
    print(json.dumps(told), file=sys.stderr)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Path(sys.argv[2]), float(sys.argv[3]), int(sys.argv[4])))
