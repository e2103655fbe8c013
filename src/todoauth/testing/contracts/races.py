"""What every database must do when many want the same thing at the same moment."""

from dataclasses import replace
from functools import partial

import pytest

from todoauth.domain.errors import (
    EmailTaken,
    InvalidToken,
    TooManyAttempts,
    UsernameTaken,
    UserNotFound,
    WrongOrExpiredCode,
)
from todoauth.domain.model.cleaning import CleaningName, Price
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.limit import Limit, Limits
from todoauth.domain.model.one_time_code import OneTimeCode
from todoauth.domain.model.session import RefreshToken, Session, Tokens
from todoauth.domain.model.todo import Todo, TodoContent
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import HOUR, NOON, a_mail, a_session, stored_user
from todoauth.testing.world import Database, World

NO_LIMIT = Limit(1_000, HOUR)
ADDRESS = EmailAddress("ada@example.org")


@pytest.fixture
def world(database: Database) -> World:
    """Everything, on that database, without limits."""
    world = World(database)
    world.limits = Limits(
        log_in_per_client=NO_LIMIT,
        log_in_per_account=NO_LIMIT,
        sign_up_per_client=NO_LIMIT,
        code_per_address=NO_LIMIT,
        code_pause=NO_LIMIT,
        code_per_client=NO_LIMIT,
    )
    return world
