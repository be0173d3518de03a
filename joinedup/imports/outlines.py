"""What neighbourhoods a list makes: of the LSOAs or wards that it names, or as it draws them.

Which of them the record has already is found out here too: by our own id of them, else by
name. Rows that cannot be used wait; the others go on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import shapely

from geo.boundaries import polygonal, rounded
from joinedup.imports.areas import (
    Lsoas,
    NamedPolygon,
    PolygonList,
    neighbourhoods_from_lsoas,
    place_shares,
)
from joinedup.imports.fields import EXAMPLE
from joinedup.imports.naming import normalise_name
from joinedup.imports.organisations import provenance_of
from joinedup.imports.personal import find_personal
from joinedup.imports.planning import Base
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record
from joinedup.imports.subjects import list_id
from joinedup.imports.work import EXAMPLE_ROW, Work, is_example
from joinedup.model import Area, Provenance

_FROM_LSOAS = "Made of the LSOAs or wards that the list {source} names."
_DRAWN = "As drawn in {source}."
# The share of a drawn neighbourhood that has to lie in the footprint, and in its stated place.
_MOSTLY = 0.5
_GRID = 0.000_01  # degrees
# How our template of polygons names its one.
_EXAMPLE_POLYGON = "example neighbourhood"

#: A neighbourhood by its place and its name, as names are compared.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A neighbourhood as a list has it.

    Attributes:
        id, name: Those on record where the record has it; a name changes only by our own id.
        place: Id of its place.
        rows: The rows that make it.
        polygon: Degrees (WGS 84), 5 decimals.
        method: How the polygon was made, in a sentence.
    """

    id: str
    name: str
    place: str
    rows: tuple[int, ...]
    polygon: Any
    provenance: Provenance
    method: str


@dataclass(slots=True, kw_only=True)
class _Group:
    """The rows of one neighbourhood while a list is read; the first says what it is called."""

    name: str
    own_id: str
    provenance: Provenance
    rows: list[int] = field(default_factory=list)
    polygons: list[Any] = field(default_factory=list)


def made_of_lsoas(work: Work, rows: Iterable[Record], lsoas: Lsoas) -> list[Outline]:
    """The neighbourhoods that rows make of LSOAs or wards.

    LSOAs of a place that the list does not name are told as a problem of the whole list.
    """
    owner: dict[str, tuple[Key, int]] = {}
    groups: dict[Key, _Group] = {}
    for record in work.open(rows):
        provenance, problems = provenance_of(record, work.choices)
        codes = () if is_example(record) else _codes(work, record, lsoas)
        if is_example(record):
            work.leave_out(record.row, EXAMPLE_ROW)
        elif problems:
            work.add(problems)
        elif codes and _is_named(work, record) and _is_free(work, record, codes, owner):
            for code in codes:
                key = (lsoas.by_code[code].place, _word(_name(record)))
                own_id = record.get("neighbourhood_id")
                group = _Group(name=_name(record), own_id=own_id, provenance=provenance)
                groups.setdefault(key, group).rows.append(record.row)
                owner.setdefault(code, (key, record.row))
    keys = {code: "\x1f".join(key) for code, (key, _) in owner.items()}
    polygons = neighbourhoods_from_lsoas(keys, lsoas)
    for key, group in groups.items():
        group.polygons.append(polygons["\x1f".join(key)])
    _left_over(work, owner, lsoas)
    return _identified(work, groups, _FROM_LSOAS)


def drawn(work: Work, polygons: PolygonList, base: Base) -> list[Outline]:
    """The neighbourhoods that a GeoJSON file draws, each in the place that most of it lies in."""
    usable = [one for one in polygons.polygons if _is_usable(work, one)]
    shares = place_shares([one.polygon for one in usable], base.dataset.areas, base.boundaries)
    groups: dict[Key, _Group] = {}
    for one, share in zip(usable, shares, strict=True):
        place = _place(work, one, share)
        if place is not None:
            group = _Group(name=one.name, own_id=one.code, provenance=work.choices.provenance)
            group = groups.setdefault((place, _word(one.name)), group)
            group.rows += one.rows
            group.polygons.append(one.polygon)
    return _identified(work, groups, _DRAWN)


# --- rows of LSOAs and wards -------------------------------------------------------------


def _name(record: Record) -> str:
    return record.get("neighbourhood") or record.get("neighbourhood_id")


def _codes(work: Work, record: Record, lsoas: Lsoas) -> tuple[str, ...]:
    """The LSOAs that a row means; none, and a problem, where it means none."""
    place = work.ground.places.find(record.get("place"))
    stated = next((one for one in ("lsoa_code", "lsoa_name", "ward") if record.get(one)), "")
    codes = lsoas.find(record.get(stated), place) if stated else ()
    problem = None
    if not stated:
        problem = record.problem(
            "area-missing",
            "lsoa_code",
            "The row names no LSOA and no ward",
            "Write its code or name, or delete the row.",
        )
    elif not codes:
        problem = record.problem(
            "area-unknown",
            stated,
            "There is no such LSOA or ward in this footprint, or not in the place stated",
            "Check the code or name; wards are those of 2024.",
        )
    elif stated == "ward" and record.get("place") and place is None:
        problem = record.problem(
            "place-unknown",
            "place",
            "There is no such place in this footprint, and a ward elsewhere may have this name",
            "Correct the place; or, if all wards lie in the footprint, leave its column out.",
        )
    elif len({lsoas.by_code[code].place for code in codes}) > 1:
        problem = record.problem(
            "area-several",
            stated,
            "More than one place has a ward of this name",
            "Say which place it is in, in a column of its own.",
        )
    if problem is None:
        return codes
    work.add([problem])
    return ()


def _is_named(work: Work, record: Record) -> bool:
    if not _name(record):
        problem = record.problem(
            "neighbourhood-missing",
            "neighbourhood",
            "The row names no neighbourhood",
            "Write the neighbourhood it belongs to, or delete the row.",
        )
        work.add([problem])
    return bool(_name(record))


def _is_free(
    work: Work, record: Record, codes: Iterable[str], owner: Mapping[str, tuple[Key, int]]
) -> bool:
    """Whether no row above puts any of these LSOAs into another neighbourhood."""
    word = _word(_name(record))
    taken = [owner[code][1] for code in codes if code in owner and owner[code][0][1] != word]
    if taken:
        problem = record.problem(
            "area-twice",
            "neighbourhood",
            f"Row {taken[0]} puts the same area into another neighbourhood",
            "Leave one of the two rows.",
        )
        work.add([problem])
    return not taken


def _left_over(work: Work, owner: Mapping[str, tuple[Key, int]], lsoas: Lsoas) -> None:
    for place in dict.fromkeys(key[0] for key, _ in owner.values()):
        own = [code for code, one in lsoas.by_code.items() if one.place == place]
        left = [code for code in own if code not in owner]
        if left:
            name = work.dataset.area_by_id[place].name
            problem = Problem(
                code="areas-left-over",
                message=f"{len(left):,} of the {len(own):,} LSOAs of {name} are in none of the "
                "list's neighbourhoods",
                hint="They stay in the neighbourhoods that have them now.",
                value=", ".join(left[:10]),
                waits=False,
            )
            work.add([problem])


# --- drawn polygons ----------------------------------------------------------------------


def _is_usable(work: Work, one: NamedPolygon) -> bool:
    """Whether a polygon is neither waiting nor our example, and names nobody."""
    if one.name.startswith(EXAMPLE) or one.name.casefold() == _EXAMPLE_POLYGON:
        for row in one.rows:
            work.leave_out(row, EXAMPLE_ROW)
    elif find_personal(one.name):
        work.add(
            Problem(
                code="personal-data",
                row=row,
                message="The name of this area seems to hold personal data",
                hint="Take it out of the name.",
            )
            for row in one.rows
        )
    return not set(one.rows) & work.outcomes.keys()


def _place(work: Work, one: NamedPolygon, share: Mapping[str, float]) -> str | None:
    """The place that a polygon belongs to: the stated one where most of it lies there."""
    stated = work.ground.places.find(one.place)
    if stated and share.get(stated, 0.0) >= _MOSTLY:
        return stated
    if sum(share.values()) < _MOSTLY:
        problem = Problem(
            code="outside-footprint",
            value=one.name,
            message="Most of this polygon lies in no place of the footprint",
            hint="Check its coordinates, or leave it out.",
        )
        work.add(replace(problem, row=row) for row in one.rows)
        return None
    found = next(iter(share))
    if stated and stated != found:
        problem = Problem(
            code="place-differs",
            row=one.rows[0],
            value=one.place,
            message=f"Most of this polygon lies in {work.dataset.area_by_id[found].name}; "
            "that is used",
            hint="Check the place and the outline.",
            waits=False,
        )
        work.add([problem])
    return found


# --- on record? --------------------------------------------------------------------------


def _identified(work: Work, groups: Mapping[Key, _Group], method: str) -> list[Outline]:
    """The neighbourhoods under the ids they have on record, where the record has them."""
    by_id = {area.id: area for area in work.dataset.neighbourhoods}
    claims: dict[str, Key] = {}
    for key, group in groups.items():
        area = by_id.get(group.own_id)
        if area is not None and area.parent == key[0]:
            claims.setdefault(area.id, key)
    by_name = {
        (area.parent, _word(area.name)): area
        for area in reversed(work.dataset.neighbourhoods)
        if area.id not in claims
    }
    own = {key: by_id[area_id] for area_id, key in claims.items()}
    found = []
    for key, group in groups.items():
        known = own.get(key) or by_name.get(key)
        claimed = claims.get(group.own_id)
        if claimed is not None and claimed != key:
            rows = dict.fromkeys(group.rows)
            work.add(_disagree(row, groups[claimed], group) for row in rows)
        else:
            found.append(_outline(work, key, group, known, method, renamed=key in own))
    return found


def _outline(
    work: Work, key: Key, group: _Group, known: Area | None, method: str, *, renamed: bool
) -> Outline:
    name = group.name
    if known is not None and (not renamed or name == group.own_id):
        name = known.name
    return Outline(
        id=known.id if known else list_id("neighbourhood", name, key[0]),
        name=name,
        place=key[0],
        rows=tuple(dict.fromkeys(group.rows)),
        polygon=_union(group.polygons),
        provenance=group.provenance,
        method=method.format(source=work.choices.source),
    )


def _disagree(row: int, first: _Group, group: _Group) -> Problem:
    return Problem(
        code="rows-disagree",
        row=row,
        value=group.own_id,
        message=f"Row {first.rows[0]} calls the neighbourhood of this id {first.name}",
        hint="Give each neighbourhood one name, or an id of its own.",
    )


def _union(polygons: Sequence[Any]) -> Any:
    if len(polygons) == 1:
        return polygons[0]
    return rounded(polygonal(shapely.union_all(polygons, grid_size=_GRID)))


def _word(name: str) -> str:
    return normalise_name(name) or name.casefold()
