"""One refresh token for another."""

import os
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256

_NETWORK = "127.0.0.0/24"


@dataclass(slots=True)
class Exchange:
    """What is spent and what comes after it."""

    digest: bytes
    successor: str
    nonce: bytes

    @classmethod
    def of(cls, spent: str) -> "Exchange":
        successor = urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode()
        return cls(sha256(spent.encode()).digest(), successor, os.urandom(32))

    @property
    def arguments(self) -> tuple[bytes, bytes, bytes, str]:
        """What the statement wants."""
        return self.digest, sha256(self.successor.encode()).digest(), self.nonce, _NETWORK
