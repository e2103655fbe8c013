"""The only JSON parser of the service, stricter than RFC 8259: what others might read differently is refused."""

import json
import math
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import NoReturn, cast

from todoauth.entrypoints.http.refusals import MalformedBody

DEEPEST = 32
MOST_MEMBERS = 1_000
LARGEST_INTEGER = 2**53  # beyond it, JavaScript and many others round (RFC 7493 section 2.2)

# Possessive, with the closing quote optional: one pass over the text, whatever it is.
_STRUCTURE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|([\[{,])|([\]}])', re.DOTALL)
_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def parse_json(raw: bytes) -> object:
    """Return what `raw` says. Numbers with a fraction or an exponent become `Decimal`, never a float.

    Raises:
        MalformedBody: empty, no UTF-8, a byte order mark, no JSON or more than one, NaN or infinite numbers, integers
            beyond 2^53, a name twice in one object, NUL or half a surrogate pair in a string, deeper than 32, or more
            than 1,000 members (ASVS 1.5.3).
    """
    if not raw.strip():
        raise MalformedBody("The body is empty.")
    try:
        text = raw.decode("utf-8")
        _require_small(text)
        value: object = _DECODER.decode(text)
    except UnicodeDecodeError:
        raise MalformedBody("The body is no UTF-8.") from None
    except json.JSONDecodeError as error:
        raise MalformedBody(f"The body is no JSON: it cannot be read from character {error.pos + 1} on.") from None
    if "\\u" in text:
        _require_text(value)
    return value


def _require_small(text: str) -> None:
    """Refuse what is nested too deeply before the parser follows it down."""
    opened = text.count("[") + text.count("{")
    if opened <= DEEPEST and opened + text.count(",") <= MOST_MEMBERS:
        return  # whatever of it stands in strings
    _require_small_outside_strings(text)


def _require_small_outside_strings(text: str) -> None:
    depth = members = 0
    for found in _STRUCTURE.finditer(text):
        opened, closed = found.groups()
        members += bool(opened)
        depth += (opened in {"[", "{"}) - bool(closed)
        if depth > DEEPEST:
            raise MalformedBody(f"The body is nested more than {DEEPEST} deep.")
        if members > MOST_MEMBERS:
            raise MalformedBody(f"The body has more than {MOST_MEMBERS} members.")


def _require_text(value: object) -> None:
    if any(_NO_TEXT.search(text) for text in _strings(value)):
        raise MalformedBody("A string holds NUL or half of a surrogate pair.")


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case list():
            for item in cast("list[object]", value):
                yield from _strings(item)
        case dict():
            for name, item in cast("dict[str, object]", value).items():
                yield name
                yield from _strings(item)
        case _:
            pass


def _integer(literal: str) -> int:
    if len(literal) > len(f"-{LARGEST_INTEGER}") or abs(integer := int(literal)) > LARGEST_INTEGER:
        raise MalformedBody("An integer is beyond 2^53.")
    return integer


def _decimal(literal: str) -> Decimal:
    try:
        if math.isfinite(float(literal)):
            return Decimal(literal)
    except InvalidOperation:
        pass
    raise MalformedBody("A number is out of range.")


def _constant(_literal: str) -> NoReturn:
    raise MalformedBody("NaN and Infinity are no JSON.")


def _object(members: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(members)
    if len(value) < len(members):
        raise MalformedBody("An object names a member twice.")
    return value


_DECODER = json.JSONDecoder(
    parse_int=_integer, parse_float=_decimal, parse_constant=_constant, object_pairs_hook=_object
)
