"""What is computed once and shared by every session. Keys are strings, dates and scopes.

The same functions serve the pages and the data routes, so both show one version.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import streamlit as st

from joinedup import services, views
from joinedup.errors import DatasetError, MeasureError, StoreError
from joinedup.model import Dataset
from joinedup.network.connection import Connection
from joinedup.network.graph import organisation_graph
from joinedup.network.groups import Group, communities, place_and_sector
from joinedup.network.layout import Layout, layout
from joinedup.network.measures import betweenness
from joinedup.network.pairs import Pairs, pairs
from joinedup.network.scope import Scope
from joinedup.render import svg
from joinedup.render.columns import layout_columns, network_lines, organisation_columns
from joinedup.render.escaping import script_json
from joinedup.render.svg import Outlines
from joinedup.services import Confirmed
from joinedup.store import bundled
from joinedup.store.protocol import VersionInfo
from joinedup.ui.later import Later
from joinedup.views import Vocabulary

_LOG = logging.getLogger("joinedup")
#: Names of footprints by id, and why the store could not be read.
Footprints = tuple[Mapping[str, str], StoreError | None]
#: Organisations times pairs, as which betweenness grows, that take some three minutes.
_MOST_BETWEEN = 50_000_000_000
_BETWEEN: Later[Mapping[str, float]] = Later(most=32)
_Part = TypeVar("_Part")


def _key(scope: Scope) -> tuple[date, bool, tuple[str, ...], tuple[str, ...]]:
    """A scope in one order: that of a set is another in each."""
    return scope.day, scope.include_past, tuple(sorted(scope.levels)), tuple(sorted(scope.kinds))


#: For caches that take a scope.
BY_SCOPE: dict[str | type[Any], Callable[[Any], Any]] = {Scope: _key}
_SHOW = False  # no spinner: everything here takes less than a second


def names() -> Mapping[str, str]:
    """The footprints' names by id, in their order; asked anew, as lists can start new ones.

    Raises:
        DatasetError: When there is none.
    """
    return footprints()[0]


def footprints() -> Footprints:
    """The footprints' names by id, and why the store could not be read; None where it could.

    Without its store the program still has the footprints that it came with.

    Raises:
        DatasetError: When there is none.
    """
    trouble: StoreError | None = None
    try:
        found = services.dataset_names()
    except StoreError as error:
        _LOG.error("The store of versions cannot be read: %s", error)
        trouble = error
        found = bundled.dataset_names()
    if not found:
        raise DatasetError(
            "There is no footprint in the folder of footprints",
            hint="JOINEDUP_FOOTPRINTS must name a folder that holds folders like "
            "south-yorkshire, each with a footprint.json.",
        )
    return found, trouble


def newest(dataset_id: str) -> str:
    """The version of a dataset that is shown to whoever asks for none; asked anew each time.

    Raises:
        DatasetError: When there is no such dataset.
    """
    try:
        return services.published(dataset_id) or _newest_of_ours(dataset_id)
    except StoreError:
        return _newest_of_ours(dataset_id)


def newer(dataset_id: str, version: str) -> str:
    """The newest version where it is another one; empty, too, where the store cannot tell."""
    try:
        found = services.published(dataset_id) or _newest_of_ours(dataset_id)
    except (DatasetError, StoreError):
        return ""
    return "" if found == version else found


@st.cache_resource(max_entries=16, show_spinner=_SHOW)
def _newest_of_ours(dataset_id: str) -> str:
    return bundled.newest(dataset_id)


@st.cache_resource(max_entries=16, show_spinner=_SHOW)
def came_with_us(dataset_id: str) -> tuple[str, ...]:
    """The versions of a dataset that come with the program, the newest first; maybe none."""
    if dataset_id not in bundled.dataset_ids():
        return ()
    return tuple(one.version for one in reversed(bundled.versions(dataset_id)))


def version_info(dataset_id: str, version: str) -> VersionInfo | None:
    """Number, day and author of a version, without its report; None where nobody knows it."""
    try:
        return _version_info(dataset_id, version)
    except (DatasetError, StoreError):
        return None


@st.cache_resource(max_entries=64, show_spinner=_SHOW)
def _version_info(dataset_id: str, version: str) -> VersionInfo:
    for one in services.history(dataset_id):
        if one.version == version:
            return replace(one, report={})
    raise DatasetError("There is no such version", value=version)


@st.cache_resource(max_entries=12, show_spinner=_SHOW)
def dataset(dataset_id: str, version: str) -> Dataset:
    """A dataset in one of its versions.

    Raises:
        DatasetError: When there is no such dataset or version, or it is damaged.
        StoreError: When the store cannot be read and the version did not come with us.
    """
    return _read(services.load_dataset, bundled.load_dataset, dataset_id, version)


@st.cache_resource(max_entries=12, show_spinner=_SHOW)
def boundaries(dataset_id: str, version: str) -> str:
    """The GeoJSON of a dataset in one of its versions.

    Raises:
        DatasetError, StoreError: As :func:`dataset`.
    """
    return _read(services.load_boundaries, bundled.load_boundaries, dataset_id, version)


def _read(
    read: Callable[[str, str], _Part],
    read_ours: Callable[[str, str], _Part],
    dataset_id: str,
    version: str,
) -> _Part:
    """Part of a version; where the store cannot be read, of what came with the program."""
    try:
        return read(dataset_id, version)
    except StoreError:
        if version not in came_with_us(dataset_id):
            raise
        return read_ours(dataset_id, version)


def pictured(dataset_id: str, version: str) -> Dataset:
    """A dataset as pictures draw it: in one of its versions, or in two, called ``new..old``.

    Raises:
        DatasetError, StoreError: As :func:`dataset`, of either half.
    """
    both = services.halves(version)
    return union(dataset_id, *both).drawn if both else dataset(dataset_id, version)


@st.cache_resource(max_entries=6, show_spinner=_SHOW)
def union(dataset_id: str, new: str, old: str) -> services.Union:
    """Two versions of a dataset in one.

    Raises:
        DatasetError, StoreError: As :func:`dataset`, of either half.
    """
    return services.union(dataset(dataset_id, new), dataset(dataset_id, old))


@st.cache_resource(max_entries=12, show_spinner=_SHOW)
def outlines(dataset_id: str, version: str) -> Outlines | None:
    """The areas of a dataset on the plane of the small pictures; None where it has none."""
    return svg.outlines(boundaries(dataset_id, version))


def vocabulary(one: Dataset, dataset_names: Mapping[str, str]) -> Vocabulary:
    """What the filters of a dataset may hold, where these datasets are to choose from."""
    return _vocabulary(one.id, one.version, tuple(dataset_names.items()))


@st.cache_resource(max_entries=24, show_spinner=_SHOW)
def _vocabulary(
    dataset_id: str, version: str, dataset_names: tuple[tuple[str, str], ...]
) -> Vocabulary:
    return views.vocabulary(pictured(dataset_id, version), dict(dataset_names))


@st.cache_resource(max_entries=12, show_spinner=_SHOW)
def network_layout(dataset_id: str, version: str) -> Layout:
    """Where everything stands in the network drawing of a version, or of two in one."""
    both = services.halves(version)
    return layout(union(dataset_id, *both).laid if both else dataset(dataset_id, version))


def connections(one: Dataset, scope: Scope) -> Mapping[str, Connection]:
    """The connections of a dataset under a scope."""
    return _connections(one.id, one.version, scope)


def sizes(one: Dataset, scope: Scope, measure: str) -> Mapping[str, float] | None:
    """Relative sizes from 0 to 1 by a measure; empty for ``same``.

    None while they are still being worked out, which is done once for everybody; ask again.

    Raises:
        MeasureError: When they could not be worked out.
    """
    if measure == "same":
        return {}
    if measure != "betweenness":
        return _partner_sizes(one.id, one.version, scope)

    def between() -> Mapping[str, float]:
        check_size(one, scope)
        return _relative(betweenness(organisation_graph(one, scope), aside=True))

    return _BETWEEN.ask((one.id, one.version, scope), between)


def check_size(one: Dataset, scope: Scope) -> None:
    """Raise MeasureError where betweenness would take longer than anybody waits."""
    found = pairs_of(one, scope)
    if len(found.ids) * len(found.first) > _MOST_BETWEEN:
        raise MeasureError(
            "This network is too large to work out who stands between others",
            hint="Number of partners can still be chosen as size.",
        )


@st.cache_resource(max_entries=8, show_spinner=_SHOW)
def organisations_json(dataset_id: str, version: str) -> str:
    """The organisations as the frames read them."""
    return script_json(organisation_columns(pictured(dataset_id, version)))


@st.cache_resource(max_entries=8, show_spinner=_SHOW)
def network_json(dataset_id: str, version: str) -> str:
    """The layout as the network frame reads it."""
    return script_json(
        layout_columns(pictured(dataset_id, version), network_layout(dataset_id, version))
    )


@st.cache_resource(max_entries=64, show_spinner=_SHOW, hash_funcs=BY_SCOPE)
def _connections(dataset_id: str, version: str, scope: Scope) -> Mapping[str, Connection]:
    return services.connections(dataset(dataset_id, version), scope)


@st.cache_resource(max_entries=32, show_spinner=_SHOW, hash_funcs=BY_SCOPE)
def _partner_sizes(dataset_id: str, version: str, scope: Scope) -> Mapping[str, float]:
    found = _connections(dataset_id, version, scope)
    return _relative({key: float(len(one.partners)) for key, one in found.items()})


def _relative(values: Mapping[str, float]) -> Mapping[str, float]:
    top = max(values.values(), default=0.0)
    return {key: value / top for key, value in values.items()} if top else {}


def lines_json(one: Dataset, scope: Scope) -> str:
    """The network's lines as the frame reads them."""
    return _lines_json(one.id, one.version, scope)


def confirmed(one: Dataset, scope: Scope) -> Confirmed:
    """When what counts under a scope was last confirmed."""
    return _confirmed(one.id, one.version, scope)


def pairs_of(one: Dataset, scope: Scope) -> Pairs:
    """Which two organisations share a partnership or a tie under a scope."""
    return _pairs(one.id, one.version, scope)


def groups(one: Dataset, scope: Scope, drawing: str) -> tuple[Group, ...]:
    """The groups of a drawing: of place and sector, which no scope changes, or communities."""
    if drawing == "blocks":
        return _blocks(one.id, one.version)
    return _communities(one.id, one.version, scope)


@st.cache_resource(max_entries=32, show_spinner=_SHOW, hash_funcs=BY_SCOPE)
def _lines_json(dataset_id: str, version: str, scope: Scope) -> str:
    one = pictured(dataset_id, version)
    lines = network_lines(one, scope, _confirmed(dataset_id, version, scope))
    # Numbers only: nothing to be escaped, and no blanks between them.
    return json.dumps(lines, separators=(",", ":"))


@st.cache_resource(max_entries=8, show_spinner=_SHOW, hash_funcs=BY_SCOPE)
def _confirmed(dataset_id: str, version: str, scope: Scope) -> Confirmed:
    return services.confirmed(pictured(dataset_id, version), scope)


@st.cache_resource(max_entries=8, show_spinner=_SHOW, hash_funcs=BY_SCOPE)
def _pairs(dataset_id: str, version: str, scope: Scope) -> Pairs:
    return pairs(dataset(dataset_id, version), scope)


@st.cache_resource(max_entries=12, show_spinner=_SHOW)
def _blocks(dataset_id: str, version: str) -> tuple[Group, ...]:
    return place_and_sector(dataset(dataset_id, version))


@st.cache_resource(max_entries=16, show_spinner=_SHOW, hash_funcs=BY_SCOPE)
def _communities(dataset_id: str, version: str, scope: Scope) -> tuple[Group, ...]:
    one = dataset(dataset_id, version)
    return communities(one, pairs_of(one, scope), connections(one, scope))
