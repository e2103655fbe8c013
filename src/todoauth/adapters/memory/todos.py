"""Todos, in memory."""

from dataclasses import dataclass
from itertools import islice

from todoauth.adapters.memory.store import TODOS_OF, Store
from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.page import Order, Page, Slice
from todoauth.domain.model.text import fold
from todoauth.domain.model.todo import Todo, TodoEdit, TodoFilter
from todoauth.ports.repositories import Todos, TodosView


@dataclass(frozen=True)
class MemoryTodosView(TodosView):
    """Todos, to look up."""

    store: Store

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        return self.store.todos.get((owner, id))

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        after = part.after and part.after.after
        theirs = self.store.todos.all(TODOS_OF, owner, after=after, descending=part.order is Order.DESC)
        wanted = (todo for todo in theirs if _is_wanted(todo, only))
        return Page.of(list(islice(wanted, part.size.items + 1)), part.size, id_of=lambda todo: todo.id)


class MemoryTodos(MemoryTodosView, Todos):
    """Todos, in one transaction."""

    async def add(self, todo: Todo, *, at_most: int | None = None) -> bool:
        self.store.require_user(todo.owner)
        theirs = self.store.todos.all(TODOS_OF, todo.owner)
        if at_most is not None and sum(1 for _ in theirs) >= at_most:
            return False
        self.store.todos.add(todo)
        return True

    async def edit(self, id: TodoId, edit: TodoEdit, *, owner: UserId, version: int | None = None) -> Todo | None:
        return self.store.todos.edit(self._that(id, owner, version), lambda todo: todo.edited(edit))

    async def remove(self, id: TodoId, *, owner: UserId, version: int | None = None) -> bool:
        return self._that(id, owner, version) is not None and self.store.todos.drop((owner, id))

    def _that(self, id: TodoId, owner: UserId, version: int | None) -> Todo | None:
        stored = self.store.todos.get((owner, id))
        return stored if stored is not None and version in {None, stored.version} else None


def _is_wanted(todo: Todo, only: TodoFilter) -> bool:
    has_state = only.is_done in {None, todo.is_done}
    return has_state and (only.text is None or only.text.folded in fold(todo.content.text))
