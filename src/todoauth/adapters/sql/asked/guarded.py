"""The same, asked only while a session stands."""

from dataclasses import replace
from functools import cache

from todoauth.adapters.sql.executor import Procedure, Statement


@cache
def guarded(statement: Statement) -> Statement:
    """Return what does the same if the session stands that is claimed; otherwise, it finds and changes nothing."""
    return replace(statement, name=f"guarded {statement.name}")


@cache
def guarded_procedure(procedure: Procedure) -> Procedure:
    """Return the same for a procedure."""
    return Procedure(
        guarded(procedure.call),
        tuple(map(guarded, procedure.steps)),
        None if procedure.lock is None else guarded(procedure.lock),
    )
