"""Ready-made values for tests, and strategies that draw any valid one."""

import string
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar
from uuid import UUID

from hypothesis import strategies as st

from todoauth import (
    Caller,
    Cleaning,
    CleaningId,
    CleaningName,
    Cursor,
    Description,
    EmailAddress,
    FullName,
    InvalidValue,
    MailId,
    MailKind,
    OneTimeCode,
    OwedMail,
    Password,
    PasswordHash,
    Price,
    RefreshDigest,
    RefreshToken,
    SearchText,
    Session,
    SessionId,
    SessionPolicy,
    Todo,
    TodoContent,
    TodoId,
    User,
    UserId,
    Username,
)

T = TypeVar("T")

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
ADA, BOB = UserId(UUID(int=0xADA)), UserId(UUID(int=0xB0B))
SECRET = Password("correct horse battery")
USUAL = SessionPolicy()


def a_user(**changes: Any) -> User:
    """Return Ada, who has proved no address, with `changes`."""
    ada = User.new(id=ADA, username=Username("Ada"), password_hash=PasswordHash("kept"), at=NOON)
    return replace(ada, **changes)


def a_todo(**changes: Any) -> Todo:
    """Return an open todo of Ada's, with `changes`."""
    todo = Todo(
        id=TodoId(UUID(int=1)), owner=ADA, content=TodoContent("Water the plants"), created_at=NOON, updated_at=NOON
    )
    return replace(todo, **changes)


def a_cleaning(**changes: Any) -> Cleaning:
    """Return a spot clean of Ada's for 9.99, with `changes`."""
    cleaning = Cleaning(
        id=CleaningId(UUID(int=2)),
        owner=ADA,
        name=CleaningName("Windows"),
        price=Price(Decimal("9.99")),
        created_at=NOON,
        updated_at=NOON,
    )
    return replace(cleaning, **changes)


def a_session(*, policy: SessionPolicy = USUAL, **changes: Any) -> Session:
    """Return a session that Ada opened at noon, with `changes`."""
    session = Session.new(
        id=SessionId(UUID(int=3)), user_id=ADA, refresh_digest=RefreshDigest(bytes(32)), policy=policy, at=NOON
    )
    return replace(session, **changes)


def a_caller(user: User, **changes: Any) -> Caller:
    """Return `user` as somebody who is logged in, with `changes`."""
    caller = Caller(
        user=user,
        session_id=SessionId(UUID(int=3)),
        authenticated_at=NOON,
        session_ends_at=NOON + timedelta(days=14),
    )
    return replace(caller, **changes)


def an_owed_mail(**changes: Any) -> OwedMail:
    """Return a code owed to Ada since noon, with `changes`."""
    mail = OwedMail.new(
        MailKind.PROVE_ADDRESS,
        id=MailId(UUID(int=4)),
        user_id=ADA,
        email=EmailAddress("ada@example.org"),
        at=NOON,
    )
    return replace(mail, **changes)


def _admitted(make: Callable[[str], T], texts: st.SearchStrategy[str]) -> st.SearchStrategy[T]:
    def is_admitted(text: str) -> bool:
        try:
            make(text)
        except InvalidValue:
            return False
        return True

    return texts.filter(is_admitted).map(make)


_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
_PLAIN = string.ascii_letters + string.digits + "_.-"
_LETTERS = (
    _PLAIN,
    "äößéÅçñ" + _PLAIN,
    "абвгдЖЯё0_",
    "αβγδΩΣςΐ1.",
    "한글이름ab9",
    "田中々ひらがなーカタナab",
    "אבגדה7",
    "ßſﬁ",
)

usernames = _admitted(Username, st.sampled_from(_LETTERS).flatmap(lambda letters: st.text(letters, min_size=3)))
emails = _admitted(EmailAddress, st.emails())
passwords = _admitted(Password, st.text(_CHARACTERS, min_size=8, max_size=256))
full_names = _admitted(FullName, st.text(_CHARACTERS, max_size=100))
todo_contents = _admitted(TodoContent, st.text(_CHARACTERS | st.just("\n"), max_size=256))
cleaning_names = _admitted(CleaningName, st.text(_CHARACTERS, max_size=100))
descriptions = _admitted(Description, st.text(_CHARACTERS | st.just("\n"), max_size=300))
search_texts = _admitted(SearchText, st.text(_CHARACTERS, max_size=100))
prices = st.decimals(Price.LEAST, Price.MOST, places=2).map(Price)
codes = st.text(string.digits, min_size=6, max_size=6).map(OneTimeCode)
refresh_tokens = st.text(string.ascii_letters + string.digits + "-_", min_size=43, max_size=43).map(RefreshToken)
cursors = st.uuids().map(Cursor)
