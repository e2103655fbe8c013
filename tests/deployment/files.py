"""What lies in `deploy`, read as those read it who use it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from todoauth.entrypoints.cli import cli

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
FRONT = DEPLOY / "systemd/todoauth-front.service"
UNITS = sorted({*DEPLOY.glob("systemd/*.service")} - {FRONT})


def compose(given: Mapping[str, str]) -> dict[str, Any]:  # Any: it is YAML
    """The file `compose.yaml`, with what is `given` in `.env`.

    Raises:
        KeyError: something must be given and is not.
    """

    def filled(found: re.Match[str]) -> str:
        name, kind, otherwise = found.groups()
        return given.get(name, otherwise) if kind == ":-" else given[name]

    text = re.sub(r"\$\{(\w+)(:[-?])([^}]*)\}", filled, (DEPLOY / "compose.yaml").read_text())
    read: dict[str, Any] = yaml.safe_load(text)
    return read


def instructions() -> Iterator[tuple[str, str]]:
    """The instructions of the Dockerfile and what they are given, in their order."""
    text = re.sub(r"\\\n", " ", re.sub(r"^#.*\n", "", (ROOT / "Dockerfile").read_text(), flags=re.MULTILINE))
    for line in filter(None, map(str.strip, text.splitlines())):
        instruction, _, arguments = line.partition(" ")
        yield instruction, arguments


def unit(file: Path) -> Mapping[str, list[str]]:
    """What a unit of systemd says: the values of each name, in their order."""
    said: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", file.read_text(), re.MULTILINE):
        said.setdefault(name, []).append(value)
    return said


def is_command(words: list[str]) -> bool:
    """Whether `todoauth` takes these words."""
    command: object = cli
    for word in words:
        command = getattr(command, "commands", {}).get(word)
    return command is not None and not hasattr(command, "commands")
