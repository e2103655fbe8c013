"""Ready-made values for the suites, each with an id of its own."""

from datetime import UTC, datetime, timedelta
from typing import Final

from todoauth.domain.model.cleaning import Cleaning, CleaningName, CleaningType, Description, Price
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import CleaningId, MailId, SessionId, TodoId, UserId
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import PasswordHash
from todoauth.domain.model.session import RefreshDigest, Session, SessionPolicy
from todoauth.domain.model.todo import Todo, TodoContent
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.testing.counting import CountingIds, CountingRefreshTokens
from todoauth.testing.world import Database

NOON: Final = datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
HOUR: Final = timedelta(hours=1)

new_id: Final = CountingIds()
new_refresh_token: Final = CountingRefreshTokens()

# What stores are known to change on the way, to sort or compare in their own way, or to take for a command.
HOSTILE: Final = (
    "Water the plants",
    " a space before, two after  ",
    "ÅNGSTRÖM and ångström and straße",
    "composed \u00e9, decomposed e\u0301",
    "100 % of_it \\ and /",
    "it's \"quoted\" `twice`; DROP TABLE users; --",
    "${jndi:ldap} {{7*7}} %s %(x)s :name $1 ?",
    "null",
    "0",
    "first line\nsecond line\r\n\tthird",
    "שלום עולם · مرحبا",
    "日本語 한국어 ไทย",
    "🧹🏽‍♀️ 👨‍👩‍👧",
    "\U0010ffff \ufeff \u200b",
    "ﬁ Ⅳ ①",
)


def a_user(name: str = "Ada", *, email: str | None = None) -> User:
    """Return a user who is stored nowhere yet."""
    user = User.new(
        id=UserId(new_id()), username=Username(name), password_hash=PasswordHash(f"hash of {name}"), at=NOON
    )
    return user if email is None else User(**fields_of(user) | {"email": EmailAddress(email)})


def a_session(user: User, *, at: datetime = NOON, policy: SessionPolicy = SessionPolicy()) -> Session:
    """Return a session of that user."""
    digest = new_refresh_token().digest
    return Session.new(id=SessionId(new_id()), user_id=user.id, refresh_digest=digest, policy=policy, at=at)


def a_digest() -> RefreshDigest:
    """Return the digest of a refresh token that nobody has."""
    return new_refresh_token().digest
