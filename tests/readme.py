"""What the README shows: its snippets, and its journey with curl."""

import json
import re
import shlex
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from string import Template

import httpx2

FIELDS = {"TOKEN": "access_token", "REFRESH": "refresh_token", "TODO": "id", "CLEANING": "id"}
README = Path(__file__).parent.parent / "README.md"


def snippet(name: str) -> str:
    """The code after `<!-- snippet: name -->`."""
    found = re.search(rf"<!-- snippet: {name} -->\n\n```python\n(.*?)```", README.read_text(), re.DOTALL)
    assert found, f"the README has no snippet {name}"
    return found[1]


@dataclass(frozen=True)
class Command:
    """A command of the journey and what it printed. An ellipsis stands for whatever differs each time."""

    words: list[str]
    printed: str

    @property
    def assigns(self) -> str | None:
        """The shell variable that is set, if that is what the command does."""
        name, equals, _ = self.words[0].partition("=")
        return name if equals and name.isupper() else None

    def was_printed(self, actual: str) -> bool:
        """Whether `actual` is what the README shows."""
        return re.fullmatch(re.escape(self.printed).replace("…", ".*"), actual) is not None


def journey() -> list[Command]:
    """The commands between the `journey` marks, in their order."""
    shown = README.read_text().partition("<!-- journey -->")[2].partition("<!-- end of journey -->")[0]
    commands = []
    for block in re.findall(r"```console\n(.*?)```", shown, re.DOTALL):
        for typed in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = re.sub(r" \\\n\s*", " ", typed).partition("\n")
            commands.append(Command(shlex.split(command, comments=True), printed.strip()))
    return commands


def walk(base_url: str, *, code: Callable[[], str]) -> None:
    """Do all that the journey does, and see it print what the README shows.

    Args:
        base_url: where the service is, its prefix included.
        code: reads the mail.
    """
    known: dict[str, str] = {}
    answer = ""
    with httpx2.Client(timeout=30) as web:
        for command in journey():
            if name := command.assigns:
                known[name] = code() if name == "CODE" else str(json.loads(answer)[FIELDS[name]])
                continue
            answer = _curl(web, command, known, base_url)
            assert command.was_printed(answer), f"{command.words}\n{answer}"
    assert len(known) == 5


def _curl(web: httpx2.Client, command: Command, known: dict[str, str], base_url: str) -> str:
    """Do what curl would do with the few options that the README uses."""
    method, headers, content, url = "", {}, None, ""
    words = iter(Template(word).substitute(known) for word in command.words[1:])
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "--json":
                content, headers["Content-Type"] = next(words), "application/json"
            case "-d":
                content, headers["Content-Type"] = next(words), "application/x-www-form-urlencoded"
            case _:
                url = word.replace("localhost:8000", base_url)
    answer = web.request(method or ("POST" if content else "GET"), url, headers=headers, content=content)
    assert answer.status_code < 400, f"{url}: {answer.text}"
    return answer.text
