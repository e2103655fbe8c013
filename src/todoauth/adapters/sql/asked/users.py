"""What is asked about users."""

from typing import Final

from todoauth.adapters.sql.asked.pages import Pages, Search
from todoauth.adapters.sql.executor import Statement

BY_ID: Final = Statement("users.BY_ID")
BY_ID_FOR_UPDATE: Final = Statement("users.BY_ID_FOR_UPDATE")
BY_USERNAME: Final = Statement("users.BY_USERNAME")
BY_EMAIL: Final = Statement("users.BY_EMAIL")
ADD: Final = Statement("users.ADD")
UPDATE: Final = Statement("users.UPDATE")
SUPERUSERS_FOR_UPDATE: Final = Statement("users.SUPERUSERS_FOR_UPDATE")
REMOVE: Final = Statement("users.REMOVE")
PAGE: Final = Pages("users.PAGE")
SEARCH: Final = Search(near=Pages("users.NEAR"), far=Pages("users.FAR"))
