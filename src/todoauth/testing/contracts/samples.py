"""Ready-made values for the suites, each with an id of its own."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final

from todoauth.domain.model.cleaning import Cleaning, CleaningName, CleaningType, Description, Price
from todoauth.domain.model.device import AddressRange, ClientDescription, Device
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import CleaningId, MailId, SessionId, TodoId, UserId
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.password import PasswordHash
from todoauth.domain.model.rotation import IdempotencyKey, SpentRefresh
from todoauth.domain.model.session import RefreshDigest, Session, SessionPolicy
from todoauth.domain.model.todo import Todo, TodoContent
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.testing.counting import CountingIds, CountingNonces, CountingRefreshTokens
from todoauth.testing.world import Database

NOON: Final = datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=UTC)
MICROSECOND: Final = timedelta(microseconds=1)
HOUR: Final = timedelta(hours=1)

A_NETWORK: Final = AddressRange("2001:db8:0:7::/64")
A_DEVICE: Final = Device(client=ClientDescription("Lynx/2.9.2"), network=A_NETWORK)

new_id: Final = CountingIds()
new_nonce: Final = CountingNonces()
new_refresh_token: Final = CountingRefreshTokens()

# What stores are known to change on the way, to sort or compare in their own way, or to take for a command.
HOSTILE: Final = (
    "Water the plants",
    " a space before, two after  ",
    "ÅNGSTRÖM and ångström and straße",
    "composed \u00e9, decomposed e\u0301",
    "100 % of_it \\ and /",
    'it\'s "quoted" `twice`; DROP TABLE users; --',
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
HOSTILE_LINES: Final = tuple(text for text in HOSTILE if not set(text) & set("\n\r\t"))


def a_user(name: str = "Ada", *, email: str | None = None) -> User:
    """Return a user, with that proved address."""
    user = User.new(
        id=UserId(new_id()), username=Username(name), password_hash=PasswordHash(f"hash of {name}"), at=NOON
    )
    return replace(user, email=None if email is None else EmailAddress(email))


def a_session(owner: User, *, policy: SessionPolicy = SessionPolicy(), at: datetime = NOON) -> Session:
    """Return a session that its owner opened then."""
    return Session.new(
        id=SessionId(new_id()), user_id=owner.id, refresh_digest=a_digest(), device=A_DEVICE, policy=policy, at=at
    )


def a_spent(session: Session, *, key: IdempotencyKey | None = None, at: datetime = NOON) -> SpentRefresh:
    """Return the token of `session`, given up then."""
    return SpentRefresh(
        digest=session.refresh_digest,
        session_id=session.id,
        nonce=new_nonce(),
        key_digest=None if key is None else key.digest,
        at=at,
    )


def a_todo(owner: User, content: str = "Water the plants", *, is_done: bool = False) -> Todo:
    """Return a todo."""
    return Todo(
        id=TodoId(new_id()),
        owner=owner.id,
        content=TodoContent(content),
        is_done=is_done,
        created_at=NOON,
        updated_at=NOON + MICROSECOND,
    )


def a_cleaning(
    owner: User,
    name: str = "Windows",
    *,
    description: str | None = None,
    cleaning_type: CleaningType = CleaningType.SPOT_CLEAN,
    price: str = "9.99",
) -> Cleaning:
    """Return a cleaning."""
    return Cleaning(
        id=CleaningId(new_id()),
        owner=owner.id,
        name=CleaningName(name),
        description=None if description is None else Description(description),
        cleaning_type=cleaning_type,
        price=Price.parse(price),
        created_at=NOON,
        updated_at=NOON + MICROSECOND,
    )


def a_mail(owner: User, *, at: datetime = NOON, email: str = "Ada@Example.org") -> OwedMail:
    """Return a mail that is owed from then on."""
    return OwedMail.new(MailKind.PROVE_ADDRESS, id=MailId(new_id()), user_id=owner.id, email=EmailAddress(email), at=at)


def a_mail_to_whoever_it_may_be(*, email: str = "Ada@Example.org") -> OwedMail:
    """Return a mail that is owed to an address, whoever holds it, if anybody does."""
    return OwedMail.new(MailKind.RESET, id=MailId(new_id()), user_id=None, email=EmailAddress(email), at=NOON)


async def stored_user(database: Database, name: str = "Ada", *, email: str | None = None) -> User:
    """Return a user, once they are stored."""
    user = a_user(name, email=email)
    async with database.begin() as work:
        await work.users.add(user)
    return user


async def owed(database: Database, *mails: OwedMail) -> None:
    """Promise mails."""
    async with database.begin() as work:
        for mail in mails:
            await work.outbox.owe(mail)


def a_digest() -> RefreshDigest:
    """Return the digest of a refresh token that nobody holds."""
    return new_refresh_token().digest
