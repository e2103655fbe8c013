"""Connections that break when the machine at their other end is gone."""

import socket
import sys
from asyncio import BaseTransport
from typing import Final

_SILENCE: Final = 5  # seconds without a sign of life after which the machine at the other end counts as gone


def watch(transport: BaseTransport) -> None:
    """Have the kernel break a connection whose other end says nothing for 5 s, be it in use or idle."""
    held = transport.get_extra_info("socket")
    if sys.platform == "linux" and held.family != socket.AF_UNIX:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _SILENCE)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENCE * 1000)
