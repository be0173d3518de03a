"""Writes ``tests/cases/lists``: partner lists as nobody should have to receive them.

Run ``python -m scripts.make_nasty_lists`` after a change in ``scripts/nasty_lists``; what each
file is expected to come to stands in ``tests/cases/lists/expected.yaml``, written by hand.
"""

import argparse
from pathlib import Path

from scripts.nasty_lists import files

FOLDER = Path(__file__).resolve().parents[1] / "tests" / "cases" / "lists"
#: Written by hand, and kept.
EXPECTED = "expected.yaml"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    made = files()
    for path in folder.iterdir():
        if path.name not in made and path.name != EXPECTED:
            path.unlink()
    for name, content in made.items():
        (folder / name).write_bytes(content)
    total = sum(map(len, made.values()))
    print(f"{len(made)} files, {total:,} bytes, in {folder}")


if __name__ == "__main__":
    main()
