"""What is asked about cleanings."""

from typing import Final

from todoauth.adapters.sql.asked.pages import Pages, Search
from todoauth.adapters.sql.executor import Procedure, Statement

BY_ID: Final = Statement("cleanings.BY_ID")
ADD: Final = Statement("cleanings.ADD")
UPDATE: Final = Statement("cleanings.UPDATE")
REMOVE: Final = Statement("cleanings.REMOVE")
REMOVE_VERSION: Final = Statement("cleanings.REMOVE_VERSION")
ADD_UP_TO: Final = Procedure.of("cleanings.ADD_UP_TO", steps=1, locks=True)
PAGE: Final = Pages("cleanings.PAGE")
SEARCH: Final = Search(near=Pages("cleanings.NEAR"), far=Pages("cleanings.FAR"))
