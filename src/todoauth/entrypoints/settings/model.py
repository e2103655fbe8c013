"""All settings: those of the place and of the limits, and here those of log-ins and passwords."""

from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from todoauth.domain.model.one_time_code import CodePolicy
from todoauth.domain.model.password import Password, PasswordPolicy
from todoauth.domain.model.session import SessionPolicy
from todoauth.entrypoints.settings import addresses, values
from todoauth.entrypoints.settings.defaults import by_profile
from todoauth.entrypoints.settings.placing import Flag, Placing
from todoauth.entrypoints.settings.production import require_fitness
from todoauth.entrypoints.settings.values import spelled

Lifetime = Annotated[timedelta, spelled(values.duration(timedelta(days=400)))]
LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(Placing):
    """What a deployment decides. Read with `read_settings`; by hand, each setting is a keyword argument."""

    access_token_lifetime: Annotated[timedelta, spelled(values.duration(timedelta(hours=1)))] = Field(
        default=timedelta(minutes=15), description="how long an access token lives"
    )
    refresh_idle_lifetime: Lifetime = Field(
        default=timedelta(days=14), description="how long a session may rest between two refreshes"
    )
    refresh_absolute_lifetime: Lifetime = Field(
        default=timedelta(days=30), description="how long a session may last at all"
    )
    fresh_log_in: Annotated[timedelta, spelled(values.duration(timedelta(days=1)))] = Field(
        default_factory=by_profile(standard=timedelta(minutes=15), strict=timedelta(minutes=5)),
        description="for how long after a log-in its session may replace a proved address, end other sessions and "
        "change the accounts of others; a refresh does not count",
    )
    refresh_grace: Annotated[timedelta, spelled(values.duration(timedelta(minutes=1), least=timedelta()))] = Field(
        default=timedelta(),
        description="for how long a client that sends no `Idempotency-Key` may repeat a refresh; `0s` takes every "
        "second use for a theft",
    )
    code_lifetime: Annotated[timedelta, spelled(values.duration(timedelta(minutes=10)))] = Field(
        default=timedelta(minutes=3), description="how long a one-time code lives"
    )
    bcrypt_cost: Annotated[int, spelled(values.whole(4, 16))] = Field(
        default=12, description="each step doubles the work of a password hash; at least 12 in production"
    )
    password_min_length: Annotated[int, spelled(values.whole(Password.LEAST, 64))] = Field(
        default_factory=by_profile(standard=Password.LEAST, strict=15),
        description="the fewest characters of a new password",
    )
    breached_passwords: Annotated[Path | None, spelled(addresses.passwords)] = Field(
        default=None,
        description="a file of passwords that were stolen elsewhere, which nobody may choose: SHA-1 hashes in order, "
        "as Have I Been Pwned has them, or one password a line; it is searched where it lies",
    )
    require_if_match: Flag = Field(
        default_factory=by_profile(standard=False, strict=True),
        description="whether a change must name the version it is based on (428 otherwise)",
    )
    require_verified_email: Flag = Field(
        default_factory=by_profile(standard=False, strict=True),
        description="whether users must prove an address before they may do anything else",
    )
    log_level: Annotated[LogLevel, spelled(values.choice("debug", "info", "warning", "error"))] = Field(
        default="info", description="`debug`, `info`, `warning` or `error`"
    )

    @model_validator(mode="after")
    def _fit_for_production(self) -> Self:
        if self.is_production:
            require_fitness(self)
        return self

    @property
    def session_policy(self) -> SessionPolicy:
        """How long sessions last, and how many there may be."""
        return SessionPolicy(
            idle=self.refresh_idle_lifetime,
            absolute=self.refresh_absolute_lifetime,
            most=self.limit_sessions_per_user,
            grace=self.refresh_grace,
        )

    @property
    def code_policy(self) -> CodePolicy:
        """How long one-time codes live and how often they may be guessed."""
        return CodePolicy(
            lifetime=self.code_lifetime,
            guesses=self.limit_guesses,
            guesses_an_hour=self.limit_guesses_an_hour,
            guesses_a_day=self.limit_guesses_a_day,
        )

    @property
    def password_policy(self) -> PasswordPolicy:
        """Which passwords newcomers may choose."""
        return PasswordPolicy(least=self.password_min_length)
