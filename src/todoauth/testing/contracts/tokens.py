"""What every `AccessTokens` must do."""

import string
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import AccessClaims
from todoauth.ports.tokens import AccessTokens
from todoauth.testing.contracts.samples import MICROSECOND, new_id

ISSUED_AT = datetime(2026, 1, 1, 12, tzinfo=UTC)
EXPIRES_AT = ISSUED_AT + timedelta(minutes=15)
GARBAGE = ["", ".", "..", "a.b.c", "null", "\0", "é", "\ud800", "x" * 10_000, "." * 10_000, " ", "{}"]


def claims() -> AccessClaims:
    return AccessClaims(
        user_id=UserId(new_id()),
        session_id=SessionId(new_id()),
        token_id=new_id().hex,
        issued_at=ISSUED_AT,
        expires_at=EXPIRES_AT,
        authenticated_at=ISSUED_AT - timedelta(days=1),
        methods=("pwd", "otp"),
    )


def is_read(tokens: AccessTokens, token: str, at: datetime = ISSUED_AT) -> bool:
    try:
        tokens.read(token, at=at)
    except InvalidToken:
        return False
    return True


class AccessTokensContract:
    """Needs the fixtures `tokens` and `foreign_tokens`: the same with another key."""

    def test_a_token_says_what_it_was_issued_with(self, tokens: AccessTokens) -> None:
        said = claims()
        assert tokens.read(tokens.issue(said), at=ISSUED_AT) == said

    def test_a_token_fits_into_a_header(self, tokens: AccessTokens) -> None:
        token = tokens.issue(claims())
        assert token.isascii()
        assert token.isprintable()
        assert " " not in token
        assert len(token) <= 4096

    def test_a_token_is_good_until_it_expires(self, tokens: AccessTokens) -> None:
        token = tokens.issue(claims())
        moments = [ISSUED_AT, EXPIRES_AT - MICROSECOND, EXPIRES_AT, EXPIRES_AT + timedelta(days=999)]
        assert [is_read(tokens, token, moment) for moment in moments] == [True, True, False, False]

    def test_a_token_is_not_good_long_before_it_was_issued(self, tokens: AccessTokens) -> None:
        assert not is_read(tokens, tokens.issue(claims()), ISSUED_AT - timedelta(hours=1))

    def test_the_time_is_the_one_that_is_told(self, tokens: AccessTokens) -> None:
        for days in (-10_000, 10_000):
            shift = timedelta(days=days)
            said = replace(claims(), issued_at=ISSUED_AT + shift, expires_at=EXPIRES_AT + shift)
            said = replace(said, authenticated_at=said.authenticated_at + shift)
            assert tokens.read(tokens.issue(said), at=ISSUED_AT + shift) == said

    def test_a_token_under_another_key_is_refused(self, tokens: AccessTokens, foreign_tokens: AccessTokens) -> None:
        assert not is_read(tokens, foreign_tokens.issue(claims()))

    @pytest.mark.parametrize("garbage", GARBAGE, ids=lambda garbage: ascii(garbage)[:9])
    def test_garbage_is_refused(self, tokens: AccessTokens, garbage: str) -> None:
        assert not is_read(tokens, garbage)

    def test_a_token_has_one_spelling(self, tokens: AccessTokens) -> None:
        token = tokens.issue(claims())
        altered = [token[:place] + other + token[place + 1 :] for place in range(len(token)) for other in "Ab0_=.é "]
        # The last letter of a text in base64 may hold bits that count for nothing.
        altered += [token[:-1] + other for other in string.ascii_letters + string.digits]
        others = {*altered, token[:-1], token[1:], f"{token}=", f"{token}.", f" {token}", f"{token}\n"} - {token}
        assert [other for other in sorted(others) if is_read(tokens, other)] == []

    def test_parts_of_two_tokens_make_no_third(self, tokens: AccessTokens) -> None:
        one, other = tokens.issue(claims()), tokens.issue(claims())
        mixed = {one[:place] + other[place:] for place in range(1, len(one))} - {one, other}
        assert not any(is_read(tokens, token) for token in mixed)
