"""What a secret must be like before anything is signed with it (RFC 7518 section 3.2, ASVS 11.2.3)."""

import math
import os
from collections import Counter

from pydantic import SecretStr

LEAST_BYTES = 32
_LEAST_BITS = 100
_TELLTALES = ("change", "default", "example", "insecure", "password", "placeholder", "secret", "todoauth")
# The key of the FastAPI tutorial, which is copied more often than it should be.
_PUBLISHED = ("09d25e094faa6ca2556c818166b7a9563b93f7099f6f0f4caa6cf63b88e8d3e7",)


def secret(text: str) -> SecretStr:
    """Read a secret key."""
    if len(os.fsencode(text)) < LEAST_BYTES:
        raise ValueError(f"must have at least {LEAST_BYTES} bytes")
    return SecretStr(text)


def is_known(text: str) -> bool:
    """Return whether `text` was published, or reads like something that is meant to be replaced."""
    folded = text.casefold()
    return folded in _PUBLISHED or any(word in folded for word in _TELLTALES)


def is_poor(text: str) -> bool:
    """Return whether `text` is too regular to have been drawn at random: repeated, or of few different characters."""
    period = text[: (text + text).index(text, 1)]
    counts = Counter(period).values()
    return sum(count * math.log2(len(period) / count) for count in counts) < _LEAST_BITS
