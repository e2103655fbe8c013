"""Owed mail, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

from todoauth.adapters.memory.store import ALL, BY_DUE_TIME, MAIL, Store
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailFilter, OwedMail
from todoauth.domain.model.page import Order, Page, Slice
from todoauth.ports.ledgers import Outbox, OutboxView


@dataclass(frozen=True)
class MemoryOutboxView(OutboxView):
    """Owed mail, to look at."""

    store: Store

    async def page(self, *, only: MailFilter, part: Slice) -> Page[OwedMail]:
        after = part.after and part.after.after
        mails = self.store.outbox.all(MAIL, ALL, after=after, descending=part.order is Order.DESC)
        wanted = (mail for mail in mails if only.is_dead in {None, mail.is_dead})
        return Page.of(list(islice(wanted, part.size.items + 1)), part.size, id_of=lambda mail: mail.id)


class MemoryOutbox(MemoryOutboxView, Outbox):
    """Owed mail, in one transaction."""

    async def get_for_update(self, id: MailId) -> OwedMail | None:
        return self.store.outbox.get(id)

    async def owe(self, mail: OwedMail) -> None:
        if mail.user_id is not None:
            self.store.require_user(mail.user_id)
        self.store.outbox.add(mail)

    async def take(self, *, at: datetime, lease: timedelta, at_most: int) -> Sequence[OwedMail]:
        due = takewhile(lambda mail: mail.not_before <= at, self.store.outbox.all(BY_DUE_TIME, False))
        taken = [replace(mail, not_before=at + lease) for mail in islice(due, at_most)]
        for mail in taken:
            self.store.outbox.put(mail)
        return taken

    async def settle(self, mail: OwedMail) -> None:
        if self._is_still(mail):
            self.store.outbox.drop(mail.id)

    async def replace(self, mail: OwedMail, *, by: OwedMail) -> None:
        if self._is_still(mail):
            self.store.outbox.put(by)

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = takewhile(lambda mail: mail.not_before < before, self.store.outbox.all(BY_DUE_TIME, True))
        purged = list(islice(old, at_most))
        for mail in purged:
            self.store.outbox.drop(mail.id)
        return len(purged)

    def _is_still(self, mail: OwedMail) -> bool:
        stored = self.store.outbox.get(mail.id)
        return stored is not None and stored.not_before == mail.not_before
