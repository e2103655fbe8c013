"""Random histories, played on a database and on a plain model of it, which must never differ."""

from todoauth.testing.machines.accounts import AccountsMachine
from todoauth.testing.machines.stage import Opened, play
from todoauth.testing.machines.work import WorkMachine

__all__ = ["AccountsMachine", "Opened", "WorkMachine", "play"]
