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
        return ListTodos(view=self.database.view)

    @property
    def read_todo(self) -> ReadTodo:
        return ReadTodo(view=self.database.view)

    @property
    def edit_todo(self) -> EditTodo:
        return EditTodo(todos=self.database.autocommit.todos, now=self.clock)

    @property
    def replace_todo(self) -> ReplaceTodo:
        return ReplaceTodo(edit=self.edit_todo)

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
        return ListCleanings(view=self.database.view)

    @property
    def read_cleaning(self) -> ReadCleaning:
        return ReadCleaning(view=self.database.view)

    @property
    def edit_cleaning(self) -> EditCleaning:
        return EditCleaning(cleanings=self.database.autocommit.cleanings, now=self.clock)

    @property
    def replace_cleaning(self) -> ReplaceCleaning:
        return ReplaceCleaning(edit=self.edit_cleaning)

    @property
    def remove_cleaning(self) -> RemoveCleaning:
        return RemoveCleaning(cleanings=self.database.autocommit.cleanings)

    @property
    def pace_writes(self) -> PaceWrites:
        return PaceWrites(limiter=self.limiter, limits=self.limits)
