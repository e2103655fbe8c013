"""Paying the mail that is owed."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from todoauth.domain.errors import MailNotAccepted, Unavailable
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.letters import (
    address_proved_letter,
    address_removed_letter,
    address_replaced_letter,
    address_tried_letter,
    code_letter,
    password_changed_letter,
    password_tried_letter,
    reset_letter,
    session_stolen_letter,
)
from todoauth.domain.model.mail import Letter, MailKind, OwedMail
from todoauth.domain.model.one_time_code import Code, CodeKey, CodePolicy, CodeSeal, Purpose
from todoauth.domain.model.user import User
from todoauth.ports.cache import CodeCache
from todoauth.ports.events import Tell
from todoauth.ports.mailer import Mailer
from todoauth.ports.system import Clock, Codes, ResetCodes
from todoauth.ports.unit_of_work import Begin, View

_NOTICES: Final = {
    MailKind.ADDRESS_PROVED: address_proved_letter,
    MailKind.ADDRESS_REPLACED: address_replaced_letter,
    MailKind.ADDRESS_REMOVED: address_removed_letter,
    MailKind.PASSWORD_CHANGED: password_changed_letter,
    MailKind.PASSWORD_TRIED: password_tried_letter,
    MailKind.SESSION_STOLEN: session_stolen_letter,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverMail:
    """Take mail that is owed, decide what each has to say now, and send it.

    A code is made when its mail is sent, so none ever rests in a database. A try that fails is repeated later; a
    process that dies leaves its mail to the next taker. What was taken is sent side by side, so one that hangs keeps
    no other waiting, and all are done within the lease if the mailer gives up on each before that.
    """

    begin: Begin
    view: View
    mailer: Mailer
    codes: CodeCache
    seal: CodeSeal
    new_code: Codes
    new_reset_code: ResetCodes
    now: Clock
    tell: Tell
    policy: CodePolicy = CodePolicy()
    lease: timedelta = timedelta(seconds=30)
    at_most: int = 10

    async def __call__(self) -> int:
        """Return how many mails were taken. Zero means that nothing is due.

        Raises:
            Unavailable: the mail server or the database is away. Nothing is lost, and nothing is gained by hurry.
            ExceptionGroup: what nobody foresaw. It counted as a try, so that it is not met for ever.
        """
        async with self.begin() as work:
            taken = await work.outbox.take(at=self.now(), lease=self.lease, at_most=self.at_most)
        outcomes = await asyncio.gather(*map(self._deliver, taken), return_exceptions=True)
        failures = [outcome for outcome in outcomes if isinstance(outcome, Exception)]
        if unforeseen := [failure for failure in failures if not isinstance(failure, Unavailable)]:
            raise ExceptionGroup("mail could not be delivered", unforeseen)
        for failure in failures:
            raise failure
        return len(taken)

    async def _deliver(self, mail: OwedMail) -> None:
        try:
            await self._try(mail)
        except Unavailable:
            raise
        except Exception:
            await self._replace(mail, by=mail.failed(self.now()))
            raise

    async def _try(self, mail: OwedMail) -> None:
        try:
            letter = await self._letter(mail)
        except Unavailable:  # nothing was sent, so this was no attempt: mail outlives a cache that is away for long
            await self._replace(mail, by=mail.postponed(self.now()))
        else:
            await self._send(mail, letter)

    async def _send(self, mail: OwedMail, letter: Letter | None) -> None:
        try:
            if letter is not None:
                await self.mailer.send(letter, id=mail.id)
        except MailNotAccepted as refusal:
            tried = mail.failed(self.now(), answer=refusal.answer, permanent=refusal.permanent)
            await self._replace(mail, by=tried)
        except Unavailable:  # nobody was there: this was no attempt either, and there is no use in asking again at once
            await self._replace(mail, by=mail.postponed(self.now()))
            raise
        else:
            async with self.begin() as work:
                await work.outbox.settle(mail)

    async def _replace(self, mail: OwedMail, *, by: OwedMail) -> None:
        at = self.now()
        async with self.begin() as work:
            await work.outbox.replace(mail, by=by)
        if by.is_dead:
            self.tell(Event(kind=EventKind.MAIL_DIED, user_id=by.user_id, mail_id=by.id, at=at))

    async def _letter(self, mail: OwedMail) -> Letter | None:
        if mail.kind in _NOTICES:
            return _NOTICES[mail.kind](mail.email)
        if self.now() - mail.owed_at > self.policy.mail_lifetime:
            return None
        holder = await self.view.users.with_email(mail.email)
        asker = holder if mail.user_id is None else await self.view.users.get(mail.user_id)
        if asker is None or not asker.is_active:
            return None
        return await (self._reset(mail, asker) if mail.kind is MailKind.RESET else self._proof(mail, asker, holder))

    async def _proof(self, mail: OwedMail, asker: User, holder: User | None) -> Letter | None:
        """Return a code for a free address, a notice for a taken one, nothing for one's own."""
        if holder is not None:
            return None if holder.id == asker.id else address_tried_letter(mail.email)
        code = self.new_code()
        await self._put(CodeKey(Purpose.VERIFY_EMAIL, asker.id, mail.email), code)
        return code_letter(mail.email, code, lifetime=self.policy.lifetime)

    async def _reset(self, mail: OwedMail, holder: User) -> Letter:
        code = self.new_reset_code()
        await self._put(CodeKey(Purpose.RESET, holder.id, mail.email), code)
        return reset_letter(mail.email, code, lifetime=self.policy.lifetime)

    async def _put(self, key: CodeKey, code: Code) -> None:
        await self.codes.put(key, self.seal(key, code), ttl=self.policy.lifetime, guesses=self.policy.guesses)
