"""Sessions, and who acts in them."""

import hashlib
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from tests.builders import NOON, a_caller, a_session, a_user
from todoauth import (
    ClientDescription,
    Device,
    InvalidToken,
    RefreshDigest,
    RefreshToken,
    Session,
    SessionId,
    SessionPolicy,
)

INSTANT = timedelta(microseconds=1)
POLICY = SessionPolicy()
SUCCESSOR = RefreshDigest(b"\x01" * 32)
DEVICE = Device(client=ClientDescription("Lynx/2.9.2"))

spans = st.timedeltas(timedelta(), timedelta(days=60))
policies = st.builds(SessionPolicy, idle=spans.filter(bool), absolute=spans.filter(bool))


@given(builders.refresh_tokens)
def test_a_refresh_token_is_known_by_its_digest_alone(token: RefreshToken):
    assert token.digest == hashlib.sha256(token.text.encode()).digest()
    assert token.text not in repr(token)
    assert token.text not in str(token)
    assert RefreshToken(token.text) == token


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x" * 42,
        "x" * 44,
        "x" * 42 + "=",
        "x" * 42 + "+",
        "x" * 42 + "\n",
        "x" * 43 + "\n",
        " " + "x" * 42,
        "é" * 43,
        "x" * 65_536,
    ],
)
def test_anything_else_is_no_refresh_token(text: str):
    with pytest.raises(InvalidToken):
        RefreshToken(text)


@given(policies, st.lists(spans, max_size=10))
def test_no_sequence_of_refreshes_makes_a_session_outlive_its_absolute_end(
    policy: SessionPolicy, rests: list[timedelta]
):
    session, at = a_session(policy=policy), NOON
    end = session.ends_at
    for rest in rests:
        at += rest
        session = session.rotated(SUCCESSOR, device=DEVICE, policy=policy, at=at)
        assert session.idle_ends_at <= session.ends_at == end == NOON + policy.absolute
    assert not session.is_live(end)


@given(policies, spans)
def test_a_session_lives_until_the_first_of_its_two_ends(policy: SessionPolicy, after: timedelta):
    assert a_session(policy=policy).is_live(NOON + after) == (after < min(policy.idle, policy.absolute))


def test_a_session_ends_when_it_has_rested_too_long_to_the_instant():
    end = NOON + POLICY.idle
    assert a_session().is_live(end - INSTANT)
    assert not a_session().is_live(end)


def test_a_session_ends_when_it_has_lasted_too_long_to_the_instant():
    session = a_session().rotated(SUCCESSOR, device=DEVICE, policy=POLICY, at=NOON + timedelta(days=13))
    session = session.rotated(SUCCESSOR, device=DEVICE, policy=POLICY, at=NOON + timedelta(days=26))
    assert session.is_live(NOON + POLICY.absolute - INSTANT)
    assert not session.is_live(NOON + POLICY.absolute)


def test_the_absolute_end_counts_even_where_the_idle_end_is_later():
    session = replace(a_session(), idle_ends_at=NOON + timedelta(days=99))
    assert not session.is_live(session.ends_at)


def test_a_refresh_moves_the_token_the_last_use_the_idle_end_and_the_device_and_nothing_else():
    later = NOON + timedelta(days=2)
    session = a_session()
    assert session.rotated(SUCCESSOR, device=DEVICE, policy=POLICY, at=later) == replace(
        session, refresh_digest=SUCCESSOR, last_used_at=later, idle_ends_at=later + POLICY.idle, device=DEVICE
    )


@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=12), st.integers(1, 5))
def test_one_more_session_makes_as_many_as_there_may_be_and_the_longest_unused_end(
    uses: list[tuple[int, bool]], most: int
):
    policy, at = SessionPolicy(most=most), NOON + timedelta(days=13)
    sessions = [_used(number, hours, is_over=is_over) for number, (hours, is_over) in enumerate(uses)]
    surplus = policy.surplus(sessions, at=at)
    live = [session for session in sessions if session.is_live(at)]
    stay = [session for session in live if session not in surplus]
    assert len(stay) == min(len(live), most - 1)
    assert all(ended.last_used_at <= session.last_used_at for ended in surplus for session in stay)
    assert set(surplus) <= set(live)


def _used(number: int, hours: int, *, is_over: bool) -> Session:
    used = a_session(id=SessionId(UUID(int=number)), last_used_at=NOON + timedelta(hours=hours))
    return replace(used, ends_at=NOON) if is_over else used


def test_a_session_never_shows_the_digest_of_its_token():
    assert "digest" not in repr(a_session())


def test_a_caller_is_admitted_until_the_session_ends():
    caller = a_caller(a_user())
    assert caller.is_admitted(caller.session_ends_at - INSTANT)
    assert not caller.is_admitted(caller.session_ends_at)


def test_a_caller_whose_account_is_closed_is_not_admitted():
    assert not a_caller(a_user(is_active=False)).is_admitted(NOON)
