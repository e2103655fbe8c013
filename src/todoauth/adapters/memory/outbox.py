"""Owed mail, in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice, takewhile

from todoauth.adapters.memory.store import ALL, DUE_MAIL, Store
from todoauth.domain.model.mail import OwedMail
from todoauth.ports.ledgers import Outbox


@dataclass(frozen=True)
class MemoryOutbox(Outbox):
    """Owed mail, in one transaction."""

    store: Store

    async def owe(self, mail: OwedMail) -> None:
        self.store.require_user(mail.user_id)
        self.store.outbox.add(mail)

    async def take(self, *, at: datetime, lease: timedelta, at_most: int) -> Sequence[OwedMail]:
        due = takewhile(lambda mail: mail.not_before <= at, self.store.outbox.all(DUE_MAIL, ALL))
        taken = [replace(mail, not_before=at + lease) for mail in islice(due, at_most)]
        for mail in taken:
            self.store.outbox.put(mail)
        return taken

    async def settle(self, taken: OwedMail) -> None:
        if self._is_still(taken):
            self.store.outbox.drop(taken.id)

    async def postpone(self, taken: OwedMail, *, until: OwedMail) -> None:
        if self._is_still(taken):
            self.store.outbox.put(until)

    def _is_still(self, taken: OwedMail) -> bool:
        stored = self.store.outbox.get(taken.id)
        return stored is not None and stored.not_before == taken.not_before
