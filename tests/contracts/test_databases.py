"""Every database passes every suite of what a database keeps."""

from todoauth.testing.contracts import (
    AccountRacesContract,
    CleaningPagesContract,
    CleaningsContract,
    DeadMailContract,
    DevicesContract,
    HostileTextsContract,
    KnownNetworksContract,
    MailRacesContract,
    NamesContract,
    OutboxContract,
    OutboxPagesContract,
    OutcomesContract,
    PasswordRacesContract,
    SessionsContract,
    SpentGuessesContract,
    TodoPagesContract,
    TodosContract,
    UnitOfWorkContract,
    UserPagesContract,
    UsersContract,
    WorkRacesContract,
)


class TestUnitOfWork(UnitOfWorkContract): ...


class TestUsers(UsersContract): ...


class TestUserPages(UserPagesContract): ...


class TestNames(NamesContract): ...


class TestSessions(SessionsContract): ...


class TestDevices(DevicesContract): ...


class TestTodos(TodosContract): ...


class TestTodoPages(TodoPagesContract): ...


class TestCleanings(CleaningsContract): ...


class TestCleaningPages(CleaningPagesContract): ...


class TestHostileTexts(HostileTextsContract): ...


class TestOutbox(OutboxContract): ...


class TestDeadMail(DeadMailContract): ...


class TestOutboxPages(OutboxPagesContract): ...


class TestSpentGuesses(SpentGuessesContract): ...


class TestKnownNetworks(KnownNetworksContract): ...


class TestOutcomes(OutcomesContract): ...


class TestAccountRaces(AccountRacesContract): ...


class TestMailRaces(MailRacesContract): ...


class TestWorkRaces(WorkRacesContract): ...


class TestPasswordRaces(PasswordRacesContract): ...
