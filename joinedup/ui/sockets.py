"""Answers leave at once: the operating system does not wait for more to send.

Streamlit binds its socket without naming TCP, and asyncio then leaves Nagle's algorithm on: on
Linux every answer over a connection that is used again, and every short message to an open page,
waits 40 ms for the other side's delayed acknowledgement. It is uvicorn's issue 3149 as well
(https://github.com/Kludex/uvicorn/issues/3149); once Streamlit names TCP, this module can go.
"""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

#: Lists this process's open files on Linux and macOS. Where it is missing, nothing is changed.
_OPEN_FILES = Path("/dev/fd")


def send_at_once() -> int:
    """Switch Nagle's algorithm off where this process listens; connections inherit that.

    Returns:
        On how many sockets this process listens.
    """
    changed = 0
    for listening in _listening():
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        changed += 1
    return changed


def _listening() -> Iterator[socket.socket]:
    """The TCP sockets on which this process listens, each open while it is looked at."""
    if not _OPEN_FILES.is_dir():
        return
    for one in list(_OPEN_FILES.iterdir()):
        # Most are no sockets, and one was the listing itself, closed by now.
        with suppress(OSError), socket.socket(fileno=os.dup(int(one.name))) as found:
            tcp = found.family in (socket.AF_INET, socket.AF_INET6)
            if tcp and found.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                yield found
