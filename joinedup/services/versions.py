"""The datasets and their versions: those that come with the program, and those published.

A dataset that nobody has published anything of is the one that comes with the program, in the
newest of its versions. From the first publication on, the store's newest version is what
everybody sees; its numbers go on where those of the program end.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from joinedup.model import Dataset, last_day
from joinedup.store import bundled
from joinedup.store.bundled import BundledVersion
from joinedup.store.engine import open_store
from joinedup.store.protocol import (
    BUNDLED_AUTHOR,
    BUNDLED_NOTE,
    Draft,
    Store,
    VersionInfo,
)


def store() -> Store:
    """The store of versions that ``JOINEDUP_STORE`` names; see :mod:`joinedup.store`."""
    return _open(os.environ.get("JOINEDUP_STORE", ""))


@cache
def _open(target: str) -> Store:
    return open_store(target or None)


def dataset_names() -> Mapping[str, str]:
    """Names by dataset id: those that come with the program, then those started from lists.

    Raises:
        DatasetError: When a ``footprint.json`` is damaged.
        StoreError: When the store cannot be read.
    """
    return {**bundled.dataset_names(), **store().dataset_names()}


def dataset_ids() -> tuple[str, ...]:
    """Ids of the datasets at hand, South Yorkshire first."""
    return tuple(dict.fromkeys([*bundled.dataset_ids(), *store().dataset_names()]))


def newest(dataset_id: str) -> str:
    """The version of a dataset that is shown to whoever asks for none.

    Raises:
        DatasetError: When there is no such dataset.
    """
    return published(dataset_id) or bundled.newest(dataset_id)


def published(dataset_id: str) -> str:
    """The newest version that somebody published here; empty where nobody has."""
    return store().newest(dataset_id) or ""


def load_dataset(dataset_id: str, version: str = "") -> Dataset:
    """A dataset in its newest version, or in the one named.

    Raises:
        DatasetError: When there is no such dataset or version, or its files are damaged.
    """
    if wanted := _stored(dataset_id, version):
        return store().load(dataset_id, wanted)
    return bundled.load_dataset(dataset_id, version)


def load_boundaries(dataset_id: str, version: str = "") -> str:
    """The polygons of a dataset's places and neighbourhoods: GeoJSON in degrees (WGS 84).

    Raises:
        DatasetError: As :func:`load_dataset`.
    """
    if wanted := _stored(dataset_id, version):
        return store().load_boundaries(dataset_id, wanted)
    return bundled.load_boundaries(dataset_id, version)


def history(dataset_id: str) -> tuple[VersionInfo, ...]:
    """All versions of a dataset, the newest first; never empty.

    Raises:
        DatasetError: When there is no such dataset.
    """
    kept = store().versions(dataset_id)
    if kept and (kept[-1].kind != "bundled" or dataset_id not in bundled.dataset_ids()):
        return kept
    came = _came_with_us(dataset_id)
    if not kept:
        return came
    # The first that was kept is what was the program's newest when it was published on.
    earlier = tuple(one for one in came if one.number < kept[-1].number)
    parent = earlier[0].version if earlier else None
    return (*kept[:-1], replace(kept[-1], parent=parent), *earlier)


def restore(dataset_id: str, version: str, *, parent: str, author: str, note: str) -> VersionInfo:
    """Go back to an older version, which makes a new one with its contents.

    Raises:
        Superseded: When ``parent`` is not the newest version any more.
        DatasetError: When there is no such version.
        StoreError: When author or note cannot be used, or nothing can be written.
    """
    draft = Draft(
        dataset=load_dataset(dataset_id, version),
        boundaries=load_boundaries(dataset_id, version),
        author=author,
        note=note,
        kind="restore",
        report={"restored": version},
    )
    return store().publish(draft, parent=parent, root=root_of(dataset_id))


def root_of(dataset_id: str) -> Draft | None:
    """What the first publication of a dataset stands on; None where nothing came with us."""
    if dataset_id not in bundled.dataset_ids():
        return None
    last = bundled.versions(dataset_id)[-1]
    return Draft(
        dataset=bundled.load_dataset(dataset_id),
        boundaries=bundled.load_boundaries(dataset_id),
        author=BUNDLED_AUTHOR,
        note=last.note or BUNDLED_NOTE,
        kind="bundled",
        number=last.number,
    )


def _stored(dataset_id: str, version: str) -> str:
    """The version to ask the store for; empty where what came with the program is meant."""
    newest_stored = published(dataset_id)
    if version and version != newest_stored and dataset_id in bundled.dataset_ids():
        ours = {one.version for one in bundled.versions(dataset_id)}
        return "" if version in ours else version
    return version or newest_stored


def _came_with_us(dataset_id: str) -> tuple[VersionInfo, ...]:
    """The versions that came with the program, the newest first."""
    found = bundled.versions(dataset_id)
    parents = [None, *(one.version for one in found)]
    made = [
        _as_version(dataset_id, one, parent) for one, parent in zip(found, parents, strict=False)
    ]
    return tuple(reversed(made))


def _as_version(dataset_id: str, one: BundledVersion, parent: str | None) -> VersionInfo:
    day = last_day(one.as_of) if one.as_of else datetime.now(UTC).date()
    return VersionInfo(
        dataset=dataset_id,
        number=one.number,
        version=one.version,
        parent=parent,
        created_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        author=BUNDLED_AUTHOR,
        note=one.note or BUNDLED_NOTE,
        kind="bundled",
        file_name="",
        file_sha256="",
        report={},
    )
