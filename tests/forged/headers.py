"""Headers that ask to be believed."""

from collections.abc import Iterator
from typing import Any

from tests.forged.forger import THEIR_SECRET, Forger, encoded

_NONE: tuple[Any, ...] = ("none", "None", "NONE", "nOnE", "", None, ["HS256"], 0)
_SIGNABLE = ("HS256", "HS384", "HS512", "EdDSA", "ES256")
_ALGORITHMS = (*_SIGNABLE, "RS256", "PS256", "ES384", "ES256K", "Ed25519")
_KEY_IDS: tuple[Any, ...] = (
    *("", "new\0", "NEW", "new ", " new", "newer", "new\n", "old", "|id", "${jndi:ldap://x}"),
    *("../../dev/null", "/proc/sys/kernel/randomize_va_space", "http://evil.example/k"),
    *("new' OR '1'='1", "x' UNION SELECT 'k", "new; --"),
    *(1, 0, True, None, ["new"], {"new": "new"}, 1.0),
)
_TYPES: tuple[Any, ...] = ("JWT", "jwt", "rt+jwt", "AT+JWT", "application/at+jwt", "at+jwt ", "", None, 1, ["at+jwt"])
_OTHERS: dict[str, Any] = {
    "jwk": {"kty": "oct", "k": encoded(THEIR_SECRET)},
    "jku": "https://evil.example/keys",
    "x5u": "https://evil.example/certificate",
    "x5c": ["MIIB"],
    "x5t": "x",
    "x5t#S256": "x",
    "cty": "JWT",
    "crit": ["exp"],
    "b64": False,
    "zip": "DEF",
    "enc": "A256GCM",
    "nonce": "x",
    "url": "https://evil.example/",
}


def by_algorithm(forger: Forger) -> Iterator[tuple[str, str]]:
    """Yield tokens signed otherwise than they or we say, by name."""
    _, payload, proof = forger.forged().split(".")
    header, ours = forger.header, forger.algorithm
    for name in _NONE:
        lie = header | {"alg": name}
        yield f"algorithm {name!r}, no signature", f"{encoded(lie)}.{payload}."
        yield f"algorithm {name!r}, another's signature", f"{encoded(lie)}.{payload}.{proof}"
        yield f"algorithm {name!r}, our signature", forger.forged(header=lie)
    for name in set(_ALGORITHMS) - {ours}:
        yield f"{name} said, {ours} done", forger.forged(header=header | {"alg": name})
    for name in set(_SIGNABLE) - {ours}:
        yield f"{name} said and done", forger.forged(header=header | {"alg": name}, alg=name)
        yield f"{ours} said, {name} done", forger.forged(alg=name)
    for form, key in forger.public_spellings().items():
        for name in ("HS256", "HS384", "HS512"):
            lie = header | {"alg": name}
            yield f"{name} under the public key as {form}", forger.forged(header=lie, alg=name, key=key)
            yield f"{ours} said, {name} under the public key as {form}", forger.forged(alg=name, key=key)


def by_key(forger: Forger) -> Iterator[tuple[str, str]]:
    """Yield tokens under other keys than they name, by name."""
    header = forger.header
    yield "their key", forger.forged(key=THEIR_SECRET)
    for odd in _KEY_IDS:
        yield f"key id {odd!r}", forger.forged(header=header | {"kid": odd})
        yield f"key id {odd!r}, their key", forger.forged(header=header | {"kid": odd}, key=THEIR_SECRET)
    for name, value in _OTHERS.items():
        yield f"a header with {name}", forger.forged(header=header | {name: value})
        yield f"a header with {name}, their key", forger.forged(header=header | {name: value}, key=THEIR_SECRET)


def by_header(forger: Forger) -> Iterator[tuple[str, str]]:
    """Yield tokens whose header is not the one that we write, by name."""
    header, alg, kid = forger.header, forger.algorithm.value, forger.key_id
    for name in header:
        yield f"a header without {name}", forger.forged(header={key: header[key] for key in header if key != name})
    for typ in _TYPES:
        yield f"type {typ!r}", forger.forged(header=header | {"typ": typ})
    for name, raw in {
        "said twice": f'{{"alg":"none","alg":"{alg}","kid":"{kid}","typ":"at+jwt"}}',
        "in another order": f'{{"typ":"at+jwt","alg":"{alg}","kid":"{kid}"}}',
        "with spaces": f'{{"alg": "{alg}", "kid": "{kid}", "typ": "at+jwt"}}',
        "with an escape": f'{{"alg":"{alg}","kid":"\\u00{ord(kid[0]):02x}{kid[1:]}","typ":"at+jwt"}}',
        "with a mark of byte order": f'\ufeff{{"alg":"{alg}","kid":"{kid}","typ":"at+jwt"}}',
        "of nothing": " ",
        "of brackets": "[" * 900,
        "in a list": f'["{alg}"]',
        "in quotes": f'"{alg}"',
    }.items():
        yield f"a header {name}", forger.forged(header=raw.encode())
