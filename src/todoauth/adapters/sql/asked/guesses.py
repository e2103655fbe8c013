"""What is asked about spent guesses."""

from typing import Final

from todoauth.adapters.sql.executor import Procedure, Statement

SPEND: Final = Statement("guesses.SPEND")
COUNT: Final = Statement("guesses.COUNT")
OLD: Final = Statement("guesses.OLD")
FORGET: Final = Statement("guesses.FORGET")
SPEND_UP_TO: Final = Procedure.of("guesses.SPEND_UP_TO", steps=1, locks=True)
