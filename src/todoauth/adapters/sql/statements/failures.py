"""Statements on failed attempts."""

from typing import Final

from sqlalchemy import bindparam, delete, select

from todoauth.adapters.sql.tables import FAILED_ATTEMPTS
from todoauth.adapters.sql.tally import tally

_THIS: Final = FAILED_ATTEMPTS.c.subject == bindparam("subject")

COUNT: Final = tally(FAILED_ATTEMPTS)
TIMES: Final = select(FAILED_ATTEMPTS.c.times).where(_THIS)
FORGET: Final = delete(FAILED_ATTEMPTS).where(_THIS)
