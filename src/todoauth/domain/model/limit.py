"""How often things may be tried."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

MOST_FAILURES: Final = 100
"""Wrong passwords in a row at one account, and no more (NIST SP 800-63B-4 section 3.2.2)."""


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `times` in any stretch of `per`.

    Raises:
        ValueError: not a positive number of times in a positive stretch of time.
    """

    times: int
    per: timedelta

    def __post_init__(self) -> None:
        if self.times < 1 or self.per <= timedelta():
            raise ValueError("a limit allows at least one time in a positive stretch of time")


@dataclass(frozen=True, slots=True)
class LimitKey:
    """What is counted: a kind of attempt (`log-in-account`) by or at a subject: an address, an account, or anybody."""

    scope: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The limits of a deployment. Each is counted before the work it bounds is done.

    Totals are counted last: what another limit refuses does not use them up.
    """

    log_in_per_client: Limit = Limit(30, timedelta(minutes=1))
    log_in_per_account: Limit = Limit(10, timedelta(minutes=5))
    log_in_per_known_network: Limit = Limit(10, timedelta(minutes=5))
    log_in_total: Limit = Limit(3_000, timedelta(minutes=1))
    sign_up_per_client: Limit = Limit(20, timedelta(minutes=10))
    sign_up_total: Limit = Limit(3_000, timedelta(minutes=10))
    code_per_address: Limit = Limit(3, timedelta(minutes=10))
    code_pause: Limit = Limit(1, timedelta(seconds=30))
    code_per_client: Limit = Limit(20, timedelta(minutes=10))
    code_total: Limit = Limit(3_000, timedelta(minutes=10))
    reset_per_client: Limit = Limit(20, timedelta(minutes=10))
    verify_per_client: Limit = Limit(20, timedelta(minutes=10))
    token_per_client: Limit = Limit(300, timedelta(minutes=1))
    write_per_user: Limit = Limit(600, timedelta(minutes=1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotas:
    """How many things one user may have (ASVS 2.3.2). How many sessions is said by the `SessionPolicy`."""

    todos: int = 10_000
    cleanings: int = 1_000
