"""A world of its own for every test, and hypothesis without a stopwatch."""

import pytest
from hypothesis import settings

from todoauth.testing.world import World

settings.register_profile("timeless", deadline=None)
settings.load_profile("timeless")


@pytest.fixture
def world() -> World:
    return World()
