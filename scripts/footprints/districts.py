"""All districts of England and Wales, for places that no footprint has.

A district of 2011 (the name in the LSOA names) belongs to the local authority that most of
its postcodes belong to; several that were joined since make one. None was split.
"""

from collections import Counter
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import shapely

from geo.boundaries import (
    Lsoa,
    dissolve,
    district_of,
    label_point,
    read_country,
    simplify,
    to_drawn,
)
from geo.postcodes import PostcodeDirectory
from geo.projection import geometries_to_grid
from scripts.footprints.inputs import BOUNDARIES, Inputs, package_folder

TOLERANCE_METRES = 200.0
EVERY = 10  # every tenth postcode is enough to tell whose a district is


class District(NamedTuple):
    """A local authority district as drawn.

    Attributes:
        former: Districts of 2011 that were joined to make it; empty where it is one of them.
        polygon: Degrees, 5 decimals.
        label: Longitude and latitude where its name sits best.
    """

    code: str
    name: str
    former: tuple[str, ...]
    polygon: Any
    label: tuple[float, float]


def districts(inputs: Inputs) -> list[District]:
    """The districts, by code.

    Raises:
        GeographyError: When the boundaries cannot be read, or are no coverage.
    """
    lsoas = read_country(package_folder(BOUNDARIES) / "data" / "LSOA.geojson")
    homes = _homes(lsoas, inputs.directory)
    owners = [homes[district_of(lsoa.name)] for lsoa in lsoas]
    areas = dissolve([lsoa.polygon for lsoa in lsoas], owners)
    polygons = to_drawn(simplify(areas, TOLERANCE_METRES))
    return [
        District(
            code,
            joined(names),
            tuple(names) if len(names) > 1 else (),
            polygon,
            label_point(geometries_to_grid(polygon)),
        )
        for code, polygon in polygons.items()
        if (names := sorted(name for name, home in homes.items() if home == code))
    ]


def joined(names: list[str]) -> str:
    """``Allerdale, Carlisle and Copeland``."""
    return " and ".join(part for part in (", ".join(names[:-1]), names[-1]) if part)


def _homes(lsoas: tuple[Lsoa, ...], directory: PostcodeDirectory) -> Mapping[str, str]:
    """The local authority of each district of 2011."""
    tree = shapely.STRtree([lsoa.polygon for lsoa in lsoas])
    names = np.array([district_of(lsoa.name) for lsoa in lsoas])
    votes: dict[str, Counter[str]] = {}
    for metres, codes in directory.every(EVERY):
        points, polygons = tree.query(shapely.points(metres), predicate="intersects")
        for point, name in zip(points.tolist(), names[polygons].tolist(), strict=True):
            votes.setdefault(name, Counter())[codes[point]] += 1
    return {name: min(each, key=lambda one: (-each[one], one)) for name, each in votes.items()}
