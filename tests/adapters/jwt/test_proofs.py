"""Tokens that were proved before."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forged import CLAIMS
from todoauth import AccessClaims, InvalidToken
from todoauth.adapters.jwt.proofs import Proofs

MOST = 3


def proving(done: list[str]) -> Callable[[str], AccessClaims]:
    """Return what proves every token, and notes which."""

    def prove(token: str) -> AccessClaims:
        done.append(token)
        return CLAIMS

    return prove


@given(st.lists(st.sampled_from("abcde")))
def test_a_token_is_proved_again_only_when_as_many_others_were_proved_since(tokens: list[str]):
    proofs, done, remembered = Proofs(MOST), list[str](), list[str]()
    for token in tokens:
        expected = len(done) + (token not in remembered)
        proofs.of(token, proving(done))
        assert len(done) == expected
        if token not in remembered:
            remembered = [*remembered, token][-MOST:]


def test_what_was_refused_is_not_remembered():
    proofs, done = Proofs(MOST), list[str]()

    def refuse(_: str) -> AccessClaims:
        raise InvalidToken

    for _ in range(2):
        with pytest.raises(InvalidToken):
            proofs.of("a", refuse)
    assert proofs.of("a", proving(done)) is CLAIMS
    assert done == ["a"]


def test_the_tokens_themselves_are_not_kept():
    proofs = Proofs(MOST)
    proofs.of("a-secret-token", proving([]))
    assert "a-secret-token" not in repr(vars(proofs))
