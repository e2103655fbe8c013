"""The documents that the code writes. `python -m tests.documents` writes them anew."""

import json
import re
from pathlib import Path

from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.http.catalogue import problems_page
from todoauth.entrypoints.settings import Settings, settings_table

ROOT = Path(__file__).parent.parent


def openapi() -> str:
    """The OpenAPI document of the service."""
    return json.dumps(create_app(Settings()).openapi(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def readme() -> str:
    """The README, with the settings as they are."""
    text = (ROOT / "README.md").read_text()
    table = f"<!-- settings -->\n\n{settings_table()}\n<!-- end of settings -->"
    return re.sub(r"<!-- settings -->.*<!-- end of settings -->", lambda _: table, text, flags=re.DOTALL)


DOCUMENTS = {"docs/openapi.json": openapi, "docs/problems.md": problems_page, "README.md": readme}


if __name__ == "__main__":
    for name, written in DOCUMENTS.items():
        (ROOT / name).write_text(written())
