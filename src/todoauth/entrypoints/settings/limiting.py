"""How often things may be tried."""

from datetime import timedelta
from typing import Annotated, Any

from pydantic import Field

from todoauth.domain.model.limit import MOST_FAILURES, Limit, Limits, Quotas
from todoauth.domain.model.one_time_code import CodePolicy
from todoauth.domain.model.session import SessionPolicy
from todoauth.entrypoints.settings.defaults import by_profile
from todoauth.entrypoints.settings.stage import Stage
from todoauth.entrypoints.settings.values import limit, spelled, whole

Frequency = Annotated[Limit, spelled(limit)]
Guesses = Annotated[int, spelled(whole(1, 100))]
Sessions = Annotated[int, spelled(whole(1, 100))]
Quota = Annotated[int, spelled(whole(1, 1_000_000))]

_CODES = CodePolicy()
_STANDARD = Limits()
_STRICT = Limits(
    log_in_per_client=Limit(15, timedelta(minutes=1)),
    log_in_per_account=Limit(5, timedelta(minutes=5)),
    log_in_per_known_network=Limit(5, timedelta(minutes=5)),
    log_in_total=Limit(1_000, timedelta(minutes=1)),
    sign_up_per_client=Limit(10, timedelta(minutes=10)),
    sign_up_total=Limit(1_000, timedelta(minutes=10)),
    code_per_address=Limit(3, timedelta(minutes=30)),
    code_pause=Limit(1, timedelta(minutes=1)),
    code_per_client=Limit(10, timedelta(minutes=10)),
    code_total=Limit(1_000, timedelta(minutes=10)),
    token_per_client=Limit(120, timedelta(minutes=1)),
    write_per_user=Limit(120, timedelta(minutes=1)),
    reset_per_client=Limit(10, timedelta(minutes=10)),
    verify_per_client=Limit(10, timedelta(minutes=10)),
)


def _limit(name: str, description: str) -> Any:  # as pydantic's own Field: the default of a field of another type
    standard, strict = getattr(_STANDARD, name), getattr(_STRICT, name)
    return Field(default_factory=by_profile(standard=standard, strict=strict), description=description)


def _number(standard: int, strict: int, description: str) -> Any:  # likewise
    return Field(default_factory=by_profile(standard=standard, strict=strict), description=description)


class Limiting(Stage):
    """The limits of a deployment. They are never off."""

    limit_log_in_per_client: Frequency = _limit("log_in_per_client", "log-ins from one network address")
    limit_log_in_per_account: Frequency = _limit(
        "log_in_per_account", "log-ins to one account, from wherever it is not known"
    )
    limit_log_in_per_known_network: Frequency = _limit(
        "log_in_per_known_network", "log-ins to one account from one network that it was logged in from before"
    )
    limit_log_in_total: Frequency = _limit("log_in_total", "log-ins to all accounts, from wherever they are not known")
    limit_failures_per_account: Annotated[int, spelled(whole(1, MOST_FAILURES))] = _number(
        MOST_FAILURES,
        50,
        "wrong passwords in a row at one account, after which the right one opens it only from networks that it was "
        "logged in from before, until it does or is set anew",
    )
    limit_sign_up_per_client: Frequency = _limit("sign_up_per_client", "sign-ups from one network address")
    limit_sign_up_total: Frequency = _limit("sign_up_total", "sign-ups by everybody together")
    limit_code_per_address: Frequency = _limit("code_per_address", "codes to one e-mail address")
    limit_code_pause: Frequency = _limit("code_pause", "the pause between two codes to one e-mail address")
    limit_code_per_client: Frequency = _limit("code_per_client", "codes asked for from one network address")
    limit_code_total: Frequency = _limit("code_total", "codes asked for by everybody together")
    limit_reset_per_client: Frequency = _limit(
        "reset_per_client", "tries to set a new password from one network address"
    )
    limit_verify_per_client: Frequency = _limit(
        "verify_per_client", "tries to prove an e-mail address from one network address"
    )
    limit_token_per_client: Frequency = _limit(
        "token_per_client", "refresh tokens that one network address exchanges or revokes at one process"
    )
    limit_write_per_user: Frequency = _limit(
        "write_per_user", "changes of one user to todos, cleanings, sessions and accounts at one process"
    )
    limit_guesses: Guesses = _number(_CODES.guesses, 3, "wrong guesses at one code before it is gone")
    limit_guesses_an_hour: Guesses = _number(_CODES.guesses_an_hour, 5, "guesses per account in an hour")
    limit_guesses_a_day: Guesses = _number(_CODES.guesses_a_day, 10, "guesses per account in a day")
    limit_sessions_per_user: Sessions = _number(
        SessionPolicy().most, 5, "sessions of one user at a time; one more ends the longest unused"
    )

    limit_todos_per_user: Quota = _number(Quotas().todos, 1_000, "todos of one user")
    limit_cleanings_per_user: Quota = _number(Quotas().cleanings, 100, "cleanings of one user")

    @property
    def quotas(self) -> Quotas:
        """How many things one user may have."""
        return Quotas(todos=self.limit_todos_per_user, cleanings=self.limit_cleanings_per_user)

    @property
    def limits(self) -> Limits:
        """The limits, as use cases take them."""
        return Limits(
            log_in_per_client=self.limit_log_in_per_client,
            log_in_per_account=self.limit_log_in_per_account,
            log_in_per_known_network=self.limit_log_in_per_known_network,
            log_in_total=self.limit_log_in_total,
            sign_up_per_client=self.limit_sign_up_per_client,
            sign_up_total=self.limit_sign_up_total,
            code_per_address=self.limit_code_per_address,
            code_pause=self.limit_code_pause,
            code_per_client=self.limit_code_per_client,
            code_total=self.limit_code_total,
            reset_per_client=self.limit_reset_per_client,
            verify_per_client=self.limit_verify_per_client,
            token_per_client=self.limit_token_per_client,
            write_per_user=self.limit_write_per_user,
        )
