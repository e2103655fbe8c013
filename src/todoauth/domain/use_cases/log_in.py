"""Log-in."""

from dataclasses import dataclass

from todoauth.domain.errors import TooManyAttempts, WrongCredentials
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.device import Acquaintance, AddressRange, Device
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Session, SessionPolicy, Tokens
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.failures import CountFailure
from todoauth.domain.use_cases.sessions import Mint
from todoauth.ports.events import Tell
from todoauth.ports.hasher import PasswordHasher
from todoauth.ports.limiter import Limiter
from todoauth.ports.system import Clock, Ids, RefreshTokens
from todoauth.ports.unit_of_work import Begin, UnitOfWork, View


@dataclass(frozen=True, slots=True, kw_only=True)
class LogIn:
    """Open a session for somebody who knows a user's password."""

    begin: Begin
    view: View
    hasher: PasswordHasher
    limiter: Limiter
    count_failure: CountFailure
    mint: Mint
    new_id: Ids
    new_refresh_token: RefreshTokens
    now: Clock
    tell: Tell
    sessions: SessionPolicy = SessionPolicy()
    acquaintance: Acquaintance = Acquaintance()
    limits: Limits = Limits()

    async def __call__(self, *, credentials: Credentials, client: str, device: Device = Device()) -> Tokens:
        """Return the tokens of a new session. Who has as many as there may be loses the longest unused.

        Args:
            credentials: a name or a proved address, and a password.
            client: who asks, as the limiter knows them: an address or a network.
            device: what asks, for the owner to recognise. Where it is decides whose tries it is counted among.

        Raises:
            WrongCredentials: no such user, a wrong password, a closed account, or too many wrong passwords before, from
                where that user is not known. Never told which, in the same time.
            TooManyAttempts: too many tries by that client; at that account, from where it is not known or from
                that very network; or at all accounts together, from where they are not known.
            Overloaded: too many log-ins at once.
        """
        login, password = credentials.login, credentials.password
        await self.limiter.hit(LimitKey("log-in-client", client), self.limits.log_in_per_client)
        found = await (
            self.view.users.with_username(login) if isinstance(login, Username) else self.view.users.with_email(login)
        )
        known = await self._known(found, device)
        try:
            await self._count(login, known)
            admit = self._admit_stranger if known is None else self._admit_known
            return await admit(found, password, device)
        except (TooManyAttempts, WrongCredentials) as refusal:
            kind = EventKind.LOG_IN_FAILED if isinstance(refusal, WrongCredentials) else EventKind.LOG_IN_LIMITED
            self.tell(Event(kind=kind, user_id=found.id if found else None, at=self.now()))
            raise

    async def _count(self, login: Username | EmailAddress, known: AddressRange | None) -> None:
        # Counted by what was typed: counting by account would tell whose an address is.
        if known is None:
            await self.limiter.hit(LimitKey("log-in-account", login.canonical), self.limits.log_in_per_account)
            # Strangers alone count here: no crowd of them shuts those out who are known.
            await self.limiter.hit(LimitKey("log-in-total"), self.limits.log_in_total)
        else:
            key = LimitKey("log-in-known", f"{known.text} {login.canonical}")
            await self.limiter.hit(key, self.limits.log_in_per_known_network)

    async def _known(self, found: User | None, device: Device) -> AddressRange | None:
        """Return the network that asks, if that user logged in from there before."""
        if device.network is None:
            return None
        # An unknown name is asked about like a known one, under an id that nobody has.
        user_id = found.id if found else UserId(self.new_id())
        since = self.now() - self.acquaintance.lasts
        return device.network if await self.view.networks.knows(user_id, device.network, since=since) else None

    async def _admit_stranger(self, found: User | None, password: Password, device: Device) -> Tokens:
        # Counted before the password is checked: however many try at once, no more than the ceiling are.
        is_open = await self.count_failure(found)
        # Beyond it, it is checked as if nobody had that name, and a right one is worth nothing.
        return await self._admit(found if is_open else None, password, device)

    async def _admit_known(self, found: User | None, password: Password, device: Device) -> Tokens:
        try:
            return await self._admit(found, password, device)
        except WrongCredentials:
            await self.count_failure(found)
            raise

    async def _admit(self, found: User | None, password: Password, device: Device) -> Tokens:
        # Checked for everybody: an unknown name and a closed account cost what a wrong password does.
        knows = await self.hasher.verify(password, found.password_hash if found else None)
        if found is None or not knows or not found.is_active:
            raise WrongCredentials
        return await self._open_session(found, password, device)

    async def _open_session(self, found: User, password: Password, device: Device) -> Tokens:
        stronger = await self.hasher.hash(password) if self.hasher.outdated(found.password_hash) else None
        token, at = self.new_refresh_token(), self.now()
        session = Session.new(
            id=SessionId(self.new_id()),
            user_id=found.id,
            refresh_digest=token.digest,
            device=device,
            policy=self.sessions,
            at=at,
        )
        tokens = self.mint(
            found, session, token, at=at
        )  # before the session is kept: one without tokens would serve nobody
        async with self.begin() as work:
            user = await work.users.get_for_update(found.id)
            if user is None or not user.is_active:  # closed while the password was being checked
                raise WrongCredentials
            is_known = user.password_hash == found.password_hash
            if is_known and stronger is not None:
                await work.users.update(user.rehashed(stronger, at=at))
            if is_known:
                await self._keep(work, session)
                await work.failures.forget(user.id)
        if not is_known:  # it was renewed meanwhile: with another password, or by another log-in with the same
            return await self._admit(user, password, device)
        self.tell(Event(kind=EventKind.LOGGED_IN, user_id=user.id, session_id=session.id, at=at))
        return tokens

    async def _keep(self, work: UnitOfWork, session: Session) -> None:
        """Add a session, and know its network from now on. The lock on its user makes their numbers exact."""
        theirs = await work.sessions.of(session.user_id)
        for surplus in self.sessions.surplus(theirs, at=session.created_at):
            await work.sessions.end(surplus.id)
        await work.sessions.add(session)
        if (network := session.device.network) is not None:
            most = self.acquaintance.most
            await work.networks.remember(session.user_id, network, at=session.created_at, most=most)
