"""Build ``data/footprints``, the districts and ``data/README.md`` from ``data/reference``.

The demonstration is made up on the map of South Yorkshire; see :mod:`scripts.demonstration`.

Run ``python -m scripts.build_footprints``. Needs the packages of ``requirements-dev.txt``;
takes some ten seconds. The same inputs give the same bytes.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
if str(ROOT) not in sys.path:  # so that it also runs as a plain script
    sys.path.insert(0, str(ROOT))

from scripts.demonstration.build import ID as DEMONSTRATION  # noqa: E402
from scripts.demonstration.build import build_demonstration  # noqa: E402
from scripts.footprints import write  # noqa: E402
from scripts.footprints.build import build_footprint  # noqa: E402
from scripts.footprints.districts import districts  # noqa: E402
from scripts.footprints.inputs import Inputs  # noqa: E402
from scripts.footprints.readme import readme  # noqa: E402

DATA = ROOT / "data"
DISTRICTS = "reference/districts.geojson"


def build(reference: Path) -> dict[str, bytes]:
    """Every built file by path relative to ``data/``.

    Raises:
        DatasetError: When a table or package is missing, or tables contradict each other.
        GeographyError: When the boundaries are no coverage.
    """
    inputs = Inputs(reference)
    files = {
        f"footprints/{footprint}/{name}": content
        for footprint in inputs.texts
        for name, content in build_footprint(inputs, footprint).items()
    }
    files |= {
        f"footprints/{DEMONSTRATION}/{name}": content
        for name, content in build_demonstration(inputs).items()
    }
    files[DISTRICTS] = write.districts(districts(inputs))
    return {**files, "README.md": readme(inputs, files)}


def differences(files: dict[str, bytes], folder: Path) -> list[str]:
    """Paths whose bytes differ from the folder's, or that only one side has."""
    present = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in [*folder.glob("footprints/*/*"), folder / DISTRICTS, folder / "README.md"]
        if path.is_file()
    }
    return sorted(path for path in files | present if files.get(path) != present.get(path))


def main(arguments: list[str] | None = None) -> int:
    """Write the files, or with ``--check`` only compare them; 1 when they differ."""
    parser = argparse.ArgumentParser(
        description="Build data/footprints, districts and data/README.md."
    )
    parser.add_argument("--out", type=Path, default=DATA, help="folder to write to")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(arguments)
    files = build(DATA / "reference")
    if options.check:
        changed = differences(files, options.out)
        print("\n".join(f"differs: {path}" for path in changed) or "All files are up to date.")
        return 1 if changed else 0
    for path, content in files.items():
        target = options.out / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    print(f"Wrote {len(files)} files.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
