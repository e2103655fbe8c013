"""Passwords that were stolen elsewhere are found, and no others."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import builders
from todoauth import Password
from todoauth.adapters.breached_passwords import BreachedPasswords

STOLEN = [
    "correct horse",
    "password",
    "caf\u00e9 au lait",
    "line of words",
    "\U0001f9f9\U0001f9f9\U0001f9f9\U0001f9f9\U0001f9f9\U0001f9f9\U0001f9f9\U0001f9f9",
]


def sha1(password: str) -> str:
    return hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest()


def forms(passwords: list[str]) -> dict[str, str]:
    hashes = sorted(sha1(password).upper() for password in passwords)
    return {
        "hashes": "\n".join(hashes) + "\n",
        "hashes with counts": "\r\n".join(f"{each}:{place}" for place, each in enumerate(hashes)),
        "small hashes": "\n".join(each.lower() for each in hashes),
        "plain": "\n".join(passwords),
        "plain for windows": "\r\n".join(passwords) + "\r\n",
    }


@pytest.mark.parametrize("form", forms(STOLEN))
async def test_whatever_is_in_the_file_is_found(tmp_path: Path, form: str):
    (tmp_path / "list").write_bytes(forms(STOLEN)[form].encode())
    is_breached = BreachedPasswords(tmp_path / "list")
    assert all([await is_breached(Password(password)) for password in STOLEN])
    others = ["Correct horse", "correct horse ", "correct hors", "password1", "xpassword", "of words", "words\npass"]
    assert not any([await is_breached(Password(password)) for password in others])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=50)
@given(st.lists(builders.passwords, min_size=1, max_size=60), builders.passwords)
async def test_a_sorted_list_of_any_length_knows_its_own(tmp_path: Path, passwords: list[Password], other: Password):
    hashes = sorted({sha1(password.text).upper() for password in passwords})
    (tmp_path / "list").write_text("".join(f"{each}:7\n" for each in hashes))
    is_breached = BreachedPasswords(tmp_path / "list")
    assert all([await is_breached(password) for password in passwords])
    assert await is_breached(other) is (other in passwords)
