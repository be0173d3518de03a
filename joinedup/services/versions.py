"""The datasets and their versions: those that come with the program, and those published.

A dataset that nobody has published anything of is the one that comes with the program. From
the first publication on, the store's newest version is what everybody sees.
"""

import os
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import cache
from typing import Any

from joinedup.imports.draft import Change, differences
from joinedup.model import Dataset, last_day
from joinedup.store import bundled
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
    return published(dataset_id) or bundled.load_dataset(dataset_id).version


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
    return bundled.load_dataset(dataset_id)


def load_boundaries(dataset_id: str, version: str = "") -> str:
    """The polygons of a dataset's places and neighbourhoods: GeoJSON in degrees (WGS 84).

    Raises:
        DatasetError: As :func:`load_dataset`.
    """
    if wanted := _stored(dataset_id, version):
        return store().load_boundaries(dataset_id, wanted)
    return bundled.load_boundaries(dataset_id)


def history(dataset_id: str) -> tuple[VersionInfo, ...]:
    """All versions of a dataset, the newest first; never empty.

    Raises:
        DatasetError: When there is no such dataset.
    """
    return store().versions(dataset_id) or (_as_version(bundled.load_dataset(dataset_id)),)


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
    return Draft(
        dataset=bundled.load_dataset(dataset_id),
        boundaries=bundled.load_boundaries(dataset_id),
        author=BUNDLED_AUTHOR,
        note=BUNDLED_NOTE,
        kind="bundled",
    )


def compare(old: Dataset, new: Dataset) -> tuple[Change, ...]:
    """What is new, different or gone in ``new``: areas, organisations, partnerships, links."""
    return (
        *_changes("neighbourhood", old.area_by_id, new.area_by_id),
        *_changes("organisation", old.organisation_by_id, new.organisation_by_id),
        *_changes("partnership", old.partnership_by_id, new.partnership_by_id),
        *_changes("membership", _links(old, old.memberships), _links(new, new.memberships)),
        *_changes("tie", _links(old, old.ties), _links(new, new.ties)),
    )


def _changes(thing: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterable[Change]:
    for key, one in new.items():
        known = old.get(key)
        if known == one:
            continue
        fields = () if known is None else differences(known, one)
        if known is None or fields:
            yield Change(
                thing=thing, id=key, name=_name(one, key), new=known is None, rows=(), fields=fields
            )
    for key, one in old.items():
        if key not in new:
            yield Change(thing=thing, id=key, name=_name(one, key), new=False, rows=(), gone=True)


def _name(one: Any, key: str) -> str:
    return str(getattr(one, "name", key))


def _links(dataset: Dataset, rows: Iterable[Any]) -> dict[str, Any]:
    """Memberships or ties by what they join, in words, and their place among their like."""
    found: dict[str, Any] = {}
    organisations, partnerships = dataset.organisation_by_id, dataset.partnership_by_id
    for row in rows:
        if hasattr(row, "partnership"):
            pair = (organisations[row.organisation].name, partnerships[row.partnership].name)
            words = " in ".join(pair)
        else:
            pair = (organisations[row.source].name, organisations[row.target].name)
            words = f" {row.kind} ".join(pair)
        words += f" (since {row.since})" if row.since else ""
        key, count = words, 2
        while key in found:
            key, count = f"{words} ({count})", count + 1
        found[key] = row
    return found


def _stored(dataset_id: str, version: str) -> str:
    """The version to ask the store for; empty where what came with the program is meant."""
    newest_stored = published(dataset_id)
    if version and version != newest_stored and dataset_id in bundled.dataset_ids():
        return "" if bundled.load_dataset(dataset_id).version == version else version
    return version or newest_stored


def _as_version(dataset: Dataset) -> VersionInfo:
    """What came with the program, as the first version of its line."""
    day = last_day(dataset.as_of) if dataset.as_of else datetime.now(UTC).date()
    return VersionInfo(
        dataset=dataset.id,
        number=1,
        version=dataset.version,
        parent=None,
        created_at=datetime(day.year, day.month, day.day, tzinfo=UTC),
        author=BUNDLED_AUTHOR,
        note=BUNDLED_NOTE,
        kind="bundled",
        file_name="",
        file_sha256="",
        report={},
    )
