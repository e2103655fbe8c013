"""Nothing but a token that we signed is read as one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.forged import CLAIMS, LATER, TERMS, Forger, corpus, keys_of
from todoauth import InvalidToken
from todoauth.adapters.jwt import Algorithm, JwtAccessTokens
from todoauth.adapters.system import new_refresh_token


def reader(algorithm: Algorithm) -> JwtAccessTokens:
    ring = keys_of(algorithm)
    return JwtAccessTokens(lambda: ring, TERMS)


READERS = {algorithm: reader(algorithm) for algorithm in Algorithm}


def is_read(token: str, algorithm: Algorithm) -> bool:
    try:
        READERS[algorithm].read(token, at=LATER)
    except InvalidToken:
        return False
    return True


@pytest.fixture(params=Algorithm)
def forger(request: pytest.FixtureRequest) -> Forger:
    return Forger(request.param)


def test_the_forger_of_these_tests_makes_good_tokens_too(forger: Forger):
    assert READERS[forger.algorithm].read(forger.forged(), at=LATER) == CLAIMS
    assert forger.forged().split(".")[:2] == READERS[forger.algorithm].issue(CLAIMS).split(".")[:2]


def test_no_forgery_is_read(forger: Forger):
    forgeries = corpus(forger)
    assert len(forgeries) >= 300
    assert forger.forged() not in forgeries.values()
    assert [name for name, token in forgeries.items() if is_read(token, forger.algorithm)] == []


def test_no_bit_of_a_token_can_be_changed(forger: Forger):
    flipped = list(forger.flips())
    assert len(flipped) > 3000
    assert [token for token in flipped if is_read(token, forger.algorithm)] == []


def test_no_part_of_a_token_can_be_left_out(forger: Forger):
    token = forger.forged()
    assert not any(is_read(token[:length], forger.algorithm) for length in range(len(token)))


@pytest.mark.parametrize("text", ["a" * 5_000_000, "." * 5_000_000, new_refresh_token().text], ids=len)
def test_what_is_no_token_at_all_is_refused(forger: Forger, text: str):
    assert not is_read(text, forger.algorithm)


@given(st.text(max_size=200) | st.from_regex(r"[\w-]{1,40}\.[\w-]{1,80}\.[\w-]{43}", fullmatch=True))
def test_no_text_is_a_token(text: str):
    assert not any(is_read(text, algorithm) for algorithm in Algorithm)
