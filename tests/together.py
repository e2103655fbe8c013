"""Which tests stay together when several processes share the work."""

import re
from typing import Final

import pytest
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# What these share takes long to start, or to fill: it is there once for each kind of database.
_SHARING: Final = re.compile(
    r"(tests/(?:topology|journeys|adapters/sql/test_plans_among_many)\b).*\[(sqlite|postgres|mariadb)"
)


class Together(LoadScopeScheduling):
    """Hands each test to whoever has nothing to do, except for those that share what is slow to make."""

    def _split_scope(self, nodeid: str) -> str:
        found = _SHARING.match(nodeid)
        return " on ".join(found.groups()) if found else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)
