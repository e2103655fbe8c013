"""Where todos are kept."""

from typing import Protocol

from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.todo import Todo, TodoEdit, TodoFilter


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

    async def edit(self, id: TodoId, edit: TodoEdit, *, owner: UserId, version: int | None = None) -> Todo | None:
        """Put what `Todo.edited` makes of the todo in its place, in one step: nobody comes in between.

        Args:
            version: edit it only if it has that one.

        Returns:
            The todo as edited, or `None` if nothing is: there is none, it has another version, or nothing differs.

        Raises:
            Contended: others edited it at the same moment, again and again.
        """
        ...

    async def remove(self, id: TodoId, *, owner: UserId, version: int | None = None) -> bool:
        """Remove the todo; with a `version`, only if it has that one. Return whether it was removed."""
        ...
