"""What is asked about sessions and spent refresh tokens."""

from typing import Final

from todoauth.adapters.sql.executor import Procedure, Statement

CALLER: Final = Statement("sessions.CALLER")
BY_ID: Final = Statement("sessions.BY_ID")
OF_USER: Final = Statement("sessions.OF_USER")
WITH_REFRESH: Final = Statement("sessions.WITH_REFRESH")
WITH_SPENT_REFRESH: Final = Statement("sessions.WITH_SPENT_REFRESH")
ADD: Final = Statement("sessions.ADD")
END: Final = Statement("sessions.END")
END_ALL: Final = Statement("sessions.END_ALL")
END_OTHERS: Final = Statement("sessions.END_OTHERS")
ENDED: Final = Statement("sessions.ENDED")
ROTATE: Final = Procedure.of("sessions.ROTATE", steps=2, locks=False)
