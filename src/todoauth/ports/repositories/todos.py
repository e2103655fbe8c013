"""Where todos are kept."""

from typing import Protocol

from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.todo import Todo, TodoFilter


class TodosView(Protocol):
    """Todos, to look up. Each question names the owner: somebody else's todo is not found."""

    async def get(self, id: TodoId, *, owner: UserId) -> Todo | None:
        """Return the todo, or `None`."""
        ...

    async def page(self, owner: UserId, *, only: TodoFilter, part: Slice) -> Page[Todo]:
        """Return part of the owner's todos, in the order in which they were added."""
        ...


class Todos(TodosView, Protocol):
    """Todos. Each call is all or nothing by itself; in a unit of work it takes part in that transaction."""

    async def add(self, todo: Todo, *, at_most: int | None = None) -> bool:
        """Add a todo, unless its owner has `at_most` of them; return whether it was added.

        The number is exact, whoever else adds todos of that owner up to some number at the same moment.

        Raises:
            UserNotFound: its owner is gone.
        """
        ...

    async def update(self, todo: Todo) -> None:
        """Put `todo` in the place of its predecessor.

        Raises:
            Outdated: the stored todo is not the predecessor, or is gone.
        """
        ...

    async def remove(self, id: TodoId, *, owner: UserId, version: int | None = None) -> bool:
        """Remove the todo; with a `version`, only if it has that one. Return whether it was removed."""
        ...
