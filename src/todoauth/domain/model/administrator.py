"""Who may see and change the accounts of others."""

from dataclasses import dataclass
from typing import TypeAlias

from todoauth.domain.model.session import Caller


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever can run commands on the server: they could change the database as well."""


Administrator: TypeAlias = Caller | Operator
"""Whoever asks for what only administrators may do."""
