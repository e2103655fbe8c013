"""Passwords."""

from todoauth.domain.use_cases.change_password import ChangePassword
from todoauth.domain.use_cases.reset_password import ResetPassword, SendResetCode
from todoauth.testing.world.parts import Parts


class Passwords(Parts):
    """What people do about their passwords."""

    @property
    def change_password(self) -> ChangePassword:
        return ChangePassword(
            begin=self.database.begin,
            hasher=self.hasher,
            require_password=self.require_password,
            new_id=self.new_id,
            now=self.clock,
            tell=self.tell,
            passwords=self.passwords,
            is_breached=self.is_breached,
        )

    @property
    def send_reset_code(self) -> SendResetCode:
        return SendResetCode(
            begin=self.database.begin, limiter=self.limiter, new_id=self.new_id, now=self.clock, limits=self.limits
        )

    @property
    def reset_password(self) -> ResetPassword:
        return ResetPassword(
            begin=self.database.begin,
            view=self.database.view,
            guesses=self.database.autocommit.guesses,
            hasher=self.hasher,
            limiter=self.limiter,
            codes=self.codes,
            seal=self.seal,
            new_id=self.new_id,
            now=self.clock,
            tell=self.tell,
            passwords=self.passwords,
            is_breached=self.is_breached,
            policy=self.code_policy,
            limits=self.limits,
        )
