"""How long a text is, in code points, on every database."""

from typing import Any

from sqlalchemy import Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class characters(FunctionElement[int]):  # noqa: N801 - reads as the function that it is
    """How many code points a text has, or bytes what is no text."""

    type = Integer()
    inherit_cache = True


# Any: what compilers tell each other.
@compiles(characters)
def _length(element: characters, compiler: SQLCompiler, **how: Any) -> str:
    return f"length{compiler.process(element.clause_expr, **how)}"


@compiles(characters, "mysql")
def _char_length(element: characters, compiler: SQLCompiler, **how: Any) -> str:
    # Its `length` counts bytes.
    return f"char_length{compiler.process(element.clause_expr, **how)}"
