"""LSOAs of a footprint by code, name and ward, and the areas that are made of them.

Lower layer super output areas were drawn in 2011 and, with few changes, again in 2021. The
polygons at hand are those of 2011; each knows the ones of 2021 whose point lies in it.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import shapely
from shapely.geometry import shape

from geo import GeographyError
from geo.boundaries import rounded


@dataclass(frozen=True, slots=True)
class Lsoa21:
    """An LSOA of 2021.

    Attributes:
        ward: Name of the ward, as of 2024.
        decile: IMD 2025; 1 is the most deprived tenth of England.
        longitude, latitude: Of a point in it, WGS 84.
    """

    code: str
    name: str
    ward: str
    decile: int
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Lsoa11:
    """An LSOA of 2011.

    Attributes:
        place: Id of its place.
        neighbourhood: Id of the neighbourhood it came with.
        ward: Name of the ward that most of it belongs to, as of 2024.
        polygon: Degrees (WGS 84).
        inside: LSOAs of 2021 whose point lies in it.
        covered_by: Code of the LSOA of 2021 that took it in, where none has its point here.
    """

    code: str
    name: str
    place: str
    neighbourhood: str | None
    ward: str
    polygon: Any
    inside: tuple[Lsoa21, ...]
    covered_by: str


class Lsoas:
    """The LSOAs of a footprint, as ``lsoas.geojson`` has them.

    Args:
        text: The file's text; ``docs/data-dictionary.md`` explains it.

    Raises:
        GeographyError: When the text is damaged.
    """

    def __init__(self, text: str) -> None:
        try:
            found = [_lsoa(one) for one in json.loads(text)["features"]]
        except (ValueError, KeyError, TypeError, AttributeError, shapely.GEOSException) as error:
            raise GeographyError(f"The LSOAs are damaged: {error}") from error
        self._by_code = {one.code: one for one in found}
        self._codes = self._codes_of_2021() | {one.code: (one.code,) for one in found}
        self._names = self._by_name()
        self._wards = _grouped((_plain(one.ward), one.code) for one in found)

    @property
    def by_code(self) -> Mapping[str, Lsoa11]:
        """LSOAs of 2011 by code."""
        return self._by_code

    def points_in(self, place: str) -> tuple[Lsoa21, ...]:
        """The LSOAs of 2021 of a place."""
        own = (lsoa for lsoa in self._by_code.values() if lsoa.place == place)
        return tuple(one for lsoa in own for one in lsoa.inside)

    def find(self, text: str, place: str | None = None) -> tuple[str, ...]:
        """Codes of the LSOAs of 2011 that a text means; none where it means none.

        Args:
            text: A code or name of 2011 or 2021, else the name of a ward; capitals, spaces
                and punctuation do not count.
            place: Id of the place to look in. Without it, a ward's name can mean wards of
                several places: the places of the codes tell.
        """
        key = _plain(text)
        codes = self._codes.get(text.strip().upper()) or self._names.get(key)
        if not codes:
            codes = self._wards.get(key) or self._wards.get(key.removesuffix(" ward"), ())
        return tuple(one for one in codes if place in (None, self._by_code[one].place))

    def _codes_of_2021(self) -> dict[str, tuple[str, ...]]:
        """What was merged into an LSOA of 2021, or holds its point."""
        return _grouped(
            (code, lsoa.code)
            for lsoa in self._by_code.values()
            for code in (*(one.code for one in lsoa.inside), lsoa.covered_by)
            if code
        )

    def _by_name(self) -> dict[str, tuple[str, ...]]:
        points = (one for lsoa in self._by_code.values() for one in lsoa.inside)
        later = {_plain(one.name): self._codes[one.code] for one in points}
        return later | {_plain(one.name): (one.code,) for one in self._by_code.values()}


def neighbourhoods_from_lsoas(assignments: Mapping[str, str], lsoas: Lsoas) -> dict[str, Any]:
    """One polygon (degrees, WGS 84) for each neighbourhood: the union of its LSOAs, by key.

    Args:
        assignments: Key of the neighbourhood by code of the LSOA of 2011.
        lsoas: The LSOAs of the footprint.

    Raises:
        GeographyError: When there is no LSOA of such a code.
    """
    unknown = sorted(set(assignments) - set(lsoas.by_code))
    if unknown:
        raise GeographyError(f"There is no LSOA of 2011 with the code {unknown[0][:40]!r} here.")
    parts: dict[str, list[Any]] = {}
    for code, key in assignments.items():
        parts.setdefault(key, []).append(lsoas.by_code[code].polygon)
    return {key: rounded(shapely.coverage_union_all(parts[key])) for key in sorted(parts)}


def _lsoa(feature: Mapping[str, Any]) -> Lsoa11:
    item = feature["properties"]
    return Lsoa11(
        item["code"],
        item["name"],
        item["place"],
        item["neighbourhood"],
        item["ward"],
        shape(feature["geometry"]),
        tuple(Lsoa21(*one) for one in item["lsoas21"]),
        item["covered_by"] or "",
    )


def _grouped(pairs: Any) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, code in pairs:
        found.setdefault(key, {})[code] = None
    return {key: tuple(codes) for key, codes in found.items()}


def _plain(name: str) -> str:
    """``Stocksbridge & Upper Don`` as ``stocksbridge and upper don``."""
    spelled = name.casefold().replace("&", " and ").translate({ord("'"): None, 0x2019: None})
    return " ".join(re.findall(r"\w+", spelled))
