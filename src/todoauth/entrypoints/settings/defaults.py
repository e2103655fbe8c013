"""Defaults that follow from other settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from todoauth.entrypoints.settings.values import spell

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Derived(Generic[T]):
    """A default that is made of the settings declared before it.

    Args:
        make: given those settings by name, returns the default.
        text: what people read about it.
    """

    make: Callable[[Mapping[str, Any]], T]  # settings are of any type
    text: str

    def __call__(self, settled: dict[str, Any]) -> T:
        return self.make(settled)


def by_env(*, development: T, production: T, text: str | None = None) -> Derived[T]:
    """Return a default for each environment."""
    return Derived(
        lambda settled: production if settled["env"] == "production" else development,
        text or f"{spell(development)}; in production {spell(production)}",
    )


def by_profile(*, standard: T, strict: T) -> Derived[T]:
    """Return a default for each profile."""
    return Derived(
        lambda settled: strict if settled["profile"] == "strict" else standard,
        f"{spell(standard)}; strict: {spell(strict)}",
    )
