"""The parts list: every adapter and every use case, and what each is made of.

This is the composition root, the one place that knows everybody. Replace a part before the app is created:
`container.mailer.override(providers.Object(my_mailer))`.
"""

from dependency_injector.containers import DeclarativeContainer
from dependency_injector.providers import Callable, Dependency, Dict, Factory, Object, Provider, Singleton

from todoauth.adapters.imported_hashes import ImportedHashes
from todoauth.adapters.logged_events import log_event
from todoauth.adapters.memory import MemoryLimiter
from todoauth.adapters.system import UuidV7Ids, new_code, new_nonce, new_refresh_token, new_reset_code, system_clock
from todoauth.domain.model.one_time_code import CodeSeal
from todoauth.domain.model.rotation import Successors
from todoauth.domain.use_cases import (
    account,
    administer,
    change_password,
    cleanings,
    deliver_mail,
    log_in,
    owed_mail,
    own_sessions,
    pacing,
    purge,
    refresh,
    register,
    remove_address,
    reset_password,
    sessions,
    todos,
    verify_email,
)
from todoauth.entrypoints import parts
from todoauth.entrypoints.departure import Departure
from todoauth.entrypoints.http import Wiring
from todoauth.entrypoints.http.budgets import TellingLimiter
from todoauth.entrypoints.keys.derived import read_keys
from todoauth.entrypoints.keys.in_use import keys_in_use
from todoauth.entrypoints.relay import Relay
from todoauth.entrypoints.settings import Settings


class Container(DeclarativeContainer):
    """What there is. `Singleton` marks an adapter, `Factory` a use case."""

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
    hasher = Singleton(ImportedHashes, own_hasher)
    is_breached = Singleton(parts.breaches, settings)
    tokens = Singleton(parts.tokens, settings, keys_in_use)
    redis = Singleton(parts.redis, settings, keys)
    codes = Singleton(parts.codes, redis, now)
    counting = Singleton(parts.limiter, redis, now, processes=settings.provided.processes)
    limiter = Singleton(TellingLimiter, counting)
    own_limiter = Singleton(TellingLimiter, Singleton(MemoryLimiter, now))
    mailer = Singleton(parts.mailer, settings, now)

    begin = database.provided.begin
    reading = database.provided.reading
    seal = Callable(CodeSeal, keys.provided.code)
    successors = Callable(Successors, keys.provided.refresh)
    limits = settings.provided.limits
    quotas = settings.provided.quotas
    passwords = settings.provided.password_policy
    session_policy = settings.provided.session_policy
    code_policy = settings.provided.code_policy

    mint = Factory(sessions.Mint, tokens=tokens, new_id=new_id, lifetime=settings.provided.access_token_lifetime)
    edit_todo = Factory(todos.EditTodo, begin=begin, now=now)
    edit_cleaning = Factory(cleanings.EditCleaning, begin=begin, now=now)
    deliver_mail = Factory(
        deliver_mail.DeliverMail,
        begin=begin,
        reading=reading,
        mailer=mailer,
        codes=codes,
        seal=seal,
        new_code=new_code,
        new_reset_code=new_reset_code,
        now=now,
        policy=code_policy,
    )
    purge = Factory(purge.Purge, begin=begin, now=now)
    relay = Factory(Relay, deliver=deliver_mail, purge=purge)
    list_owed_mail = Factory(owed_mail.ListOwedMail, reading=reading)
    retry_mail = Factory(owed_mail.RetryMail, begin=begin, now=now)
    drop_mail = Factory(owed_mail.DropMail, begin=begin)
    create_superuser = Factory(
        administer.CreateSuperuser,
        begin=begin,
        hasher=hasher,
        new_id=new_id,
        now=now,
        passwords=passwords,
        is_breached=is_breached,
    )
    list_users = Factory(administer.ListUsers, reading=reading)
    administer_user = Factory(administer.AdministerUser, begin=begin, now=now)
    remove_user = Factory(administer.RemoveUser, begin=begin)
    end_user_sessions = Factory(administer.EndUserSessions, begin=begin)

    use_cases = Dict(
        {
            register.Register: Factory(
                register.Register,
                begin=begin,
                hasher=hasher,
                limiter=limiter,
                new_id=new_id,
                now=now,
                passwords=passwords,
                is_breached=is_breached,
                limits=limits,
            ),
            log_in.LogIn: Factory(
                log_in.LogIn,
                begin=begin,
                reading=reading,
                hasher=hasher,
                limiter=limiter,
                mint=mint,
                new_id=new_id,
                new_refresh_token=new_refresh_token,
                now=now,
                sessions=session_policy,
                limits=limits,
            ),
            sessions.Authenticate: Factory(
                sessions.Authenticate,
                reading=reading,
                tokens=tokens,
                now=now,
                require_verified=settings.provided.require_verified_email,
            ),
            refresh.Refresh: Factory(
                refresh.Refresh,
                begin=begin,
                mint=mint,
                successors=successors,
                new_nonce=new_nonce,
                new_id=new_id,
                now=now,
                tell=tell,
                sessions=session_policy,
            ),
            own_sessions.ListSessions: Factory(own_sessions.ListSessions, reading=reading, now=now),
            own_sessions.EndSession: Factory(own_sessions.EndSession, begin=begin, now=now),
            own_sessions.EndOtherSessions: Factory(own_sessions.EndOtherSessions, begin=begin),
            sessions.LogOut: Factory(sessions.LogOut, begin=begin),
            sessions.RevokeToken: Factory(sessions.RevokeToken, begin=begin),
            verify_email.SendCode: Factory(
                verify_email.SendCode, begin=begin, limiter=limiter, new_id=new_id, now=now, limits=limits
            ),
            verify_email.VerifyEmail: Factory(
                verify_email.VerifyEmail,
                begin=begin,
                codes=codes,
                seal=seal,
                new_id=new_id,
                now=now,
                policy=code_policy,
            ),
            remove_address.RemoveAddress: Factory(
                remove_address.RemoveAddress,
                begin=begin,
                reading=reading,
                hasher=hasher,
                limiter=limiter,
                new_id=new_id,
                now=now,
                limits=limits,
            ),
            change_password.ChangePassword: Factory(
                change_password.ChangePassword,
                begin=begin,
                reading=reading,
                hasher=hasher,
                limiter=limiter,
                new_id=new_id,
                now=now,
                passwords=passwords,
                is_breached=is_breached,
                limits=limits,
            ),
            reset_password.SendResetCode: Factory(
                reset_password.SendResetCode, begin=begin, limiter=limiter, new_id=new_id, now=now, limits=limits
            ),
            reset_password.ResetPassword: Factory(
                reset_password.ResetPassword,
                begin=begin,
                hasher=hasher,
                limiter=limiter,
                codes=codes,
                seal=seal,
                new_id=new_id,
                now=now,
                passwords=passwords,
                is_breached=is_breached,
                policy=code_policy,
                limits=limits,
            ),
            pacing.PaceWrites: Factory(pacing.PaceWrites, limiter=own_limiter, limits=limits),
            pacing.PaceTokens: Factory(pacing.PaceTokens, limiter=own_limiter, limits=limits),
            account.WhoAmI: Factory(account.WhoAmI, reading=reading),
            account.EditAccount: Factory(account.EditAccount, begin=begin, now=now),
            account.DeleteAccount: Factory(
                account.DeleteAccount, begin=begin, reading=reading, hasher=hasher, limiter=limiter, limits=limits
            ),
            administer.ListUsers: list_users,
            administer.ReadUser: Factory(administer.ReadUser, reading=reading),
            administer.AdministerUser: administer_user,
            administer.RemoveUser: remove_user,
            administer.EndUserSessions: end_user_sessions,
            todos.AddTodo: Factory(todos.AddTodo, begin=begin, new_id=new_id, now=now, quotas=quotas),
            todos.ListTodos: Factory(todos.ListTodos, reading=reading),
            todos.ReadTodo: Factory(todos.ReadTodo, reading=reading),
            todos.EditTodo: edit_todo,
            todos.ReplaceTodo: Factory(todos.ReplaceTodo, edit=edit_todo),
            todos.RemoveTodo: Factory(todos.RemoveTodo, begin=begin),
            cleanings.AddCleaning: Factory(cleanings.AddCleaning, begin=begin, new_id=new_id, now=now, quotas=quotas),
            cleanings.ListCleanings: Factory(cleanings.ListCleanings, reading=reading),
            cleanings.ReadCleaning: Factory(cleanings.ReadCleaning, reading=reading),
            cleanings.EditCleaning: edit_cleaning,
            cleanings.ReplaceCleaning: Factory(cleanings.ReplaceCleaning, edit=edit_cleaning),
            cleanings.RemoveCleaning: Factory(cleanings.RemoveCleaning, begin=begin),
        }
    )
    wiring = Factory(
        Wiring,
        use_cases=use_cases,
        needs=Dict(process=departure.provided.ping, database=database.provided.ping),
        wants=Callable(parts.pings, redis=redis, mail=mailer),
        operators=settings.provided.operator_networks,
        trusted_proxies=settings.provided.trusted_proxies,
        require_if_match=settings.provided.require_if_match,
        public_keys=Factory(parts.public_keys, keys_in_use),
    )
