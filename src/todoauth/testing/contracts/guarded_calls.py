"""What can be asked in a session, and how a session ends."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

from todoauth.domain.model.cleaning import CleaningEdit, CleaningFilter, CleaningName
from todoauth.domain.model.page import Slice
from todoauth.domain.model.todo import TodoContent, TodoEdit, TodoFilter
from todoauth.ports.unit_of_work import Guarded, UnitOfWork
from todoauth.testing.contracts.estate import Estate
from todoauth.testing.contracts.samples import HOUR, NOON, a_cleaning, a_todo

Break: TypeAlias = Callable[[UnitOfWork, Estate], Awaitable[object]]
Call: TypeAlias = Callable[[Guarded, Estate], Awaitable[object]]

EDIT: Final = TodoEdit(content=TodoContent("x"), at=NOON + HOUR)


async def _close(work: UnitOfWork, theirs: Estate) -> None:
    await work.users.update(theirs.user.administered(is_active=False, at=NOON + HOUR))


ENDS: Final[Mapping[str, Break]] = {
    "the session ended": lambda work, theirs: work.sessions.end(theirs.session.id),
    "all of them ended": lambda work, theirs: work.sessions.end_all(theirs.user.id),
    "the account was closed": _close,
    "the account was deleted": lambda work, theirs: work.users.remove(theirs.user.id),
}

CALLS: Final[Mapping[str, Call]] = {
    "who it is": lambda own, _: own.caller(),
    "read a todo": lambda own, theirs: own.todos.get(theirs.todo.id, owner=theirs.user.id),
    "list todos": lambda own, theirs: own.todos.page(theirs.user.id, only=TodoFilter(), part=Slice()),
    "add a todo": lambda own, theirs: own.todos.add(a_todo(theirs.user)),
    "add a todo of few": lambda own, theirs: own.todos.add(a_todo(theirs.user), at_most=9),
    "edit a todo": lambda own, theirs: own.todos.edit(theirs.todo.id, EDIT, owner=theirs.user.id),
    "remove a todo": lambda own, theirs: own.todos.remove(theirs.todo.id, owner=theirs.user.id),
    "remove a version": lambda own, theirs: own.todos.remove(theirs.todo.id, owner=theirs.user.id, version=1),
    "read a cleaning": lambda own, theirs: own.cleanings.get(theirs.cleaning.id),
    "list cleanings": lambda own, _: own.cleanings.page(only=CleaningFilter(), part=Slice()),
    "add a cleaning": lambda own, theirs: own.cleanings.add(a_cleaning(theirs.user), at_most=9),
    "edit a cleaning": lambda own, theirs: own.cleanings.edit(
        theirs.cleaning.id, CleaningEdit(name=CleaningName("Floors"), at=NOON + HOUR), owner=theirs.user.id
    ),
    "remove a cleaning": lambda own, theirs: own.cleanings.remove(theirs.cleaning.id, owner=theirs.user.id),
}
