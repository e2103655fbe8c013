"""Hashes as Django 5.2 and pwdlib 0.3, which FastAPI Users keeps passwords with, made them of the same password."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator

import bcrypt
import pytest

from tests.domain.acts import log_in, sign_up
from todoauth import Overloaded, Password, PasswordHash
from todoauth.adapters.hashing.imported_hashes import ImportedHashes
from todoauth.adapters.memory import InstantHasher
from todoauth.testing.world import World

SECRET, WRONG = Password("correct horse battery"), Password("correct horse batterx")
PBKDF2 = "pbkdf2_sha256$1000$seasalt$DrdiWD40lyBuydnjvZiDrdQMx1S1mOA9O0QYex0R6ww="
IMPORTED = {
    "django pbkdf2": PBKDF2,
    "django argon2": "argon2$argon2id$v=19$m=102400,t=2,p=8$c2FsdHNhbHRzYWx0"
    "$mMTfIvdT602Pwyh5gs06abNyvYn8cBnXplN80dk+bJM",
    "django bcrypt_sha256": "bcrypt_sha256$$2b$04$N3lDMGSaqXxzicE3VMzgAOVAL85sQg.ARpzOJ9n0VI/RWxjNx0FWK",
    "django bcrypt": "bcrypt$$2b$04$7pDtAwtHCEO62mlnuEq81eFwYf0purVj.AFsXxxlOpCdWiZKnReTG",
    "pwdlib argon2": "$argon2id$v=19$m=1024,t=1,p=1$kT5ilpcS6rF1c4cLjGI/ng$9b0KdvoUnJAMmlVQcXAAPu1tOYHYb/O0F5SrLdPpq3c",
    "pwdlib bcrypt": "$2b$04$/w.vp7IXbvLAiFlJvqh9luPsy1n/ZKpAr2R1KIexJiX7CzZ1h6O/S",
}


@pytest.fixture
def hasher() -> Iterator[ImportedHashes]:
    hasher = ImportedHashes(InstantHasher())
    yield hasher
    hasher.close()


@pytest.mark.parametrize("made", IMPORTED.values(), ids=IMPORTED)
async def test_a_hash_of_another_system_knows_its_password_and_no_other(hasher: ImportedHashes, made: str):
    assert await hasher.verify(SECRET, PasswordHash(made))
    assert not await hasher.verify(WRONG, PasswordHash(made))
    assert hasher.outdated(PasswordHash(made))


@pytest.mark.parametrize("made", IMPORTED.values(), ids=IMPORTED)
async def test_a_damaged_hash_knows_nothing(hasher: ImportedHashes, made: str):
    damaged = [made[:-1], made + "x", f" {made}", made[:-2] + ("A" if made[-2] != "A" else "B") + made[-1], made + "\n"]
    for text in damaged:
        assert not await hasher.verify(SECRET, PasswordHash(text))


@pytest.mark.parametrize("name", ["django bcrypt_sha256", "django bcrypt", "pwdlib bcrypt"])
async def test_a_salt_that_nobody_can_have_drawn_knows_nothing(hasher: ImportedHashes, name: str):
    before, after = IMPORTED[name][:-32], IMPORTED[name][-31:]
    for last in "/Az9":  # the last letter of 128 bits stands for two of them
        assert not await hasher.verify(SECRET, PasswordHash(f"{before}{last}{after}"))


@pytest.mark.parametrize("made", IMPORTED.values(), ids=IMPORTED)
async def test_the_first_log_in_puts_a_hash_of_our_own_in_its_place(hasher: ImportedHashes, made: str):
    world = World()
    world.hasher = hasher
    user = await sign_up(world)
    async with world.database.begin() as work:
        await work.users.update(user.rehashed(PasswordHash(made), at=world.clock()))
    for _ in range(2):
        await log_in(world, password=SECRET.text)
    kept = await world.database.view.users.get(user.id)
    assert kept is not None
    assert not hasher.outdated(kept.password_hash)
    assert await InstantHasher().verify(SECRET, kept.password_hash)


async def test_what_bcrypt_did_not_look_at_when_it_was_kept_does_not_count(hasher: ImportedHashes):
    made = bcrypt.hashpw(b"a" * 72, bcrypt.gensalt(4)).decode()
    assert await hasher.verify(Password("a" * 200), PasswordHash(made))
    assert not await hasher.verify(Password("a" * 71), PasswordHash(made))


async def test_our_own_hashes_are_read_as_ever(hasher: ImportedHashes):
    kept = await hasher.hash(SECRET)
    assert await hasher.verify(SECRET, kept)
    assert not await hasher.verify(SECRET, None)
    assert not hasher.outdated(kept)


async def test_more_than_may_wait_are_told_to_come_again():
    hasher = ImportedHashes(InstantHasher())
    checks = [hasher.verify(SECRET, PasswordHash(PBKDF2)) for _ in range(50)]
    outcomes = await asyncio.gather(*checks, return_exceptions=True)
    assert {type(outcome) for outcome in outcomes} == {bool, Overloaded}
    assert await hasher.verify(SECRET, PasswordHash(PBKDF2))
    hasher.close()


def test_argon2_that_is_not_installed_is_an_alarm_and_no_match():
    program = f"""
import asyncio, sys
sys.modules["argon2"] = None  # as if it were not there
from todoauth import Password, PasswordHash
from todoauth.adapters.hashing.imported_hashes import ImportedHashes
from todoauth.adapters.memory import InstantHasher
hasher = ImportedHashes(InstantHasher())
print(asyncio.run(hasher.verify(Password({SECRET.text!r}), PasswordHash({IMPORTED["pwdlib argon2"]!r}))))
hasher.close()
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr) == ("False\n", "a stored password hash needs todoauth[argon2] to be read\n")
