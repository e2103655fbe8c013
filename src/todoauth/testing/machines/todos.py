"""Random histories of todos."""

from dataclasses import replace
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, rule

from todoauth.domain.errors import Outdated, TodoAuthError, TodoNotFound
from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.page import Slice
from todoauth.domain.model.text import SearchText, fold
from todoauth.domain.model.todo import Todo, TodoContent, TodoEdit, TodoFilter
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.ports.unit_of_work import UnitOfWork
from todoauth.testing.machines.owners import OwnerStage, in_order, owners, slices, sought, texts, versions
from todoauth.testing.machines.stage import Opened

contents = texts(12).map(TodoContent)


class TodoStage(OwnerStage):
    """Owners add todos, change them, and look for them."""

    todos = Bundle[TodoId]("todos")

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.all_todos = dict[TodoId, Todo]()

    @rule(target=todos, name=owners, content=contents, is_done=st.booleans())
    def add_todo(self, name: str, content: TodoContent, is_done: bool) -> TodoId:
        todo = self.run(self.world.add_todo(owner=self.owners[name], content=content, is_done=is_done))
        assert (todo.content, todo.is_done, todo.version) == (content, is_done, 1)
        self.all_todos[todo.id] = todo
        return todo.id

    @rule(
        name=owners,
        id=todos,
        content=st.just(UNSET) | contents,
        is_done=st.just(UNSET) | st.booleans(),
        expected=versions,
    )
    def edit_todo(
        self, name: str, id: TodoId, content: Maybe[TodoContent], is_done: Maybe[bool], expected: int | None
    ) -> None:
        edit = self.world.edit_todo(owner=self.owners[name], id=id, content=content, is_done=is_done, expected=expected)
        outcome, todo = self.outcome(edit), self._own(name, id)
        if todo is None or expected not in {None, todo.version}:
            assert isinstance(outcome, _refusal(todo))
        else:
            self.all_todos[id] = todo.edited(TodoEdit(content=content, is_done=is_done, at=self.world.clock()))
            assert outcome == self.all_todos[id]

    @rule(name=owners, id=todos, expected=versions)
    def remove_todo(self, name: str, id: TodoId, expected: int | None) -> None:
        outcome = self.outcome(self.world.remove_todo(owner=self.owners[name], id=id, expected=expected))
        todo = self._own(name, id)
        if todo is None or expected not in {None, todo.version}:
            assert isinstance(outcome, _refusal(todo))
        else:
            assert outcome is None
            del self.all_todos[id]

    @rule(name=owners, id=todos, content=contents)
    def give_up_todos(self, name: str, id: TodoId, content: TodoContent) -> None:
        async def spoil(work: UnitOfWork) -> None:
            todo = self._own(name, id)
            if todo is not None:
                edit = TodoEdit(content=content, is_done=not todo.is_done, at=self.world.clock())
                assert await work.todos.edit(id, edit, owner=todo.owner) == todo.edited(edit)
                await work.todos.add(replace(todo, id=TodoId(self.world.new_id())))
                await work.todos.remove(id, owner=todo.owner)

        self.abort(spoil)

    @rule(name=owners, is_done=st.none() | st.booleans(), text=sought, part=slices)
    def list_todos(self, name: str, is_done: bool | None, text: SearchText | None, part: Slice) -> None:
        owner, only = self.owners[name], TodoFilter(is_done, text)
        wanted = [
            todo
            for todo in self.all_todos.values()
            if todo.owner == owner
            and is_done in {None, todo.is_done}
            and (text is None or text.folded in fold(todo.content.text))
        ]
        found = self.leaf(partial(self.world.list_todos, owner=owner, only=only), part)
        assert found == in_order(wanted, part)

    def _own(self, name: str, id: TodoId) -> Todo | None:
        todo = self.all_todos.get(id)
        return None if todo is None or todo.owner != self.owners[name] else todo


def _refusal(todo: Todo | None) -> type[TodoAuthError]:
    return TodoNotFound if todo is None else Outdated
