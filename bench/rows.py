"""The same rows for every program: who there is, and what they have."""

from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any, Final, TypeAlias
from uuid import UUID

Row: TypeAlias = Mapping[str, Any]  # Any: a value of each column

READERS, WRITERS, PAGE, OFFERS, REFRESHES = 1_000, 8_000, 20, 100, 3
ABOUT: Final = datetime.now(UTC).replace(microsecond=123_000) - timedelta(hours=1)
"""When all of it was made. To the millisecond, which is as far as some programs can tell time."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account and a session."""

    number: int
    is_reader: bool

    @property
    def id(self) -> UUID:
        return identity(1 if self.is_reader else 2, self.number)

    @property
    def session(self) -> UUID:
        return identity(3 if self.is_reader else 4, self.number * REFRESHES)

    @property
    def name(self) -> str:
        return f"{'reader' if self.is_reader else 'writer'}-{self.number}"


def readers() -> list[Person]:
    """Return who has a page full of todos, and a proved address."""
    return [Person(number, True) for number in range(READERS)]


def writers() -> list[Person]:
    """Return who has nothing yet but a few sessions."""
    return [Person(number, False) for number in range(WRITERS)]


def identity(kind: int, number: int) -> UUID:
    """Return an id that orders by kind and number (in the form of UUIDv7)."""
    return UUID(int=(int(ABOUT.timestamp() * 1000) + kind) << 80 | 0x7 << 76 | 0b10 << 62 | number)


def refresh_token(number: int) -> str:
    """Return the live refresh token of the writers' session of that number."""
    return urlsafe_b64encode(sha256(b"refresh %d" % number).digest()).rstrip(b"=").decode()


def users() -> Iterator[Row]:
    for person in (*readers(), *writers()):
        email = f"{person.name}@example.org" if person.is_reader else None
        yield {
            "id": person.id,
            "username": person.name,
            "username_canonical": person.name,
            "password_hash": "!",  # nobody logs in, unless a measurement is about that
            "full_name": f"Somebody called {person.number}",
            "email": email,
            "email_canonical": email,
            "is_active": True,
            "is_superuser": False,
            **_versioned(),
        }


def sessions() -> Iterator[Row]:
    for person in readers():
        yield _session(person, person.session, sha256(person.name.encode()).digest())
    for number in range(WRITERS * REFRESHES):
        person = Person(number // REFRESHES, False)
        token = refresh_token(number).encode()
        yield _session(person, identity(4, number), sha256(token).digest())


def todos() -> Iterator[Row]:
    for person in readers():
        for number in range(person.number * PAGE, (person.number + 1) * PAGE):
            content = f"Something to be done, and not for long: {number}"
            yield {
                "owner_id": person.id,
                "id": identity(5, number),
                "content": content,
                "folded": content.casefold(),
                "is_done": number % 3 == 0,
                **_versioned(),
            }


def cleanings() -> Iterator[Row]:
    for number in range(OFFERS):
        name, description = f"Cleaning {number}", "All windows, from the inside and from the outside"
        yield {
            "id": identity(6, number),
            "owner_id": identity(1, number % READERS),
            "name": name,
            "description": description,
            "folded": f"{name}\n{description}".casefold(),
            "cleaning_type": "full_clean",
            "price": number + 1,
            **_versioned(),
        }


def _session(person: Person, id: UUID, digest: bytes) -> Row:
    return {
        "id": id,
        "user_id": person.id,
        "refresh_digest": digest,
        "created_at": ABOUT,
        "last_used_at": ABOUT,
        "idle_ends_at": ABOUT + timedelta(days=14),
        "ends_at": ABOUT + timedelta(days=30),
        "client": None,
        "network": None,
    }


def _versioned() -> Row:
    return {"created_at": ABOUT, "updated_at": ABOUT, "version": 1}
