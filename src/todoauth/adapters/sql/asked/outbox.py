"""What is asked about owed mail."""

from typing import Final

from todoauth.adapters.sql.asked.pages import Pages
from todoauth.adapters.sql.executor import Statement

OWE: Final = Statement("outbox.OWE")
DUE: Final = Statement("outbox.DUE")
DEAD: Final = Statement("outbox.DEAD")
BY_ID_FOR_UPDATE: Final = Statement("outbox.BY_ID_FOR_UPDATE")
REPLACE: Final = Statement("outbox.REPLACE")
SETTLE: Final = Statement("outbox.SETTLE")
PAGE: Final = Pages("outbox.PAGE")
