"""Random histories of accounts: users, their sessions, and the addresses that they prove."""

from datetime import datetime

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, multiple, rule

from todoauth.domain.errors import EmailTaken, InvalidToken, LogInAgain, UserNotFound, WrongOrExpiredCode, WrongPassword
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.one_time_code import CodePolicy, OneTimeCode
from todoauth.domain.model.password import Password
from todoauth.domain.model.user import User
from todoauth.testing.machines.registry import addresses, caller, passwords
from todoauth.testing.machines.sessions import SessionRegistry
from todoauth.testing.machines.stage import Opened

WRONG = OneTimeCode("000000")


class AccountsMachine(SessionRegistry):
    """Plays with accounts, and compares what the database has with a plain model after each step."""

    claims = Bundle[tuple[UserId, EmailAddress, OneTimeCode]]("claims")

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.world.code_policy = CodePolicy(guesses=9_999, guesses_an_hour=9_999, guesses_a_day=9_999)
        self.codes = dict[tuple[UserId, EmailAddress], tuple[OneTimeCode, datetime]]()

    @rule(target=claims, id=Bundle[UserId]("users"), address=addresses)
    def ask_for_a_code(
        self, id: UserId, address: EmailAddress
    ) -> tuple[UserId, EmailAddress, OneTimeCode] | MultipleResults[tuple[UserId, EmailAddress, OneTimeCode]]:
        outcome = self.outcome(self.world.send_code(caller=caller(id), email=address, client="a test"))
        user, holder = self.people.users.get(id), self.people.known_by(address)
        if user is None:
            assert isinstance(outcome, UserNotFound)
            return multiple()
        self._expect_letters(1 if user.is_active and holder != user else 0)
        if not user.is_active or holder is not None:
            return multiple()
        code = self.world.mailbox.code_to(address)
        self.codes[id, address] = code, self.world.clock() + self.world.code_policy.lifetime
        return id, address, code

    @rule(claim=claims, is_right=st.booleans(), is_fresh=st.booleans())
    def prove(self, claim: tuple[UserId, EmailAddress, OneTimeCode], is_right: bool, is_fresh: bool) -> None:
        whose, address, code = claim
        guess = code if is_right else WRONG
        by = self.somebody(whose, is_fresh)
        outcome = self.outcome(self.world.verify_email(caller=by, email=address, code=guess, client="a test"))
        user = self.people.users.get(whose)
        if user is None:
            assert isinstance(outcome, InvalidToken)
        elif user.is_verified and not is_fresh:
            assert isinstance(outcome, LogInAgain)
        elif not self._opens(whose, address, guess):
            assert isinstance(outcome, WrongOrExpiredCode)
        elif self.people.is_anothers(address, user):
            assert isinstance(outcome, EmailTaken)
        else:
            assert isinstance(outcome, User)
            self.people.users[whose] = user.proved(address, at=self.world.clock())
            self._expect_letters(1 if user.email in {None, address} else 2)

    @rule(id=Bundle[UserId]("users"), password=passwords)
    def remove_address(self, id: UserId, password: Password) -> None:
        outcome = self.outcome(self.world.remove_address(caller=caller(id), password=password))
        user = self.people.users.get(id)
        if user is None:
            assert isinstance(outcome, InvalidToken)
        elif self.people.passwords[id] != password:
            assert isinstance(outcome, WrongPassword)
        elif user.email is not None:
            self.people.users[id] = user.without_address(at=self.world.clock())
            self._expect_letters(1)

    def _opens(self, id: UserId, address: EmailAddress, guess: OneTimeCode) -> bool:
        """Whether that is the code of the moment; if so it never is again."""
        code, until = self.codes.get((id, address), (None, self.world.clock()))
        is_right = code == guess and self.world.clock() < until
        if is_right:
            del self.codes[id, address]
        return is_right

    def _expect_letters(self, number: int) -> None:
        before = len(self.world.mailbox.letters)
        while self.run(self.world.deliver_mail()):
            pass
        assert len(self.world.mailbox.letters) == before + number
