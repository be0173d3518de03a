"""Connections to a listening socket of this process send at once."""

import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from joinedup.ui import sockets

pytestmark = pytest.mark.skipif(not Path("/dev/fd").is_dir(), reason="nothing lists open files")


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    """Bound as Streamlit binds its own: TCP is not named."""
    with closing(socket.socket(family=socket.AF_INET)) as bound:
        bound.bind(("127.0.0.1", 0))
        bound.listen()
        yield bound


def waits(one: socket.socket) -> bool:
    return one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0


def test_accepted_connections_do_not_wait(listening: socket.socket) -> None:
    assert waits(listening)
    assert sockets.send_at_once() >= 1
    with closing(socket.create_connection(listening.getsockname())) as asking:
        accepted, _ = listening.accept()
        with closing(accepted):
            assert not waits(accepted)
            assert waits(asking), "only where this process listens"


def test_the_socket_stays_open(listening: socket.socket) -> None:
    sockets.send_at_once()
    with closing(socket.create_connection(listening.getsockname())):
        accepted, _ = listening.accept()
        accepted.close()


def test_where_nothing_lists_open_files_nothing_is_changed(
    listening: socket.socket, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sockets, "_OPEN_FILES", tmp_path / "missing")
    assert sockets.send_at_once() == 0
    assert waits(listening)
