"""For tests: a world to play in, and the contract suites that every adapter must pass.

`World` and what it is made of need the standard library alone. The suites need the extra `testing`:

    pip install 'todoauth[testing]'

    # conftest.py
    pytest_plugins = ["todoauth.testing.plugin"]

    @pytest.fixture
    async def database():
        ...  # yield an empty database of yours: whatever fulfils `Begin`, and has a `View`

    # test_contracts.py
    from todoauth.testing.contracts import UsersContract

    class TestUsers(UsersContract): ...

Each suite says which fixtures it needs.
"""

from todoauth.testing.clock import HandWoundClock
from todoauth.testing.counting import (
    CountingCodes,
    CountingIds,
    CountingNonces,
    CountingRefreshTokens,
    CountingResetCodes,
)
from todoauth.testing.tokens import HmacAccessTokens
from todoauth.testing.world import Database, World

__all__ = [
    "CountingCodes",
    "CountingIds",
    "CountingNonces",
    "CountingRefreshTokens",
    "CountingResetCodes",
    "Database",
    "HandWoundClock",
    "HmacAccessTokens",
    "World",
]
