"""Makes pytest explain the assertions of the contract suites: `pytest_plugins = ["todoauth.testing.plugin"]`."""

import pytest

pytest.register_assert_rewrite("todoauth.testing.contracts", "todoauth.testing.machines")
