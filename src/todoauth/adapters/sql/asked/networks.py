"""What is asked about known networks."""

from typing import Final

from todoauth.adapters.sql.executor import Statement

LOGGED_IN_AT: Final = Statement("networks.LOGGED_IN_AT")
RENEW: Final = Statement("networks.RENEW")
ADD: Final = Statement("networks.ADD")
OF_USER: Final = Statement("networks.OF_USER")
OLD: Final = Statement("networks.OLD")
FORGET: Final = Statement("networks.FORGET")
