"""Random histories of sessions."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, multiple, rule

from todoauth.domain.errors import InvalidToken, LogInAgain, SessionNotFound, TodoAuthError, WrongCredentials
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.device import Device
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.password import Password
from todoauth.domain.model.rotation import IdempotencyKey
from todoauth.domain.model.session import RefreshToken, Session, SessionPolicy, Tokens
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.testing.machines.people import Spent
from todoauth.testing.machines.registry import Registry, addresses, caller, names, passwords
from todoauth.testing.machines.stage import Opened

keys = st.none() | st.sampled_from([IdempotencyKey("one"), IdempotencyKey("another")])


class SessionRegistry(Registry):
    """Users log in, refresh, and log out."""

    tokens = Bundle[RefreshToken]("tokens")

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.world.session_policy = SessionPolicy(most=2)

    @rule(target=tokens, id=Bundle[UserId]("users"), password=st.none() | passwords)
    def log_in(self, id: UserId, password: Password | None) -> RefreshToken | MultipleResults[RefreshToken]:
        user = self.people.users.get(id)
        if user is None:
            return multiple()
        return self._log_in(user.email or user.username, password or self.people.passwords[id])

    @rule(target=tokens, login=st.one_of(names, addresses), password=passwords)
    def try_to_log_in(
        self, login: Username | EmailAddress, password: Password
    ) -> RefreshToken | MultipleResults[RefreshToken]:
        return self._log_in(login, password)

    @rule(target=tokens, token=tokens, key=keys)
    def refresh(self, token: RefreshToken, key: IdempotencyKey | None) -> RefreshToken | MultipleResults[RefreshToken]:
        outcome, at = self.outcome(self.world.refresh(token=token, key=key)), self.world.clock()
        session, spent = self.people.holding(token), self.people.spent.get(token)
        if session is not None and session.is_live(at) and self.people.users[session.user_id].is_active:
            assert isinstance(outcome, Tokens)
            return self._rotated(session, token, RefreshToken(outcome.refresh_token), key)
        if spent is not None and spent.key == key and key is not None and at < spent.at + timedelta(minutes=1):
            self._expect_the_same(outcome, spent)
        else:
            assert isinstance(outcome, InvalidToken)
            if spent is not None:
                self.people.end(spent.session_id)
        return multiple()

    @rule(token=tokens)
    def revoke(self, token: RefreshToken) -> None:
        self.run(self.world.revoke_token(token=token))
        session = self.people.of(token)
        if session is not None:
            self.people.end(session)

    @rule(token=tokens)
    def log_out(self, token: RefreshToken) -> None:
        session = self.people.holding(token)
        if session is not None:
            self.run(self.world.log_out(caller=self.people.caller(session)))
            self.people.end(session.id)

    @rule(token=tokens)
    def log_out_elsewhere(self, token: RefreshToken) -> None:
        session = self.people.holding(token)
        if session is None:
            return
        outcome = self.outcome(self.world.end_other_sessions(caller=self.people.caller(session)))
        if self.is_stale(session.created_at):
            assert isinstance(outcome, LogInAgain)
        else:
            for other in [each for each in self.people.of_user(session.user_id) if each.id != session.id]:
                self.people.end(other.id)

    @rule(id=Bundle[UserId]("users"), token=tokens, is_fresh=st.booleans())
    def end_a_session(self, id: UserId, token: RefreshToken, is_fresh: bool) -> None:
        session = self.people.holding(token)
        if session is None:
            return
        by = self.somebody(id, is_fresh)
        outcome = self.outcome(self.world.end_session(caller=by, id=session.id))
        if self.is_stale(by.authenticated_at):
            assert isinstance(outcome, LogInAgain)
        elif session.user_id != id or not session.is_live(self.world.clock()):
            assert isinstance(outcome, SessionNotFound)
        else:
            assert outcome is None
            self.people.end(session.id)

    @rule(id=Bundle[UserId]("users"))
    def list_sessions(self, id: UserId) -> None:
        live = [each for each in self.people.of_user(id) if each.is_live(self.world.clock())]
        live.sort(key=lambda session: (session.last_used_at, session.id))
        assert self.run(self.world.list_sessions(caller=caller(id))) == live[::-1]

    @rule()
    def purge(self) -> None:
        self.run(self.world.purge())
        self.people.purge(self.world.clock() - timedelta(days=30))

    def _rotated(
        self, session: Session, token: RefreshToken, successor: RefreshToken, key: IdempotencyKey | None
    ) -> RefreshToken:
        policy, at = self.world.session_policy, self.world.clock()
        self.people.sessions[session.id] = session.rotated(successor.digest, device=Device(), policy=policy, at=at)
        self.people.spent[token] = Spent(session.id, successor, key, at)
        return successor

    def _expect_the_same(self, outcome: Tokens | TodoAuthError, spent: Spent) -> None:
        session = self.people.holding(spent.successor)
        if session is not None and self.people.users[session.user_id].is_active:
            assert isinstance(outcome, Tokens)
            assert outcome.refresh_token == spent.successor.text
        else:
            assert isinstance(outcome, InvalidToken)

    def _log_in(
        self, login: Username | EmailAddress, password: Password
    ) -> RefreshToken | MultipleResults[RefreshToken]:
        outcome = self.outcome(self.world.log_in(credentials=Credentials(login, password), client="a test"))
        user = self.people.known_by(login)
        if user is None or not self.people.knows(password, user):
            assert isinstance(outcome, WrongCredentials)
            return multiple()
        assert isinstance(outcome, Tokens)
        return self._opened(user, outcome)

    def _opened(self, user: User, tokens: Tokens) -> RefreshToken:
        token, policy, at = RefreshToken(tokens.refresh_token), self.world.session_policy, self.world.clock()
        caller = self.run(self.world.authenticate(token=tokens.access_token))
        live = [each for each in self.people.of_user(user.id) if each.is_live(at)]
        if len(live) == policy.most:
            self.people.end(min(live, key=lambda session: (session.last_used_at, session.id)).id)
        self.people.sessions[caller.session_id] = Session.new(
            id=caller.session_id, user_id=user.id, refresh_digest=token.digest, policy=policy, at=at
        )
        return token
