"""Every hasher passes its suite."""

from collections.abc import Iterator

import pytest

from todoauth import PasswordHasher
from todoauth.adapters.hashing.bcrypt_hasher import BcryptHasher, Peppers
from todoauth.adapters.memory import InstantHasher
from todoauth.testing.contracts import PasswordHasherContract


def peppers() -> Peppers:
    return Peppers(keys={"today": bytes(range(32))}, current="today")


class TestInstantHasher(PasswordHasherContract):
    @pytest.fixture
    def hasher(self) -> PasswordHasher:
        return InstantHasher(strength=2)

    @pytest.fixture
    def weaker_hasher(self) -> PasswordHasher:
        return InstantHasher(strength=1)


class TestBcryptHasher(PasswordHasherContract):
    @pytest.fixture
    def hasher(self) -> Iterator[PasswordHasher]:
        hasher = BcryptHasher(peppers=peppers, cost=5)
        yield hasher
        hasher.close()

    @pytest.fixture
    def weaker_hasher(self) -> Iterator[PasswordHasher]:
        hasher = BcryptHasher(peppers=peppers, cost=4)
        yield hasher
        hasher.close()
