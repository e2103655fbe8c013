"""Whoever is at their own things: each statement looks whether their session stands.

Nobody is told anything before one has shown it. So whatever comes of a request, even of one that is refused before it
asks for anything, `in_session` has the last word.
"""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from typing import Annotated, Any, TypeAlias, TypeVar

from fastapi import Depends, Request
from starlette.responses import Response

from todoauth.domain.errors import Contended, InvalidToken, Unavailable
from todoauth.domain.use_cases.cleanings import AddCleaning, ListCleanings, ReadCleaning
from todoauth.domain.use_cases.own_cleanings import EditCleaning, RemoveCleaning, ReplaceCleaning
from todoauth.domain.use_cases.pacing import PaceWrites
from todoauth.domain.use_cases.sessions import EnterSession
from todoauth.domain.use_cases.todos import AddTodo, EditTodo, ListTodos, ReadTodo, RemoveTodo, ReplaceTodo
from todoauth.entrypoints.http.budgets import tell_nothing
from todoauth.entrypoints.http.callers import admitted, bearer_token
from todoauth.entrypoints.http.wiring import use, used
from todoauth.ports.unit_of_work import Guarded

OfTodos = TypeVar("OfTodos", AddTodo, ListTodos, ReadTodo, EditTodo, ReplaceTodo, RemoveTodo)
OfCleanings = TypeVar(
    "OfCleanings", AddCleaning, ListCleanings, ReadCleaning, EditCleaning, ReplaceCleaning, RemoveCleaning
)

_ENTRY = "todoauth.entry"


@dataclass(slots=True)
class _Entry:
    """A request in somebody's session.

    Args:
        counted: where it was counted as a change of theirs, if it was.
    """

    guarded: Guarded
    counted: PaceWrites | None = None

    async def require_session(self) -> None:
        """Return once the session is known to stand.

        Raises:
            InvalidToken: it does not. It was not the user who came: nothing is counted as theirs, or told of what is.
        """
        if self.guarded.stands:
            return
        try:
            await self.guarded.caller()
        except InvalidToken:
            tell_nothing()
            if self.counted is not None:
                self.counted.take_back(user_id=self.guarded.user_id)
            raise


_Token: TypeAlias = Annotated[str, Depends(bearer_token)]


async def acting(request: Request, token: _Token, enter: Annotated[EnterSession, use(EnterSession)]) -> Guarded:
    """Return the things of whoever is asking.

    Raises:
        NotAdmitted: nobody we know, or somebody who has to prove an address first.
    """
    guarded = await admitted(enter(token=token))
    request.scope[_ENTRY] = _Entry(guarded)
    return guarded


Acting: TypeAlias = Annotated[Guarded, Depends(acting)]


async def changing(request: Request, guarded: Acting, pace: Annotated[PaceWrites, use(PaceWrites)]) -> Guarded:
    """Return the things of whoever is asking for a change.

    Raises:
        NotAdmitted: nobody we know, somebody who has to prove an address first, or who just changed too much.
    """
    await admitted(pace(user_id=guarded.user_id))
    request.scope[_ENTRY].counted = pace
    return guarded


Changing: TypeAlias = Annotated[Guarded, Depends(changing)]


async def in_session(request: Request, answering: Awaitable[Response]) -> Response:
    """Return the answer of a route, or what it raises, once the session that it belongs to is known to stand.

    Raises:
        InvalidToken: it does not, whatever else there is to say.
    """
    try:
        response = await answering
    except (Unavailable, Contended):  # which say nothing of anybody; who asks again would wait again
        raise
    except Exception:
        await _require_session(request)
        raise
    await _require_session(request)
    return response


async def _require_session(request: Request) -> None:
    entry: _Entry | None = request.scope.get(_ENTRY)
    if entry is not None:
        await entry.require_session()


def own_todos(kind: type[OfTodos]) -> Any:  # Any, as FastAPI's own Depends
    """Ask for a use case over the todos of whoever is asking: `add: Annotated[AddTodo, own_todos(AddTodo)]`."""

    async def in_their_session(request: Request, guarded: Acting) -> OfTodos:
        return replace(used(request, kind), todos=guarded.todos)

    return Depends(in_their_session)


def own_cleanings(kind: type[OfCleanings]) -> Any:  # Any, as FastAPI's own Depends
    """Ask for a use case over cleanings, in the session of whoever is asking."""

    async def in_their_session(request: Request, guarded: Acting) -> OfCleanings:
        return replace(used(request, kind), cleanings=guarded.cleanings)

    return Depends(in_their_session)
