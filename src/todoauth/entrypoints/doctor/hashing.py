"""What a password costs here."""

import asyncio
import os
import time
from collections.abc import AsyncIterator

from todoauth.adapters.hashing.bcrypt_hasher import BcryptHasher, Peppers
from todoauth.adapters.system import new_key
from todoauth.domain.model.password import Password
from todoauth.entrypoints.doctor.finding import Finding, fine, warning
from todoauth.entrypoints.settings import Settings

_CHEAP, _DEAR = 0.1, 1.0  # seconds


async def check_hashing(settings: Settings) -> AsyncIterator[Finding]:
    """Hash a password as a log-in does, and tell how long it took."""
    hasher = BcryptHasher(
        peppers=lambda: Peppers(keys={"doctor": new_key()}, current="doctor"), cost=settings.bcrypt_cost
    )
    try:
        began = time.perf_counter()
        await hasher.hash(Password("correct horse battery staple"))
        yield judge_hashing(settings.bcrypt_cost, time.perf_counter() - began, os.cpu_count() or 1)
    finally:
        await asyncio.to_thread(hasher.close)


def judge_hashing(cost: int, seconds: float, cores: int) -> Finding:
    """Tell whether a hash that takes `seconds` on one of `cores` is dear enough, and not too dear."""
    told = f"At cost {cost} a password takes {seconds * 1000:.0f} ms: about {cores / seconds:.0f} log-ins a second."
    if seconds < _CHEAP:
        return warning("hashing", told, "Raise TODOAUTH_BCRYPT_COST by one: guessing is as cheap as checking.")
    if seconds > _DEAR:
        return warning("hashing", told, "Use faster or more cores; a cost below 12 is refused in production.")
    return fine("hashing", told)
