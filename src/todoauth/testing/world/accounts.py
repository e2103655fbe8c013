"""Accounts."""

from todoauth.domain.use_cases.account import DeleteAccount, EditAccount, WhoAmI
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
    def who_am_i(self) -> WhoAmI:
        return WhoAmI(reading=self.database.reading)

    @property
    def edit_account(self) -> EditAccount:
        return EditAccount(begin=self.database.begin, now=self.clock)

    @property
    def remove_address(self) -> RemoveAddress:
        return RemoveAddress(
            begin=self.database.begin,
            reading=self.database.reading,
            hasher=self.hasher,
            limiter=self.limiter,
            new_id=self.new_id,
            now=self.clock,
            limits=self.limits,
        )

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
