"""What people do with their sessions."""

from typing import Final

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import log_in, own_sessions, pacing, refresh, sessions
from todoauth.entrypoints.container.adapters import Adapters
from todoauth.entrypoints.container.steps import Steps

SESSIONS: Final = {
    log_in.LogIn: Factory(
        log_in.LogIn,
        begin=Adapters.begin,
        view=Adapters.view,
        hasher=Adapters.hasher,
        limiter=Adapters.limiter,
        count_failure=Steps.count_failure,
        mint=Steps.mint,
        new_id=Adapters.new_id,
        new_refresh_token=Adapters.new_refresh_token,
        now=Adapters.now,
        tell=Adapters.tell,
        sessions=Adapters.session_policy,
        limits=Adapters.limits,
    ),
    sessions.Authenticate: Factory(
        sessions.Authenticate,
        view=Adapters.view,
        tokens=Adapters.tokens,
        now=Adapters.now,
        require_verified=Adapters.settings.provided.require_verified_email,
    ),
    sessions.EnterSession: Factory(
        sessions.EnterSession,
        guard=Adapters.guard,
        tokens=Adapters.tokens,
        now=Adapters.now,
        require_verified=Adapters.settings.provided.require_verified_email,
    ),
    sessions.LogOut: Factory(sessions.LogOut, live_sessions=Adapters.live_sessions),
    sessions.RevokeToken: Factory(sessions.RevokeToken, begin=Adapters.begin),
    refresh.Refresh: Factory(
        refresh.Refresh,
        begin=Adapters.owing,
        live_sessions=Adapters.live_sessions,
        mint=Steps.mint,
        successors=Adapters.successors,
        new_nonce=Adapters.new_nonce,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
        sessions=Adapters.session_policy,
    ),
    own_sessions.ListSessions: Factory(own_sessions.ListSessions, view=Adapters.view, now=Adapters.now),
    own_sessions.EndSession: Factory(
        own_sessions.EndSession, begin=Adapters.begin, require_fresh=Steps.require_fresh, now=Adapters.now
    ),
    own_sessions.EndOtherSessions: Factory(
        own_sessions.EndOtherSessions, begin=Adapters.begin, require_fresh=Steps.require_fresh
    ),
    pacing.PaceWrites: Factory(pacing.PaceWrites, limiter=Adapters.own_limiter, limits=Adapters.limits),
    pacing.PaceTokens: Factory(pacing.PaceTokens, limiter=Adapters.own_limiter, limits=Adapters.limits),
}
