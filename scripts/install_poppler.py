"""Find poppler, with whose tools the tests read PDFs, or install it where that needs no asking.

Where there is none and we may not install it, the tests that need it are skipped and say so.
Needs the standard library only. Tested by ``tests/unit/test_tooling.py``.
"""

import os
import shutil

from scripts import install_browser

COMMANDS = ("pdftotext", "pdftoppm", "pdfimages")


def is_there() -> bool:
    """Tell whether all of poppler's tools that the tests use are on the PATH."""
    return all(shutil.which(command) for command in COMMANDS)


def install() -> bool:
    """Install poppler on a Debian-like machine on which we are root; tell whether it is there.

    Raises subprocess.CalledProcessError where the installer fails.
    """
    if not is_there() and install_browser.may_use_apt():
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", "poppler-utils"],
        ):
            install_browser.run(["apt-get", *command], environment=quiet)
    return is_there()


if __name__ == "__main__":
    missing = "not installed; the tests that read PDFs with it are skipped"
    print(f"poppler: {'found' if install() else missing}")
