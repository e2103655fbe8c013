"""Owed mail, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from todoauth.adapters.sql.asked import outbox as statements
from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.lists import given
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId, UserId
from todoauth.domain.model.mail import MailFilter, MailKind, OwedMail
from todoauth.domain.model.page import Page, Slice
from todoauth.ports.ledgers import Outbox, OutboxView


@dataclass(frozen=True)
class SqlOutboxView(OutboxView):
    """Owed mail, read over one connection."""

    connection: Connection

    async def page(self, *, only: MailFilter, part: Slice) -> Page[OwedMail]:
        wanted = given(after=part.after and part.after.after, is_dead=only.is_dead)
        rows = await self.connection.all(statements.PAGE(part, wanted), wanted)
        return Page.of([_mail(row) for row in rows[: part.size.items + 1]], part.size, id_of=lambda mail: mail.id)


class SqlOutbox(SqlOutboxView, Outbox):
    """Owed mail, in one transaction."""

    async def get_for_update(self, id: MailId) -> OwedMail | None:
        row = await self.connection.one(statements.BY_ID_FOR_UPDATE, {"id": id})
        return None if row is None else _mail(row)

    async def owe(self, mail: OwedMail) -> None:
        await self.connection.run(
            statements.OWE,
            {"kind": mail.kind.value, "user_id": mail.user_id, "email": mail.email.text, **_values(mail)},
        )

    async def take(self, *, at: datetime, lease: timedelta, at_most: int) -> Sequence[OwedMail]:
        due = [_mail(row) for row in await self.connection.all(statements.DUE, {"at": at, "at_most": at_most})]
        taken = [replace(mail, not_before=at + lease) for mail in due]
        for mail, leased in zip(due, taken, strict=True):
            await self.replace(mail, by=leased)
        return taken

    async def settle(self, mail: OwedMail) -> None:
        await self.connection.run(statements.SETTLE, {"id": mail.id, "taken_until": mail.not_before})

    async def replace(self, mail: OwedMail, *, by: OwedMail) -> None:
        await self.connection.run(statements.REPLACE, {"taken_until": mail.not_before, **_values(by)})

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = [_mail(row) for row in await self.connection.all(statements.DEAD, {"before": before, "at_most": at_most})]
        for mail in old:
            await self.settle(mail)
        return len(old)


def _mail(row: Row) -> OwedMail:
    mail_id, kind, user_id, email, owed_at, not_before, attempts, is_dead, answer = row
    return OwedMail(
        id=MailId(mail_id),
        kind=MailKind(kind),
        user_id=user_id and UserId(user_id),
        email=EmailAddress(email),
        owed_at=owed_at,
        not_before=not_before,
        attempts=attempts,
        is_dead=is_dead,
        answer=answer,
    )


def _values(mail: OwedMail) -> dict[str, object]:
    return {
        "id": mail.id,
        "owed_at": mail.owed_at,
        "not_before": mail.not_before,
        "attempts": mail.attempts,
        "is_dead": mail.is_dead,
        "answer": mail.answer,
    }
