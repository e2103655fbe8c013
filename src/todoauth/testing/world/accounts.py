"""Accounts."""

from todoauth.domain.use_cases.account import DeleteAccount, EditAccount
from todoauth.domain.use_cases.register import Register
from todoauth.domain.use_cases.remove_address import RemoveAddress
from todoauth.domain.use_cases.verify_email import SendCode, VerifyEmail
from todoauth.testing.world.parts import Parts


class Accounts(Parts):
    """What people do to have an account."""

    @property
    def register(self) -> Register:
        return Register(
            begin=self.database.begin,
            hasher=self.hasher,
            limiter=self.limiter,
            new_id=self.new_id,
            now=self.clock,
            passwords=self.passwords,
            is_breached=self.is_breached,
            limits=self.limits,
        )

    @property
    def edit_account(self) -> EditAccount:
        return EditAccount(begin=self.database.begin, now=self.clock)

    @property
    def remove_address(self) -> RemoveAddress:
        return RemoveAddress(require_password=self.require_password, new_id=self.new_id, now=self.clock, tell=self.tell)

    @property
    def delete_account(self) -> DeleteAccount:
        return DeleteAccount(require_password=self.require_password, now=self.clock, tell=self.tell)

    @property
    def send_code(self) -> SendCode:
        return SendCode(
            begin=self.database.begin,
            limiter=self.limiter,
            require_fresh=self.require_fresh,
            new_id=self.new_id,
            now=self.clock,
            limits=self.limits,
        )

    @property
    def verify_email(self) -> VerifyEmail:
        return VerifyEmail(
            begin=self.database.begin,
            guesses=self.database.autocommit.guesses,
            limiter=self.limiter,
            codes=self.codes,
            seal=self.seal,
            require_fresh=self.require_fresh,
            new_id=self.new_id,
            now=self.clock,
            tell=self.tell,
            policy=self.code_policy,
            limits=self.limits,
        )
