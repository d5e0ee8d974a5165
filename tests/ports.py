"""Ports for the processes of tests, on this machine only."""

import itertools
import os
import socket
from typing import Final

LOOPBACK: Final = "127.0.0.1"
FIRST, LAST = 20_000, 28_000
"""Below those that Linux gives to whoever asks for any: none of them is taken between the look and the use."""
APART: Final = 400
"""More than one run of tests asks for; runs side by side have neighbouring process numbers."""
_steps = itertools.count()


def free_port(wanted: int = 0) -> int:
    """``wanted`` if nobody listens there, else the next free one of this process."""
    if wanted and _is_free(wanted):
        return wanted
    for step in itertools.islice(_steps, LAST - FIRST):
        port = FIRST + (os.getpid() * APART + step) % (LAST - FIRST)
        if _is_free(port):
            return port
    raise RuntimeError("no free port")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True
