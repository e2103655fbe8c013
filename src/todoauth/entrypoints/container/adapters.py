"""The adapters, and what the settings say to use cases."""

from asyncio import Event

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, Dependency, Factory, Object, Provider, Singleton

from todoauth.adapters.hashing.imported_hashes import ImportedHashes
from todoauth.adapters.logged_events import log_event
from todoauth.adapters.memory import MemoryLimiter
from todoauth.adapters.system import UuidV7Ids, new_code, new_nonce, new_refresh_token, new_reset_code, system_clock
from todoauth.domain.model.one_time_code import CodeSeal
from todoauth.domain.model.rotation import Successors
from todoauth.entrypoints import parts
from todoauth.entrypoints.asker import current_asker
from todoauth.entrypoints.departure import Departure
from todoauth.entrypoints.http.budgets import TellingLimiter, TellingOwnLimiter
from todoauth.entrypoints.keys.derived import read_keys
from todoauth.entrypoints.keys.in_use import keys_in_use
from todoauth.entrypoints.lookout import Owing
from todoauth.entrypoints.settings import Settings


class Adapters(DeclarativeContainer):
    """What each adapter is made of. `Singleton`, since there is one of each."""

    settings: Provider[Settings] = Dependency(instance_of=Settings)
    departure = Singleton(Departure)
    keys = Singleton(read_keys, settings)
    keys_in_use = Singleton(keys_in_use, settings, keys)

    now = Object(system_clock)
    new_id = Singleton(UuidV7Ids, now=now)
    new_code = Object(new_code)
    new_reset_code = Object(new_reset_code)
    new_nonce = Object(new_nonce)
    tell = Object(log_event)
    new_refresh_token = Object(new_refresh_token)
    database = Singleton(parts.database, settings)
    own_hasher = Singleton(parts.own_hasher, settings, keys_in_use)
    hasher = Singleton(ImportedHashes, own_hasher, who_asks=Object(current_asker.get))
    is_breached = Singleton(parts.breaches, settings)
    tokens = Singleton(parts.tokens, settings, keys_in_use)
    redis = Singleton(parts.redis, settings, keys)
    codes = Singleton(parts.codes, redis, now)
    counting = Singleton(parts.limiter, redis, now, processes=settings.provided.processes)
    limiter = Singleton(TellingLimiter, counting)
    own_limiter = Singleton(TellingOwnLimiter, Singleton(MemoryLimiter, now))
    mailer = Singleton(parts.mailer, settings, now)

    begin = database.provided.begin
    view = database.provided.view
    guard = database.provided.guard
    live_sessions = database.provided.autocommit.sessions
    todos = database.provided.autocommit.todos
    cleanings = database.provided.autocommit.cleanings
    guesses = database.provided.autocommit.guesses
    owed = Singleton(Event)
    owing = Factory(Owing, begin, owed)
    seal = Callable(CodeSeal, keys.provided.code)
    successors = Callable(Successors, keys.provided.refresh)
    limits = settings.provided.limits
    quotas = settings.provided.quotas
    passwords = settings.provided.password_policy
    session_policy = settings.provided.session_policy
    code_policy = settings.provided.code_policy
