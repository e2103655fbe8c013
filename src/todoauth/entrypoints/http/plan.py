"""How an endpoint is called: worked out once from what FastAPI has found out about it, not anew for each request."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from todoauth.entrypoints.http.arguments import Argument, Asked, Call, arguments_of
from todoauth.entrypoints.http.plain import is_plain


@dataclass(frozen=True, slots=True)
class Step:
    """A function that is called, and what it is called with.

    Args:
        call: the function.
        needs: what other functions find out for it, by the names of its arguments.
        arguments: what is read from the request.
        connection: the argument that is the request itself, if there is one.
    """

    call: Call
    needs: tuple[tuple[str, Call], ...]
    arguments: Sequence[Argument]
    connection: str | None

    @classmethod
    def of(cls, dependant: Dependant) -> Self:
        """Return the step that FastAPI has found out about.

        Raises:
            TypeError: it needs something that `is_plain` does not know.
        """
        if dependant.call is None or not is_plain(dependant):
            raise TypeError(f"{dependant.call} needs something that no endpoint here needs")
        needs = ((needed.name or "", needed.call) for needed in dependant.dependencies if needed.call)
        connection = dependant.request_param_name or dependant.http_connection_param_name
        return cls(dependant.call, tuple(needs), tuple(arguments_of(dependant)), connection)

    def given(self, asked: Asked) -> dict[str, object] | None:
        """Return what it is to be called with; `None` if something is wrong with that."""
        given: dict[str, object] = {}
        known, before, is_whole = asked.known, len(asked.faults), True
        for name, call in self.needs:
            if call in known:
                given[name] = known[call]
            else:  # something was wrong with what that was to be called with
                is_whole = False
        for argument in self.arguments:
            given[argument.name] = argument.of(asked)
        if self.connection:
            given[self.connection] = asked.request
        return given if is_whole and len(asked.faults) == before else None


class Plan:
    """Calls an endpoint with what it needs, as FastAPI would: what others find out is asked for once, and in order.

    Raises:
        TypeError: it needs something that `is_plain` does not know.
    """

    __slots__ = ("_before", "_last")

    def __init__(self, dependant: Dependant) -> None:
        *before, self._last = _steps(dependant)
        self._before = tuple(before)

    async def answer(self, asked: Asked) -> Response:
        """Return what the endpoint answers.

        Raises:
            RequestValidationError: the request has faults.
        """
        known = asked.known
        for step in self._before:
            if step.call not in known and (given := step.given(asked)) is not None:
                known[step.call] = await step.call(**given)
        given = self._last.given(asked)
        if given is None:
            raise RequestValidationError(asked.faults)
        answer: Response = await self._last.call(**given)
        return answer


def _steps(dependant: Dependant) -> Iterator[Step]:
    for needed in dependant.dependencies:
        yield from _steps(needed)
    yield Step.of(dependant)
