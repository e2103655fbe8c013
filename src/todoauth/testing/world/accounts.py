"""Accounts, sessions and the mail that comes with them."""

from todoauth.domain.use_cases.account import DeleteAccount, EditAccount, WhoAmI
from todoauth.domain.use_cases.deliver_mail import DeliverMail
from todoauth.domain.use_cases.log_in import LogIn
from todoauth.domain.use_cases.purge import Purge
from todoauth.domain.use_cases.register import Register
from todoauth.domain.use_cases.sessions import Authenticate, LogOut, Mint, Refresh, RevokeToken
from todoauth.domain.use_cases.verify_email import SendCode, VerifyEmail
from todoauth.testing.world.parts import Parts


class Accounts(Parts):
    """What people do to have an account, and to get in."""

    @property
    def register(self) -> Register:
        return Register(
            begin=self.database.begin,
            hasher=self.hasher,
            limiter=self.limiter,
            new_id=self.new_id,
            now=self.clock,
            passwords=self.passwords,
            limits=self.limits,
        )

    @property
    def mint(self) -> Mint:
        return Mint(tokens=self.tokens, new_id=self.new_id, lifetime=self.access_token_lifetime)

    @property
    def log_in(self) -> LogIn:
        return LogIn(
            begin=self.database.begin,
            reading=self.database.reading,
            hasher=self.hasher,
            limiter=self.limiter,
            mint=self.mint,
            new_id=self.new_id,
            new_refresh_token=self.new_refresh_token,
            now=self.clock,
            sessions=self.session_policy,
            limits=self.limits,
        )

    @property
    def authenticate(self) -> Authenticate:
        return Authenticate(
            reading=self.database.reading,
            tokens=self.tokens,
            now=self.clock,
            require_verified=self.require_verified,
        )

    @property
    def refresh(self) -> Refresh:
        return Refresh(
            begin=self.database.begin,
            mint=self.mint,
            new_refresh_token=self.new_refresh_token,
            now=self.clock,
            sessions=self.session_policy,
        )

    @property
    def log_out(self) -> LogOut:
        return LogOut(begin=self.database.begin)

    @property
    def revoke_token(self) -> RevokeToken:
        return RevokeToken(begin=self.database.begin)

    @property
    def who_am_i(self) -> WhoAmI:
        return WhoAmI(reading=self.database.reading)

    @property
    def edit_account(self) -> EditAccount:
        return EditAccount(begin=self.database.begin, now=self.clock)

    @property
    def delete_account(self) -> DeleteAccount:
        return DeleteAccount(
            begin=self.database.begin,
            reading=self.database.reading,
            hasher=self.hasher,
            limiter=self.limiter,
            limits=self.limits,
        )

    @property
    def send_code(self) -> SendCode:
        return SendCode(
            begin=self.database.begin,
            limiter=self.limiter,
            new_id=self.new_id,
            now=self.clock,
            limits=self.limits,
        )

    @property
    def verify_email(self) -> VerifyEmail:
        return VerifyEmail(
            begin=self.database.begin,
            codes=self.codes,
            seal=self.seal,
            new_id=self.new_id,
            now=self.clock,
            policy=self.code_policy,
        )

    @property
    def deliver_mail(self) -> DeliverMail:
        return DeliverMail(
            begin=self.database.begin,
            reading=self.database.reading,
            mailer=self.mailer,
            codes=self.codes,
            seal=self.seal,
            new_code=self.new_code,
            now=self.clock,
            policy=self.code_policy,
        )

    @property
    def purge(self) -> Purge:
        return Purge(begin=self.database.begin, now=self.clock)
