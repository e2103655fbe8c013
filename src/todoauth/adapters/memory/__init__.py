"""Adapters that need nothing but memory: for scripts, for unit tests, and for a service that is one process.

`MemoryDatabase` is a real transactional store and passes the contract suites that the SQL databases pass.
`InstantHasher` protects no password: it is for tests alone.
"""

from todoauth.adapters.memory.code_cache import MemoryCodeCache
from todoauth.adapters.memory.database import MemoryDatabase
from todoauth.adapters.memory.instant_hasher import InstantHasher
from todoauth.adapters.memory.limiter import MemoryLimiter
from todoauth.adapters.memory.mailbox import Mailbox

__all__ = ["InstantHasher", "Mailbox", "MemoryCodeCache", "MemoryDatabase", "MemoryLimiter"]
