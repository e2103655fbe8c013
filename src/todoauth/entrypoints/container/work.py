"""What people do with todos and cleanings."""

from typing import Final

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import cleanings, own_cleanings, todos
from todoauth.entrypoints.container.adapters import Adapters


class Work(Adapters):
    """What an edit and a replacement share."""

    edit_todo = Factory(todos.EditTodo, todos=Adapters.todos, now=Adapters.now)
    edit_cleaning = Factory(own_cleanings.EditCleaning, cleanings=Adapters.cleanings, now=Adapters.now)


WORK: Final = {
    todos.AddTodo: Factory(
        todos.AddTodo, todos=Adapters.todos, new_id=Adapters.new_id, now=Adapters.now, quotas=Adapters.quotas
    ),
    todos.ListTodos: Factory(todos.ListTodos, view=Adapters.view),
    todos.ReadTodo: Factory(todos.ReadTodo, view=Adapters.view),
    todos.EditTodo: Work.edit_todo,
    todos.ReplaceTodo: Factory(todos.ReplaceTodo, edit=Work.edit_todo),
    todos.RemoveTodo: Factory(todos.RemoveTodo, todos=Adapters.todos),
    cleanings.AddCleaning: Factory(
        cleanings.AddCleaning,
        cleanings=Adapters.cleanings,
        new_id=Adapters.new_id,
        now=Adapters.now,
        quotas=Adapters.quotas,
    ),
    cleanings.ListCleanings: Factory(cleanings.ListCleanings, view=Adapters.view),
    cleanings.ReadCleaning: Factory(cleanings.ReadCleaning, view=Adapters.view),
    own_cleanings.EditCleaning: Work.edit_cleaning,
    own_cleanings.ReplaceCleaning: Factory(own_cleanings.ReplaceCleaning, edit=Work.edit_cleaning),
    own_cleanings.RemoveCleaning: Factory(own_cleanings.RemoveCleaning, cleanings=Adapters.cleanings),
}
