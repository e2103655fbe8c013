"""Owed mail, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.statements import outbox as statements
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId, UserId
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.ports.ledgers import Outbox


@dataclass(frozen=True)
class SqlOutbox(Outbox):
    """Owed mail, in one transaction."""

    connection: Connection

    async def owe(self, mail: OwedMail) -> None:
        await self.connection.run(
            statements.OWE,
            id=mail.id,
            kind=mail.kind.value,
            user_id=mail.user_id,
            email=mail.email.text,
            owed_at=mail.owed_at,
            not_before=mail.not_before,
            attempts=mail.attempts,
            is_dead=mail.is_dead,
            answer=mail.answer,
        )

    async def take(self, *, at: datetime, lease: timedelta, at_most: int) -> Sequence[OwedMail]:
        due = [_mail(row) for row in await self.connection.all(statements.DUE, at=at, at_most=at_most)]
        taken = [replace(mail, not_before=at + lease) for mail in due]
        for mail, leased in zip(due, taken, strict=True):
            await self.postpone(mail, until=leased)
        return taken

    async def settle(self, taken: OwedMail) -> None:
        await self.connection.run(statements.SETTLE, id=taken.id, taken_until=taken.not_before)

    async def postpone(self, taken: OwedMail, *, until: OwedMail) -> None:
        await self.connection.run(
            statements.POSTPONE,
            id=taken.id,
            taken_until=taken.not_before,
            not_before=until.not_before,
            attempts=until.attempts,
            is_dead=until.is_dead,
            answer=until.answer,
        )


def _mail(row: Row) -> OwedMail:
    mail_id, kind, user_id, email, owed_at, not_before, attempts, answer = row
    return OwedMail(
        id=MailId(mail_id),
        kind=MailKind(kind),
        user_id=UserId(user_id),
        email=EmailAddress(email),
        owed_at=owed_at,
        not_before=not_before,
        attempts=attempts,
        answer=answer,
    )
