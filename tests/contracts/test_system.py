"""The machine's own time, identity and chance pass their suite, and so do those that can be foreseen."""

import pytest

from todoauth import Clock, Codes, Ids, RefreshTokens, ResetCodes
from todoauth.adapters import system
from todoauth.testing import CountingCodes, CountingIds, CountingRefreshTokens, CountingResetCodes, HandWoundClock
from todoauth.testing.contracts import SystemContract


class TestSystem(SystemContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return system.system_clock

    @pytest.fixture(params=[system.system_clock, HandWoundClock()], ids=["running", "stopped"])
    def new_id(self, request: pytest.FixtureRequest) -> Ids:
        return system.UuidV7Ids(request.param)

    @pytest.fixture
    def new_code(self) -> Codes:
        return system.new_code

    @pytest.fixture
    def new_reset_code(self) -> ResetCodes:
        return system.new_reset_code

    @pytest.fixture
    def new_refresh_token(self) -> RefreshTokens:
        return system.new_refresh_token


class TestForeseeable(SystemContract):
    @pytest.fixture
    def clock(self) -> Clock:
        return HandWoundClock()

    @pytest.fixture
    def new_id(self) -> Ids:
        return CountingIds()

    @pytest.fixture
    def new_code(self) -> Codes:
        return CountingCodes()

    @pytest.fixture
    def new_reset_code(self) -> ResetCodes:
        return CountingResetCodes()

    @pytest.fixture
    def new_refresh_token(self) -> RefreshTokens:
        return CountingRefreshTokens()
