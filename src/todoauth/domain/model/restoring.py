"""How values and entities come back from a store."""

from collections.abc import Callable
from dataclasses import fields, make_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def restorer(kind: type[T]) -> Callable[..., T]:
    """Return what makes a `kind`, a frozen dataclass, of its fields in their order, as they were stored.

    Nothing is judged again: a rule that came later does not make unreadable what was there before it.
    """
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # no type says that it is a dataclass
    # Whatever is frozen pays a call for each field that is set. This is not frozen yet.
    thawed: Any = type(
        kind.__name__,
        (kind,),
        {
            "__slots__": (),
            "__init__": vars(make_dataclass(kind.__name__, names))["__init__"],
            "__setattr__": object.__setattr__,
            "__delattr__": object.__delattr__,
        },
    )

    def restored(*stored: object) -> T:
        value: Any = thawed(*stored)
        value.__class__ = kind
        return value  # type: ignore[no-any-return]  # it is a `kind` now

    return restored
