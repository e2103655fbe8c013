"""Lists that are broken."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from todoauth import MailFilter, Order, OwedMail, Page, Slice, Todo, TodoFilter, TodoId, UserId
from todoauth.adapters.memory import MemoryDatabase
from todoauth.adapters.memory.outbox import MemoryOutboxView
from todoauth.adapters.memory.store import Store
from todoauth.adapters.memory.todos import MemoryTodosView


class WithViews(MemoryDatabase):
    """A database in memory, some of whose lists are made in another way."""

    def __init__(self, **views: Callable[[Store], Any]) -> None:
        super().__init__()
        made = {name: view(Store(self._tables)) for name, view in views.items()}
        self.view = replace(self.view, **made)


class RepeatsTheLast(MemoryTodosView):
    """Pages begin at the cursor, not after it."""

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        page = await super().page(owner, only=only, part=part)
        last = part.after and await self.get(TodoId(part.after.after), owner=owner)
        return replace(page, items=[last, *page.items]) if last else page


class CountsToTheCursor(MemoryTodosView):
    """Pages begin so many items from the start as there were when the cursor was made."""

    seen = 0

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        all_of_them = await super().page(owner, only=only, part=Slice(part.order))
        start = CountsToTheCursor.seen if part.after else 0
        CountsToTheCursor.seen = start + part.size.items
        return Page.of(all_of_them.items[start:][: part.size.items + 1], part.size, id_of=lambda todo: todo.id)


class SearchesByCase(MemoryTodosView):
    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        page = await super().page(owner, only=replace(only, text=None), part=part)
        found = [todo for todo in page.items if only.text is None or only.text.text in todo.content.text]
        return replace(page, items=found)


class ForgetsTheOrder(MemoryTodosView):
    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        return await super().page(owner, only=only, part=replace(part, order=Order.ASC))


class ListsTheDeadWithTheRest(MemoryOutboxView):
    async def page(self, *, only: MailFilter, part: Slice) -> Page[OwedMail]:
        return await super().page(only=MailFilter(), part=part)
