"""Where a row says that its organisation is, checked against postcode and boundaries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from joinedup.imports.placing import FAR_METRES, Placer, Placing
from joinedup.imports.positions import find_postcode, read_coordinates
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record, clean
from joinedup.imports.subjects import Places
from joinedup.imports.values import read_yes_no
from joinedup.model import Area, Organisation, Point

#: Fields of a row that say where its organisation is.
LOCATED_BY = frozenset(
    {
        *("postcode", "address", "longitude", "latitude", "easting", "northing"),
        *("place", "neighbourhood", "outside"),
    }
)
_COORDINATES = ("longitude", "latitude", "easting", "northing")
_HALF = 0.000_01  # degrees; how far apart two positions of five decimals may be and be one


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The areas of a dataset, to find places in.

    Attributes:
        placings: What has been placed so far, by postcode and point: thousands of rows at
            once take no longer than a few one by one.
    """

    placer: Placer
    places: Places
    neighbourhoods: Places
    areas: Mapping[str, Area]
    placings: dict[tuple[str, Point | None], Placing] = field(default_factory=dict)

    def place_all(self, many: Iterable[tuple[str, Point | None]]) -> None:
        """Place postcodes and points that will be asked for."""
        wanted = list(dict.fromkeys(pair for pair in many if pair not in self.placings))
        self.placings.update(zip(wanted, self.placer.place_all(wanted), strict=True))

    def place(self, postcode: str, point: Point | None) -> Placing:
        """Where a postcode and a given point lie."""
        self.place_all([(postcode, point)])
        return self.placings[(postcode, point)]


def moves(known: Organisation, record: Record, postcode: str, ground: Ground) -> bool:
    """Whether the row says of the place anything but what is on record."""
    if postcode and postcode != (find_postcode(known.postcode)[0] or known.postcode):
        return True
    position = position_of(record)
    if position is not None and not _same(position, known.point):
        return True
    outside = read_yes_no(record.get("outside")) if record.get("outside") else None
    if outside is not None and outside is not known.outside:
        return True
    if known.point is not None or known.outside:
        return False
    place = ground.places.find(record.get("place"))
    if place is not None and place != known.place:
        return True
    hood = ground.neighbourhoods.find(record.get("neighbourhood"))
    home = ground.areas[hood].parent if hood else None
    return hood not in (None, known.neighbourhood) and home == (place or known.place or home)


def position_of(record: Record) -> Point | None:
    """The position that a row gives, in two cells or in one; None where none can be read."""
    for x, y in (_COORDINATES[:2], _COORDINATES[2:]):
        stated = [text for text in (record.get(x), record.get(y)) if text]
        if stated:
            return read_coordinates(*stated)
    return None


def _same(one: Point, other: Point | None) -> bool:
    return (
        other is not None
        and abs(one.latitude - other.latitude) < _HALF
        and abs(one.longitude - other.longitude) < _HALF
    )


def location_of(
    record: Record, postcode: str, ground: Ground
) -> tuple[dict[str, Any], list[Problem]]:
    """Point, place, neighbourhood and whether it lies outside; and what is to be said of it."""
    problems: list[Problem] = []
    position = position_of(record)
    stated = [name for name in _COORDINATES if record.get(name)]
    if position is None and stated:
        problems.append(
            record.problem(
                "coordinates-unreadable",
                stated[0],
                "These coordinates are not a position in the United Kingdom",
                "Give latitude and longitude in degrees, or easting and northing in metres.",
            )
        )
    placing = ground.place(postcode, position)
    if position is not None and placing.distance_m is not None and placing.distance_m > FAR_METRES:
        problems.append(
            record.problem(
                "coordinates-far",
                "latitude" if record.get("latitude") else "northing",
                f"The position lies {placing.distance_m / 1000:,.1f} km from the postcode "
                f"{postcode}; the postcode is used",
                "Check both; leave out the one that is wrong.",
                waits=False,
            )
        )
        placing = ground.place(postcode, None)
    if postcode and not placing.known:
        problems.append(
            _said(
                record,
                "postcode-unknown",
                "The postcode directory does not have "
                "this postcode; the organisation is kept, but not on the map by it",
                "Check the postcode. New ones appear in the directory after some months.",
            )
        )
    return _placed(record, placing, ground, problems)


def _placed(
    record: Record, placing: Placing, ground: Ground, problems: list[Problem]
) -> tuple[dict[str, Any], list[Problem]]:
    stated, more = _outside(record)
    place, hood = placing.place, placing.neighbourhood
    if placing.inside is None:
        place, hood, differing = _stated_home(record, ground, outside=bool(stated))
    else:
        differing = _differing(record, ground, place, hood)
    problems = [*problems, *more, *differing]
    outside = placing.inside is False if stated is None else stated
    if outside and stated is None:
        problems.append(
            _said(
                record,
                "outside-footprint",
                "This lies outside the footprint; it is kept and counted apart",
                "Nothing, if it is right; otherwise check the postcode.",
            )
        )
    if outside:
        place = hood = None
    location = {"point": placing.point, "place": place, "neighbourhood": hood, "outside": outside}
    return location, problems


def _outside(record: Record) -> tuple[bool | None, list[Problem]]:
    """Whether the row says that it lies outside the footprint; None where it does not say."""
    text = record.get("outside")
    stated = read_yes_no(text) if text else None
    if not text or stated is not None:
        return stated, []
    problem = _said(
        record,
        "outside-unreadable",
        "This is neither yes nor no; it is told from the postcode",
        "Write yes or no, or leave the cell empty.",
        field="outside",
    )
    return None, [problem]


def _stated_home(
    record: Record, ground: Ground, *, outside: bool
) -> tuple[str | None, str | None, list[Problem]]:
    """Place and neighbourhood as the row names them; the neighbourhood only where they agree."""
    place = ground.places.find(record.get("place"))
    hood = ground.neighbourhoods.find(record.get("neighbourhood"))
    if outside:
        return None, None, []
    found = []
    if record.get("place") and place is None:
        found.append(_unknown(record, "place", "the organisation goes in without"))
    if record.get("neighbourhood") and hood is None:
        found.append(_unknown(record, "neighbourhood", "the organisation goes in without"))
    parent = ground.areas[hood].parent if hood else None
    if hood and place not in (None, parent):
        told = f"This neighbourhood lies in {ground.areas[parent or ''].name}; it is left away"
        hint = "Check place and neighbourhood, or give the postcode."
        found.append(
            _said(record, "neighbourhood-differs", told, hint, field="neighbourhood"),
        )
        return place, None, found
    return place or parent, hood, found


def _differing(
    record: Record, ground: Ground, place: str | None, hood: str | None
) -> list[Problem]:
    """Place and neighbourhood that the row names and its position does not lie in."""
    found = []
    for name, area in (("place", place), ("neighbourhood", hood)):
        named = _finder(ground, name).find(record.get(name))
        if area and named and named != area:
            told = f"The postcode lies in {ground.areas[area].name}; that is used"
            hint = f"Check the {name} and the postcode."
            found.append(_said(record, f"{name}-differs", told, hint, field=name))
    return found


def stated_elsewhere(known: Organisation, record: Record, ground: Ground) -> list[Problem]:
    """Place and neighbourhood of a row that does not move its organisation, but says otherwise.

    Args:
        known: As it is on record.
        record: The row; :func:`moves` says that it moves nothing.
        ground: The areas.
    """
    found = []
    _, problems = _outside(record)
    for name, held in (("place", known.place), ("neighbourhood", known.neighbourhood)):
        text, area = record.get(name), ground.areas.get(held or known.place or "")
        if not text or (area and clean(area.name).casefold() == text.casefold()):
            continue
        named = _finder(ground, name).find(text)
        if named is None:
            found.append(_unknown(record, name, "what is on record stays"))
        elif named != held:
            where = f"in {area.name}" if area else "outside" if known.outside else "elsewhere"
            told = f"On record it lies {where}; that stays"
            hint = f"Check the {name}. To move the organisation, give its postcode."
            found.append(_said(record, f"{name}-differs", told, hint, field=name))
    return [*problems, *found]


def _finder(ground: Ground, name: str) -> Places:
    return ground.places if name == "place" else ground.neighbourhoods


def _unknown(record: Record, name: str, effect: str) -> Problem:
    return _said(
        record,
        f"{name}-unknown",
        f"There is no one {name} of this name in this footprint; {effect}",
        f"Check the {name}, or give the postcode.",
        field=name,
    )


def _said(record: Record, code: str, message: str, hint: str, field: str = "") -> Problem:
    column = field or ("postcode" if record.get("postcode") else "address")
    return record.problem(code, column, message, hint, waits=False)
