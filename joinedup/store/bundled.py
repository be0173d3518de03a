"""Datasets that come with the program: ``data/footprints/<id>/``, read-only.

Five files make a dataset: ``footprint.json``, ``areas.geojson``, ``organisations.csv``,
``partnerships.csv`` and ``memberships.csv``; two more, ``ties.csv`` and ``programmes.json``, may
be absent.
``docs/data-dictionary.md`` explains them. Text from the files is passed on unchanged and
unescaped.

Most datasets come in one version. One whose ``footprint.json`` has ``versions`` comes in
several, in one set of files: its rows say in which of them they stand. Programmes stand in all.

Imports :mod:`joinedup.model`, :mod:`joinedup.errors`, :mod:`.codec` and :mod:`.rows`. Tested by
``tests/unit/test_bundled.py``.
"""

import csv
import hashlib
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from joinedup.errors import DatasetError, ModelError
from joinedup.model import Area, Dataset, check_partial_date
from joinedup.store import rows
from joinedup.store.codec import LATER_TABLES, read_table
from joinedup.store.rows import Edition

#: Where the datasets are; the environment variable ``JOINEDUP_FOOTPRINTS`` names another folder.
ROOT = Path(
    os.environ.get("JOINEDUP_FOOTPRINTS")
    or Path(__file__).resolve().parents[2] / "data" / "footprints"
)
DEFAULT_DATASET = "south-yorkshire"
#: The made-up one, behind all real ones.
DEMONSTRATION = "demonstration"

T = TypeVar("T")
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_FILES = (
    "footprint.json",
    "areas.geojson",
    "organisations.csv",
    "partnerships.csv",
    "memberships.csv",
)
_TIES = "ties.csv"
#: What programmes are for and how far they got: an object with a list for each of the tables
#: that :data:`joinedup.store.codec.LATER_TABLES` names, in the form of the codec.
_PROGRAMMES = "programmes.json"
_OPTIONAL = (_TIES, _PROGRAMMES)


@dataclass(frozen=True, slots=True)
class BundledVersion:
    """A version of a dataset that comes with the program.

    Attributes:
        number: From 1, the oldest.
        version: Its name in links: 12 hexadecimal digits.
        as_of: Partial date of its newest record.
        note: What it brought, in a sentence; empty where the dataset has one version.
    """

    number: int
    version: str
    as_of: str
    note: str


def dataset_ids(*, root: Path = ROOT) -> tuple[str, ...]:
    """Ids of the datasets at hand: South Yorkshire first, then by id, the made-up one last."""
    found = [
        path.parent.name
        for path in root.glob("*/footprint.json")
        if _ID.fullmatch(path.parent.name)
    ]
    return tuple(sorted(found, key=_rank))


def _rank(dataset_id: str) -> tuple[int, str]:
    return {DEFAULT_DATASET: 0, DEMONSTRATION: 2}.get(dataset_id, 1), dataset_id


def dataset_names(*, root: Path = ROOT) -> Mapping[str, str]:
    """Names by dataset id, in the order of :func:`dataset_ids`; reads nothing else.

    Raises:
        DatasetError: When a ``footprint.json`` is damaged.
    """
    return {one: _name(one, root) for one in dataset_ids(root=root)}


def versions(dataset_id: str, *, root: Path = ROOT) -> tuple[BundledVersion, ...]:
    """The versions of a dataset, the oldest first; parses no rows.

    Raises:
        DatasetError: When there is no such dataset, or a file is missing or damaged.
    """
    files = _files(dataset_id, root)
    return _versions(files, _about(files))


def newest(dataset_id: str, *, root: Path = ROOT) -> str:
    """The name of a dataset's newest version; parses no rows.

    Raises:
        DatasetError: When there is no such dataset, or a file is missing or damaged.
    """
    return versions(dataset_id, root=root)[-1].version


def load_dataset(dataset_id: str, version: str = "", *, root: Path = ROOT) -> Dataset:
    """A whole dataset in its newest version, or in the one named.

    Raises:
        DatasetError: When there is no such dataset or version, or a file is missing or damaged.
    """
    files = _files(dataset_id, root)
    about = _about(files)
    chosen = _chosen(dataset_id, version, files, about)
    edition = _edition(chosen, about)
    return _parse(
        dataset_id,
        lambda: Dataset(
            id=dataset_id,
            name=about["name"],
            version=chosen.version,
            as_of=chosen.as_of,
            illustrative=about["illustrative"],
            notes=tuple(about["notes"]),
            coverage=tuple(rows.coverage(item) for item in about["coverage"]),
            declared=tuple(rows.declared(item) for item in about["declared"]),
            areas=_areas(files["areas.geojson"], edition),
            organisations=_table(files, "organisations.csv", edition),
            partnerships=_table(files, "partnerships.csv", edition),
            memberships=_table(files, "memberships.csv", edition),
            ties=_table(files, _TIES, edition) if _TIES in files else (),
            **_programmes(files),
        ),
    )


def load_boundaries(dataset_id: str, version: str = "", *, root: Path = ROOT) -> str:
    """The polygons of places and neighbourhoods: GeoJSON text in degrees (WGS 84).

    Raises:
        DatasetError: When there is no such dataset or version, or a file is missing or damaged.
    """
    content = _read(dataset_id, "areas.geojson", root)
    text = _parse("areas.geojson", lambda: content.decode("utf-8"))
    if not version:
        return text
    files = _files(dataset_id, root)
    about = _about(files)
    edition = _edition(_chosen(dataset_id, version, files, about), about)
    return _parse("areas.geojson", lambda: _as_of(text, edition))


def no_such_version(dataset_id: str, version: str) -> DatasetError:
    """The error for a version that neither the program nor the store has."""
    hint = "It may have been published elsewhere. The history of the footprint lists those here."
    return DatasetError(f"There is no such version of {dataset_id}", value=version, hint=hint)


def _as_of(text: str, edition: Edition | None) -> str:
    """Boundaries whose properties are those of an edition; as they are where none differ."""
    if edition is None or not edition.areas:
        return text
    whole = json.loads(text)
    return json.dumps(
        whole | {"features": rows.restated(whole["features"], edition)},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _files(dataset_id: str, root: Path) -> dict[str, bytes]:
    """The files that make a dataset, by name."""
    found = {name: _read(dataset_id, name, root) for name in _FILES}
    for name in _OPTIONAL:
        if (root / dataset_id / name).is_file():
            found[name] = _read(dataset_id, name, root)
    return found


def _about(files: Mapping[str, bytes]) -> Any:
    return _parse("footprint.json", lambda: json.loads(files["footprint.json"]))


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


def _versions(files: Mapping[str, bytes], about: Any) -> tuple[BundledVersion, ...]:
    stated = _parse("footprint.json", lambda: [_stated(one) for one in about.get("versions", ())])
    digest = _digest(files)
    if not stated:
        as_of = _parse("footprint.json", lambda: str(about["as_of"]))
        return (BundledVersion(1, digest.hexdigest()[:12], as_of, ""),)
    found = []
    for number, (as_of, note) in enumerate(stated, start=1):
        own = digest.copy()
        own.update(f"version {number}".encode())
        found.append(BundledVersion(number, own.hexdigest()[:12], as_of, note))
    return tuple(found)


def _stated(item: Mapping[str, Any]) -> tuple[str, str]:
    check_partial_date(item["as_of"])
    return str(item["as_of"]), str(item["note"])


def _digest(files: Mapping[str, bytes]) -> Any:
    """SHA-256 over names and contents."""
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(f"{name}\0{len(files[name])}\0".encode())
        digest.update(files[name])
    return digest


def _chosen(
    dataset_id: str, version: str, files: Mapping[str, bytes], about: Any
) -> BundledVersion:
    found = _versions(files, about)
    if not version:
        return found[-1]
    for one in found:
        if one.version == version:
            return one
    raise no_such_version(dataset_id, version)


def _edition(chosen: BundledVersion, about: Any) -> Edition | None:
    """Which rows to read; None where the dataset has one version, and its rows do not say."""
    stated = about.get("versions", ())
    if not stated:
        return None
    others = stated[chosen.number - 1].get("areas", {})
    return Edition(number=chosen.number, count=len(stated), areas=others)


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


def _table(files: Mapping[str, bytes], name: str, edition: Edition | None) -> tuple[Any, ...]:
    return _parse(name, lambda: rows.table(files[name], name, edition))


def _areas(content: bytes, edition: Edition | None) -> tuple[Area, ...]:
    return _parse("areas.geojson", lambda: rows.areas(json.loads(content)["features"], edition))


def _programmes(files: Mapping[str, bytes]) -> dict[str, tuple[Any, ...]]:
    """The tables of programmes by name; none where the dataset has no such file."""
    if _PROGRAMMES not in files:
        return {}
    return _parse(_PROGRAMMES, lambda: _tables(json.loads(files[_PROGRAMMES])))


def _tables(held: Mapping[str, Any]) -> dict[str, tuple[Any, ...]]:
    if unknown := held.keys() - set(LATER_TABLES):
        raise ValueError(f"there is no table {min(unknown)}")
    return {name: read_table(name, held.get(name, [])) for name in LATER_TABLES}
