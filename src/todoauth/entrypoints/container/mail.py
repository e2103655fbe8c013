"""What happens to mail that is owed."""

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import deliver_mail, owed_mail, purge
from todoauth.entrypoints.container.adapters import Adapters
from todoauth.entrypoints.relay import Relay


class Mail(Adapters):
    """What the relay does, and operators do about what it could not."""

    deliver_mail = Factory(
        deliver_mail.DeliverMail,
        begin=Adapters.begin,
        view=Adapters.view,
        mailer=Adapters.mailer,
        codes=Adapters.codes,
        seal=Adapters.seal,
        new_code=Adapters.new_code,
        new_reset_code=Adapters.new_reset_code,
        now=Adapters.now,
        tell=Adapters.tell,
        policy=Adapters.code_policy,
    )
    purge = Factory(purge.Purge, begin=Adapters.begin, now=Adapters.now)
    relay = Factory(Relay, deliver=deliver_mail, purge=purge, owed=Adapters.owed)
    list_owed_mail = Factory(owed_mail.ListOwedMail, view=Adapters.view)
    retry_mail = Factory(owed_mail.RetryMail, begin=Adapters.begin, now=Adapters.now)
    drop_mail = Factory(owed_mail.DropMail, begin=Adapters.begin)
