"""Random histories leave every database as they leave a plain model of it."""

from hypothesis import settings

from tests.contracts.databases import Source
from todoauth.testing.machines import AccountsMachine, WorkMachine, play


def a_few() -> settings:
    """A history costs as much as many examples of anything else."""
    return settings(max_examples=settings().max_examples // 5)


def test_accounts_are_as_their_history_made_them(empty_database: Source) -> None:
    play(AccountsMachine, empty_database, how=a_few())


def test_todos_and_cleanings_are_as_their_history_made_them(empty_database: Source) -> None:
    play(WorkMachine, empty_database, how=a_few())
