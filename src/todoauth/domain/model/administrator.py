"""Who may see and change the accounts of others."""

from dataclasses import dataclass
from typing import TypeAlias

from todoauth.domain.errors import NotASuperuser
from todoauth.domain.model.session import Caller


@dataclass(frozen=True, slots=True)
class Operator:
    """Whoever can run commands on the server: they could change the database as well."""


Administrator: TypeAlias = Caller | Operator
"""Whoever asks for what only administrators may do."""


def require_rights(by: Administrator) -> None:
    """Let superusers and operators pass.

    Raises:
        NotASuperuser: it is neither, or not any more (ASVS 8.2.1, 8.3.2).
    """
    if isinstance(by, Caller) and not by.is_superuser:
        raise NotASuperuser
