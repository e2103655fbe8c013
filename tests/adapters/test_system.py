"""The machine's own time, identity and chance."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from uuid import RFC_4122

from hypothesis import given
from hypothesis import strategies as st

from todoauth import ResetCode
from todoauth.adapters.system import UuidV7Ids, new_code, new_refresh_token, new_reset_code, new_secret, system_clock

# What a statistic of nine degrees of freedom exceeds once in 10^12 honest runs (chi squared).
_UNHEARD_OF = 75.0

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
moments = st.integers(0, 10**15 * 9).map(lambda microseconds: EPOCH + timedelta(microseconds=microseconds))


def test_the_clock_is_in_utc():
    assert system_clock().utcoffset() == timedelta()


@given(moments)
def test_an_id_is_a_uuid_of_version_7_that_begins_with_the_time(at: datetime):
    fresh = UuidV7Ids(lambda: at)()
    assert (fresh.version, fresh.variant) == (7, RFC_4122)
    assert fresh.int >> 80 == (at - EPOCH) // timedelta(milliseconds=1)


@given(st.lists(moments, min_size=2, max_size=50))
def test_ids_grow_whatever_the_clock_does(times: list[datetime]):
    clock = iter(times)
    new_id = UuidV7Ids(lambda: next(clock))
    ids = [new_id() for _ in times]
    assert all(earlier < later for earlier, later in pairwise(ids))
    assert {(fresh.version, fresh.variant) for fresh in ids} == {(7, RFC_4122)}


def test_ids_of_one_millisecond_grow_by_steps_that_nobody_can_foresee():
    new_id = UuidV7Ids(lambda: datetime(2026, 1, 1, tzinfo=UTC))
    ids = [new_id() for _ in range(1000)]
    assert ids == sorted(set(ids))
    assert len({later.int - earlier.int for earlier, later in pairwise(ids)}) > 990


def test_threads_never_get_the_same_id():
    new_id = UuidV7Ids(lambda: datetime(2026, 1, 1, tzinfo=UTC))
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [new_id() for _ in range(500)], range(8)))
    assert len({fresh for batch in batches for fresh in batch}) == 4000
    assert all(batch == sorted(batch) for batch in batches)


def test_every_digit_of_a_code_is_as_likely_as_another():
    codes = [new_code().text for _ in range(20_000)]
    for place in range(6):
        counts = Counter(code[place] for code in codes)
        assert sum((counts[digit] - 2000) ** 2 / 2000 for digit in "0123456789") < _UNHEARD_OF


def test_refresh_tokens_and_secrets_never_repeat():
    assert len({new_refresh_token().text for _ in range(1000)}) == 1000
    secrets = {new_secret() for _ in range(1000)}
    assert len(secrets) == 1000
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{43}", secret) for secret in secrets)


def test_every_symbol_stands_at_every_place_of_a_code_for_a_new_password():
    codes = [new_reset_code().text for _ in range(2_000)]
    assert len(set(codes)) == len(codes)
    assert [set(place) for place in zip(*codes, strict=True)] == [set(ResetCode.SYMBOLS)] * ResetCode.LENGTH
