"""Accounts, sessions, one-time codes, todos and cleanings: the domain, its use cases and the ports they ask through.

This is the front door. It needs nothing but the standard library; adapters live in `todoauth.adapters`.
"""

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
from todoauth.domain.model.cleaning import Cleaning, CleaningFilter, CleaningName, CleaningType, Description, Price
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
from todoauth.domain.model.todo import Todo, TodoContent, TodoFilter
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.model.user import FullName, User, UserFilter
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.account import DeleteAccount, EditAccount, WhoAmI
from todoauth.domain.use_cases.administer import (
    AdministerUser,
    CreateSuperuser,
    EndUserSessions,
    ListUsers,
    ReadUser,
    RemoveUser,
)
from todoauth.domain.use_cases.change_password import ChangePassword
from todoauth.domain.use_cases.cleanings import (
    AddCleaning,
    EditCleaning,
    ListCleanings,
    ReadCleaning,
    RemoveCleaning,
    ReplaceCleaning,
)
from todoauth.domain.use_cases.deliver_mail import DeliverMail
from todoauth.domain.use_cases.log_in import LogIn
from todoauth.domain.use_cases.owed_mail import DropMail, ListOwedMail, RetryMail
from todoauth.domain.use_cases.own_sessions import EndOtherSessions, EndSession, ListSessions
from todoauth.domain.use_cases.pacing import PaceTokens, PaceWrites
from todoauth.domain.use_cases.purge import Purge
from todoauth.domain.use_cases.refresh import Refresh
from todoauth.domain.use_cases.register import Register
from todoauth.domain.use_cases.remove_address import RemoveAddress
from todoauth.domain.use_cases.reset_password import ResetPassword, SendResetCode
from todoauth.domain.use_cases.sessions import Authenticate, LogOut, Mint, RevokeToken
from todoauth.domain.use_cases.todos import AddTodo, EditTodo, ListTodos, ReadTodo, RemoveTodo, ReplaceTodo
from todoauth.domain.use_cases.verify_email import SendCode, VerifyEmail
from todoauth.ports.breaches import IsBreached
from todoauth.ports.cache import CodeCache
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.health import Ping
from todoauth.ports.ledgers import KnownNetworks, KnownNetworksView, Outbox, OutboxView, SpentGuesses
from todoauth.ports.limiter import Limiter
from todoauth.ports.mailer import Mailer
from todoauth.ports.repositories import (
    Cleanings,
    CleaningsView,
    Sessions,
    SessionsView,
    Todos,
    TodosView,
    Users,
    UsersView,
)
from todoauth.ports.system import Clock, Codes, Ids, Nonces, RefreshTokens, ResetCodes
from todoauth.ports.tokens import AccessTokens
from todoauth.ports.unit_of_work import Begin, Reading, UnitOfWork, View

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
    "Begin",
    "Caller",
    "ChangePassword",
    "Cleaning",
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
    "Event",
    "EventKind",
    "Forbidden",
    "FullName",
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
    "LogIn",
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
    "Reading",
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
    "ResetCode",
    "ResetCodes",
    "ResetPassword",
    "RetryMail",
    "RevokeToken",
    "SearchText",
    "SendCode",
    "SendResetCode",
    "Session",
    "SessionId",
    "SessionNotFound",
    "SessionPolicy",
    "Sessions",
    "SessionsView",
    "Slice",
    "SpentGuesses",
    "SpentRefresh",
    "Successors",
    "Tell",
    "Todo",
    "TodoAuthError",
    "TodoContent",
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
    "WhoAmI",
    "WrongCredentials",
    "WrongOrExpiredCode",
    "WrongPassword",
    "__version__",
]
