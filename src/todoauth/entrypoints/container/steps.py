"""What several use cases do on their way."""

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import failures, fresh_log_in, own_password, rights, sessions
from todoauth.entrypoints.container.adapters import Adapters


class Steps(Adapters):
    """What each step is made of."""

    mint = Factory(
        sessions.Mint,
        tokens=Adapters.tokens,
        new_id=Adapters.new_id,
        lifetime=Adapters.settings.provided.access_token_lifetime,
    )
    require_fresh = Factory(
        fresh_log_in.RequireFreshLogIn,
        now=Adapters.now,
        tell=Adapters.tell,
        lasts=Adapters.settings.provided.fresh_log_in,
    )
    count_failure = Factory(
        failures.CountFailure,
        begin=Adapters.owing,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
        most=Adapters.settings.provided.limit_failures_per_account,
    )
    require_password = Factory(
        own_password.RequirePassword,
        begin=Adapters.owing,
        view=Adapters.view,
        hasher=Adapters.hasher,
        limiter=Adapters.limiter,
        count_failure=count_failure,
        now=Adapters.now,
        tell=Adapters.tell,
        limits=Adapters.limits,
    )
    require_rights = Factory(rights.RequireRights, now=Adapters.now, tell=Adapters.tell)
