"""The parts list: every adapter and every use case, and what each is made of.

This is the composition root, the one place that knows everybody. Replace a part before the app is created:
`container.mailer.override(providers.Object(my_mailer))`.
"""

from dependency_injector.providers import Callable, Dict, Factory

from todoauth.entrypoints import parts
from todoauth.entrypoints.container.accounts import ACCOUNTS
from todoauth.entrypoints.container.adapters import Adapters
from todoauth.entrypoints.container.administration import ADMINISTRATION, Administration
from todoauth.entrypoints.container.mail import Mail
from todoauth.entrypoints.container.sessions import SESSIONS
from todoauth.entrypoints.container.work import WORK
from todoauth.entrypoints.http import Wiring


class Container(Mail, Administration):
    """What there is. `Singleton` marks an adapter, `Factory` a use case."""

    use_cases = Dict({**ACCOUNTS, **SESSIONS, **ADMINISTRATION, **WORK})
    wiring = Factory(
        Wiring,
        use_cases=use_cases,
        needs=Dict(process=Adapters.departure.provided.ping, database=Adapters.database.provided.ping),
        wants=Callable(parts.pings, redis=Adapters.redis, mail=Adapters.mailer),
        operators=Adapters.settings.provided.operator_networks,
        trusted_proxies=Adapters.settings.provided.trusted_proxies,
        require_if_match=Adapters.settings.provided.require_if_match,
        public_keys=Factory(parts.public_keys, Adapters.keys_in_use),
    )
