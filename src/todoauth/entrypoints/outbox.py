"""Mail that is owed, in the hands of whoever can run commands on the server."""

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import ClassVar, TypeVar
from uuid import UUID

from todoauth.domain.errors import Contended, InvalidValue, MailNotFound, Unavailable
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailFilter, OwedMail
from todoauth.domain.model.page import Cursor, Page, PageSize, Slice
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.once import once
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.schema import absence
from todoauth.entrypoints.settings import Settings

T = TypeVar("T")

_DEAD = MailFilter(is_dead=True)
_MANY = PageSize(PageSize.MOST)


class Misused(Refused):
    """A command was told what it cannot do."""

    exit_code: ClassVar[int] = 2


def list_mail(settings: Settings, *, is_dead: bool | None, limit: int, after: str | None) -> Page[OwedMail]:
    """Return the mail that is owed, in the order in which it was promised.

    Args:
        is_dead: whether only the dead is wanted, or only what waits.
        limit: how many there may be, from 1 to 100.
        after: the id of the mail after which the list begins.

    Raises:
        Misused: the limit is another number, or `after` is no id.
        Refused: the database is not there, or waits for migrations.
    """
    try:
        size = PageSize(limit)
    except InvalidValue as error:
        raise Misused(f"The limit {error.reason}.") from error
    part = Slice(after=None if after is None else Cursor(_id(after)), size=size)
    return _run(settings, lambda container: container.list_owed_mail()(only=MailFilter(is_dead), part=part))


def retry_mail(settings: Settings, ids: Sequence[str]) -> str:
    """Owe dead mails anew, and return what was done, in a sentence.

    Raises:
        Misused: one of the ids is none.
        Refused: there is no mail of one of the ids; the others are retried. Or the database is not there.
    """

    async def retry(container: Container, id: MailId) -> None:
        await container.retry_mail()(id=id)

    return _each(settings, ids, retry, "will be tried again")


def retry_all_dead(settings: Settings) -> str:
    """Owe all dead mail anew, and return what was done, in a sentence.

    Raises:
        Refused: the database is not there, or waits for migrations.
    """
    retried = _run(settings, _retry_all_dead)
    return _told(retried, "will be tried again") if retried else "No mail is dead."


def drop_mail(settings: Settings, ids: Sequence[str]) -> str:
    """Give up mails, and return what was done, in a sentence.

    Raises:
        Misused: one of the ids is none.
        Refused: there is no mail of one of the ids; the others are dropped. Or the database is not there.
    """

    async def drop(container: Container, id: MailId) -> None:
        await container.drop_mail()(id=id)

    return _each(settings, ids, drop, "dropped")


async def _retry_all_dead(container: Container) -> int:
    retried, part = 0, Slice(size=_MANY)
    while True:
        page = await container.list_owed_mail()(only=_DEAD, part=part)
        for mail in page.items:
            with suppress(MailNotFound):  # it was dropped meanwhile
                await container.retry_mail()(id=mail.id)
                retried += 1
        if page.next_cursor is None:
            return retried
        part = Slice(after=page.next_cursor, size=_MANY)


def _each(
    settings: Settings, ids: Sequence[str], act: Callable[[Container, MailId], Awaitable[None]], outcome: str
) -> str:
    wanted = dict.fromkeys(map(_id, ids))

    async def act_on_each(container: Container) -> list[MailId]:
        missing = list[MailId]()
        for wanted_id in wanted:
            try:
                await act(container, wanted_id)
            except MailNotFound:
                missing.append(wanted_id)
        return missing

    missing = _run(settings, act_on_each)
    done = len(wanted) - len(missing)
    if missing:
        told = [_told(done, outcome)] if done else []
        raise Refused(*(f"There is no owed mail {missed}." for missed in missing), *told)
    return _told(done, outcome)


def _run(settings: Settings, act: Callable[[Container], Awaitable[T]]) -> T:
    try:
        return once(settings, act)
    except Contended as error:
        raise Refused("Others keep the database busy: run the command again.") from error
    except Unavailable as error:
        raise absence(error) from error


def _id(raw: str) -> MailId:
    try:
        return MailId(UUID(raw))
    except ValueError:
        raise Misused("A mail is named by its id, as todoauth outbox list shows it.") from None


def _told(number: int, outcome: str) -> str:
    return f"1 mail {outcome}." if number == 1 else f"{number} mails {outcome}."
