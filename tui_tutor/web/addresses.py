"""Where this computer can be reached, and by whom."""

from __future__ import annotations

import ipaddress
import socket

ELSEWHERE = ("192.0.2.1", 9)
"""An address that nobody has: asking the system for the way there tells which address of ours others can reach."""


def is_local(host: str) -> bool:
    """Whether only this computer can reach what listens there."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def own_address() -> str:
    """The address of this computer that others on its network can reach."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            # Nothing is sent.
            asking.connect(ELSEWHERE)
            return str(asking.getsockname()[0])
        except OSError:
            return socket.gethostname()
