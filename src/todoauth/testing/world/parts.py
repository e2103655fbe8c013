"""What a world is made of."""

from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Protocol

from todoauth.adapters.memory import InstantHasher, Mailbox, MemoryCodeCache, MemoryDatabase, MemoryLimiter
from todoauth.domain.model.claim import SessionClaim
from todoauth.domain.model.event import Event
from todoauth.domain.model.limit import MOST_FAILURES, Limits, Quotas
from todoauth.domain.model.one_time_code import CodePolicy, CodeSeal
from todoauth.domain.model.password import PasswordPolicy
from todoauth.domain.model.rotation import Successors
from todoauth.domain.model.session import SessionPolicy
from todoauth.domain.use_cases.failures import CountFailure
from todoauth.domain.use_cases.fresh_log_in import RequireFreshLogIn
from todoauth.domain.use_cases.new_password import never_breached
from todoauth.domain.use_cases.own_password import RequirePassword
from todoauth.domain.use_cases.rights import RequireRights
from todoauth.ports.breaches import IsBreached
from todoauth.ports.cache import CodeCache
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter, OwnLimiter
from todoauth.ports.mailer import Mailer
from todoauth.ports.system import Codes, Ids, Nonces, RefreshTokens, ResetCodes
from todoauth.ports.tokens import AccessTokens
from todoauth.ports.unit_of_work import Autocommit, Guarded, UnitOfWork, View
from todoauth.testing.clock import HandWoundClock
from todoauth.testing.counting import (
    CountingCodes,
    CountingIds,
    CountingNonces,
    CountingRefreshTokens,
    CountingResetCodes,
)
from todoauth.testing.tokens import HmacAccessTokens


class Database(Protocol):
    """Whatever fulfils `Begin` and `Guard`, and has a `View` and an `Autocommit`."""

    @property
    def view(self) -> View:
        """Repositories to read from, without a block."""
        ...

    @property
    def autocommit(self) -> Autocommit:
        """Repositories without a block."""
        ...

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Fulfil `Begin`."""
        ...

    def guard(self, claim: SessionClaim) -> Guarded:
        """Fulfil `Guard`."""
        ...


class Parts:
    """Parts and policies. Assign another to any of them: use cases are made of what is there when they are asked for.

    Args:
        database: where everything is kept; in memory, if not said.
    """

    def __init__(self, database: Database | None = None) -> None:
        self.clock = HandWoundClock()
        self.mailbox = Mailbox()
        self.database: Database = MemoryDatabase() if database is None else database
        self.hasher: PasswordHasher = InstantHasher()
        self.limiter: Limiter = MemoryLimiter(self.clock)
        self.own_limiter: OwnLimiter = MemoryLimiter(self.clock)
        self.codes: CodeCache = MemoryCodeCache(self.clock)
        self.mailer: Mailer = self.mailbox
        self.tokens: AccessTokens = HmacAccessTokens()
        self.seal = CodeSeal(b"known to everybody")
        self.new_id: Ids = CountingIds()
        self.new_code: Codes = CountingCodes()
        self.new_reset_code: ResetCodes = CountingResetCodes()
        self.new_refresh_token: RefreshTokens = CountingRefreshTokens()
        self.new_nonce: Nonces = CountingNonces()
        self.successors = Successors(b"known to everybody, too")
        self.events = list[Event]()
        self.tell: Tell = self.events.append
        self.limits = Limits()
        self.most_failures = MOST_FAILURES
        self.quotas = Quotas()
        self.passwords = PasswordPolicy()
        self.is_breached: IsBreached = never_breached
        self.session_policy = SessionPolicy()
        self.code_policy = CodePolicy()
        self.access_token_lifetime = timedelta(minutes=15)
        self.fresh_log_in = timedelta(minutes=15)
        self.require_verified = False

    @property
    def count_failure(self) -> CountFailure:
        """Count a try at a password."""
        return CountFailure(
            begin=self.database.begin, new_id=self.new_id, now=self.clock, tell=self.tell, most=self.most_failures
        )

    @property
    def require_password(self) -> RequirePassword:
        """Ask for the password of one's own account."""
        return RequirePassword(
            begin=self.database.begin,
            view=self.database.view,
            hasher=self.hasher,
            limiter=self.limiter,
            count_failure=self.count_failure,
            now=self.clock,
            tell=self.tell,
            limits=self.limits,
        )

    @property
    def require_rights(self) -> RequireRights:
        """Ask for all rights."""
        return RequireRights(now=self.clock, tell=self.tell)

    @property
    def require_fresh(self) -> RequireFreshLogIn:
        """Ask for a log-in that is not long ago."""
        return RequireFreshLogIn(now=self.clock, tell=self.tell, lasts=self.fresh_log_in)
