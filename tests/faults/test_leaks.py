"""After many faults there is as much of everything as before."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from tests.faults.answers import answered
from tests.faults.sessions import session_at
from tests.faults.stage import POOL, Stage
from tests.servers.mortal import Mortal
from tests.servers.processes import wait_until
from tests.servers.proxy import Proxy

SEED = 40
FAULTS = 60


@pytest.mark.system
@pytest.mark.parametrize("mortal", ["postgresql"], indirect=True)
def test_f40_many_faults_leave_nothing_behind(far: Stage, way: Proxy, mortal: Mortal):
    chance = Random(SEED)  # noqa: S311 - the same faults each time
    faults: list[Callable[[], object]] = [
        way.cut,
        way.refuse,
        lambda: setattr(way, "replies_left", chance.randrange(2000)),
        lambda: mortal.server.do("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'far'"),
    ]
    far.add()
    before = held(far)
    for _ in range(FAULTS):
        chance.choice(faults)()
        for ask in (far.read, far.add, far.read):
            assert ask().status_code in {200, 201, 503}
        way.mend()
        answered(far.read, 200)
    assert held(far) <= before + POOL
    with session_at(mortal.server.url("far")) as session:
        ours = "SELECT FROM pg_stat_activity WHERE datname = 'far' AND application_name = 'todoauth'"
        wait_until(lambda: len(session.do(ours)) <= POOL)


def held(stage: Stage) -> int:
    """How many files and connections the service holds."""
    return len(list(Path(f"/proc/{stage.service.process.pid}/fd").iterdir()))
