"""Many clients that ask one after the other, each as soon as it is answered: `wrk`, or else our own."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.venvs import ROOT

CLIENTS = 32
_SCRIPT = Path(__file__).with_name("wrk.lua")


@dataclass(frozen=True, slots=True)
class Served:
    """What came of so many seconds.

    Args:
        requests: how many were answered.
        refused: with a status of 400 or more.
        broken: how many failed on the way.
        p50: milliseconds of half of them at most.
        p99: milliseconds of all but one in a hundred.
    """

    requests: int
    seconds: float
    refused: int
    broken: int
    p50: float
    p99: float


def write_requests(requests: Sequence[bytes], to: Path) -> Path:
    """Write requests so that the generators find where each ends."""
    to.write_bytes(b"".join(b"%08d%b" % (len(request), request) for request in requests))
    return to


def generator() -> str:
    """Return what asks here: `wrk` where it is installed (Debian: apt install wrk), else Python."""
    return "wrk" if shutil.which("wrk") else "python"


def served(port: int, requests: Path, *, seconds: int, clients: int = CLIENTS) -> Served:
    """Ask for so long what the file says, from its beginning on."""
    url = f"http://127.0.0.1:{port}"
    if generator() == "wrk":
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(_SCRIPT), url, "--", str(requests)]
    else:
        command = [sys.executable, "-m", "bench.closed_loop", str(port), str(requests), str(seconds), str(clients)]
    told = subprocess.run(command, check=True, capture_output=True, text=True, cwd=ROOT)
    return Served(**json.loads(told.stderr.splitlines()[-1]))
