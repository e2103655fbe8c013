"""Every database passes every suite of what a database keeps."""

from todoauth.testing.contracts import (
    AccountRacesContract,
    AutocommitContract,
    AutocommitRacesContract,
    CeilingRacesContract,
    CleaningPagesContract,
    CleaningsContract,
    DeadMailContract,
    DevicesContract,
    EndsOfSessionsContract,
    FailedAttemptsContract,
    GuardedContract,
    HostileTextsContract,
    KnownNetworksContract,
    MailRacesContract,
    NamesContract,
    OutboxContract,
    OutboxPagesContract,
    OutcomesContract,
    PasswordRacesContract,
    SessionsContract,
    SpentCodesContract,
    SpentGuessesContract,
    TodoPagesContract,
    TodosContract,
    UnitOfWorkContract,
    UserPagesContract,
    UsersContract,
    WorkRacesContract,
)


class TestUnitOfWork(UnitOfWorkContract): ...


class TestAutocommit(AutocommitContract): ...


class TestAutocommitRaces(AutocommitRacesContract): ...


class TestGuarded(GuardedContract): ...


class TestUsers(UsersContract): ...


class TestUserPages(UserPagesContract): ...


class TestNames(NamesContract): ...


class TestSessions(SessionsContract): ...


class TestEndsOfSessions(EndsOfSessionsContract): ...


class TestDevices(DevicesContract): ...


class TestTodos(TodosContract): ...


class TestTodoPages(TodoPagesContract): ...


class TestCleanings(CleaningsContract): ...


class TestCleaningPages(CleaningPagesContract): ...


class TestHostileTexts(HostileTextsContract): ...


class TestOutbox(OutboxContract): ...


class TestDeadMail(DeadMailContract): ...


class TestOutboxPages(OutboxPagesContract): ...


class TestSpentCodes(SpentCodesContract): ...


class TestSpentGuesses(SpentGuessesContract): ...


class TestFailedAttempts(FailedAttemptsContract): ...


class TestKnownNetworks(KnownNetworksContract): ...


class TestOutcomes(OutcomesContract): ...


class TestAccountRaces(AccountRacesContract): ...


class TestMailRaces(MailRacesContract): ...


class TestWorkRaces(WorkRacesContract): ...


class TestPasswordRaces(PasswordRacesContract): ...


class TestCeilingRaces(CeilingRacesContract): ...
