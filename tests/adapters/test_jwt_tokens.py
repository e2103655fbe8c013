"""Access tokens, and the many ways in which somebody may try to make one."""

import base64
import hmac
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import jwt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import ADA, NOON
from todoauth import AccessClaims, InvalidToken, SessionId
from todoauth.adapters.jwt_tokens import JwtAccessTokens
from todoauth.adapters.system import new_refresh_token

KEY, OLD_KEY, THEIR_KEY = bytes(range(32)), bytes(range(32, 64)), bytes(range(64, 96))
LATER = NOON + timedelta(minutes=5)
CLAIMS = AccessClaims(
    user_id=ADA,
    session_id=SessionId(UUID(int=0x5E5510)),
    token_id="0123456789abcdef",
    issued_at=NOON,
    expires_at=NOON + timedelta(minutes=15),
)
TOKENS = JwtAccessTokens({"new": KEY, "old": OLD_KEY}, signing="new", issuer="us", audience="them")
TOKEN = TOKENS.issue(CLAIMS)
HEADER = {"alg": "HS256", "kid": "new", "typ": "at+jwt"}
SAID: dict[str, Any] = {
    "iss": "us",
    "aud": "them",
    "sub": str(ADA),
    "sid": str(CLAIMS.session_id),
    "jti": CLAIMS.token_id,
    "iat": int(NOON.timestamp()),
    "nbf": int(NOON.timestamp()),
    "exp": int(CLAIMS.expires_at.timestamp()),
}


def encoded(value: object) -> str:
    raw = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def forged(said: object = SAID, header: object = HEADER, *, key: bytes = KEY, digest: str = "sha256") -> str:
    signed = f"{encoded(header)}.{encoded(said)}"
    return f"{signed}.{encoded(hmac.digest(key, signed.encode(), digest))}"


def refused(token: str) -> bool:
    try:
        TOKENS.read(token, at=LATER)
    except InvalidToken:
        return True
    return False


def test_a_token_reads_back_as_what_it_was_issued_for():
    assert TOKENS.read(TOKEN, at=LATER) == CLAIMS


def test_a_token_says_what_the_standard_wants_and_nothing_else():
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    assert jwt.get_unverified_header(TOKEN) == HEADER
    assert jwt.decode(TOKEN, KEY, ["HS256"], audience="them", issuer="us", options=options) == SAID
    assert len(TOKEN) < 1024


def test_the_forger_of_these_tests_makes_good_tokens_too():
    assert forged() == TOKEN


def test_no_bit_of_a_token_can_be_changed():
    raw = TOKEN.encode()
    for position in range(len(raw)):
        for bit in range(8):
            flipped = bytes((*raw[:position], raw[position] ^ 1 << bit, *raw[position + 1 :])).decode("latin-1")
            assert refused(flipped), (position, bit)


def test_no_part_of_a_token_can_be_left_out():
    assert all(refused(TOKEN[:length]) for length in range(len(TOKEN)))


@given(st.text(max_size=200) | st.from_regex(r"[\w-]{1,40}\.[\w-]{1,80}\.[\w-]{43}", fullmatch=True))
def test_no_text_is_a_token(text: str):
    assert refused(text)


HEAD, PAYLOAD, SIGNATURE = TOKEN.split(".")
FORGERIES = {
    "no algorithm": f"{encoded(HEADER | {'alg': 'none'})}.{PAYLOAD}.",
    "no algorithm, another's signature": f"{encoded(HEADER | {'alg': 'none'})}.{PAYLOAD}.{SIGNATURE}",
    "no algorithm, our signature": forged(header=HEADER | {"alg": "none"}),
    "HS384": forged(header=HEADER | {"alg": "HS384"}, digest="sha384"),
    "HS512": forged(header=HEADER | {"alg": "HS512"}, digest="sha512"),
    "HS512 said, HS256 done": forged(header=HEADER | {"alg": "HS512"}),
    "RS256": forged(header=HEADER | {"alg": "RS256"}),
    "ES256": forged(header=HEADER | {"alg": "ES256"}),
    "their key": forged(key=THEIR_KEY),
    "no key": forged(key=b""),
    "another of our keys": forged(key=OLD_KEY),
    "their key under an id of theirs": forged(header=HEADER | {"kid": "theirs"}, key=THEIR_KEY),
    "an unknown key id": forged(header=HEADER | {"kid": "newer"}),
    "a key id of another type": forged(header=HEADER | {"kid": 1}),
    "a path as key id": forged(header=HEADER | {"kid": "../../dev/null"}, key=b""),
    "no key id": forged(header={"alg": "HS256", "typ": "at+jwt"}),
    "a plain JWT": forged(header=HEADER | {"typ": "JWT"}),
    "another purpose": forged(header=HEADER | {"typ": "rt+jwt"}),
    "another case of the type": forged(header=HEADER | {"typ": "AT+JWT"}),
    "no type": forged(header={"alg": "HS256", "kid": "new"}),
    "an embedded key": forged(header=HEADER | {"jwk": {"kty": "oct", "k": encoded(THEIR_KEY)}}, key=THEIR_KEY),
    "an embedded key, our signature": forged(header=HEADER | {"jwk": {"kty": "oct", "k": encoded(KEY)}}),
    "a key from a URL": forged(header=HEADER | {"jku": "https://evil.example/keys"}),
    "a certificate from a URL": forged(header=HEADER | {"x5u": "https://evil.example/certificate"}),
    "an embedded certificate": forged(header=HEADER | {"x5c": ["MIIB"]}),
    "a critical extension": forged(header=HEADER | {"crit": ["exp"], "exp": 1}),
    "a detached payload": forged(header=HEADER | {"b64": False, "crit": ["b64"]}),
    "an extra header": forged(header=HEADER | {"cty": "JWT"}),
    "a header said twice": forged(header=b'{"alg":"none","alg":"HS256","kid":"new","typ":"at+jwt"}'),
    "a header that is a list": forged(header=["HS256"]),
    "a padded signature": f"{TOKEN}=",
    "a padded payload": f"{HEAD}.{PAYLOAD}==.{SIGNATURE}",
    "standard base64": f"{HEAD}.{PAYLOAD}.{SIGNATURE[:-2]}+/",
    "a fourth part": f"{TOKEN}.{SIGNATURE}",
    "white space": f" {TOKEN}",
    "a line's end": f"{TOKEN}\n",
    "NUL": f"{TOKEN}\0",
    "a lone surrogate": f"{TOKEN}\ud800",
    "a refresh token": new_refresh_token().text,
    "nothing": "",
    "dots": "..",
    "more than 4 KiB": forged(SAID | {"jti": "x" * 4096}),
    "megabytes": "a" * 5_000_000,
    "a claim said twice": forged(json.dumps(SAID).replace('"exp":', '"exp": 99999999999, "exp":').encode()),
    "a list of claims": forged(list(SAID.items())),
    "no claims": forged({}),
    "null": forged(None),
    "no JSON": forged(b"hello"),
    "no UTF-8": forged(b'{"iss": "\xff"}'),
    "UTF-16": forged(json.dumps(SAID).encode("utf-16")),
    "deep nesting": forged(b"[" * 1500),
    "a claim too many": forged(SAID | {"admin": True}),
    "another issuer": forged(SAID | {"iss": "they"}),
    "another audience": forged(SAID | {"aud": "us"}),
    "several audiences": forged(SAID | {"aud": ["them", "others"]}),
    "a longer life than we give": forged(SAID | {"exp": SAID["iat"] + 3601}),
    "a life that ends before it begins": forged(SAID | {"exp": SAID["iat"] - 1}),
    "no life at all": forged(SAID | {"exp": SAID["iat"]}),
    "a time beyond the calendar": forged(SAID | {"iat": 10**15, "nbf": 10**15, "exp": 10**15 + 60}),
    "a time before the calendar": forged(SAID | {"iat": -(10**12), "nbf": -(10**12), "exp": 60 - 10**12}),
    "a time of many digits": forged(json.dumps(SAID).replace(str(SAID["exp"]), "9" * 2900).encode()),
    "not yet": forged(SAID | {"nbf": SAID["nbf"] + 1}),
    "a subject in capitals": forged(SAID | {"sub": str(ADA).upper()}),
    "a subject in braces": forged(SAID | {"sub": f"{{{ADA}}}"}),
    "a subject with NUL": forged(SAID | {"sub": f"{ADA}\0"}),
    "a session that is no id": forged(SAID | {"sid": "1"}),
}


@pytest.mark.parametrize("token", FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_is_refused(token: str):
    assert refused(token)


@pytest.mark.parametrize("claim", SAID)
def test_every_claim_is_required(claim: str):
    assert refused(forged({name: value for name, value in SAID.items() if name != claim}))


@pytest.mark.parametrize("claim", SAID)
@pytest.mark.parametrize("value", [None, True, 1.5, float("nan"), [], {}], ids=str)
def test_every_claim_is_of_its_type(claim: str, value: object):
    assert refused(forged(SAID | {claim: value}))


@pytest.mark.parametrize("claim", ["iat", "nbf", "exp"])
@pytest.mark.parametrize("spelling", [float, str])
def test_a_time_is_an_integer(claim: str, spelling: Callable[[int], object]):
    assert refused(forged(SAID | {claim: spelling(SAID[claim])}))


def test_a_token_lives_until_its_last_moment_and_not_longer():
    assert TOKENS.read(TOKEN, at=CLAIMS.expires_at - timedelta(microseconds=1)) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKEN, at=CLAIMS.expires_at)


def test_a_token_that_was_read_once_expires_all_the_same():
    assert TOKENS.read(TOKEN, at=LATER) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKEN, at=CLAIMS.expires_at + timedelta(days=1))
    assert TOKENS.read(TOKEN, at=LATER) == CLAIMS


def test_the_clock_of_another_machine_may_be_a_little_ahead():
    assert TOKENS.read(TOKEN, at=NOON - timedelta(seconds=10)) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKEN, at=NOON - timedelta(seconds=10, microseconds=1))


def test_a_fraction_of_a_second_never_lengthens_a_life():
    fraction = timedelta(milliseconds=999)
    token = TOKENS.issue(replace(CLAIMS, issued_at=NOON + fraction, expires_at=CLAIMS.expires_at + fraction))
    assert TOKENS.read(token, at=LATER) == CLAIMS


def test_a_key_can_be_replaced_while_its_tokens_live():
    before = JwtAccessTokens({"old": OLD_KEY}, signing="old", issuer="us", audience="them")
    after = JwtAccessTokens({"new": KEY}, signing="new", issuer="us", audience="them")
    token = before.issue(CLAIMS)
    assert TOKENS.read(token, at=LATER) == CLAIMS
    with pytest.raises(InvalidToken):
        after.read(token, at=LATER)


def test_tokens_of_one_purpose_are_worth_nothing_for_another():
    elsewhere = JwtAccessTokens({"new": KEY}, signing="new", issuer="us", audience="others")
    assert refused(elsewhere.issue(CLAIMS))


def test_a_key_must_be_long_enough_to_sign_with():
    with pytest.raises(jwt.InvalidKeyError):
        JwtAccessTokens({"new": b"short"}, signing="new", issuer="us", audience="them")
