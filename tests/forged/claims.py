"""Claims that we would not make, signed with our own key."""

import json
from collections.abc import Iterator
from typing import Any

from tests.forged.forger import Forger

_ODD: tuple[Any, ...] = (None, True, 1.5, float("nan"), float("inf"), [], {}, "", [1], ["x", None], -1, 10**40)


def by_claim(forger: Forger) -> Iterator[tuple[str, str]]:
    """Yield tokens that claim something else, by name."""
    said = forger.said
    iat, exp = said["iat"], said["exp"]
    for claim in said:
        yield f"without {claim}", forger.forged({name: value for name, value in said.items() if name != claim})
        twice = json.dumps(said).replace(f'"{claim}":', f'"{claim}": 1, "{claim}":', 1)
        yield f"{claim} said twice", forger.forged(twice.encode())
        yield f"{claim} in capitals", forger.forged({claim.upper() if k == claim else k: v for k, v in said.items()})
    changes: dict[str, dict[str, Any]] = {
        "a claim too many": {"admin": True},
        "a role": {"role": "superuser"},
        "a scope": {"scope": "*"},
        "another issuer": {"iss": "they"},
        "our issuer in capitals": {"iss": said["iss"].upper()},
        "another audience": {"aud": "us"},
        "several audiences": {"aud": [said["aud"], "others"]},
        "a longer life than we give": {"exp": iat + 3601},
        "no end in sight": {"exp": 2**53},
        "a life that ends before it begins": {"exp": iat - 1},
        "no life at all": {"exp": iat},
        "a time beyond the calendar": {"iat": 10**15, "nbf": 10**15, "exp": 10**15 + 60},
        "a time before the calendar": {"iat": -(10**12), "nbf": -(10**12), "exp": 60 - 10**12, "auth_time": -(10**12)},
        "not yet": {"nbf": said["nbf"] + 1},
        "long since": {"nbf": 0},
        "of tomorrow": {"iat": iat + 86_400, "nbf": iat + 86_400, "exp": exp + 86_400},
        "of yesterday": {"iat": iat - 90_000, "nbf": iat - 90_000, "exp": exp - 90_000, "auth_time": iat - 90_000},
        "proved after it was issued": {"auth_time": iat + 1},
        "proved by nothing": {"amr": []},
        "a subject in capitals": {"sub": said["sub"].upper()} if said["sub"] != said["sub"].upper() else {"sub": "A"},
        "a subject in braces": {"sub": f"{{{said['sub']}}}"},
        "a subject as a URN": {"sub": f"urn:uuid:{said['sub']}"},
        "a subject without dashes": {"sub": said["sub"].replace("-", "")},
        "a subject with NUL": {"sub": f"{said['sub']}\0"},
        "a subject with white space": {"sub": f" {said['sub']}"},
        "a subject that is a name": {"sub": "ada"},
        "a session that is no id": {"sid": "1"},
        "a session in capitals": {"sid": "5E5510AB-0000-0000-0000-00000000000A"},
    }
    for name, change in changes.items():
        yield name, forger.forged(said | change)
    for name, payload in {
        "a list of claims": list(said.items()),
        "no claims": {},
        "null": b"null",
        "a text": "hello",
        "a number": 1,
        "no JSON": b"hello",
        "no UTF-8": b'{"iss": "\xff"}',
        "UTF-16": json.dumps(said).encode("utf-16"),
        "UTF-32": json.dumps(said).encode("utf-32"),
        "a mark of byte order": b"\xef\xbb\xbf" + json.dumps(said).encode(),
        "deep nesting": b"[" * 1500,
        "deep objects": b'{"a":' * 400,
        "a time of many digits": json.dumps(said).replace(str(exp), "9" * 2000).encode(),
        "a time with an exponent": json.dumps(said).replace(str(exp), "1e12").encode(),
        "two documents": json.dumps(said).encode() * 2,
        "something after it": json.dumps(said).encode() + b" x",
    }.items():
        yield f"claims: {name}", forger.forged(payload)


def by_type(forger: Forger) -> Iterator[tuple[str, str]]:
    """Yield tokens with claims of another type, by name."""
    for claim, true in forger.said.items():
        for odd in _ODD:
            if odd != true and not (claim == "jti" and odd == "") and not (claim == "auth_time" and odd == -1):
                yield f"{claim} is {str(odd)[:9]}", forger.forged(forger.said | {claim: odd})
        if isinstance(true, int):
            yield f"{claim} as a float", forger.forged(forger.said | {claim: float(true)})
            yield f"{claim} as a text", forger.forged(forger.said | {claim: str(true)})
        if isinstance(true, str):
            yield f"{claim} in a list", forger.forged(forger.said | {claim: [true]})
