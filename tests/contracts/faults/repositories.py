"""Repositories that are broken."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from todoauth import (
    MailId,
    OwedMail,
    Purpose,
    Session,
    SpentRefresh,
    Todo,
    TodoEdit,
    TodoId,
    User,
    UserId,
    Username,
    UsernameTaken,
)
from todoauth.adapters.memory.guesses import MemorySpentGuesses
from todoauth.adapters.memory.outbox import MemoryOutbox
from todoauth.adapters.memory.sessions import MemorySessions
from todoauth.adapters.memory.store import TODOS_OF
from todoauth.adapters.memory.todos import MemoryTodos
from todoauth.adapters.memory.users import MemoryUsers


class ChecksThenInserts(MemoryUsers):
    async def add(self, user: User) -> None:
        if await self.with_username(user.username):
            raise UsernameTaken
        await asyncio.sleep(0)
        self.store.users._changes[user.id] = user


class LeavesOrphans(MemoryUsers):
    async def remove(self, id: UserId) -> None:
        self.store.users.drop(id)


class ForgetsTimeZones(MemoryUsers):
    async def add(self, user: User) -> None:
        await super().add(replace(user, created_at=user.created_at.replace(tzinfo=None)))


class FoldsWhatItKeeps(MemoryUsers):
    async def add(self, user: User) -> None:
        await super().add(replace(user, username=Username(user.username.canonical)))


class LosesUpdates(MemoryTodos):
    async def edit(self, id: TodoId, edit: TodoEdit, *, owner: UserId, version: int | None = None) -> Todo | None:
        stored = await self.get(id, owner=owner)
        await asyncio.sleep(0)
        if stored is not None:
            self.store.todos.put(stored.edited(edit))
        return stored and stored.edited(edit)


class CountsTodosWithoutLocking(MemoryTodos):
    async def add(self, todo: Todo, *, at_most: int | None = None) -> bool:
        theirs = sum(1 for _ in self.store.todos.all(TODOS_OF, todo.owner))
        await asyncio.sleep(0)
        return (at_most is None or theirs < at_most) and await super().add(todo)


class RotatesUnconditionally(MemorySessions):
    async def rotate(self, session: Session, *, spent: SpentRefresh) -> bool:
        self.store.sessions.put(session)
        return True


class ListsWithoutLocking(MemorySessions):
    async def of(self, user_id: UserId) -> Sequence[Session]:
        theirs = await super().of(user_id)
        await asyncio.sleep(0)
        return theirs


class TakesWithoutLease(MemoryOutbox):
    async def take(self, *, at: datetime, lease: timedelta, at_most: int) -> list[OwedMail]:
        return [replace(mail, not_before=at) for mail in await super().take(at=at, lease=timedelta(), at_most=at_most)]


class PutsBackWhatIsGone(MemoryOutbox):
    async def replace(self, mail: OwedMail, *, by: OwedMail) -> None:
        self.store.outbox.put(by)


class TakesTheWaitingForDead(MemoryOutbox):
    async def get_for_update(self, id: MailId) -> OwedMail | None:
        mail = await super().get_for_update(id)
        return mail and replace(mail, is_dead=True)


class PurgesMailWithoutEnd(MemoryOutbox):
    async def purge(self, *, before: datetime, at_most: int) -> int:
        return await super().purge(before=before, at_most=10 * at_most)


class CountsTheMomentItself(MemorySpentGuesses):
    async def spent_since(self, subject: UUID, purpose: Purpose, *, since: datetime) -> int:
        return await super().spent_since(subject, purpose, since=since - timedelta(microseconds=1))


class PurgesGuessesWithoutEnd(MemorySpentGuesses):
    async def purge(self, *, before: datetime, at_most: int) -> int:
        return await super().purge(before=before, at_most=10 * at_most)


class CountsWithoutLocking(MemorySpentGuesses):
    async def spent_since(self, subject: UUID, purpose: Purpose, *, since: datetime) -> int:
        spent = await super().spent_since(subject, purpose, since=since)
        await asyncio.sleep(0)
        return spent
