"""Where users, sessions, todos and cleanings are kept.

Each comes in two forms: `…View` only reads; the full form also writes. Users are written inside a transaction
alone; todos, cleanings and live sessions without one, too, for each of their calls is all or nothing by itself.
`update` takes the successor of what was read: its `version` is one higher than the stored one. Methods
`for_update` keep others from changing the row until the transaction ends.
"""

from todoauth.ports.repositories.cleanings import Cleanings, CleaningsView
from todoauth.ports.repositories.sessions import LiveSessions, Sessions, SessionsView
from todoauth.ports.repositories.todos import Todos, TodosView
from todoauth.ports.repositories.users import Users, UsersView

__all__ = [
    "Cleanings",
    "CleaningsView",
    "LiveSessions",
    "Sessions",
    "SessionsView",
    "Todos",
    "TodosView",
    "Users",
    "UsersView",
]
