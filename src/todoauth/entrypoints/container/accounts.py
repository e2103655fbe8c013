"""What people do with their accounts."""

from typing import Final

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import account, change_password, register, remove_address, reset_password, verify_email
from todoauth.entrypoints.container.adapters import Adapters
from todoauth.entrypoints.container.steps import Steps

ACCOUNTS: Final = {
    register.Register: Factory(
        register.Register,
        begin=Adapters.owing,
        hasher=Adapters.hasher,
        limiter=Adapters.limiter,
        new_id=Adapters.new_id,
        now=Adapters.now,
        passwords=Adapters.passwords,
        is_breached=Adapters.is_breached,
        limits=Adapters.limits,
    ),
    account.EditAccount: Factory(account.EditAccount, begin=Adapters.begin, now=Adapters.now),
    account.DeleteAccount: Factory(
        account.DeleteAccount, require_password=Steps.require_password, now=Adapters.now, tell=Adapters.tell
    ),
    change_password.ChangePassword: Factory(
        change_password.ChangePassword,
        begin=Adapters.owing,
        hasher=Adapters.hasher,
        require_password=Steps.require_password,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
        passwords=Adapters.passwords,
        is_breached=Adapters.is_breached,
    ),
    reset_password.SendResetCode: Factory(
        reset_password.SendResetCode,
        begin=Adapters.owing,
        limiter=Adapters.limiter,
        new_id=Adapters.new_id,
        now=Adapters.now,
        limits=Adapters.limits,
    ),
    reset_password.ResetPassword: Factory(
        reset_password.ResetPassword,
        begin=Adapters.owing,
        view=Adapters.view,
        guesses=Adapters.guesses,
        hasher=Adapters.hasher,
        limiter=Adapters.limiter,
        codes=Adapters.codes,
        seal=Adapters.seal,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
        passwords=Adapters.passwords,
        is_breached=Adapters.is_breached,
        policy=Adapters.code_policy,
        limits=Adapters.limits,
    ),
    verify_email.SendCode: Factory(
        verify_email.SendCode,
        begin=Adapters.owing,
        limiter=Adapters.limiter,
        require_fresh=Steps.require_fresh,
        new_id=Adapters.new_id,
        now=Adapters.now,
        limits=Adapters.limits,
    ),
    verify_email.VerifyEmail: Factory(
        verify_email.VerifyEmail,
        begin=Adapters.owing,
        guesses=Adapters.guesses,
        limiter=Adapters.limiter,
        codes=Adapters.codes,
        seal=Adapters.seal,
        require_fresh=Steps.require_fresh,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
        policy=Adapters.code_policy,
        limits=Adapters.limits,
    ),
    remove_address.RemoveAddress: Factory(
        remove_address.RemoveAddress,
        require_password=Steps.require_password,
        new_id=Adapters.new_id,
        now=Adapters.now,
        tell=Adapters.tell,
    ),
}
