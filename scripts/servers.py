"""The app as a process of its own, on a free port: for tests, pictures and benchmarks."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[1]
START_TIMEOUT_S = 60
STOP_TIMEOUT_S = 10
LOOK_EVERY_S = 0.1
LOG_LINES_SHOWN = 40


@dataclass(frozen=True)
class Server:
    """A running dashboard.

    Attributes:
        url: Where it answers, without a slash at the end.
        log: The file that holds what it printed.
        process: Its own handle; nothing else is ever stopped.
    """

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def wait_until_healthy(self) -> None:
        """Return once the server answers; raise RuntimeError with its log if it never does."""
        deadline = time.monotonic() + START_TIMEOUT_S
        while not self._healthy():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"the server did not start:\n{self.log_end()}")
            time.sleep(LOOK_EVERY_S)

    def _healthy(self) -> bool:
        try:
            with urlopen(f"{self.url}/_stcore/health", timeout=1) as answer:  # noqa: S310
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def stop(self) -> None:
        """End the process, by force if it does not listen."""
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(STOP_TIMEOUT_S)

    def log_end(self) -> str:
        """Return the last lines that the server printed."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        return "\n".join(lines[-LOG_LINES_SHOWN:])


def start(
    log: Path, *, env: Mapping[str, str] | None = None, cwd: Path = ROOT, script: str | Path
) -> Server:
    """Start ``script`` with Streamlit in ``cwd`` and wait until it answers."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(script)]
    options = {
        "server.address": "127.0.0.1",
        "server.port": str(port),
        "server.headless": "true",
        "server.fileWatcherType": "none",
    }
    for name, value in options.items():
        command += [f"--{name}", value]
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", log, process)
    try:
        server.wait_until_healthy()
    except BaseException:
        server.stop()
        raise
    return server


def free_port() -> int:
    """Return a port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
