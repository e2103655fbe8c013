"""Accounts, sessions, one-time codes, todos and cleanings: the domain, its use cases and the ports they ask through.

This is the front door. It needs nothing but the standard library, and opens one room at a time: a name loads the module
that it lives in when it is first asked for. Adapters live in `todoauth.adapters`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from todoauth.domain.errors import (
        AuthenticationFailed,
        CleaningNotFound,
        Conflict,
        Contended,
        EmailNotProved,
        EmailTaken,
        Forbidden,
        InvalidToken,
        InvalidValue,
        LastSuperuser,
        LogInAgain,
        MailNotAccepted,
        MailNotFound,
        NotASuperuser,
        NotFound,
        NotTheOwner,
        Outdated,
        Overloaded,
        PreconditionRequired,
        SessionNotFound,
        TodoAuthError,
        TodoNotFound,
        TooManyAttempts,
        TooManyCleanings,
        TooManyTodos,
        Unavailable,
        UsernameTaken,
        UserNotFound,
        WrongCredentials,
        WrongOrExpiredCode,
        WrongPassword,
    )
    from todoauth.domain.model.administrator import Administrator, Operator
    from todoauth.domain.model.claim import SessionClaim
    from todoauth.domain.model.cleaning import (
        Cleaning,
        CleaningEdit,
        CleaningFilter,
        CleaningName,
        CleaningType,
        Description,
        Price,
    )
    from todoauth.domain.model.credentials import Credentials
    from todoauth.domain.model.device import Acquaintance, AddressRange, ClientDescription, Device
    from todoauth.domain.model.email import EmailAddress
    from todoauth.domain.model.event import Event, EventKind
    from todoauth.domain.model.ids import CleaningId, MailId, SessionId, TodoId, UserId
    from todoauth.domain.model.limit import Limit, LimitKey, Limits, Quotas
    from todoauth.domain.model.mail import Letter, MailFilter, MailKind, OwedMail
    from todoauth.domain.model.one_time_code import (
        Code,
        CodeKey,
        CodePolicy,
        CodeSeal,
        GuessBudget,
        OneTimeCode,
        Purpose,
        Redeemed,
        ResetCode,
    )
    from todoauth.domain.model.page import Cursor, Order, Page, PageSize, Slice
    from todoauth.domain.model.password import Password, PasswordHash, PasswordPolicy
    from todoauth.domain.model.rotation import IdempotencyKey, Nonce, SpentRefresh, Successors
    from todoauth.domain.model.session import (
        AccessClaims,
        Caller,
        RefreshDigest,
        RefreshToken,
        Session,
        SessionPolicy,
        Tokens,
    )
    from todoauth.domain.model.text import SearchText
    from todoauth.domain.model.todo import Todo, TodoContent, TodoEdit, TodoFilter
    from todoauth.domain.model.unset import UNSET, Maybe
    from todoauth.domain.model.user import FullName, User, UserFilter
    from todoauth.domain.model.username import Username
    from todoauth.domain.use_cases.account import DeleteAccount, EditAccount
    from todoauth.domain.use_cases.administer import AdministerUser, EndUserSessions, RemoveUser
    from todoauth.domain.use_cases.change_password import ChangePassword
    from todoauth.domain.use_cases.cleanings import AddCleaning, ListCleanings, ReadCleaning
    from todoauth.domain.use_cases.create_superuser import CreateSuperuser
    from todoauth.domain.use_cases.deliver_mail import DeliverMail
    from todoauth.domain.use_cases.failures import CountFailure
    from todoauth.domain.use_cases.fresh_log_in import RequireFreshLogIn
    from todoauth.domain.use_cases.log_in import LogIn
    from todoauth.domain.use_cases.owed_mail import DropMail, ListOwedMail, RetryMail
    from todoauth.domain.use_cases.own_cleanings import EditCleaning, RemoveCleaning, ReplaceCleaning
    from todoauth.domain.use_cases.own_password import RequirePassword
    from todoauth.domain.use_cases.own_sessions import EndOtherSessions, EndSession, ListSessions
    from todoauth.domain.use_cases.pacing import PaceTokens, PaceWrites
    from todoauth.domain.use_cases.purge import Purge
    from todoauth.domain.use_cases.refresh import Refresh
    from todoauth.domain.use_cases.register import Register
    from todoauth.domain.use_cases.remove_address import RemoveAddress
    from todoauth.domain.use_cases.reset_password import ResetPassword, SendResetCode
    from todoauth.domain.use_cases.rights import RequireRights
    from todoauth.domain.use_cases.see_users import ListUsers, ReadUser
    from todoauth.domain.use_cases.sessions import Authenticate, EnterSession, LogOut, Mint, RevokeToken
    from todoauth.domain.use_cases.todos import AddTodo, EditTodo, ListTodos, ReadTodo, RemoveTodo, ReplaceTodo
    from todoauth.domain.use_cases.verify_email import SendCode, VerifyEmail
    from todoauth.ports.breaches import IsBreached
    from todoauth.ports.cache import CodeCache
    from todoauth.ports.events import Tell
    from todoauth.ports.hasher import PasswordHasher
    from todoauth.ports.health import Ping
    from todoauth.ports.ledgers import (
        CountedGuesses,
        FailedAttempts,
        KnownNetworks,
        KnownNetworksView,
        Outbox,
        OutboxView,
        SpentCodes,
        SpentGuesses,
    )
    from todoauth.ports.limiter import Limiter, OwnLimiter
    from todoauth.ports.mailer import Mailer
    from todoauth.ports.repositories import (
        Cleanings,
        CleaningsView,
        LiveSessions,
        Sessions,
        SessionsView,
        Todos,
        TodosView,
        Users,
        UsersView,
    )
    from todoauth.ports.system import Clock, Codes, Ids, Nonces, RefreshTokens, ResetCodes
    from todoauth.ports.tokens import AccessTokens
    from todoauth.ports.unit_of_work import Autocommit, Begin, Guard, Guarded, UnitOfWork, View

__version__ = "0.1.0"

__all__ = [
    "UNSET",
    "AccessClaims",
    "AccessTokens",
    "Acquaintance",
    "AddCleaning",
    "AddTodo",
    "AddressRange",
    "AdministerUser",
    "Administrator",
    "Authenticate",
    "AuthenticationFailed",
    "Autocommit",
    "Begin",
    "Caller",
    "ChangePassword",
    "Cleaning",
    "CleaningEdit",
    "CleaningFilter",
    "CleaningId",
    "CleaningName",
    "CleaningNotFound",
    "CleaningType",
    "Cleanings",
    "CleaningsView",
    "ClientDescription",
    "Clock",
    "Code",
    "CodeCache",
    "CodeKey",
    "CodePolicy",
    "CodeSeal",
    "Codes",
    "Conflict",
    "Contended",
    "CountFailure",
    "CountedGuesses",
    "CreateSuperuser",
    "Credentials",
    "Cursor",
    "DeleteAccount",
    "DeliverMail",
    "Description",
    "Device",
    "DropMail",
    "EditAccount",
    "EditCleaning",
    "EditTodo",
    "EmailAddress",
    "EmailNotProved",
    "EmailTaken",
    "EndOtherSessions",
    "EndSession",
    "EndUserSessions",
    "EnterSession",
    "Event",
    "EventKind",
    "FailedAttempts",
    "Forbidden",
    "FullName",
    "Guard",
    "Guarded",
    "GuessBudget",
    "IdempotencyKey",
    "Ids",
    "InvalidToken",
    "InvalidValue",
    "IsBreached",
    "KnownNetworks",
    "KnownNetworksView",
    "LastSuperuser",
    "Letter",
    "Limit",
    "LimitKey",
    "Limiter",
    "Limits",
    "ListCleanings",
    "ListOwedMail",
    "ListSessions",
    "ListTodos",
    "ListUsers",
    "LiveSessions",
    "LogIn",
    "LogInAgain",
    "LogOut",
    "MailFilter",
    "MailId",
    "MailKind",
    "MailNotAccepted",
    "MailNotFound",
    "Mailer",
    "Maybe",
    "Mint",
    "Nonce",
    "Nonces",
    "NotASuperuser",
    "NotFound",
    "NotTheOwner",
    "OneTimeCode",
    "Operator",
    "Order",
    "Outbox",
    "OutboxView",
    "Outdated",
    "Overloaded",
    "OwedMail",
    "OwnLimiter",
    "PaceTokens",
    "PaceWrites",
    "Page",
    "PageSize",
    "Password",
    "PasswordHash",
    "PasswordHasher",
    "PasswordPolicy",
    "Ping",
    "PreconditionRequired",
    "Price",
    "Purge",
    "Purpose",
    "Quotas",
    "ReadCleaning",
    "ReadTodo",
    "ReadUser",
    "Redeemed",
    "Refresh",
    "RefreshDigest",
    "RefreshToken",
    "RefreshTokens",
    "Register",
    "RemoveAddress",
    "RemoveCleaning",
    "RemoveTodo",
    "RemoveUser",
    "ReplaceCleaning",
    "ReplaceTodo",
    "RequireFreshLogIn",
    "RequirePassword",
    "RequireRights",
    "ResetCode",
    "ResetCodes",
    "ResetPassword",
    "RetryMail",
    "RevokeToken",
    "SearchText",
    "SendCode",
    "SendResetCode",
    "Session",
    "SessionClaim",
    "SessionId",
    "SessionNotFound",
    "SessionPolicy",
    "Sessions",
    "SessionsView",
    "Slice",
    "SpentCodes",
    "SpentGuesses",
    "SpentRefresh",
    "Successors",
    "Tell",
    "Todo",
    "TodoAuthError",
    "TodoContent",
    "TodoEdit",
    "TodoFilter",
    "TodoId",
    "TodoNotFound",
    "Todos",
    "TodosView",
    "Tokens",
    "TooManyAttempts",
    "TooManyCleanings",
    "TooManyTodos",
    "Unavailable",
    "UnitOfWork",
    "User",
    "UserFilter",
    "UserId",
    "UserNotFound",
    "Username",
    "UsernameTaken",
    "Users",
    "UsersView",
    "VerifyEmail",
    "View",
    "WrongCredentials",
    "WrongOrExpiredCode",
    "WrongPassword",
    "__version__",
]

_HOMES = {
    name: f"todoauth.{module}"
    for module, names in {
        "domain.errors": (
            "AuthenticationFailed CleaningNotFound Conflict Contended EmailNotProved EmailTaken Forbidden "
            "InvalidToken InvalidValue LastSuperuser LogInAgain MailNotAccepted MailNotFound NotASuperuser NotFound "
            "NotTheOwner Outdated Overloaded PreconditionRequired SessionNotFound TodoAuthError TodoNotFound "
            "TooManyAttempts TooManyCleanings TooManyTodos Unavailable UsernameTaken UserNotFound "
            "WrongCredentials WrongOrExpiredCode WrongPassword"
        ),
        "domain.model.administrator": "Administrator Operator",
        "domain.model.claim": "SessionClaim",
        "domain.model.cleaning": "Cleaning CleaningEdit CleaningFilter CleaningName CleaningType Description Price",
        "domain.model.credentials": "Credentials",
        "domain.model.device": "Acquaintance AddressRange ClientDescription Device",
        "domain.model.email": "EmailAddress",
        "domain.model.event": "Event EventKind",
        "domain.model.ids": "CleaningId MailId SessionId TodoId UserId",
        "domain.model.limit": "Limit LimitKey Limits Quotas",
        "domain.model.mail": "Letter MailFilter MailKind OwedMail",
        "domain.model.one_time_code": (
            "Code CodeKey CodePolicy CodeSeal GuessBudget OneTimeCode Purpose Redeemed ResetCode"
        ),
        "domain.model.page": "Cursor Order Page PageSize Slice",
        "domain.model.password": "Password PasswordHash PasswordPolicy",
        "domain.model.rotation": "IdempotencyKey Nonce SpentRefresh Successors",
        "domain.model.session": "AccessClaims Caller RefreshDigest RefreshToken Session SessionPolicy Tokens",
        "domain.model.text": "SearchText",
        "domain.model.todo": "Todo TodoContent TodoEdit TodoFilter",
        "domain.model.unset": "UNSET Maybe",
        "domain.model.user": "FullName User UserFilter",
        "domain.model.username": "Username",
        "domain.use_cases.account": "DeleteAccount EditAccount",
        "domain.use_cases.administer": "AdministerUser EndUserSessions RemoveUser",
        "domain.use_cases.change_password": "ChangePassword",
        "domain.use_cases.cleanings": "AddCleaning ListCleanings ReadCleaning",
        "domain.use_cases.create_superuser": "CreateSuperuser",
        "domain.use_cases.deliver_mail": "DeliverMail",
        "domain.use_cases.failures": "CountFailure",
        "domain.use_cases.fresh_log_in": "RequireFreshLogIn",
        "domain.use_cases.log_in": "LogIn",
        "domain.use_cases.owed_mail": "DropMail ListOwedMail RetryMail",
        "domain.use_cases.own_cleanings": "EditCleaning RemoveCleaning ReplaceCleaning",
        "domain.use_cases.own_password": "RequirePassword",
        "domain.use_cases.own_sessions": "EndOtherSessions EndSession ListSessions",
        "domain.use_cases.pacing": "PaceTokens PaceWrites",
        "domain.use_cases.purge": "Purge",
        "domain.use_cases.refresh": "Refresh",
        "domain.use_cases.register": "Register",
        "domain.use_cases.remove_address": "RemoveAddress",
        "domain.use_cases.reset_password": "ResetPassword SendResetCode",
        "domain.use_cases.rights": "RequireRights",
        "domain.use_cases.see_users": "ListUsers ReadUser",
        "domain.use_cases.sessions": "Authenticate EnterSession LogOut Mint RevokeToken",
        "domain.use_cases.todos": "AddTodo EditTodo ListTodos ReadTodo RemoveTodo ReplaceTodo",
        "domain.use_cases.verify_email": "SendCode VerifyEmail",
        "ports.breaches": "IsBreached",
        "ports.cache": "CodeCache",
        "ports.events": "Tell",
        "ports.hasher": "PasswordHasher",
        "ports.health": "Ping",
        "ports.ledgers": (
            "CountedGuesses FailedAttempts KnownNetworks KnownNetworksView Outbox OutboxView SpentCodes SpentGuesses"
        ),
        "ports.limiter": "Limiter OwnLimiter",
        "ports.mailer": "Mailer",
        "ports.repositories": (
            "Cleanings CleaningsView LiveSessions Sessions SessionsView Todos TodosView Users UsersView"
        ),
        "ports.system": "Clock Codes Ids Nonces RefreshTokens ResetCodes",
        "ports.tokens": "AccessTokens",
        "ports.unit_of_work": "Autocommit Begin Guard Guarded UnitOfWork View",
    }.items()
    for name in names.split()
}

if not TYPE_CHECKING:  # a checker that saw this would take any name for one of ours

    def __getattr__(name: str) -> object:
        """Return what is offered under `name`, and from then on without asking again (PEP 562)."""
        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        found = globals()[name] = getattr(import_module(_HOMES[name]), name)
        return found


def __dir__() -> list[str]:
    return list(__all__)
