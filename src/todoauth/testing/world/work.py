"""Todos and cleanings."""

from todoauth.domain.use_cases.cleanings import AddCleaning, ListCleanings, ReadCleaning
from todoauth.domain.use_cases.own_cleanings import EditCleaning, RemoveCleaning, ReplaceCleaning
from todoauth.domain.use_cases.pacing import PaceWrites
from todoauth.domain.use_cases.todos import AddTodo, EditTodo, ListTodos, ReadTodo, RemoveTodo, ReplaceTodo
from todoauth.testing.world.parts import Parts


class Work(Parts):
    """What people do once they are logged in."""

    @property
    def add_todo(self) -> AddTodo:
        return AddTodo(todos=self.database.autocommit.todos, new_id=self.new_id, now=self.clock, quotas=self.quotas)

    @property
    def list_todos(self) -> ListTodos:
        return ListTodos(todos=self.database.view.todos)

    @property
    def read_todo(self) -> ReadTodo:
        return ReadTodo(todos=self.database.view.todos)

    @property
    def edit_todo(self) -> EditTodo:
        return EditTodo(todos=self.database.autocommit.todos, now=self.clock)

    @property
    def replace_todo(self) -> ReplaceTodo:
        return ReplaceTodo(todos=self.database.autocommit.todos, now=self.clock)

    @property
    def remove_todo(self) -> RemoveTodo:
        return RemoveTodo(todos=self.database.autocommit.todos)

    @property
    def add_cleaning(self) -> AddCleaning:
        return AddCleaning(
            cleanings=self.database.autocommit.cleanings, new_id=self.new_id, now=self.clock, quotas=self.quotas
        )

    @property
    def list_cleanings(self) -> ListCleanings:
        return ListCleanings(cleanings=self.database.view.cleanings)

    @property
    def read_cleaning(self) -> ReadCleaning:
        return ReadCleaning(cleanings=self.database.view.cleanings)

    @property
    def edit_cleaning(self) -> EditCleaning:
        return EditCleaning(cleanings=self.database.autocommit.cleanings, now=self.clock)

    @property
    def replace_cleaning(self) -> ReplaceCleaning:
        return ReplaceCleaning(cleanings=self.database.autocommit.cleanings, now=self.clock)

    @property
    def remove_cleaning(self) -> RemoveCleaning:
        return RemoveCleaning(cleanings=self.database.autocommit.cleanings)

    @property
    def pace_writes(self) -> PaceWrites:
        return PaceWrites(limiter=self.own_limiter, limits=self.limits)
