"""A service that is killed while people write to its file."""

import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2

from tests.faults.sessions import kept
from tests.faults.stage import Stage, staged
from tests.servers.processes import wait_until

WRITERS, KILLS, ENOUGH = 8, 3, 40


def test_whatever_was_acknowledged_by_a_service_that_is_killed_is_in_its_file(tmp_path: Path):
    url, acknowledged = f"sqlite:///{tmp_path}/todoauth.db", set[str]()
    for _ in range(KILLS):
        acknowledged.update(written_until_killed(url))
        assert acknowledged <= kept(url)


def written_until_killed(url: str) -> list[str]:
    """Return the ids of what was acknowledged."""
    acknowledged = list[str]()
    with staged(url) as stage, ThreadPoolExecutor(WRITERS) as writers:
        tasks = [writers.submit(write, stage, acknowledged) for _ in range(WRITERS)]
        wait_until(lambda: len(acknowledged) >= ENOUGH)
        stage.service.signal(signal.SIGKILL)
        for task in tasks:
            task.result()
    return acknowledged


def write(stage: Stage, acknowledged: list[str]) -> None:
    """Write things down for as long as somebody answers."""
    try:
        while True:
            answer = stage.add()
            assert answer.status_code == 201
            acknowledged.append(answer.json()["id"])
    except httpx2.TransportError:
        return
