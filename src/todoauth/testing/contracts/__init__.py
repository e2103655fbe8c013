"""The contract suites: what every adapter of a port must do. Subclass one for each adapter of yours.

    class TestUsers(UsersContract): ...

The docstring of each suite names the fixtures that it needs.
"""

from todoauth.testing.contracts.account_races import AccountRacesContract
from todoauth.testing.contracts.autocommit import AutocommitContract
from todoauth.testing.contracts.autocommit_races import AutocommitRacesContract
from todoauth.testing.contracts.ceiling_races import CeilingRacesContract
from todoauth.testing.contracts.cleaning_pages import CleaningPagesContract
from todoauth.testing.contracts.cleanings import CleaningsContract
from todoauth.testing.contracts.codes import CodeCacheContract, PassTime
from todoauth.testing.contracts.dead_mail import DeadMailContract
from todoauth.testing.contracts.devices import DevicesContract
from todoauth.testing.contracts.ends_of_sessions import EndsOfSessionsContract
from todoauth.testing.contracts.failures import FailedAttemptsContract
from todoauth.testing.contracts.guarded import GuardedContract, InSession
from todoauth.testing.contracts.guesses import SpentGuessesContract
from todoauth.testing.contracts.hasher import PasswordHasherContract
from todoauth.testing.contracts.hostile_texts import HostileTextsContract
from todoauth.testing.contracts.limiter import LimiterContract
from todoauth.testing.contracts.mail_races import MailRacesContract
from todoauth.testing.contracts.mailer import MailerContract, Received
from todoauth.testing.contracts.names import NamesContract
from todoauth.testing.contracts.networks import KnownNetworksContract
from todoauth.testing.contracts.outbox import OutboxContract
from todoauth.testing.contracts.outbox_pages import OutboxPagesContract
from todoauth.testing.contracts.outcomes import OutcomesContract
from todoauth.testing.contracts.password_races import PasswordRacesContract
from todoauth.testing.contracts.sessions import SessionsContract
from todoauth.testing.contracts.spent_codes import SpentCodesContract
from todoauth.testing.contracts.system import SystemContract
from todoauth.testing.contracts.todo_pages import TodoPagesContract
from todoauth.testing.contracts.todos import TodosContract
from todoauth.testing.contracts.tokens import AccessTokensContract
from todoauth.testing.contracts.unit_of_work import UnitOfWorkContract
from todoauth.testing.contracts.user_pages import UserPagesContract
from todoauth.testing.contracts.users import UsersContract
from todoauth.testing.contracts.work_races import WorkRacesContract

__all__ = [
    "AccessTokensContract",
    "AccountRacesContract",
    "AutocommitContract",
    "AutocommitRacesContract",
    "CeilingRacesContract",
    "CleaningPagesContract",
    "CleaningsContract",
    "CodeCacheContract",
    "DeadMailContract",
    "DevicesContract",
    "EndsOfSessionsContract",
    "FailedAttemptsContract",
    "GuardedContract",
    "HostileTextsContract",
    "InSession",
    "KnownNetworksContract",
    "LimiterContract",
    "MailRacesContract",
    "MailerContract",
    "NamesContract",
    "OutboxContract",
    "OutboxPagesContract",
    "OutcomesContract",
    "PassTime",
    "PasswordHasherContract",
    "PasswordRacesContract",
    "Received",
    "SessionsContract",
    "SpentCodesContract",
    "SpentGuessesContract",
    "SystemContract",
    "TodoPagesContract",
    "TodosContract",
    "UnitOfWorkContract",
    "UserPagesContract",
    "UsersContract",
    "WorkRacesContract",
]
