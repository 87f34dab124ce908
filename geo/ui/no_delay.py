"""Have small answers sent at once instead of 40 ms later.

Streamlit binds its socket itself and hands it to uvicorn. asyncio then takes it for no TCP socket, as its
protocol number is 0, and leaves Nagle's algorithm on: whatever follows a first small segment waits for
the client's acknowledgement, which a client may delay by 40 ms (uvicorn's issue 3149, open in November 2026;
docs/performance.md has what it cost). An accepted connection inherits the option from the listening socket.
"""

from __future__ import annotations

import contextlib
import os
import socket
import stat
from pathlib import Path
from typing import Final

_DESCRIPTORS: Final = Path("/dev/fd")
"""This process's file descriptors, on Linux and macOS; where there is no such folder, nothing is changed."""


def send_at_once() -> int:
    """Turn Nagle's algorithm off for every TCP socket that this process listens on; return how many there are."""
    descriptors = [int(one.name) for one in _DESCRIPTORS.iterdir()] if _DESCRIPTORS.is_dir() else []
    return sum(map(_send_at_once, descriptors))


def _send_at_once(descriptor: int) -> bool:
    # Most are no sockets, and the folder's own is closed by now.
    with contextlib.suppress(OSError):
        if not stat.S_ISSOCK(os.fstat(descriptor).st_mode):
            return False
        with socket.socket(fileno=os.dup(descriptor)) as one:
            internet = one.family in {socket.AF_INET, socket.AF_INET6} and one.type == socket.SOCK_STREAM
            if internet and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return True
    return False
