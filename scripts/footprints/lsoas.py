"""LSOAs of a footprint: which of 2021 lie in which of 2011, their wards, how they are drawn.

LSOAs of 2021 count where their point lies: in the LSOA of 2011 that holds it, or the nearest
one of the same place.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geo.boundaries import Lsoa, simplify
from geo.fitting import fit, parts_to_drawn
from geo.locating import Locator, Site, nearest_owners
from geo.projection import to_grid
from scripts.footprints.inputs import Inputs, PlaceSpec, Row


@dataclass(frozen=True, slots=True)
class PlacedLsoa:
    """An LSOA of 2011 in its place and neighbourhood.

    Attributes:
        rows: LSOAs of 2021 whose point lies in it.
        ward: Of most of those, else of its namesake, else of the nearest.
        covered_by: Code of the LSOA of 2021 that took it in, where none has its point here.
    """

    lsoa: Lsoa
    place: str
    neighbourhood: str
    ward: str
    rows: tuple[Row, ...]
    covered_by: str


def deprivation_rows(inputs: Inputs, place: PlaceSpec) -> list[dict[str, str]]:
    """The LSOAs of 2021 of a place."""
    rows = inputs.table("lsoa21_deprivation.csv")
    return [row for row in rows if row["place_code"] in place.lad_codes]


def place_lsoas(
    rows: Sequence[Row], lsoas: Sequence[Lsoa], place: str, owners: Sequence[str]
) -> list[PlacedLsoa]:
    """The LSOAs of 2011 of a place with what lies in them.

    Args:
        rows: The LSOAs of 2021 of the place.
        lsoas: Those of 2011.
        place: Id of the place.
        owners: The neighbourhood of each of 2011.
    """
    inside = _inside(rows, lsoas)
    return [
        PlacedLsoa(
            lsoa,
            place,
            owner,
            ward,
            tuple(inside.get(lsoa.code, ())),
            "" if lsoa.code in inside else _covering(rows, lsoas, lsoa),
        )
        for lsoa, owner, ward in zip(lsoas, owners, wards(rows, lsoas), strict=True)
    ]


def wards(rows: Sequence[Row], lsoas: Sequence[Lsoa]) -> list[str]:
    """The ward of each LSOA of 2011: of most LSOAs of 2021 inside, else of its namesake."""
    inside = _inside(rows, lsoas)
    namesakes = {row["lsoa21_name"]: row["ward_name"] for row in rows}
    found = []
    for lsoa in lsoas:
        votes = Counter(row["ward_name"] for row in inside.get(lsoa.code, ()))
        ward = min(votes, key=lambda one: (-votes[one], one)) if votes else ""
        found.append(ward or namesakes.get(lsoa.name) or _nearest(lsoa, rows)["ward_name"])
    return found


def drawn(placed: Sequence[PlacedLsoa], wholes: Mapping[str, Any], tolerance: float) -> list[Any]:
    """The polygons of LSOAs of 2011 as they are drawn: degrees, 5 decimals, a coverage.

    Args:
        placed: All of a footprint.
        wholes: The neighbourhoods in metres (EPSG:27700): what LSOAs dissolve to.
        tolerance: Metres, as for the neighbourhoods.

    Raises:
        GeographyError: When they are no coverage.
    """
    simpler = simplify({one.lsoa.code: one.lsoa.polygon for one in placed}, tolerance)
    owners = {one.lsoa.code: one.neighbourhood for one in placed}
    return list(parts_to_drawn(fit(simpler, owners, wholes)).values())


def _inside(rows: Sequence[Row], lsoas: Sequence[Lsoa]) -> dict[str, list[Row]]:
    locator = Locator({lsoa.code: lsoa.polygon for lsoa in lsoas})
    inside: dict[str, list[Row]] = {}
    for row in rows:
        inside.setdefault(locator.locate(*_grid_point(row)), []).append(row)
    return inside


def _covering(rows: Sequence[Row], lsoas: Sequence[Lsoa], lsoa: Lsoa) -> str:
    """The LSOA of 2021 of the same code, else the nearest of those with a new code."""
    former = {one.code for one in lsoas}
    codes = {row["lsoa21_code"] for row in rows}
    if lsoa.code in codes:
        return lsoa.code
    fresh = [row for row in rows if row["lsoa21_code"] not in former]
    return _nearest(lsoa, fresh)["lsoa21_code"]


def _nearest(lsoa: Lsoa, rows: Sequence[Row]) -> Row:
    spot = lsoa.polygon.representative_point()
    by_code = {row["lsoa21_code"]: row for row in rows}
    sites = [Site(code, code, *_grid_point(row)) for code, row in by_code.items()]
    return by_code[nearest_owners([(spot.x, spot.y)], sites)[0]]


def _grid_point(row: Row) -> tuple[float, float]:
    return to_grid(float(row["longitude"]), float(row["latitude"]))
