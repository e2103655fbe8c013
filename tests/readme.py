"""What the README shows: its snippets, and its journey with curl."""

import re
import shlex
from dataclasses import dataclass
from pathlib import Path

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
