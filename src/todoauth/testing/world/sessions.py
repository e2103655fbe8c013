"""Sessions."""

from todoauth.domain.use_cases.log_in import LogIn
from todoauth.domain.use_cases.own_sessions import EndOtherSessions, EndSession, ListSessions
from todoauth.domain.use_cases.pacing import PaceTokens
from todoauth.domain.use_cases.refresh import Refresh
from todoauth.domain.use_cases.sessions import Authenticate, EnterSession, LogOut, Mint, RevokeToken
from todoauth.testing.world.parts import Parts


class Sessions(Parts):
    """What people do to get in, and to leave."""

    @property
    def mint(self) -> Mint:
        return Mint(tokens=self.tokens, new_id=self.new_id, lifetime=self.access_token_lifetime)

    @property
    def log_in(self) -> LogIn:
        return LogIn(
            begin=self.database.begin,
            view=self.database.view,
            hasher=self.hasher,
            limiter=self.limiter,
            count_failure=self.count_failure,
            mint=self.mint,
            new_id=self.new_id,
            new_refresh_token=self.new_refresh_token,
            now=self.clock,
            tell=self.tell,
            sessions=self.session_policy,
            limits=self.limits,
        )

    @property
    def authenticate(self) -> Authenticate:
        return Authenticate(
            view=self.database.view,
            tokens=self.tokens,
            now=self.clock,
            require_verified=self.require_verified,
        )

    @property
    def enter_session(self) -> EnterSession:
        return EnterSession(
            guard=self.database.guard,
            tokens=self.tokens,
            now=self.clock,
            require_verified=self.require_verified,
        )

    @property
    def refresh(self) -> Refresh:
        return Refresh(
            begin=self.database.begin,
            live_sessions=self.database.autocommit.sessions,
            mint=self.mint,
            successors=self.successors,
            new_nonce=self.new_nonce,
            new_id=self.new_id,
            now=self.clock,
            tell=self.tell,
            sessions=self.session_policy,
        )

    @property
    def list_sessions(self) -> ListSessions:
        return ListSessions(view=self.database.view, now=self.clock)

    @property
    def end_session(self) -> EndSession:
        return EndSession(begin=self.database.begin, require_fresh=self.require_fresh, now=self.clock)

    @property
    def end_other_sessions(self) -> EndOtherSessions:
        return EndOtherSessions(begin=self.database.begin, require_fresh=self.require_fresh)

    @property
    def log_out(self) -> LogOut:
        return LogOut(live_sessions=self.database.autocommit.sessions)

    @property
    def revoke_token(self) -> RevokeToken:
        return RevokeToken(begin=self.database.begin)

    @property
    def pace_tokens(self) -> PaceTokens:
        return PaceTokens(limiter=self.limiter, limits=self.limits)
