"""The two settings that others take their defaults from."""

from typing import Annotated, Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from todoauth.entrypoints.settings.values import choice, spelled

NAMES = "TODOAUTH_"


class Stage(BaseSettings):
    """Where the service runs, and how strict it is there."""

    model_config = SettingsConfigDict(
        env_prefix=NAMES,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        enable_decoding=False,
        dotenv_filtering="only_existing",
        extra="forbid",
        frozen=True,
        hide_input_in_errors=True,
    )

    env: Annotated[Literal["development", "production"], spelled(choice("development", "production"))] = Field(
        default="development",
        description="`development`, or `production`, which refuses to start with settings that are unfit for it",
    )
    profile: Annotated[Literal["standard", "strict"], spelled(choice("standard", "strict"))] = Field(
        default="standard",
        description="`standard` or `strict`: the defaults of several settings, each of which can also be set alone",
    )

    @property
    def is_production(self) -> bool:
        """Whether people depend on this deployment."""
        return self.env == "production"
