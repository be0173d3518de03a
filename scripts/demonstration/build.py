"""Puts the demonstration together: all of its files as bytes, by relative path."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import TypeVar

from geo.boundaries import label_point
from joinedup.model import (
    Area,
    Coverage,
    Dataset,
    DeclaredFigure,
    Membership,
    Organisation,
    Partnership,
    Provenance,
    Sector,
    Tie,
)
from joinedup.store.rows import declared
from scripts.demonstration.ground import REAL, Ground, ground
from scripts.demonstration.groups import groups
from scripts.demonstration.history import (
    AS_OF,
    LICENCE,
    SOURCE,
    VERSIONS,
    Kept,
    in_version,
)
from scripts.demonstration.memberships import memberships
from scripts.demonstration.organisations import lexicon, practices, providers, statutory
from scripts.demonstration.partnerships import partnerships
from scripts.demonstration.programmes import programmes
from scripts.demonstration.ties import ties
from scripts.footprints import write
from scripts.footprints.build import areas_of
from scripts.footprints.inputs import OGL, Inputs
from scripts.footprints.programmes import Programmes

ID = "demonstration"
NAME = "Demonstration (illustrative data)"
SEED = "a demonstration ICS at full scale"
AREA_SOURCE = "ONS LSOA 2011 boundaries, IMD 2025; the practices are made up"
NOTES = (
    "Everything here but the map is made up: every organisation, partnership, membership and tie, "
    "every programme with its work, and every name. Nothing here is a fact about anybody.",
    "The places, neighbourhoods and deprivation are South Yorkshire's. Nobody has published its 36 "
    "neighbourhoods: these are the 34 approximate ones of the public record, the two largest of "
    "them cut in halves.",
    "Postcodes are real ones, so that lists with postcodes can be tried. No organisation here "
    "works at any of them.",
    "The record of voluntary groups is said to be complete for Doncaster, Rotherham and Sheffield. "
    "In Barnsley nobody has asked, and who is in no partnership there is unknown.",
)
#: Whose record is complete, and where: all places, or those named.
_COMPLETE: tuple[tuple[Sector, tuple[str, ...]], ...] = (
    (Sector.GENERAL_PRACTICE, ()),
    (Sector.NHS_TRUST, ()),
    (Sector.AMBULANCE, ()),
    (Sector.PRIMARY_CARE_OTHER, ("Sheffield",)),
    (Sector.LOCAL_AUTHORITY, ()),
    (Sector.SOCIAL_CARE, ("Doncaster", "Sheffield")),
    (Sector.VCSE, ("Doncaster", "Rotherham", "Sheffield")),
    (Sector.EDUCATION, ()),
)
_COMPLETE_SINCE = "2023-10"
_VERSION_NOTES = (
    "The first full list, up to December 2024",
    "First quarter of 2025: new groups and new members",
    "Second quarter of 2025: new groups and new members",
    "Third quarter of 2025: new groups and new members",
    "Fourth quarter of 2025: two practices have become one",
    "First quarter of 2026: new groups and new members",
    "Second quarter of 2026: new groups and new members",
    "Third quarter of 2026: new groups and new members",
)
_COUNTS = ("practices", "practices_with_patients", "registered_patients")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Made:
    """Everything that was made up, with the versions that each row stands in."""

    organisations: Sequence[Kept[Organisation]]
    partnerships: Sequence[Kept[Partnership]]
    memberships: Sequence[Kept[Membership]]
    ties: Sequence[Kept[Tie]]
    programmes: Programmes


def build_demonstration(inputs: Inputs) -> dict[str, bytes]:
    """The files of the demonstration by name.

    Raises:
        DatasetError: When the reference tables contradict each other.
        GeographyError: When the boundaries are no coverage.
        ModelError: When the rows do not fit together.
    """
    map_ = ground(inputs)
    made = make_up(map_)
    areas = [_areas(map_, made, version) for version in range(1, VERSIONS + 1)]
    dataset = _newest(inputs, made, areas[-1])
    labels = {one: label_point(shape) for one, shape in map_.drawing.grid_polygons.items()}
    return {
        "areas.geojson": write.areas(dataset.areas, map_.drawing.polygons, labels),
        "footprint.json": write.footprint(dataset, _versions(areas)),
        "lsoas.geojson": write.lsoas(map_.drawing.lsoas, map_.lsoas),
        "memberships.csv": write.versioned_memberships(_standing(made.memberships)),
        "organisations.csv": write.versioned_organisations(_standing(made.organisations)),
        "partnerships.csv": write.versioned_partnerships(_standing(made.partnerships)),
        "programmes.json": write.programmes(dataset),
        "ties.csv": write.versioned_ties(_standing(made.ties)),
    }


def make_up(map_: Ground) -> Made:
    """Make up everything; each part has a seed of its own, so that one can change alone."""

    def rng(part: str) -> Random:
        return Random(f"{SEED}: {part}")

    words = lexicon(rng("words"), map_)
    bodies = [
        *statutory(rng("statutory"), map_, words),
        *practices(rng("practices"), map_, words),
        *providers(rng("providers"), map_, words),
        *groups(rng("groups"), map_, words),
    ]
    networks = partnerships(rng("partnerships"), map_, words)
    organisations = sorted(
        (row for one in bodies for row in one.rows), key=lambda row: (row.record.id, row.first)
    )
    members = memberships(rng("memberships"), bodies, networks)
    return Made(
        organisations,
        [row for one in networks for row in one.rows],
        members,
        ties(rng("ties"), bodies),
        programmes(networks, organisations, members),
    )


def _newest(inputs: Inputs, made: Made, areas: tuple[Area, ...]) -> Dataset:
    return Dataset(
        id=ID,
        name=NAME,
        version="unversioned",
        as_of=AS_OF[-1],
        areas=areas,
        organisations=tuple(in_version(made.organisations, VERSIONS)),
        partnerships=tuple(in_version(made.partnerships, VERSIONS)),
        memberships=tuple(in_version(made.memberships, VERSIONS)),
        ties=tuple(in_version(made.ties, VERSIONS)),
        **made.programmes._asdict(),
        coverage=tuple(_coverage(areas)),
        declared=tuple(_declared(inputs)),
        notes=NOTES,
        illustrative=True,
    )


def _areas(map_: Ground, made: Made, version: int) -> tuple[Area, ...]:
    """The areas with the practices of a version."""
    source = Provenance(source=AREA_SOURCE, licence=OGL, as_of=AS_OF[-1])
    found = areas_of(map_.drawing, in_version(made.organisations, version))
    return tuple(replace(one, provenance=source) for one in found)


def _versions(areas: Sequence[Iterable[Area]]) -> list[dict[str, object]]:
    """What ``footprint.json`` says of each version: what its areas had that is different now."""
    now = {one.id: one for one in areas[-1]}
    found: list[dict[str, object]] = []
    for as_of, note, then in zip(AS_OF, _VERSION_NOTES, areas, strict=True):
        others = {
            one.id: {name: getattr(one, name) for name in _COUNTS}
            for one in then
            if one != now[one.id]
        }
        found.append({"as_of": as_of, "note": note, "areas": others})
    return found


def _coverage(areas: Iterable[Area]) -> Iterable[Coverage]:
    ids = {one.name: one.id for one in areas if one.parent is None}
    for sector, places in _COMPLETE:
        for place in places or (None,):
            where = f" in {place}" if place else ""
            yield Coverage(
                sector=sector,
                place=ids[place] if place else None,
                statement=f"Made up: everybody in this sector{where} was asked",
                provenance=Provenance(source=SOURCE, licence=LICENCE, as_of=_COMPLETE_SINCE),
            )


def _declared(inputs: Inputs) -> Iterable[DeclaredFigure]:
    """The figures that South Yorkshire declares and that are made up here, exactly."""
    for item in inputs.texts[REAL]["declared"]:
        if item["key"] != "workforce":
            yield replace(declared(item), explanation="Made up at exactly this figure.")


def _standing(rows: Iterable[Kept[T]]) -> Iterable[tuple[T, int, int | None]]:
    return ((one.record, one.first, one.last) for one in rows)
