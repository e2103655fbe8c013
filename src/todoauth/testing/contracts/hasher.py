"""What every `PasswordHasher` must do."""

import pytest

from todoauth.domain.model.password import Password, PasswordHash
from todoauth.ports.hasher import PasswordHasher

SECRET = Password("correct horse battery staple")
NONSENSE = ["", "x", "$", "$2b$", "$2b$99$" + 53 * "a", "null", "é" * 60, "\0" * 60, "x" * 100_000, "\ud800"]
LONG = "\U0001f9f9" * 255  # 1,020 bytes: past what some algorithms look at


@pytest.mark.asyncio
class PasswordHasherContract:
    """Needs the fixtures `hasher` and `weaker_hasher`: the same with settings of an earlier day."""

    async def test_a_password_is_recognised(self, hasher: PasswordHasher) -> None:
        assert await hasher.verify(SECRET, await hasher.hash(SECRET))

    async def test_another_password_is_not(self, hasher: PasswordHasher) -> None:
        hashed = await hasher.hash(SECRET)
        others = ["Correct horse battery staple", "correct horse battery stapl", "correct horse battery staple "]
        assert [await hasher.verify(Password(other), hashed) for other in others] == [False] * 3

    async def test_nobody_has_the_right_password_of_nobody(self, hasher: PasswordHasher) -> None:
        assert not await hasher.verify(SECRET, None)

    @pytest.mark.parametrize("nonsense", NONSENSE, ids=ascii)
    async def test_a_hash_that_makes_no_sense_matches_nothing(self, hasher: PasswordHasher, nonsense: str) -> None:
        assert not await hasher.verify(SECRET, PasswordHash(nonsense))

    async def test_a_damaged_hash_matches_nothing(self, hasher: PasswordHasher) -> None:
        hashed = await hasher.hash(SECRET)
        damaged = [hashed[:-1], hashed[1:], hashed + "x", hashed.swapcase(), f" {hashed}"]
        assert not any([await hasher.verify(SECRET, PasswordHash(text)) for text in damaged])

    async def test_the_same_password_never_gets_the_same_hash(self, hasher: PasswordHasher) -> None:
        assert await hasher.hash(SECRET) != await hasher.hash(SECRET)

    async def test_every_character_counts_however_long_the_password(self, hasher: PasswordHasher) -> None:
        hashed = await hasher.hash(Password(LONG + "a"))
        assert await hasher.verify(Password(LONG + "a"), hashed)
        assert not await hasher.verify(Password(LONG + "b"), hashed)

    async def test_a_letter_is_the_same_however_it_is_composed(self, hasher: PasswordHasher) -> None:
        hashed = await hasher.hash(Password("caf\u00e9 au lait"))
        assert await hasher.verify(Password("cafe\u0301 au lait"), hashed)

    async def test_a_hash_does_not_show_the_password(self, hasher: PasswordHasher) -> None:
        hashed = await hasher.hash(SECRET)
        assert not any(word in hashed for word in SECRET.text.split())
        assert 1 <= len(hashed) <= 255

    async def test_todays_hash_is_not_outdated(self, hasher: PasswordHasher) -> None:
        assert not hasher.outdated(await hasher.hash(SECRET))

    async def test_a_weaker_hash_is_outdated_and_still_matches(
        self, hasher: PasswordHasher, weaker_hasher: PasswordHasher
    ) -> None:
        hashed = await weaker_hasher.hash(SECRET)
        assert hasher.outdated(hashed)
        assert await hasher.verify(SECRET, hashed)
        assert not await hasher.verify(Password("another password"), hashed)

    async def test_a_stronger_hash_is_not_outdated(self, hasher: PasswordHasher, weaker_hasher: PasswordHasher) -> None:
        assert not weaker_hasher.outdated(await hasher.hash(SECRET))
