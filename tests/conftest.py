"""What all tests share: the servers, the explanations of the contract suites, and how hypothesis plays.

`pytest --hypothesis-profile long` plays for longer, and differently each time.
"""

from hypothesis import settings

pytest_plugins = ["todoauth.testing.plugin", "tests.servers", "tests.together"]

# No verdict depends on how fast the machine is, and everybody sees the same one.
settings.register_profile("usual", deadline=None, derandomize=True, stateful_step_count=20)
settings.register_profile("long", deadline=None, max_examples=1_000, stateful_step_count=50, print_blob=True)
settings.load_profile("usual")
