"""Lists of neighbourhoods: LSOAs or wards that make them, or polygons drawn elsewhere.

A list adds: what it names goes into the neighbourhoods it says, and the others keep the rest
of what they had; one that hardly anything is left of goes. A polygon is the whole of its
neighbourhood, LSOAs and wards come on top of those it has. Organisations are put into them
by their position.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import shapely

from geo.boundaries import polygonal, rounded
from geo.geojson import shapes_in
from joinedup.errors import ListError
from joinedup.imports.areas import (
    Lsoas,
    NewNeighbourhood,
    read_polygons,
    relocated,
    with_neighbourhoods,
)
from joinedup.imports.choices import Choices
from joinedup.imports.draft import Change, FieldChange
from joinedup.imports.outlines import Outline, drawn, made_of_lsoas
from joinedup.imports.plan import Outcome, Plan
from joinedup.imports.planning import Base, begin, finished
from joinedup.imports.records import records
from joinedup.imports.tables import Row, Table
from joinedup.imports.work import Tell, Work, tell_nobody
from joinedup.model import Area

# Two outlines are the same when they differ by less than this share of their area.
_SAME = 0.001
# Less than this share of a neighbourhood is what drawn edges leave over, and no neighbourhood.
_LEAST = 0.1


def table_of_polygons(content: bytes) -> Table:
    """The features of a GeoJSON file as a table: name, code and place of each.

    Raises:
        ListError: When the file as a whole cannot be used.
    """
    found = read_polygons(content)
    named = {row: one for one in found.polygons for row in one.rows}
    rows = []
    for number in range(1, found.features + 1):
        one = named.get(number)
        cells = (one.name, one.code, one.place) if one else ("", "", "")
        rows.append(Row(number=number, cells=cells))
    return Table(headings=("Neighbourhood", "Neighbourhood code", "Place"), rows=tuple(rows))


def plan_neighbourhoods(
    base: Base,
    table: Table,
    choices: Choices,
    lsoas: str | None,
    content: bytes = b"",
    *,
    tell: Tell = tell_nobody,
) -> Plan:
    """What a list of neighbourhoods would change.

    Args:
        base: What it is compared with.
        table: The rows; of a GeoJSON file as :func:`table_of_polygons` gives them.
        choices: How they are to be read.
        lsoas: The text of the footprint's ``lsoas.geojson``; None where there is none.
        content: The bytes of the GeoJSON file; empty for a list of LSOAs or wards.
        tell: Told of progress; may raise to cancel.

    Raises:
        ListError: When the footprint has no LSOAs to make neighbourhoods of.
    """
    work = begin(base, choices, tell)
    known = Lsoas(lsoas) if lsoas else None
    tell("Reading the rows", 0, len(table.rows))
    if content:
        polygons = read_polygons(content)
        work.add(polygons.problems)
        found = drawn(work, polygons, base)
    elif known is None:
        raise ListError(
            "no-lsoas",
            "This footprint has no LSOAs to make neighbourhoods of",
            hint="Upload the neighbourhoods as polygons in a GeoJSON file instead.",
        )
    else:
        rows, problems = records(table, choices)
        work.add(problems)
        found = made_of_lsoas(work, rows, known)
    tell("Drawing the neighbourhoods", 0, len(found))
    found = _with_the_rest(work, found, base.boundaries, whole=bool(content))
    return _planned(work, base, table, found, known)


def _planned(
    work: Work, base: Base, table: Table, found: Sequence[Outline], lsoas: Lsoas | None
) -> Plan:
    dataset = base.dataset
    same = _unchanged(work, found, base.boundaries)
    gone = _gone(dataset.neighbourhoods, found)
    work.outcomes.update({row: _outcome(work, one, same) for one in found for row in one.rows})
    if not gone and len(same) == len(found):
        return finished(work, table, dataset, base.boundaries)
    areas, boundaries = with_neighbourhoods(
        dataset.areas,
        base.boundaries,
        [
            # One that the list only takes from is what it was: approximate, too.
            _as_new(one, dataset.area_by_id[one.id] if one.id in same or not one.rows else None)
            for one in found
        ],
        dataset.organisations,
        lsoas,
    )
    for one in found:
        if one.id not in same:
            work.draft.note(_change(work, one))
    for area in gone:
        name = _named(work, area.name, area.parent)
        work.draft.note(
            Change(thing="neighbourhood", id=area.id, name=name, new=False, rows=(), gone=True)
        )
    places = {one.place for one in found}
    for organisation in relocated(dataset.organisations, areas, boundaries, places):
        if organisation != dataset.organisation_by_id[organisation.id]:
            work.draft.organisation(organisation, 0, "Lies in it by its position")
    _keep_partnerships(work, areas)
    return finished(work, table, work.draft.dataset(areas=areas), boundaries)


def _with_the_rest(
    work: Work, found: Sequence[Outline], boundaries: str, *, whole: bool
) -> list[Outline]:
    """The neighbourhoods of the list and, of the same places, what it leaves of the others.

    Args:
        work: The plan in the making.
        found: The neighbourhoods of the list.
        boundaries: What is on record.
        whole: Whether the list gives each neighbourhood as a whole, as polygons do.
    """
    shapes = shapes_in(boundaries)
    listed = {one.id: one for one in found}
    places = {one.place for one in found}
    for area in work.dataset.neighbourhoods:
        if area.parent not in places or area.id not in shapes:
            continue
        before, own = shapes[area.id], listed.get(area.id)
        taken = [one.polygon for one in found if one.id != area.id and one.place == area.parent]
        rest = polygonal(shapely.difference(before, shapely.union_all(taken)))
        left = float(rest.area) >= _LEAST * float(before.area)
        if own is not None and left and not whole:
            both = rounded(polygonal(shapely.union(rest, own.polygon)))
            listed[area.id] = replace(own, polygon=both)
        elif own is None and left:
            kept = before if _same_shape(rest, before) else rounded(rest)
            listed[area.id] = _kept(area, kept)
    return list(listed.values())


def _kept(area: Area, polygon: Any) -> Outline:
    return Outline(
        id=area.id,
        name=area.name,
        place=area.parent or "",
        rows=(),
        polygon=polygon,
        provenance=area.provenance,
        method=area.method,
    )


def _unchanged(work: Work, found: Sequence[Outline], boundaries: str) -> set[str]:
    """Ids of the neighbourhoods that are on record as the list has them."""
    shapes = shapes_in(boundaries)
    known = work.dataset.area_by_id
    return {
        one.id
        for one in found
        if one.id in known
        and known[one.id].name == one.name
        and _same_shape(one.polygon, shapes.get(one.id))
    }


def _outcome(work: Work, one: Outline, same: set[str]) -> Outcome:
    if one.id in same:
        return Outcome.UNCHANGED
    return Outcome.CHANGED if one.id in work.dataset.area_by_id else Outcome.NEW


def _as_new(one: Outline, known: Area | None) -> NewNeighbourhood:
    """The neighbourhood to be; one that stays as it is keeps what is on record of it."""
    return NewNeighbourhood(
        id=one.id,
        name=one.name,
        place=one.place,
        polygon=one.polygon,
        provenance=known.provenance if known else one.provenance,
        method=known.method if known else one.method,
        approximate=known.approximate if known else False,
    )


def _same_shape(polygon: Any, known: Any) -> bool:
    return known is not None and (
        float(shapely.symmetric_difference(polygon, known).area) <= _SAME * float(known.area)
    )


def _gone(hoods: Iterable[Area], found: Sequence[Outline]) -> list[Area]:
    """The neighbourhoods of the list's places that the list does not have."""
    wanted, places = {one.id for one in found}, {one.place for one in found}
    return [area for area in hoods if area.parent in places and area.id not in wanted]


def _change(work: Work, one: Outline) -> Change:
    known = work.dataset.area_by_id.get(one.id)
    fields: tuple[FieldChange, ...] = ()
    if known is not None and known.name != one.name:
        fields = (FieldChange(field="name", old=known.name, new=one.name),)
    elif known is not None:
        told = "As in the list" if one.rows else "Without what the list puts elsewhere"
        fields = (FieldChange(field="outline", old=known.method[:100], new=told),)
    return Change(
        thing="neighbourhood",
        id=one.id,
        name=_named(work, one.name, one.place),
        new=known is None,
        rows=one.rows,
        fields=fields,
    )


def _named(work: Work, name: str, place: str | None) -> str:
    return f"{name} ({work.dataset.area_by_id[place or ''].name})"


def _keep_partnerships(work: Work, areas: Sequence[Area]) -> None:
    """Partnerships of a neighbourhood that goes serve its place from now on."""
    left = {area.id for area in areas}
    for one in work.dataset.partnerships:
        if one.area is not None and one.area not in left:
            parent = work.dataset.area_by_id[one.area].parent
            work.draft.partnership(replace(one, area=parent), 0, "Its neighbourhood goes")
