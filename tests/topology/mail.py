"""Mail of the topology, on whichever server it arrived."""

from tests.servers.processes import wait_until
from tests.servers.smtp import Mail
from tests.topology.parts import Topology


def mails_for(whole: Topology, address: str) -> list[Mail]:
    """The mails for that address."""
    return [*whole.mails.to(address), *whole.worker_mails.to(address)]


def code_for(whole: Topology, address: str) -> str:
    """The code in the first mail to that address, once there is one."""
    wait_until(lambda: bool(mails_for(whole, address)))
    return mails_for(whole, address)[0].code
