"""Who is called while a request is answered."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def calls_of_pydantic(*, after: object) -> Iterator[list[str]]:
    """Every call into pydantic, in Python or below it, from the moment that `after`, a function, is called."""
    begun, calls = False, list[str]()

    def watch(frame: FrameType, event: str, called: Any) -> None:
        nonlocal begun
        if event == "call":
            begun = begun or frame.f_code is getattr(after, "__code__", None)
            name = f"{frame.f_globals.get('__name__')}.{frame.f_code.co_qualname}"
        elif event == "c_call":
            owner = called.__self__ if isinstance(getattr(called, "__self__", None), type) else type(called.__self__)
            name = f"{owner.__module__}.{called.__qualname__}"
        else:
            return
        if begun and name.startswith("pydantic"):
            calls.append(name)

    sys.setprofile(watch)
    try:
        yield calls
    finally:
        sys.setprofile(None)
