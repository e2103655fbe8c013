"""The web: routes for accounts, todos and cleanings, to serve alone or to mount in an application of your own."""

from todoauth.entrypoints.http.callers import CurrentSession, CurrentUser, current_session, current_user
from todoauth.entrypoints.http.installing import connect, install, install_service
from todoauth.entrypoints.http.layers import EXCEPTION_HANDLERS, layers
from todoauth.entrypoints.http.wiring import Wiring, use

__all__ = [
    "EXCEPTION_HANDLERS",
    "CurrentSession",
    "CurrentUser",
    "Wiring",
    "connect",
    "current_session",
    "current_user",
    "install",
    "install_service",
    "layers",
    "use",
]
