"""Keys that follow one another."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth.adapters.jwt import Algorithm
from todoauth.entrypoints.keys.derived import Keys
from todoauth.entrypoints.keys.ring import Ring, RingKey, State
from todoauth.entrypoints.keys.rings import Rings

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
DERIVED = Keys.of(b"q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe")


def key(nth: int, state: State = State.NEXT, **changes: object) -> RingKey:
    at = NOON + timedelta(days=nth)
    given = {"id": f"key-{nth}", "secret": bytes([nth] * 32), "state": state, "made_at": at, "since": at}
    return RingKey(**{**given, **changes})  # type: ignore[arg-type]


def states(ring: Ring) -> dict[str, str]:
    return {each.id: each.state.value for each in ring.keys}


def test_the_first_rotation_only_announces_a_key():
    ring = Ring((key(0, State.CURRENT),)).rotated(key(1), NOON)
    assert states(ring) == {"key-0": "current", "key-1": "next"}


def test_a_rotation_uses_the_key_that_was_announced_and_announces_another():
    ring = Ring((key(0, State.CURRENT), key(1))).rotated(key(2), NOON)
    assert states(ring) == {"key-0": "older", "key-1": "current", "key-2": "next"}
    assert (ring.current.since, ring.current.made_at) == (NOON, NOON + timedelta(days=1))


@given(st.integers(1, 20))
def test_a_key_is_always_announced_before_it_is_current_and_kept_after_it_was(rotations: int):
    ring = Ring((key(0, State.CURRENT),))
    for nth in range(1, rotations + 1):
        before, ring = ring, ring.rotated(key(nth), NOON)
        assert ring.current.id in states(before)
        assert {each.id for each in before.keys} < {each.id for each in ring.keys}


@pytest.mark.parametrize(
    "keys",
    [
        (),
        (key(0),),
        (key(0, State.OLDER),),
        (key(0, State.CURRENT), key(1, State.CURRENT)),
        (key(0, State.CURRENT), key(1), key(2)),
        (key(0, State.CURRENT), key(1, id="key-0")),
        (key(0, State.CURRENT), key(1, secret=key(0).secret)),
    ],
)
def test_a_ring_that_makes_no_sense_does_not_exist(keys: tuple[RingKey, ...]):
    with pytest.raises(ValueError, match=r"^must "):
        Ring(keys)


def test_the_current_key_cannot_go():
    with pytest.raises(ValueError, match=r"^must have one current key"):
        Ring((key(0, State.CURRENT), key(1))).without("key-0")


def test_a_key_has_one_purpose_and_a_pepper_signs_nothing():
    signing = Ring((key(0, State.CURRENT),))
    with pytest.raises(ValueError, match=r"^must not use a key for two purposes$"):
        Rings(signing=signing, peppers=Ring((key(0, State.CURRENT, id="other"),)))
    with pytest.raises(ValueError, match=r"^must have peppers of HS256 alone$"):
        Rings(signing=signing, peppers=Ring((key(1, State.CURRENT, algorithm=Algorithm.EDDSA),)))


def test_rings_are_read_as_they_were_written():
    derived = Rings.derived(DERIVED, NOON)
    rings = Rings(
        signing=derived.signing.rotated(key(1, algorithm=Algorithm.EDDSA, secret=bytes(range(32))), NOON),
        peppers=derived.peppers.rotated(key(2, secret=bytes(range(1, 33))), NOON),
    )
    assert Rings.parse(rings.text) == rings


def test_rings_do_not_show_their_secrets():
    assert "secret" not in repr(Rings.derived(DERIVED, NOON))
