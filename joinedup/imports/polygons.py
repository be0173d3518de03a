"""Neighbourhoods that somebody drew: a GeoJSON file as named polygons and problems.

Each feature is a row, numbered by its position in the file from 1. One that cannot be used
waits with a reason; the others go on.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import shapely

from geo.boundaries import lighter, polygonal, rounded
from geo.geojson import Feature, GeoJsonError, check_tangle, read_features, read_outline, settle
from joinedup.errors import ListError
from joinedup.imports.problems import Problem
from joinedup.imports.reading import MAX_BYTES

#: Corners of all polygons together that a map gets quickly; with more they are simplified.
MAX_DRAWN_CORNERS = 10_000

_NAMES = (
    *("neighbourhood", "neighborhood", "neighbourhoodname", "neighborhoodname", "name"),
    *("locality", "pcn", "pcnname", "int", "areacouncil", "cluster", "community", "area"),
    *("areaname", "title", "label"),
)
_CODES = ("neighbourhoodid", "neighbourhoodcode", "code", "id", "pcncode", "odscode", "areacode")
_PLACES = ("place", "placename", "borough", "district", "localauthority", "council", "lad")
# As ONS heads its columns: WD24NM, PCN25CD, LAD24NM.
_ONS_NAME = re.compile(r"(?!lad)[a-z]+\d*nm")
_ONS_CODE = re.compile(r"(?!lad)[a-z]+\d*cd")
_ONS_PLACE = re.compile(r"lad\d*nm")
_LONGEST = 200
_OVERLAP = 0.01  # share of the smaller polygon that may lie in another: drawn edges differ
_MOST_PAIRS = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPolygon:
    """A neighbourhood as a file draws it.

    Attributes:
        name, code, place: As the file says; code and place are empty where it does not.
        rows: Positions of its features in the file, from 1.
        polygon: A valid polygon or multipolygon in degrees (WGS 84), 5 decimals.
    """

    name: str
    code: str
    place: str
    rows: tuple[int, ...]
    polygon: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class PolygonList:
    """What a file of neighbourhoods holds.

    Attributes:
        features: How many features the file has: those of the polygons and those that wait.
    """

    polygons: tuple[NamedPolygon, ...]
    problems: tuple[Problem, ...]
    features: int


def read_polygons(content: bytes) -> PolygonList:
    """The neighbourhoods that a GeoJSON file draws.

    Features of one name make one neighbourhood. Coordinates are degrees (WGS 84) or metres
    (EPSG:27700), told by their size.

    Raises:
        ListError: When the file as a whole cannot be used.
    """
    if len(content) > MAX_BYTES:
        raise ListError(
            "file-too-large",
            f"This file is larger than {MAX_BYTES // 1024**2} MB",
            hint="Simplify the boundaries in your mapping tool, and try again.",
        )
    try:
        features = read_features(content)
        outlines, problems = _outlines(features)
        check_tangle([outline for _row, outline in outlines])
    except GeoJsonError as error:
        raise ListError(error.code, error.what, hint=error.hint) from error
    found, more = _named(features, outlines)
    joined, notes = _joined(found)
    drawn, thinned = _lighter(joined)
    return PolygonList(
        polygons=drawn,
        problems=(*problems, *more, *notes, *_overlaps(drawn), *thinned),
        features=len(features),
    )


def _outlines(features: Sequence[Feature]) -> tuple[list[tuple[int, Any]], list[Problem]]:
    found, problems = [], []
    for row, feature in enumerate(features, start=1):
        try:
            found.append((row, read_outline(feature.geometry)))
        except GeoJsonError as error:
            problems.append(_problem(error, row, feature))
    return found, problems


def _named(
    features: Sequence[Feature], outlines: Sequence[tuple[int, Any]]
) -> tuple[list[NamedPolygon], list[Problem]]:
    found: list[NamedPolygon] = []
    problems: list[Problem] = []
    for row, outline in outlines:
        feature = features[row - 1]
        try:
            one, mended = _settled(row, feature, outline)
        except GeoJsonError as error:
            problems.append(_problem(error, row, feature))
            continue
        found.append(one)
        if mended:
            problems.append(
                Problem(
                    code="polygon-mended",
                    message="The outline crosses itself; it was mended",
                    hint="Look at it on the map.",
                    row=row,
                    value=one.name,
                    waits=False,
                )
            )
    return found, problems


def _settled(row: int, feature: Feature, outline: Any) -> tuple[NamedPolygon, bool]:
    name = _told(feature.properties, _NAMES, _ONS_NAME)
    if not name:
        raise GeoJsonError(
            "polygon-unnamed", "This area has no name", "Give it a property called name."
        )
    polygon, mended = settle(outline)
    one = NamedPolygon(
        name=name,
        code=_told(feature.properties, _CODES, _ONS_CODE),
        place=_told(feature.properties, _PLACES, _ONS_PLACE),
        rows=(row,),
        polygon=polygon,
    )
    return one, mended


def _joined(found: Sequence[NamedPolygon]) -> tuple[list[NamedPolygon], list[Problem]]:
    """One polygon a name and place; a code stays where all parts have the same."""
    groups: dict[tuple[str, str], list[NamedPolygon]] = {}
    for one in found:
        groups.setdefault((one.name.casefold(), one.place.casefold()), []).append(one)
    problems = [
        Problem(
            code="polygons-joined",
            message=f"{len(parts)} areas of this name make one neighbourhood",
            hint="Nothing, if that is right; otherwise give them different names.",
            row=parts[0].rows[0],
            value=parts[0].name,
            waits=False,
        )
        for parts in groups.values()
        if len(parts) > 1
    ]
    return [_union(parts) for parts in groups.values()], problems


def _union(parts: Sequence[NamedPolygon]) -> NamedPolygon:
    if len(parts) == 1:
        return parts[0]
    codes = {one.code for one in parts}
    whole = shapely.union_all([one.polygon for one in parts], grid_size=0.000_01)
    return replace(
        parts[0],
        code=codes.pop() if len(codes) == 1 else "",
        rows=tuple(row for one in parts for row in one.rows),
        polygon=rounded(polygonal(whole)),
    )


def _lighter(found: Sequence[NamedPolygon]) -> tuple[tuple[NamedPolygon, ...], list[Problem]]:
    if not found:
        return (), []
    polygons, tolerance = lighter(np.array([one.polygon for one in found]), MAX_DRAWN_CORNERS)
    if not tolerance:
        return tuple(found), []
    problem = Problem(
        code="polygons-simplified",
        message=f"The outlines were simplified by up to {tolerance:.0f} metres, "
        "so that the map opens quickly",
        hint="Nothing, unless a border matters to the metre.",
        waits=False,
    )
    drawn = zip(found, polygons, strict=True)
    return tuple(replace(one, polygon=polygon) for one, polygon in drawn), [problem]


def _overlaps(found: Sequence[NamedPolygon]) -> Iterator[Problem]:
    polygons = np.array([one.polygon for one in found], dtype=object)
    pairs = shapely.STRtree(polygons).query(polygons, predicate="intersects").T.tolist()
    for first, second in sorted(pair for pair in pairs if pair[0] < pair[1])[:_MOST_PAIRS]:
        shared = shapely.intersection(polygons[first], polygons[second]).area
        if shared > _OVERLAP * min(polygons[first].area, polygons[second].area):
            yield Problem(
                code="polygons-overlap",
                message=f"This overlaps {found[first].name}; what lies in both counts in one only",
                hint="Check the outlines.",
                row=found[second].rows[0],
                value=found[second].name,
                waits=False,
            )


def _told(properties: Mapping[str, Any], keys: Sequence[str], ons: re.Pattern[str]) -> str:
    """What a feature says under the first of some headings, else under one as ONS writes it."""
    told = {
        re.sub(r"[^a-z0-9]", "", key.casefold()): _text(value) for key, value in properties.items()
    }
    for key in keys:
        if told.get(key):
            return told[key]
    return next((text for key, text in told.items() if text and ons.fullmatch(key)), "")


def _text(value: Any) -> str:
    """A property as text on one line; empty for what is neither text nor a whole number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    plain = "".join(
        " " if unicodedata.category(one)[0] in "CZ" else one for one in str(value)[:_LONGEST]
    )
    return " ".join(plain.split())


def _problem(error: GeoJsonError, row: int, feature: Feature) -> Problem:
    value = _told(feature.properties, _NAMES, _ONS_NAME)
    return Problem(code=error.code, message=error.what, hint=error.hint, row=row, value=value)
