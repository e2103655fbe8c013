"""What a deployment decides."""

from todoauth.entrypoints.settings.model import Settings
from todoauth.entrypoints.settings.reading import read_settings
from todoauth.entrypoints.settings.table import settings_table

__all__ = ["Settings", "read_settings", "settings_table"]
