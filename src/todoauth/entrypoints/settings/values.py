"""How settings are spelled: a reader turns text into a value, or says what the text must be."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import cast

from pydantic import BeforeValidator

from todoauth.domain.model.limit import Limit

_UNITS = {unit: timedelta(seconds=seconds) for unit, seconds in (("d", 86_400), ("h", 3_600), ("m", 60), ("s", 1))}
_DURATION = re.compile(r"(0|[1-9][0-9]{0,8})([smhd]?)", re.ASCII)
_LIMIT = re.compile(r"([1-9][0-9]{0,5})/([^/]+)", re.ASCII)
_WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
_LONGEST_NAME = 200
_YES, _NO = ("true", "1", "on", "yes"), ("false", "0", "off", "no")


def spelled(read: Callable[[str], object]) -> BeforeValidator:
    """Read text with `read`. What is no text is taken for the value itself."""
    return BeforeValidator(lambda raw: read(raw.strip()) if isinstance(raw, str) else raw)


def choice(*choices: str) -> Callable[[str], str]:
    """Return a reader of one of `choices`."""

    def read(text: str) -> str:
        if text.casefold() not in choices:
            raise ValueError(f"must be {', '.join(choices[:-1])} or {choices[-1]}")
        return text.casefold()

    return read


def boolean(text: str) -> bool:
    """Read `true` or `false`."""
    if text.casefold() not in _YES + _NO:
        raise ValueError("must be true or false")
    return text.casefold() in _YES


def whole(least: int, most: int) -> Callable[[str], int]:
    """Return a reader of a whole number."""

    def read(text: str) -> int:
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise ValueError(f"must be a whole number from {least} to {most}")
        return int(text)

    return read


def duration(most: timedelta, *, least: timedelta = timedelta(seconds=1)) -> Callable[[str], timedelta]:
    """Return a reader of seconds, such as `180`, or of `180s`, `15m`, `12h`, `14d`."""

    def read(text: str) -> timedelta:
        found = _DURATION.fullmatch(text)
        if not found or not least <= (seconds := int(found[1])) * _UNITS[found[2] or "s"] <= most:
            raise ValueError(f"must be a duration such as 90s, 15m or 2h, of {spell(most)} at most")
        return seconds * _UNITS[found[2] or "s"]

    return read


def pause(most: timedelta) -> Callable[[str], timedelta]:
    """Return a reader of a duration that may be none at all: `0`."""
    some = duration(most)
    return lambda text: timedelta(0) if text == "0" else some(text)


def limit(text: str) -> Limit:
    """Read a limit: `10/5m` is ten times in any five minutes."""
    found = _LIMIT.fullmatch(text)
    try:
        times, per = found.groups() if found else ("", "")
        return Limit(int(times), duration(timedelta(days=1))(per))
    except ValueError:
        raise ValueError("must be a limit such as 10/1m: ten times in any minute, of 1d at most") from None


def name(text: str) -> str:
    """Read one line of text."""
    if not text.isprintable() or len(text) > _LONGEST_NAME:
        raise ValueError(f"must be one line of at most {_LONGEST_NAME} characters")
    return text


def listed(read: Callable[[str], object]) -> Callable[[str], tuple[object, ...]]:
    """Return a reader of a comma-separated list."""
    return lambda text: tuple(read(part.strip()) for part in text.split(",") if part.strip())


def spell(value: object) -> str:
    """Write a value so that its reader reads it back."""
    match value:
        case bool():
            return "true" if value else "false"
        case timedelta() if not value:
            return "0"
        case timedelta():
            unit = next(unit for unit, span in _UNITS.items() if not value % span) if value else "s"
            return f"{value // _UNITS[unit]}{unit}"
        case Limit():
            return f"{value.times}/{spell(value.per)}"
        case tuple():
            return ",".join(map(spell, cast("tuple[object, ...]", value)))
        case _:
            return str(value)
