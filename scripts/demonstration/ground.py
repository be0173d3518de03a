"""The map under the made-up organisations: South Yorkshire in 36 neighbourhoods, and addresses.

The real record has 34 approximate neighbourhoods, where South Yorkshire declares 36; here the
two with the most LSOAs are cut in halves. Postcodes are real ones with their points, so that
lists with postcodes can be tried; that one of the made-up organisations works there is not true
of any of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from geo.projection import many_to_degrees
from joinedup.model import Point
from scripts.footprints.areas import TOLERANCE_METRES, Drawing, Neighbourhood, compose, draw
from scripts.footprints.inputs import POINT_DECIMALS, Inputs
from scripts.footprints.lsoas import PlacedLsoa, drawn

REAL = "south-yorkshire"
NEIGHBOURHOODS = 36
LETTERS = "DS"
_MOST_AT_ONE_SPOT = 20  # more postcodes at one position are those of post office boxes
_HALF_METHOD = (
    "Approximate: the {half} half of the LSOAs of 2011 of {whole}, itself an approximate "
    "catchment, cut to reach the 36 neighbourhoods that are declared. Nobody has published this "
    "boundary."
)


@dataclass(frozen=True, slots=True)
class Site:
    """A postcode that an organisation can be put at.

    Attributes:
        decile: Of the LSOA around it, IMD 2025: 1 is the most deprived tenth of England.
    """

    postcode: str
    point: Point
    place: str
    neighbourhood: str
    decile: int


@dataclass(frozen=True, slots=True)
class Ground:
    """Where organisations can be.

    Attributes:
        lsoas: The LSOAs as they are drawn, in the order of ``drawing.lsoas``.
        sites: By neighbourhood, in the order of their postcodes.
    """

    drawing: Drawing
    lsoas: tuple[Any, ...]
    sites: Mapping[str, tuple[Site, ...]]


def ground(inputs: Inputs) -> Ground:
    """The map and the postcodes on it.

    Raises:
        DatasetError: When the reference tables contradict each other.
        GeographyError: When the boundaries are no coverage.
    """
    real = draw(inputs, REAL)
    drawing = _split(real, NEIGHBOURHOODS - len(real.neighbourhoods))
    lsoas = tuple(drawn(drawing.lsoas, drawing.outlines, TOLERANCE_METRES))
    sites: dict[str, list[Site]] = {one: [] for one in sorted(drawing.neighbourhoods)}
    for site in _sites(inputs, drawing, lsoas):
        sites[site.neighbourhood].append(site)
    return Ground(drawing, lsoas, {one: tuple(found) for one, found in sites.items()})


def _split(real: Drawing, times: int) -> Drawing:
    """The drawing with its largest neighbourhoods, by LSOAs, cut in halves."""
    counts = Counter(one.neighbourhood for one in real.lsoas)
    largest = sorted(counts, key=lambda one: (-counts[one], one))[:times]
    known = dict(real.neighbourhoods)
    owner = {one.lsoa.code: one.neighbourhood for one in real.lsoas}
    for whole in largest:
        parts = [one for one in real.lsoas if one.neighbourhood == whole]
        for half, codes in _halves(parts).items():
            made = _half(known[whole], half)
            known[made.id] = made
            owner.update(dict.fromkeys(codes, made.id))
        del known[whole]
    placed = [replace(one, neighbourhood=owner[one.lsoa.code]) for one in real.lsoas]
    return compose(real.places, known, placed)


def _halves(parts: Sequence[PlacedLsoa]) -> dict[str, list[str]]:
    """LSOA codes by half, cut across the longer side of what they cover."""
    spots = [one.lsoa.polygon.representative_point() for one in parts]
    wide = max(one.x for one in spots) - min(one.x for one in spots)
    tall = max(one.y for one in spots) - min(one.y for one in spots)
    names, axis = (("West", "East"), "x") if wide > tall else (("South", "North"), "y")
    order = sorted(
        (getattr(spot, axis), one.lsoa.code) for spot, one in zip(spots, parts, strict=True)
    )
    codes = [code for _at, code in order]
    middle = len(codes) // 2
    return dict(zip(names, (codes[:middle], codes[middle:]), strict=True))


def _half(whole: Neighbourhood, half: str) -> Neighbourhood:
    return replace(
        whole,
        id=f"{whole.id}-{half.lower()}",
        name=f"{whole.name} {half}",
        method=_HALF_METHOD.format(half=half.lower() + "ern", whole=whole.name),
    )


def _sites(inputs: Inputs, drawing: Drawing, lsoas: Sequence[Any]) -> Iterable[Site]:
    """The postcodes that lie, as drawn, inside an LSOA and a neighbourhood of their place."""
    deciles = _deciles(inputs, drawing.lsoas)
    hoods = sorted(drawing.neighbourhoods)
    areas = [drawing.polygons[one] for one in hoods]
    for spec in drawing.places:
        postcodes, degrees = _postcodes(inputs, spec.lad_codes)
        points: Any = shapely.points(degrees)
        in_hood, in_lsoa = _within(points, areas), _within(points, lsoas)
        for index, postcode in enumerate(postcodes):
            if index not in in_hood or index not in in_lsoa:
                continue
            hood, lsoa = hoods[in_hood[index]], drawing.lsoas[in_lsoa[index]]
            if lsoa.neighbourhood == hood and lsoa.place == spec.id:
                longitude, latitude = degrees[index].tolist()
                point = Point(latitude=latitude, longitude=longitude)
                yield Site(postcode, point, spec.id, hood, deciles[lsoa.lsoa.code])


def _postcodes(inputs: Inputs, lad_codes: Iterable[str]) -> tuple[list[str], Any]:
    """A place's postcodes and their positions in degrees, without post office boxes."""
    found = [inputs.directory.of_district(code, letter) for code in lad_codes for letter in LETTERS]
    metres = np.concatenate([positions for _postcodes, positions in found])
    spots = [tuple(one) for one in metres.tolist()]
    many = Counter(spots)
    kept = [index for index, spot in enumerate(spots) if many[spot] <= _MOST_AT_ONE_SPOT]
    postcodes = [postcode for some, _positions in found for postcode in some]
    degrees = np.round(many_to_degrees(metres[kept]), POINT_DECIMALS)
    return [postcodes[index] for index in kept], degrees


def _within(points: Any, areas: Sequence[Any]) -> dict[int, int]:
    """By index of a point the index of the area that it lies inside of, edges apart."""
    which, area = shapely.STRtree(list(areas)).query(points, predicate="within")
    return dict(zip(which.tolist(), area.tolist(), strict=True))


def _deciles(inputs: Inputs, placed: Iterable[PlacedLsoa]) -> dict[str, int]:
    """The decile of each LSOA of 2011: the mean of those of 2021 in it, rounded down."""
    rows = inputs.table("lsoa21_deprivation.csv")
    known = {row["lsoa21_code"]: int(row["imd2025_decile"]) for row in rows}
    found = {}
    for one in placed:
        codes = [row["lsoa21_code"] for row in one.rows] or [one.covered_by]
        found[one.lsoa.code] = sum(known[code] for code in codes) // len(codes)
    return found
