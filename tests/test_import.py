"""Importing the inside costs nothing but the standard library, and only as much of it as is asked for."""

import ast
import asyncio
import sys
from pathlib import Path

import pytest

import todoauth

SOURCE = Path(todoauth.__file__).parents[1]
PROGRAM = """
import sys
sys.path.insert(0, {source!r})
before = set(sys.modules)
{statement}
print(*sorted(set(sys.modules) - before))
"""


async def _strangers(module: str, *options: str) -> str:
    """Import `module` in a fresh interpreter; return the names of the third-party packages that came with it."""
    packages = {name.partition(".")[0] for name in await _loaded(f"import {module}", *options)}
    return " ".join(sorted(packages - sys.stdlib_module_names - {"todoauth"}))


async def _own(statement: str) -> list[str]:
    """Run `statement` in a fresh interpreter; return which of our modules it loads."""
    return [name for name in await _loaded(statement, "-S") if name.partition(".")[0] == "todoauth"]


async def _loaded(statement: str, *options: str) -> list[str]:
    program = PROGRAM.format(source=str(SOURCE), statement=statement)
    python = await asyncio.create_subprocess_exec(
        sys.executable, "-I", *options, "-c", program, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    answer, complaint = await python.communicate()
    assert python.returncode == 0, complaint.decode()
    return answer.decode().split()


INSIDE = ["todoauth", "todoauth.ports.unit_of_work", "todoauth.adapters.memory", "todoauth.testing.world"]


@pytest.mark.parametrize("module", INSIDE)
async def test_the_inside_can_be_imported_where_nothing_is_installed(module: str):
    assert await _strangers(module, "-S") == ""


@pytest.mark.parametrize("module", INSIDE)
async def test_the_inside_loads_nothing_even_where_everything_is_installed(module: str):
    assert await _strangers(module) == ""


async def test_a_verifier_of_tokens_needs_neither_the_web_nor_a_database():
    strangers = set((await _strangers("todoauth.adapters.jwt")).split())
    assert "jwt" in strangers
    # What cryptography loads where it is installed, bcrypt included.
    assert strangers <= {"jwt", "cryptography", "_cffi_backend", "_openssl", "bcrypt"}


async def test_a_stranger_would_be_noticed():
    assert "hypothesis" in await _strangers("hypothesis")


@pytest.mark.parametrize("module", ["todoauth.ports.repositories", "todoauth.domain.use_cases.register"])
async def test_every_part_of_the_inside_can_be_imported_first(module: str):
    """A cycle between packages would show here."""
    assert await _strangers(module, "-S") == ""


async def test_the_front_door_opens_no_room_before_somebody_asks():
    assert await _own("import todoauth") == ["todoauth"]


async def test_a_name_loads_what_it_needs_and_no_more():
    assert await _own("from todoauth import EmailAddress") == [
        "todoauth",
        "todoauth.domain",
        "todoauth.domain.errors",
        "todoauth.domain.model",
        "todoauth.domain.model.email",
        "todoauth.domain.model.text",
    ]


async def test_every_name_is_there_for_whoever_wants_all_of_them():
    assert "todoauth.ports.unit_of_work" in await _own("from todoauth import *; UserId, __version__")


def test_the_front_door_names_what_it_offers_in_order():
    offered = todoauth.__all__
    assert len(set(offered)) == len(offered)
    assert all(hasattr(todoauth, name) for name in offered)
    assert offered == sorted(offered, key=_order)


def test_the_front_door_shows_what_it_offers_and_nothing_else():
    assert dir(todoauth) == sorted(todoauth.__all__)


def test_a_name_is_found_where_type_checkers_look_for_it():
    homes = {
        alias.name: node.module
        for node in ast.walk(ast.parse(Path(todoauth.__file__).read_text()))
        if isinstance(node, ast.ImportFrom) and f"{node.module}".startswith("todoauth.")
        for alias in node.names
    }
    assert homes == todoauth._HOMES
    assert homes.keys() | {"__version__"} == set(todoauth.__all__)


def test_what_is_not_offered_is_not_there():
    with pytest.raises(ImportError, match="UserDTO"):
        from todoauth import UserDTO  # type: ignore[attr-defined]  # noqa: F401
    with pytest.raises(AttributeError, match="hashlib"):
        _ = todoauth.hashlib  # type: ignore[attr-defined]


def _order(name: str) -> tuple[int, str]:
    """Constants, then classes, then what is spelled like neither, as the formatter sorts them."""
    return (0 if name.isupper() else 2 if name.startswith("__") else 1, name)
