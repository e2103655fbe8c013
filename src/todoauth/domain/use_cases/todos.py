"""What people do with their todos."""

from dataclasses import dataclass

from todoauth.domain.errors import Outdated, TodoNotFound, TooManyTodos
from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.limit import Quotas
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.todo import Todo, TodoContent, TodoEdit, TodoFilter
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.use_cases.editing import edited
from todoauth.ports.repositories import Todos, TodosView
from todoauth.ports.system import Clock, Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTodo:
    """Write down something to be done."""

    todos: Todos
    new_id: Ids
    now: Clock
    quotas: Quotas = Quotas()

    async def __call__(self, *, owner: UserId, content: TodoContent, is_done: bool = False) -> Todo:
        """Return the new todo.

        Raises:
            UserNotFound: the owner is gone.
            TooManyTodos: the owner has as many as one may have.
        """
        at = self.now()
        todo = Todo(
            id=TodoId(self.new_id()), owner=owner, content=content, is_done=is_done, created_at=at, updated_at=at
        )
        if not await self.todos.add(todo, at_most=self.quotas.todos):
            raise TooManyTodos
        return todo


@dataclass(frozen=True, slots=True, kw_only=True)
class ListTodos:
    """Leaf through one's todos."""

    todos: TodosView

    async def __call__(self, *, owner: UserId, only: TodoFilter = TodoFilter(), part: Slice = Slice()) -> Page[Todo]:
        """Return a page of the owner's todos."""
        return await self.todos.page(owner, only=only, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTodo:
    """Look at one todo."""

    todos: TodosView

    async def __call__(self, *, owner: UserId, id: TodoId) -> Todo:
        """Return the todo.

        Raises:
            TodoNotFound: there is none, or it is somebody else's.
        """
        return await _own(self.todos, id, owner)


@dataclass(frozen=True, slots=True, kw_only=True)
class EditTodo:
    """Change a todo, or part of it."""

    todos: Todos
    now: Clock

    async def __call__(
        self,
        *,
        owner: UserId,
        id: TodoId,
        content: Maybe[TodoContent] = UNSET,
        is_done: Maybe[bool] = UNSET,
        expected: int | None = None,
    ) -> Todo:
        """Return the todo as changed; what is not mentioned stays.

        Args:
            expected: the version that the change is based on, or `None` for whatever is there.

        Raises:
            TodoNotFound: there is none, or it is somebody else's.
            Outdated: it has another version by now.
            Contended: many others change it at the same moment.
        """
        edit = TodoEdit(content=content, is_done=is_done, at=self.now())
        return await edited(
            lambda: self.todos.edit(id, edit, owner=owner, version=expected),
            lambda: _own(self.todos, id, owner),
            lambda todo: todo.edited(edit) is not todo,
            expected=expected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceTodo:
    """Put other content in a todo's place; what is not given goes back to its default."""

    todos: Todos
    now: Clock

    async def __call__(
        self, *, owner: UserId, id: TodoId, content: TodoContent, is_done: bool = False, expected: int | None = None
    ) -> Todo:
        """Return the todo as replaced. Raises as `EditTodo` does."""
        edit = EditTodo(todos=self.todos, now=self.now)
        return await edit(owner=owner, id=id, content=content, is_done=is_done, expected=expected)


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveTodo:
    """Strike a todo out."""

    todos: Todos

    async def __call__(self, *, owner: UserId, id: TodoId, expected: int | None = None) -> None:
        """Remove the todo.

        Raises:
            TodoNotFound: there is none, or it is somebody else's.
            Outdated: it has another version by now.
        """
        if not await self.todos.remove(id, owner=owner, version=expected):
            await _own(self.todos, id, owner)  # to tell what it is
            raise Outdated


async def _own(todos: TodosView, id: TodoId, owner: UserId) -> Todo:
    todo = await todos.get(id, owner=owner)
    if todo is None:
        raise TodoNotFound
    return todo
