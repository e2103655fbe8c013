"""What is asked about todos."""

from typing import Final

from todoauth.adapters.sql.asked.pages import Pages
from todoauth.adapters.sql.executor import Procedure, Statement

BY_ID: Final = Statement("todos.BY_ID")
ADD: Final = Statement("todos.ADD")
EDIT: Final = Statement("todos.EDIT", changes=True)
UPDATE: Final = Statement("todos.UPDATE")
REMOVE: Final = Statement("todos.REMOVE")
REMOVE_VERSION: Final = Statement("todos.REMOVE_VERSION")
ADD_UP_TO: Final = Procedure.of("todos.ADD_UP_TO", steps=1, locks=True)
PAGE: Final = Pages("todos.PAGE")
