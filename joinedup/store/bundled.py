"""Datasets that come with the program: ``data/footprints/<id>/``, read-only.

Five files make a dataset: ``footprint.json``, ``areas.geojson``, ``organisations.csv``,
``partnerships.csv`` and ``memberships.csv``; ``docs/data-dictionary.md`` explains them.
Cells are read as text, so ``007`` stays ``007`` and ``NA`` stays ``NA``; text from the
files is passed on unchanged and unescaped.

Imports :mod:`joinedup.model` and :mod:`joinedup.errors`. Tested by
``tests/unit/test_bundled.py``.
"""

import csv
import hashlib
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from joinedup.errors import DatasetError, ModelError
from joinedup.model import (
    Area,
    AreaLevel,
    Coverage,
    Dataset,
    DeclaredFigure,
    Level,
    Membership,
    Organisation,
    Partnership,
    Point,
    Provenance,
    Sector,
)

#: Where the datasets are; the environment variable ``JOINEDUP_FOOTPRINTS`` names another folder.
ROOT = Path(
    os.environ.get("JOINEDUP_FOOTPRINTS")
    or Path(__file__).resolve().parents[2] / "data" / "footprints"
)
DEFAULT_DATASET = "south-yorkshire"

Row = Mapping[str, str]
T = TypeVar("T")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILES = (
    "footprint.json",
    "areas.geojson",
    "organisations.csv",
    "partnerships.csv",
    "memberships.csv",
)
_PROVENANCE = ("source", "licence", "as_of")
_COLUMNS = {
    "organisations.csv": (
        *("id", "name", "sector", "kind", "ods_code", "org_id", "ons_code", "aliases"),
        *("postcode", "latitude", "longitude", "place", "neighbourhood", "outside"),
        *("registered_patients", *_PROVENANCE),
    ),
    "partnerships.csv": (
        *("id", "name", "kind", "level", "area", "start", "end", "end_basis"),
        *("part_of", "led_by", *_PROVENANCE),
    ),
    "memberships.csv": (
        *("organisation", "partnership", "role", "since", "until", "confirmed_on"),
        *_PROVENANCE,
    ),
}
_SCHEMES = (("ods", "ods_code"), ("org-id", "org_id"), ("ons", "ons_code"))


def dataset_ids(*, root: Path = ROOT) -> tuple[str, ...]:
    """Ids of the datasets at hand, South Yorkshire first, then by id."""
    found = [
        path.parent.name
        for path in root.glob("*/footprint.json")
        if _ID.fullmatch(path.parent.name)
    ]
    return tuple(sorted(found, key=lambda one: (one != DEFAULT_DATASET, one)))


def dataset_names(*, root: Path = ROOT) -> Mapping[str, str]:
    """Names by dataset id, in the order of :func:`dataset_ids`; reads nothing else.

    Raises:
        DatasetError: When a ``footprint.json`` is damaged.
    """
    return {one: _name(one, root) for one in dataset_ids(root=root)}


def load_dataset(dataset_id: str, *, root: Path = ROOT) -> Dataset:
    """A whole dataset; its version is the hash of its files.

    Raises:
        DatasetError: When there is no such dataset, or a file is missing or damaged.
    """
    files = {name: _read(dataset_id, name, root) for name in _FILES}
    about = _parse("footprint.json", lambda: json.loads(files["footprint.json"]))
    return _parse(
        dataset_id,
        lambda: Dataset(
            id=dataset_id,
            name=about["name"],
            version=_version(files),
            as_of=about["as_of"],
            illustrative=about["illustrative"],
            notes=tuple(about["notes"]),
            coverage=tuple(_coverage(item) for item in about["coverage"]),
            declared=tuple(_declared(item) for item in about["declared"]),
            areas=_areas(files["areas.geojson"]),
            organisations=_table(files, "organisations.csv", _organisation),
            partnerships=_table(files, "partnerships.csv", _partnership),
            memberships=_table(files, "memberships.csv", _membership),
        ),
    )


def load_boundaries(dataset_id: str, *, root: Path = ROOT) -> str:
    """The polygons of places and neighbourhoods: GeoJSON text in degrees (WGS 84).

    Raises:
        DatasetError: When there is no such dataset, or the file is missing or damaged.
    """
    content = _read(dataset_id, "areas.geojson", root)
    return _parse("areas.geojson", lambda: content.decode("utf-8"))


def no_such_version(dataset_id: str, version: str) -> DatasetError:
    """The error for a version that neither the program nor the store has."""
    hint = "It may have been published elsewhere. The history of the footprint lists those here."
    return DatasetError(f"There is no such version of {dataset_id}", value=version, hint=hint)


def _read(dataset_id: str, name: str, root: Path) -> bytes:
    known = dataset_ids(root=root)
    # The id becomes part of a path: only one that is listed may.
    if dataset_id not in known:
        hint = f"Known are: {', '.join(known) or 'none'}."
        raise DatasetError("There is no dataset of this name", value=dataset_id, hint=hint)
    try:
        return (root / dataset_id / name).read_bytes()
    except OSError as error:
        raise DatasetError(
            f"A file of the dataset {dataset_id} is missing or cannot be read",
            value=name,
            hint="Restore it from the repository, or run python -m scripts.build_footprints.",
        ) from error


def _name(dataset_id: str, root: Path) -> str:
    content = _read(dataset_id, "footprint.json", root)
    return str(_parse("footprint.json", lambda: json.loads(content)["name"]))


def _version(files: Mapping[str, bytes]) -> str:
    """First 12 hexadecimal digits of SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest.hexdigest()[:12]


def _parse(name: str, read: Callable[[], T]) -> T:
    """Run ``read``; whatever it stumbles over becomes a :class:`DatasetError`."""
    try:
        return read()
    except DatasetError:
        raise
    except (ModelError, ValueError, KeyError, TypeError, AttributeError, csv.Error) as error:
        raise DatasetError(
            f"The dataset is damaged ({type(error).__name__}: {error})",
            value=name,
            hint="Restore it from the repository, or run python -m scripts.build_footprints.",
        ) from error


def _table(files: Mapping[str, bytes], name: str, make: Callable[[Row], T]) -> tuple[T, ...]:
    return tuple(_parse(name, lambda: [make(row) for row in _rows(files[name], _COLUMNS[name])]))


def _rows(content: bytes, columns: Sequence[str]) -> Iterator[Row]:
    lines = io.StringIO(content.decode("utf-8"), newline="")
    reader = csv.DictReader(lines, strict=True)
    # A file cut off before its first row would otherwise pass as an empty table.
    if absent := set(columns) - set(reader.fieldnames or ()):
        raise ValueError(f"there is no column {min(absent)}")
    for row in reader:
        if None in row or None in row.values():
            raise ValueError(f"line {reader.line_num} has too many or too few cells")
        yield row


def _provenance(row: Mapping[str, Any]) -> Provenance:
    return Provenance(source=row["source"], licence=row["licence"], as_of=row["as_of"])


def _organisation(row: Row) -> Organisation:
    patients = row["registered_patients"]
    return Organisation(
        id=row["id"],
        name=row["name"],
        sector=Sector(row["sector"]),
        kind=row["kind"],
        identifiers=tuple((scheme, row[column]) for scheme, column in _SCHEMES if row[column]),
        aliases=tuple(row["aliases"].split("|")) if row["aliases"] else (),
        postcode=row["postcode"],
        point=_point(row),
        place=row["place"] or None,
        neighbourhood=row["neighbourhood"] or None,
        outside=_yes(row["outside"]),
        registered_patients=int(patients) if patients else None,
        provenance=_provenance(row),
    )


def _point(row: Row) -> Point | None:
    if not row["latitude"] and not row["longitude"]:
        return None
    return Point(latitude=float(row["latitude"]), longitude=float(row["longitude"]))


def _yes(text: str) -> bool:
    if text not in ("yes", "no"):
        raise ValueError(f"{text!r} is neither yes nor no")
    return text == "yes"


def _partnership(row: Row) -> Partnership:
    return Partnership(
        id=row["id"],
        name=row["name"],
        kind=row["kind"],
        level=Level(row["level"]),
        area=row["area"] or None,
        start=row["start"],
        end=row["end"],
        end_basis=row["end_basis"],
        part_of=row["part_of"] or None,
        led_by=row["led_by"] or None,
        provenance=_provenance(row),
    )


def _membership(row: Row) -> Membership:
    return Membership(
        organisation=row["organisation"],
        partnership=row["partnership"],
        role=row["role"],
        since=row["since"],
        until=row["until"],
        confirmed_on=row["confirmed_on"],
        provenance=_provenance(row),
    )


def _areas(content: bytes) -> tuple[Area, ...]:
    features = _parse("areas.geojson", lambda: json.loads(content)["features"])
    return tuple(_parse("areas.geojson", lambda: [_area(one["properties"]) for one in features]))


def _area(item: Mapping[str, Any]) -> Area:
    return Area(
        id=item["id"],
        name=item["name"],
        level=AreaLevel(item["level"]),
        parent=item["parent"],
        aliases=tuple(item["aliases"]),
        approximate=item["approximate"],
        method=item["method"],
        practices=item["practices"],
        practices_with_patients=item["practices_with_patients"],
        registered_patients=item["registered_patients"],
        lsoas=item["lsoas"],
        lsoas_most_deprived=item["lsoas_most_deprived"],
        provenance=_provenance(item),
    )


def _coverage(item: Mapping[str, Any]) -> Coverage:
    return Coverage(
        sector=Sector(item["sector"]),
        statement=item["statement"],
        place=item["place"],
        provenance=_provenance(item),
    )


def _declared(item: Mapping[str, Any]) -> DeclaredFigure:
    return DeclaredFigure(
        key=item["key"],
        label=item["label"],
        figure=item["figure"],
        qualifier=item["qualifier"],
        explanation=item["explanation"],
        provenance=_provenance(item),
    )
