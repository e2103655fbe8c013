"""Which requests are made, and whom they are made of."""

from collections.abc import Sequence
from typing import TypeAlias

from bench import programs, works
from bench.programs import Program
from bench.works import Work

Plan: TypeAlias = Sequence[tuple[Work, Sequence[Program]]]


def quick() -> Plan:
    """Return what tells most in two minutes."""
    who = [programs.limit("L0*", "l0_star"), programs.limit("L0", "l0"), programs.product(), programs.fastapi_users()]
    return [(work, who) for work in (works.LIST_TODOS, works.READ_ACCOUNT, works.CREATE_TODO)]


def served() -> Plan:
    """Return everything that is asked of a database server."""
    limits = [programs.limit("L0*", "l0_star"), programs.limit("L0", "l0"), programs.limit("L1", "l1")]
    alone = [*limits, programs.product()]
    everybody = [*alone, programs.fastapi_users(), programs.template(), programs.django_ninja()]
    hot = (works.LIST_TODOS, works.READ_ACCOUNT, works.CREATE_TODO, works.UPDATE_TODO)
    return [*((work, everybody) for work in hot), *((work, alone) for work in (works.REFRESH, works.LIST_CLEANINGS))]


def in_files() -> Plan:
    """Return what is asked of a SQLite file."""
    full = programs.embedded("FULL")
    adding = [full, programs.embedded("NORMAL"), programs.product()]
    return [(works.LIST_TODOS_IN_FILE, [full, programs.product()]), (works.CREATE_TODO_IN_FILE, adding)]


def everybody(plan: Plan) -> Sequence[Program]:
    """Return each program once."""
    return list({program.name: program for _, who in plan for program in who}.values())
