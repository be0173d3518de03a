"""Puts a footprint together: all of its files as bytes, by relative path."""

from collections.abc import Iterable, Sequence
from typing import TypedDict

from geo.boundaries import label_point
from joinedup.errors import DatasetError
from joinedup.model import (
    Area,
    AreaLevel,
    Dataset,
    Organisation,
    Provenance,
    Sector,
    last_day,
)
from joinedup.store.rows import coverage, declared
from scripts.footprints import write
from scripts.footprints.areas import TOLERANCE_METRES, Drawing, Neighbourhood, draw
from scripts.footprints.inputs import OGL, Inputs, PlaceSpec
from scripts.footprints.lsoas import drawn
from scripts.footprints.organisations import organisations
from scripts.footprints.partnerships import memberships, partnerships
from scripts.footprints.programmes import programmes

MOST_DEPRIVED_DECILE = 2
PLACE_SOURCE = "ONS LSOA 2011 boundaries, NHS ODS general practices (epraccur), IMD 2025"


def build_footprint(inputs: Inputs, footprint: str) -> dict[str, bytes]:
    """The files of a footprint by name.

    Raises:
        DatasetError: When the tables contradict each other.
        GeographyError: When the boundaries are no coverage.
    """
    drawing = draw(inputs, footprint)
    dataset = assemble(inputs, footprint, drawing)
    labels = {one: label_point(polygon) for one, polygon in drawing.grid_polygons.items()}
    return {
        "areas.geojson": write.areas(dataset.areas, drawing.polygons, labels),
        "footprint.json": write.footprint(dataset),
        "lsoas.geojson": write.lsoas(
            drawing.lsoas, drawn(drawing.lsoas, drawing.outlines, TOLERANCE_METRES)
        ),
        "memberships.csv": write.memberships(dataset.memberships),
        "organisations.csv": write.organisations(dataset.organisations),
        "partnerships.csv": write.partnerships(dataset.partnerships),
        "programmes.json": write.programmes(dataset),
    }


def assemble(inputs: Inputs, footprint: str, drawing: Drawing) -> Dataset:
    """The records of a footprint; the dataset checks that they fit together."""
    found = organisations(inputs, footprint, drawing)
    texts = inputs.texts[footprint]
    areas = areas_of(drawing, found)
    networks = partnerships(inputs, footprint, drawing)
    members = memberships(inputs, footprint, found)
    sources = [
        *(item.provenance for item in areas),
        *(item.provenance for item in found),
        *(item.provenance for item in networks),
        *(item.provenance for item in members),
    ]
    return Dataset(
        id=footprint,
        name=texts["name"],
        version="unversioned",
        as_of=_newest(sources),
        areas=areas,
        organisations=found,
        partnerships=networks,
        memberships=members,
        **programmes(inputs, footprint)._asdict(),
        coverage=tuple(coverage(item) for item in texts["coverage"]),
        declared=tuple(declared(item) for item in texts["declared"]),
        notes=tuple(texts["notes"]),
    )


class _Facts(TypedDict):
    """What is counted in an area, under the names of :class:`Area`."""

    practices: int
    practices_with_patients: int
    registered_patients: int
    lsoas: int
    lsoas_most_deprived: int


def areas_of(drawing: Drawing, found: Iterable[Organisation]) -> tuple[Area, ...]:
    """The areas with their practices: places by name, then neighbourhoods by place and name."""
    practices = [one for one in found if one.sector is Sector.GENERAL_PRACTICE and not one.outside]
    order = {spec.id: position for position, spec in enumerate(drawing.places)}
    neighbourhoods = sorted(
        drawing.neighbourhoods.values(), key=lambda item: (order[item.place], item.name)
    )
    return (
        *(_place(spec, drawing, practices) for spec in drawing.places),
        *(_neighbourhood(item, drawing, practices) for item in neighbourhoods),
    )


def _place(spec: PlaceSpec, drawing: Drawing, practices: Iterable[Organisation]) -> Area:
    own = (one for one in practices if one.place == spec.id)
    return Area(
        id=spec.id,
        name=spec.name,
        level=AreaLevel.PLACE,
        aliases=spec.aliases,
        method="LSOAs of 2011, dissolved by district and generalised.",
        provenance=Provenance(source=PLACE_SOURCE, licence=OGL, as_of="2026-02"),
        **_facts(drawing.deciles.get(spec.id, ()), own),
    )


def _neighbourhood(
    item: Neighbourhood, drawing: Drawing, practices: Iterable[Organisation]
) -> Area:
    own = (one for one in practices if one.neighbourhood == item.id)
    return Area(
        id=item.id,
        name=item.name,
        level=AreaLevel.NEIGHBOURHOOD,
        parent=item.place,
        approximate=True,
        method=item.method,
        provenance=item.provenance,
        **_facts(drawing.deciles.get(item.id, ()), own),
    )


def _facts(deciles: Sequence[int], practices: Iterable[Organisation]) -> _Facts:
    lists = [one.registered_patients for one in practices]
    known = [patients for patients in lists if patients is not None]
    return {
        "practices": len(lists),
        "practices_with_patients": len(known),
        "registered_patients": sum(known),
        "lsoas": len(deciles),
        "lsoas_most_deprived": sum(decile <= MOST_DEPRIVED_DECILE for decile in deciles),
    }


def _newest(sources: Iterable[Provenance]) -> str:
    stated = [item.as_of for item in sources if item.as_of]
    if not stated:
        raise DatasetError("No row of the footprint states a date")
    return max(stated, key=lambda text: (last_day(text), text))
