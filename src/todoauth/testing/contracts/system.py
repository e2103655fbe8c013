"""What every `Clock`, `Ids`, `Codes`, `ResetCodes` and `RefreshTokens` must do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import chain
from uuid import RFC_4122, UUID

from todoauth.ports.system import Clock, Codes, Ids, RefreshTokens, ResetCodes


class SystemContract:
    """Needs the fixtures `clock`, `new_id`, `new_code`, `new_reset_code` and `new_refresh_token`."""

    def test_the_time_is_aware_and_in_utc(self, clock: Clock) -> None:
        assert clock().utcoffset() == timedelta()

    def test_ids_are_time_ordered_uuids(self, new_id: Ids) -> None:
        ids = [new_id() for _ in range(2000)]
        assert ids == sorted(set(ids))
        assert {(each.version, each.variant) for each in ids} == {(7, RFC_4122)}

    def test_no_two_threads_get_the_same_id(self, new_id: Ids) -> None:
        def take(many: int) -> list[UUID]:
            return [new_id() for _ in range(many)]

        with ThreadPoolExecutor(8) as threads:
            batches = list(threads.map(take, [500] * 8))
        assert len(set(chain(*batches))) == 8 * 500
        assert all(batch == sorted(batch) for batch in batches)

    def test_codes_differ(self, new_code: Codes) -> None:
        # One chance in 10^594 to see the same code a hundred times.
        assert len({new_code() for _ in range(100)}) > 1

    def test_codes_for_a_new_password_differ(self, new_reset_code: ResetCodes) -> None:
        assert len({new_reset_code() for _ in range(100)}) > 1

    def test_no_two_refresh_tokens_are_alike(self, new_refresh_token: RefreshTokens) -> None:
        assert len({new_refresh_token().digest for _ in range(1000)}) == 1000
