"""What is served to every connection, and how."""

from collections.abc import Callable
from dataclasses import dataclass, field

from starlette.types import ASGIApp
from uvicorn.server import ServerState

from todoauth.entrypoints.wire.patience import Patience


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What all connections have in common.

    Args:
        app: answers.
        around: puts around a refusal what goes around all answers.
        patience: how long anybody is waited for.
        is_leaving: tells whether every connection ends with its next answer.
        state: who is here, for those who wait for them to go.
    """

    app: ASGIApp
    around: Callable[[ASGIApp], ASGIApp]
    patience: Patience = field(default_factory=Patience)
    is_leaving: Callable[[], bool] = lambda: False
    state: ServerState = field(default_factory=ServerState)
