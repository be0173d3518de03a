"""Places and neighbourhoods of a footprint: their polygons and who owns which LSOA.

Places are LSOAs of 2011 dissolved by district. Neighbourhoods are approximate catchments:
LSOAs that go to the nearest practice of a primary care network (PCN) of the same place, in
Barnsley to the area council of their ward. ``docs/adr/0002-places-and-neighbourhoods.md``
says why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from geo.boundaries import Lsoa, dissolve, district_of, simplify, to_drawn
from geo.locating import Locator, Site, nearest_owners
from geo.projection import geometries_to_grid, to_grid
from joinedup.errors import DatasetError
from joinedup.model import Point, Provenance
from scripts.footprints.inputs import OGL, Inputs, PlaceSpec, Row
from scripts.footprints.lsoas import PlacedLsoa, deprivation_rows, place_lsoas, wards

TOLERANCE_METRES = 40.0
WARDS_AS_OF = "2024"
NETWORKS_AS_OF = "2026-07"
CATCHMENT_SOURCE = "ONS LSOA 2011 boundaries, NHS ODS primary care networks, IMD 2025"
CATCHMENT_METHOD = (
    "Approximate catchment: the LSOAs of 2011 that are nearer to a practice of this primary care "
    "network than to any other network's within {place}. Nobody has published this boundary."
)
COUNCILS_SOURCE = "ONS LSOA 2011 boundaries and wards, IMD 2025; area councils: general knowledge"
COUNCILS_METHOD = (
    "Approximate catchment: the LSOAs of 2011 in the wards of this area council; wards of area "
    "councils from general knowledge, not checked against a source."
)


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What a neighbourhood is, before its LSOAs are known."""

    id: str
    name: str
    place: str
    method: str
    provenance: Provenance


@dataclass(frozen=True)
class Drawing:
    """The polygons of a footprint and where its LSOAs of 2021 went.

    Attributes:
        neighbourhoods: By id.
        outlines: Polygons of the neighbourhoods by id, in metres (EPSG:27700), before rounding.
        polygons: Of places and neighbourhoods by id, as drawn: degrees, 5 decimals.
        deciles: IMD 2025 deciles of the LSOAs of 2021 in each place and neighbourhood.
        lsoas: LSOAs of 2011, by code.
    """

    places: tuple[PlaceSpec, ...]
    neighbourhoods: Mapping[str, Neighbourhood]
    outlines: Mapping[str, Any]
    polygons: Mapping[str, Any]
    deciles: Mapping[str, tuple[int, ...]]
    lsoas: tuple[PlacedLsoa, ...]

    def neighbourhood_at(self, place: str | None, point: Point | None) -> str | None:
        """The neighbourhood of the place that holds a point, else the nearest one in it."""
        if place is None or point is None:
            return None
        return self._locators[place].locate(*to_grid(point.longitude, point.latitude))

    @cached_property
    def grid_polygons(self) -> dict[str, Any]:
        """The polygons as drawn, in metres (EPSG:27700)."""
        return {one: geometries_to_grid(polygon) for one, polygon in self.polygons.items()}

    @cached_property
    def _locators(self) -> dict[str, Locator]:
        return {
            spec.id: Locator(
                {
                    one.id: self.grid_polygons[one.id]
                    for one in self.neighbourhoods.values()
                    if one.place == spec.id
                }
            )
            for spec in self.places
        }


def draw(inputs: Inputs, footprint: str) -> Drawing:
    """Places and neighbourhoods of a footprint as polygons.

    Raises:
        DatasetError: When a PCN gets no LSOA, or an LSOA no ward or place.
        GeographyError: When the polygons are no coverage.
    """
    places = inputs.places(footprint)
    practices = inputs.rows_of("general_practices.csv", footprint)
    lsoas = inputs.lsoas[footprint]
    known: dict[str, Neighbourhood] = {}
    placed: list[PlacedLsoa] = []
    for place in places:
        own = [lsoa for lsoa in lsoas if district_of(lsoa.name) in place.lsoa_districts]
        by_rule = _area_councils if place.neighbourhoods == "area_councils" else _catchments
        found, owners = by_rule(inputs, place, practices, own)
        known |= {one.id: one for one in found}
        placed += place_lsoas(deprivation_rows(inputs, place), own, place.id, owners)
    return compose(places, known, placed)


def compose(
    places: tuple[PlaceSpec, ...],
    known: Mapping[str, Neighbourhood],
    placed: Iterable[PlacedLsoa],
) -> Drawing:
    """The drawing of neighbourhoods whose LSOAs are known.

    Raises:
        DatasetError: When a neighbourhood gets no LSOA.
        GeographyError: When the polygons are no coverage.
    """
    ordered = tuple(sorted(placed, key=lambda one: one.lsoa.code))
    owner = {one.lsoa.code: one.neighbourhood for one in ordered}
    _check_none_empty(known, owner.values())
    outlines = _outlines([one.lsoa for one in ordered], owner)
    return Drawing(places, known, outlines, _polygons(outlines, known), _deciles(ordered), ordered)


def place_of_practice(inputs: Inputs, row: Row) -> str | None:
    """The place of a practice: by its district, else by its postcode."""
    if row["place_code"]:
        return inputs.place_by_lad.get(row["place_code"])
    located = inputs.locate(row["postcode"])
    return located.place if located else None


def home_places(inputs: Inputs, practices: Iterable[Row]) -> dict[str, str]:
    """The place of each PCN: where most of its practices are; the first id on a draw."""
    counts: dict[str, Counter[str]] = {}
    for row in practices:
        place = place_of_practice(inputs, row)
        if row["pcn_code"] and place:
            counts.setdefault(row["pcn_code"], Counter())[place] += 1
    return {pcn: min(each, key=lambda one: (-each[one], one)) for pcn, each in counts.items()}


def pcn_short_name(name: str) -> str:
    """``Porter Valley PCN`` gives ``Porter Valley``."""
    return name.removesuffix(" PCN").strip()


def _catchments(
    inputs: Inputs, place: PlaceSpec, practices: Sequence[Row], lsoas: Sequence[Lsoa]
) -> tuple[list[Neighbourhood], list[str]]:
    """One neighbourhood a PCN; each LSOA goes to the nearest practice's."""
    homes = home_places(inputs, practices)
    # A practice across the border doesn't draw an area: its network's lies in its home place.
    drawing = [
        row
        for row in practices
        if homes.get(row["pcn_code"]) == place.id == place_of_practice(inputs, row)
    ]
    names = {row["pcn_code"]: pcn_short_name(row["pcn_name"]) for row in drawing}
    source = Provenance(source=CATCHMENT_SOURCE, licence=OGL, as_of=NETWORKS_AS_OF)
    method = CATCHMENT_METHOD.format(place=place.name)
    found = [Neighbourhood(code, names[code], place.id, method, source) for code in sorted(names)]
    spots = [lsoa.polygon.representative_point() for lsoa in lsoas]
    return found, nearest_owners([(spot.x, spot.y) for spot in spots], _sites(inputs, drawing))


def _sites(inputs: Inputs, practices: Iterable[Row]) -> list[Site]:
    return [
        Site(row["ods_code"], row["pcn_code"], located.easting, located.northing)
        for row in practices
        if (located := inputs.locate(row["postcode"]))
    ]


def _area_councils(
    inputs: Inputs, place: PlaceSpec, _practices: Sequence[Row], lsoas: Sequence[Lsoa]
) -> tuple[list[Neighbourhood], list[str]]:
    """One neighbourhood an area council; each LSOA goes by its ward."""
    council_of = {
        row["ward_name"]: row["area_council"] for row in inputs.table("barnsley_area_councils.csv")
    }
    of_lsoas = wards(deprivation_rows(inputs, place), lsoas)
    unknown = sorted(set(of_lsoas) - set(council_of))
    if unknown:
        raise DatasetError("A ward belongs to no area council", value=unknown[0])
    source = Provenance(source=COUNCILS_SOURCE, licence=OGL, as_of=WARDS_AS_OF)
    found = [
        Neighbourhood(
            _council_id(place, name), f"{place.name} {name}", place.id, COUNCILS_METHOD, source
        )
        for name in sorted(set(council_of.values()))
    ]
    return found, [_council_id(place, council_of[ward]) for ward in of_lsoas]


def _council_id(place: PlaceSpec, name: str) -> str:
    return f"{place.name} {name}".lower().replace(" ", "-")


def _outlines(lsoas: Sequence[Lsoa], owner: Mapping[str, str]) -> dict[str, Any]:
    areas = dissolve([lsoa.polygon for lsoa in lsoas], [owner[lsoa.code] for lsoa in lsoas])
    return simplify(areas, TOLERANCE_METRES)


def _polygons(outlines: Mapping[str, Any], known: Mapping[str, Neighbourhood]) -> dict[str, Any]:
    places = dissolve(list(outlines.values()), [known[one].place for one in outlines])
    # Unions of what is drawn, so that a place's edge is exactly its neighbourhoods' edges.
    return to_drawn(outlines) | to_drawn(places)


def _deciles(placed: Iterable[PlacedLsoa]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    for one in placed:
        deciles = [int(row["imd2025_decile"]) for row in one.rows]
        found.setdefault(one.place, []).extend(deciles)
        found.setdefault(one.neighbourhood, []).extend(deciles)
    return {area: tuple(deciles) for area, deciles in found.items()}


def _check_none_empty(known: Mapping[str, Neighbourhood], owners: Iterable[str]) -> None:
    empty = sorted(set(known) - set(owners))
    if empty:
        raise DatasetError("A neighbourhood gets no LSOA", value=empty[0])
