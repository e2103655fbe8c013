"""Where it is written down what happened."""

from collections.abc import Callable
from typing import TypeAlias

from todoauth.domain.model.event import Event

Tell: TypeAlias = Callable[[Event], None]
"""`self.tell(event)`: called once it has happened: what a transaction did, after it. It never fails and never waits."""
