"""What people do with todos and cleanings."""

from typing import Final

from dependency_injector.providers import Factory

from todoauth.domain.use_cases import cleanings, own_cleanings, todos
from todoauth.entrypoints.container.adapters import Adapters

WORK: Final = {
    todos.AddTodo: Factory(
        todos.AddTodo, todos=Adapters.todos, new_id=Adapters.new_id, now=Adapters.now, quotas=Adapters.quotas
    ),
    todos.ListTodos: Factory(todos.ListTodos, todos=Adapters.todos),
    todos.ReadTodo: Factory(todos.ReadTodo, todos=Adapters.todos),
    todos.EditTodo: Factory(todos.EditTodo, todos=Adapters.todos, now=Adapters.now),
    todos.ReplaceTodo: Factory(todos.ReplaceTodo, todos=Adapters.todos, now=Adapters.now),
    todos.RemoveTodo: Factory(todos.RemoveTodo, todos=Adapters.todos),
    cleanings.AddCleaning: Factory(
        cleanings.AddCleaning,
        cleanings=Adapters.cleanings,
        new_id=Adapters.new_id,
        now=Adapters.now,
        quotas=Adapters.quotas,
    ),
    cleanings.ListCleanings: Factory(cleanings.ListCleanings, cleanings=Adapters.cleanings),
    cleanings.ReadCleaning: Factory(cleanings.ReadCleaning, cleanings=Adapters.cleanings),
    own_cleanings.EditCleaning: Factory(own_cleanings.EditCleaning, cleanings=Adapters.cleanings, now=Adapters.now),
    own_cleanings.ReplaceCleaning: Factory(
        own_cleanings.ReplaceCleaning, cleanings=Adapters.cleanings, now=Adapters.now
    ),
    own_cleanings.RemoveCleaning: Factory(own_cleanings.RemoveCleaning, cleanings=Adapters.cleanings),
}
