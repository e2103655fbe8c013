"""Importing the inside costs nothing but the standard library."""

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
import {module}
loaded = {{name.partition(".")[0] for name in set(sys.modules) - before}}
print(*sorted(loaded - sys.stdlib_module_names - {{"todoauth"}}))
"""


async def _strangers(module: str, *options: str) -> str:
    """Import `module` in a fresh interpreter; return the names of the third-party packages that came with it."""
    program = PROGRAM.format(source=str(SOURCE), module=module)
    python = await asyncio.create_subprocess_exec(
        sys.executable, "-I", *options, "-c", program, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    answer, complaint = await python.communicate()
    assert python.returncode == 0, complaint.decode()
    return answer.decode().strip()


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


def test_the_front_door_names_what_it_offers_in_order():
    offered = todoauth.__all__
    assert len(set(offered)) == len(offered)
    assert all(hasattr(todoauth, name) for name in offered)
    assert offered == sorted(offered, key=_order)


def test_the_front_door_offers_all_that_it_imports():
    public = {name for name, value in vars(todoauth).items() if not name.startswith("_") and not _is_module(value)}
    assert public <= set(todoauth.__all__)


def _is_module(value: object) -> bool:
    return isinstance(value, type(sys))


def _order(name: str) -> tuple[int, str]:
    """Constants, then classes, then what is spelled like neither, as the formatter sorts them."""
    return (0 if name.isupper() else 2 if name.startswith("__") else 1, name)
