"""Mail that is owed, and forgetting."""

from todoauth.domain.use_cases.deliver_mail import DeliverMail
from todoauth.domain.use_cases.owed_mail import DropMail, ListOwedMail, RetryMail
from todoauth.domain.use_cases.purge import Purge
from todoauth.testing.world.parts import Parts


class Upkeep(Parts):
    """What goes on while the service runs, and what those who run it do."""

    @property
    def deliver_mail(self) -> DeliverMail:
        return DeliverMail(
            begin=self.database.begin,
            view=self.database.view,
            mailer=self.mailer,
            codes=self.codes,
            seal=self.seal,
            new_code=self.new_code,
            new_reset_code=self.new_reset_code,
            now=self.clock,
            tell=self.tell,
            policy=self.code_policy,
        )

    @property
    def list_owed_mail(self) -> ListOwedMail:
        return ListOwedMail(view=self.database.view)

    @property
    def retry_mail(self) -> RetryMail:
        return RetryMail(begin=self.database.begin, now=self.clock)

    @property
    def drop_mail(self) -> DropMail:
        return DropMail(begin=self.database.begin)

    @property
    def purge(self) -> Purge:
        return Purge(begin=self.database.begin, now=self.clock)
