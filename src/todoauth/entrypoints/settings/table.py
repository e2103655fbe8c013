"""The settings as people read them."""

from typing import cast

from pydantic.fields import FieldInfo

from todoauth.entrypoints.settings.defaults import Derived
from todoauth.entrypoints.settings.model import Settings
from todoauth.entrypoints.settings.stage import NAMES
from todoauth.entrypoints.settings.values import spell


def settings_table() -> str:
    """Return every setting, its default and what it does, as a Markdown table."""
    fields = sorted(Settings.model_fields.items(), key=lambda named: named[0].startswith("limit_"))
    rows = (f"| `{NAMES}{name.upper()}` | {_default(field)} | {field.description} |" for name, field in fields)
    return "\n".join(("| variable | default | what it does |", "|---|---|---|", *rows, ""))


def _default(field: FieldInfo) -> str:
    derived = cast("Derived[object] | None", field.default_factory)
    if derived is not None:
        return derived.text
    return f"`{spell(field.default)}`" if field.default not in (None, "", ()) else "none"
