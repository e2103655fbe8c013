"""The documents that the code writes. `python -m tests.documents` writes them anew."""

import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.texts import POSTGRESQL, SQLITE, texts
from todoauth import EventKind
from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.http.catalogue import problems_page
from todoauth.entrypoints.settings import Settings, settings_table

ROOT = Path(__file__).parent.parent
MEASURED = ROOT / "bench/results/summary.md"


def openapi() -> str:
    """The OpenAPI document of the service."""
    return json.dumps(create_app(Settings()).openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def readme() -> str:
    """The README, with the settings as they are, and the figures of the latest whole run of the benchmark."""
    text = (ROOT / "README.md").read_text()
    table = f"<!-- settings -->\n\n{settings_table()}\n<!-- end of settings -->"
    text = re.sub(r"<!-- settings -->.*<!-- end of settings -->", lambda _: table, text, flags=re.DOTALL)
    if not MEASURED.exists():
        return text
    figures = f"<!-- figures -->\n\n{MEASURED.read_text()}\n<!-- end of figures -->"
    return re.sub(r"<!-- figures -->.*<!-- end of figures -->", lambda _: figures, text, flags=re.DOTALL)


def events_page() -> str:
    """The page about every event that the log is told of, in Markdown."""
    rows = "".join(f"| `{kind.value}` | {kind.means} |\n" for kind in EventKind)
    return f"{_EVENTS}\n| kind | means |\n|---|---|\n{rows}"


_EVENTS = """# Events

What whoever runs the service can read about accounts in the log: lines named `security_event`, at level `warning`.
Each has a `kind`, `at` (when), and `user_id` (whose account; nothing where it is nobody's). `session_id` is the session
that did it or that it was done to, `by` the superuser who did it to somebody else, `mail_id` what `todoauth outbox`
knows the mail by. No line has a name, an address, a password, a token or a code. A line is written once what it tells
of is committed. `todoauth users` writes its lines to standard error.
"""

DOCUMENTS: dict[str, Callable[[], str]] = {
    "docs/openapi.json": openapi,
    "docs/problems.md": problems_page,
    "docs/events.md": events_page,
    "README.md": readme,
    "src/todoauth/adapters/sql/postgres/texts.json": partial(texts, POSTGRESQL),
    "src/todoauth/adapters/sql/sqlite/texts.json": partial(texts, SQLITE),
}


if __name__ == "__main__":
    for name, written in DOCUMENTS.items():
        (ROOT / name).write_text(written())
