"""What a row says of an organisation: a new one, or changes to one on record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from joinedup.errors import ModelError
from joinedup.imports.choices import Choices
from joinedup.imports.dates import read_date
from joinedup.imports.figures import read_whole
from joinedup.imports.naming import normalise_name
from joinedup.imports.placing import FAR_METRES, Placer, Placing
from joinedup.imports.positions import find_postcode, read_coordinates
from joinedup.imports.problems import Problem
from joinedup.imports.records import Record, clean
from joinedup.imports.subjects import Places, Subject
from joinedup.imports.values import read_sector, read_yes_no
from joinedup.model import Area, Organisation, Point, Provenance, Sector, first_day, last_day

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


def provenance_of(record: Record, choices: Choices) -> tuple[Provenance, list[Problem]]:
    """Where a row comes from: what it says itself, else what was said of the list."""
    as_of = read_date(record.get("as_of")) if record.get("as_of") else choices.as_of
    problems = []
    if as_of is None:
        problems.append(bad_date(record, "as_of"))
    found = Provenance(
        source=record.get("source") or choices.source,
        licence=record.get("licence") or choices.licence,
        as_of=as_of or "",
    )
    return found, problems


def bad_date(record: Record, field: str) -> Problem:
    """The problem of a cell that is no date."""
    return record.problem(
        "date-unreadable",
        field,
        "This is not a date",
        "Write it like 1 March 2026, 01/03/2026, March 2026 or 2026.",
    )


def new_organisation(
    one_id: str, record: Record, subject: Subject, ground: Ground, choices: Choices
) -> tuple[Organisation | None, list[Problem]]:
    """The organisation that a row describes; None where the row has no name for it."""
    described = subject.described
    name = described.name
    if not name:
        problem = record.problem(
            "no-name",
            "organisation",
            "This organisation is not on record, and the row has no name for it",
            "Write its name, or correct its number.",
        )
        return None, [problem]
    provenance, problems = provenance_of(record, choices)
    sector, more = _sector(record, subject, choices)
    problems += more
    location, more = _location(record, described.postcode, ground)
    problems += more
    kind = record.get("kind")
    unread = record.get("sector") if sector is Sector.OTHER else ""
    patients, more = _patients(record)
    made = Organisation(
        id=one_id,
        name=name,
        sector=sector,
        kind=kind or unread,
        identifiers=described.identifiers,
        aliases=_more_names((), record.several("aliases"), name),
        postcode=described.postcode,
        registered_patients=patients,
        themes=record.several("themes"),
        serves=record.several("serves"),
        provenance=provenance,
        **location,
    )
    return made, problems + more


def changed_organisation(
    known: Organisation,
    record: Record,
    subject: Subject,
    ground: Ground,
    choices: Choices,
    *,
    confirmed: bool,
) -> tuple[Organisation, list[Problem]]:
    """The organisation on record with what the row says besides. Empty cells change nothing.

    Its name changes only where the row carries our own id of it; otherwise another spelling
    becomes one of its other names. Names, themes and people served are added to, never taken
    away.

    Args:
        known: As it is on record.
        record: The row.
        subject: The row's organisation.
        ground: The areas.
        choices: What was said of the list.
        confirmed: Whether a person said that the row means this one.
    """
    described = subject.described
    provenance, problems = provenance_of(record, choices)
    stated: dict[str, Any] = {}
    added = _added(known, record, subject, confirmed=confirmed)
    if described.id == known.id and _differs(described.name, known.name):
        stated["name"] = described.name
    identifiers, more = _identifiers(known, record, subject)
    problems += more
    if record.get("sector"):
        sector, more = _sector(record, subject, choices)
        problems += more
        stated |= {} if more else {"sector": sector}
    if _differs(record.get("kind"), known.kind):
        stated["kind"] = record.get("kind")
    patients, more = _patients(record)
    problems += more
    if patients is not None:
        stated["registered_patients"] = patients
    if _moves(known, record, described.postcode, ground):
        location, more = _location(record, described.postcode or known.postcode, ground)
        problems += more
        if location["point"] is not None or location["place"] is not None:
            stated |= location
        elif record.get("outside"):
            stated["outside"] = location["outside"]
        if described.postcode:
            stated["postcode"] = described.postcode
    changed = replace(known, **stated)
    if changed != known:
        changed = replace(changed, provenance=provenance)
    return replace(changed, identifiers=identifiers, **added), problems


def with_other_name(known: Organisation, record: Record, subject: Subject) -> Organisation:
    """The organisation on record with the name that a person said is its own."""
    return replace(known, **_added(known, record, subject, confirmed=True))


def _added(
    known: Organisation, record: Record, subject: Subject, *, confirmed: bool
) -> dict[str, Any]:
    """Other names, themes and people served with those of the row added."""
    name = subject.described.name
    own = subject.described.id == known.id
    names = list(record.several("aliases"))
    renamed = own and _differs(name, known.name)
    if name and not own and (confirmed or _another_name(name, known)):
        names.append(name)
    if renamed:
        names.append(known.name)
    return {
        "aliases": _more_names(known.aliases, tuple(names), name if renamed else known.name),
        "themes": _union(known.themes, record.several("themes")),
        "serves": _union(known.serves, record.several("serves")),
    }


def _differs(stated: str, known: str) -> bool:
    """Whether a cell says something else than what is on record, spacing apart."""
    return bool(stated) and stated != clean(known)


def _another_name(name: str, known: Organisation) -> bool:
    spelt = {normalise_name(one) for one in (known.name, *known.aliases)}
    return normalise_name(name) not in spelt


def _more_names(known: tuple[str, ...], more: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(one for one in _union(known, more) if one != name)


def _union(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    seen = {clean(one).casefold() for one in known}
    added = {one.casefold(): one for one in reversed(more) if one.casefold() not in seen}
    return (*known, *(one for one in more if added.get(one.casefold()) == one))


def _identifiers(
    known: Organisation, record: Record, subject: Subject
) -> tuple[tuple[tuple[str, str], ...], list[Problem]]:
    """Its numbers with those of the row; another number of one register is a problem."""
    found = list(known.identifiers)
    problems = []
    for scheme, value in subject.described.identifiers:
        if (scheme, value) in found:
            continue
        register = _register(scheme, value)
        clash = [old for old in known.identifiers if _register(*old) == register]
        if clash and register != "org-id":
            field = {"GB-CHC": "charity_number", "GB-COH": "company_number"}.get(
                register, "ods_code"
            )
            problem = record.problem(
                "number-differs",
                field,
                f"On record this organisation has another number: {clash[0][1]}",
                "Check which is right; if the row means another organisation, answer so.",
            )
            problems.append(problem)
        else:
            found.append((scheme, value))
    return tuple(found), problems


def _register(scheme: str, value: str) -> str:
    if scheme == "org-id" and value.startswith(("GB-CHC-", "GB-COH-")):
        return value[:6]
    return scheme


_NAMED_SECTORS = (
    (("ambulance service nhs trust", "ambulance service nhs foundation trust"), Sector.AMBULANCE),
    (("nhs foundation trust", "nhs trust", "nhs ft"), Sector.NHS_TRUST),
    (
        ("borough council", "city council", "county council", "district council"),
        Sector.LOCAL_AUTHORITY,
    ),
)


def _sector(record: Record, subject: Subject, choices: Choices) -> tuple[Sector, list[Problem]]:
    """The row's sector: as it says, as was said of the list, by its numbers, else "other"."""
    text = record.get("sector")
    found = (read_sector(text) if text else choices.sector) or _told(subject)
    if found is not None:
        return found, []
    message = "This is not one of the ten sectors" if text else "The row names no sector"
    problem = record.problem(
        "sector-unread" if text else "sector-missing",
        "sector",
        f"{message}; a new organisation goes in as “Other”",
        f"Write one of: {', '.join(sector.value for sector in Sector)}.",
        waits=False,
    )
    return Sector.OTHER, [problem]


def _told(subject: Subject) -> Sector | None:
    """The sector that a number or the name leaves no doubt of; None otherwise."""
    registers = {_register(*one) for one in subject.described.identifiers}
    if "GB-CHC" in registers:
        return Sector.VCSE
    name = subject.described.name.casefold()
    for words, sector in _NAMED_SECTORS:
        if any(name.endswith(word) for word in words):
            return sector
    return None


def _patients(record: Record) -> tuple[int | None, list[Problem]]:
    text = record.get("registered_patients")
    if not text:
        return None, []
    found = read_whole(text)
    if found is not None and 0 <= found < 1_000_000:
        return found, []
    problem = record.problem(
        "number-unreadable",
        "registered_patients",
        "This is not a number of patients",
        "Write a whole number such as 8450, or leave the cell empty.",
    )
    return None, [problem]


def _moves(known: Organisation, record: Record, postcode: str, ground: Ground) -> bool:
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
    return place is not None and place != known.place


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


def _location(
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
    stated = read_yes_no(record.get("outside")) if record.get("outside") else None
    place, hood = placing.place, placing.neighbourhood
    named = ground.places.find(record.get("place"))
    if placing.inside is None:
        place, hood = _stated_home(record, ground)
        if place is None and record.get("place") and not stated:
            problems.append(
                _said(
                    record,
                    "place-unknown",
                    "There is no such place in this footprint; the organisation goes in without",
                    "Check the place, or give the postcode.",
                    field="place",
                )
            )
    elif place and named and named != place:
        problems.append(
            _said(
                record,
                "place-differs",
                f"The postcode lies in {ground.areas[place].name}; that is used",
                "Check the place and the postcode.",
                field="place",
            )
        )
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


def _stated_home(record: Record, ground: Ground) -> tuple[str | None, str | None]:
    """Place and neighbourhood as the row names them; the neighbourhood only where they agree."""
    place = ground.places.find(record.get("place"))
    found = ground.neighbourhoods.find(record.get("neighbourhood"))
    if found and place in (None, ground.areas[found].parent):
        return ground.areas[found].parent, found
    return place, None


def _said(record: Record, code: str, message: str, hint: str, field: str = "") -> Problem:
    column = field or ("postcode" if record.get("postcode") else "address")
    return record.problem(code, column, message, hint, waits=False)


def span_of(record: Record) -> tuple[dict[str, str], list[Problem]]:
    """The dates that a row states, as partial dates by field, and what is wrong with them."""
    found: dict[str, str] = {}
    problems = []
    for name in ("since", "until", "confirmed_on"):
        text = record.get(name)
        if not text:
            continue
        day = read_date(text, end=name == "until")
        if day is None:
            problems.append(bad_date(record, name))
        else:
            found[name] = day
    since, until = found.get("since"), found.get("until")
    if since and until and last_day(until) < first_day(since):
        problems.append(
            record.problem(
                "row-contradicts-itself",
                "until",
                f"The end comes before the start, {since}",
                "Check both dates.",
            )
        )
    return found, problems


def contradiction(record: Record, field: str, error: ModelError) -> Problem:
    """A row whose values the model does not allow together, as a problem."""
    return record.problem(
        "row-contradicts-itself", field, error.what, error.hint or "Check the cells of this row."
    )
