"""Find the Chromium that the browser tests and the screenshots drive, or install one.

In this order: the one ``JOINEDUP_CHROMIUM`` names; one that the machine has; Debian's
``chromium``, where the machine is Debian-like and we may install; else Playwright's own.
Needs the standard library only. Tested by ``tests/unit/test_tooling.py``.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

COMMANDS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
MAC_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS_FOLDERS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PLACES = (
    "Google/Chrome/Application/chrome.exe",
    "Chromium/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
)

# What Chromium needs to start as root in a container, and to keep from calling home.
LAUNCH_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# No name resolves but this machine's, so nothing gets out: scripts, sockets and tiles alike.
CUT_OFF = (
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
    "--no-proxy-server",
)


def browser_path() -> str | None:
    """Return where the machine's Chromium is; ``None`` stands for Playwright's own.

    Raises FileNotFoundError where ``JOINEDUP_CHROMIUM`` names a file that isn't there:
    a wrong setting must not pass for a missing one.
    """
    named = os.environ.get("JOINEDUP_CHROMIUM")
    if named:
        if not Path(named).is_file():
            raise FileNotFoundError(f"JOINEDUP_CHROMIUM names {named!r}, which is not a file")
        return named
    for command in COMMANDS:
        found = shutil.which(command)
        if found:
            return found
    return next((str(place) for place in usual_places() if place.is_file()), None)


def usual_places() -> list[Path]:
    """Return where an installer puts a browser without adding it to the PATH."""
    windows = [
        Path(os.environ[folder]) / place
        for folder in WINDOWS_FOLDERS
        if folder in os.environ
        for place in WINDOWS_PLACES
    ]
    return [Path(place) for place in MAC_PLACES] + windows


def may_use_apt() -> bool:
    """Tell whether this is a Debian-like machine on which we are root."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return root and Path("/etc/debian_version").is_file() and shutil.which("apt-get") is not None


def install() -> str | None:
    """Make sure that there is a browser; return its path, or ``None`` for Playwright's own.

    Raises subprocess.CalledProcessError where an installer fails.
    """
    found = browser_path()
    if found is None and may_use_apt():
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"],
        ):
            run(["apt-get", *command], environment=quiet)
        found = browser_path()
    if found is None:
        run([sys.executable, "-m", "playwright", "install", "chromium"])
    return found


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run an installer silently; where it fails, print what it said and raise."""
    try:
        subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    except subprocess.CalledProcessError as error:
        print(error.stdout, error.stderr, sep="\n", file=sys.stderr)
        raise


if __name__ == "__main__":
    print(f"browser: {install() or 'the one that came with Playwright'}")
