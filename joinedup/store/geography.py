"""Geography that comes with the program besides the datasets: LSOAs and districts, read-only.

Imports :mod:`joinedup.errors` and :mod:`joinedup.store.bundled`. Tested by
``tests/unit/test_store_geography.py``.
"""

from pathlib import Path

from joinedup.errors import DatasetError
from joinedup.store.bundled import ROOT, dataset_ids

#: Where what is the same for all datasets is.
REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"


def load_lsoas(dataset_id: str, *, root: Path = ROOT) -> str | None:
    """The LSOAs of a bundled dataset's footprint; None where it has none.

    GeoJSON text in degrees (WGS 84), for :class:`geo.lsoas.Lsoas`. Datasets that people
    started themselves have none.

    Raises:
        DatasetError: When the file is damaged.
    """
    # The id becomes part of a path: only one that is listed may.
    if dataset_id not in dataset_ids(root=root):
        return None
    path = root / dataset_id / "lsoas.geojson"
    return _read(path) if path.is_file() else None


def load_districts(*, folder: Path = REFERENCE) -> str:
    """All districts of England and Wales: GeoJSON text in degrees (WGS 84).

    Raises:
        DatasetError: When the file is missing or damaged.
    """
    return _read(folder / "districts.geojson")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(
            "A file of boundaries is missing or cannot be read",
            value=path.name,
            hint="Restore it from the repository, or run python -m scripts.build_footprints.",
        ) from error
