"""What the map and network frames fetch once a version: columns of values, as JSON.

The formats are read by ``static/joinedup.js`` only. Names travel as plain JSON text and are
set through ``textContent`` there.
"""

from collections.abc import Iterable
from typing import Any

import networkx as nx

from joinedup.model import Dataset, Sector
from joinedup.network.layout import Layout
from joinedup.render.palette import SECTORS


def organisation_columns(dataset: Dataset) -> dict[str, Any]:
    """Every organisation and partnership of a dataset, one list a column.

    Latitudes and longitudes are WGS 84 degrees, null where no address is on record;
    ``sector`` is an index into ``sectors``, ``shapes`` and ``colours`` (light, dark).
    """
    order = {sector: k for k, sector in enumerate(Sector)}
    index = {one.id: k for k, one in enumerate(dataset.partnerships)}
    members: dict[str, set[str]] = {}
    for row in dataset.memberships:
        members.setdefault(row.partnership, set()).add(row.organisation)
    return {
        "sectors": [sector.label for sector in Sector],
        "shapes": [SECTORS[sector].shape for sector in Sector],
        "colours": [
            [SECTORS[sector].light for sector in Sector],
            [SECTORS[sector].dark for sector in Sector],
        ],
        "organisations": {
            "id": [one.id for one in dataset.organisations],
            "name": [one.name for one in dataset.organisations],
            "sector": [order[one.sector] for one in dataset.organisations],
            "outside": [int(one.outside) for one in dataset.organisations],
            "lat": [one.point.latitude if one.point else None for one in dataset.organisations],
            "lon": [one.point.longitude if one.point else None for one in dataset.organisations],
        },
        "partnerships": {
            "id": [one.id for one in dataset.partnerships],
            "name": [one.name for one in dataset.partnerships],
            "kind": [one.kind for one in dataset.partnerships],
            "parent": [index.get(one.part_of or one.led_by or "") for one in dataset.partnerships],
            "members": [len(members.get(one.id, ())) for one in dataset.partnerships],
        },
    }


def layout_columns(dataset: Dataset, layout: Layout) -> dict[str, Any]:
    """Where everything stands in the network drawing: x to the right, y up, one decimal."""

    def spots(ids: Iterable[str]) -> list[list[float]]:
        return [[round(value, 1) for value in layout.positions[one]] for one in ids]

    return {
        "organisations": spots(one.id for one in dataset.organisations),
        "partnerships": spots(one.id for one in dataset.partnerships),
        "groups": [
            {"label": group.label, "x": round(group.x, 1), "y": round(group.y, 1)}
            for group in layout.groups
        ],
    }


def hub_edges(dataset: Dataset, graph: nx.Graph) -> dict[str, Any]:
    """The two-mode graph's edges as index pairs: partnership, organisation."""
    organisations = {one.id: k for k, one in enumerate(dataset.organisations)}
    partnerships = {one.id: k for k, one in enumerate(dataset.partnerships)}
    pairs = ((one, other) if one in partnerships else (other, one) for one, other in graph.edges())
    return {
        "hubs": sorted(
            [partnerships[hub], organisations[member]]
            for hub, member in pairs
            if hub in partnerships
        )
    }


def organisation_edges(dataset: Dataset, graph: nx.Graph) -> dict[str, Any]:
    """The projection's edges as index pairs with their weight, three decimals."""
    index = {one.id: k for k, one in enumerate(dataset.organisations)}
    return {
        "ties": sorted(
            [*sorted((index[one], index[other])), round(data["weight"], 3)]
            for one, other, data in graph.edges(data=True)
        )
    }
