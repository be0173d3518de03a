"""The words of the product as frozen, validated records.

Imports :mod:`joinedup.errors` only. Tested by ``tests/unit/test_model.py``.

Dates are partial ISO 8601 texts (``2017``, ``2017-04``, ``2017-04-01``), because the
documents rarely give a day, and a made-up first of January would be a wrong fact.
An empty text means *not stated*.
"""

import calendar
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache

from joinedup.errors import ModelError

#: What the ids of organisations begin with that only a partner's list names.
LIST_PREFIX = "list:"
#: What influence and interest are scored by.
SCORES = range(1, 6)

_PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?")
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


class Sector(StrEnum):
    """The fixed list of sectors; the order here is the order everywhere."""

    GENERAL_PRACTICE = "general-practice"
    NHS_TRUST = "nhs-trust"
    AMBULANCE = "ambulance"
    PRIMARY_CARE_OTHER = "pharmacy-dentistry-optometry"
    LOCAL_AUTHORITY = "local-authority"
    SOCIAL_CARE = "social-care"
    VCSE = "vcse"
    EDUCATION = "education-and-research"
    NATIONAL = "national-and-regional"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The sector's name on screen."""
        return _SECTOR_LABELS[self]


_SECTOR_LABELS = {
    Sector.GENERAL_PRACTICE: "General practice",
    Sector.NHS_TRUST: "NHS trust",
    Sector.AMBULANCE: "Ambulance",
    Sector.PRIMARY_CARE_OTHER: "Community pharmacy, dentistry, optometry",
    Sector.LOCAL_AUTHORITY: "Local authority",
    Sector.SOCIAL_CARE: "Social care provider",
    Sector.VCSE: "Voluntary, community and social enterprise",
    Sector.EDUCATION: "Education and research",
    Sector.NATIONAL: "National and regional bodies",
    Sector.OTHER: "Other",
}


class Level(StrEnum):
    """At which level of the system a partnership works, widest first."""

    SYSTEM = "system"
    PLACE = "place"
    NEIGHBOURHOOD = "neighbourhood"


class AreaLevel(StrEnum):
    """The two kinds of area a footprint is cut into."""

    PLACE = "place"
    NEIGHBOURHOOD = "neighbourhood"


class ConnectionState(StrEnum):
    """What the record says about an organisation's partnerships. Never two states."""

    CONNECTED = "connected"
    NONE_ON_RECORD = "none_on_record"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The state's name on screen."""
        return _STATE_LABELS[self]


_STATE_LABELS = {
    ConnectionState.CONNECTED: "Connected",
    ConnectionState.NONE_ON_RECORD: "No partnership on record",
    ConnectionState.UNKNOWN: "Unknown",
}


class Reach(StrEnum):
    """How far an organisation's partnerships reach, weakest first."""

    NONE = "none"
    OWN_SECTOR = "own-sector"
    ACROSS_SECTORS = "across-sectors"
    ACROSS_PLACES = "across-places"

    @property
    def label(self) -> str:
        """The reach's name on screen."""
        return _REACH_LABELS[self]


_REACH_LABELS = {
    Reach.NONE: "None on record",
    Reach.OWN_SECTOR: "Only within its own sector",
    Reach.ACROSS_SECTORS: "Across sectors within its place",
    Reach.ACROSS_PLACES: "Across places",
}


class Standing(StrEnum):
    """State and reach in one word, so that no organisation falls between them.

    ``HIDDEN`` is connected, but by none of the partnerships that the filters leave.
    """

    NONE_ON_RECORD = "none_on_record"
    OWN_SECTOR = "own-sector"
    ACROSS_SECTORS = "across-sectors"
    ACROSS_PLACES = "across-places"
    HIDDEN = "hidden"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        """The standing's name on screen."""
        return _STANDING_LABELS[self]


_STANDING_LABELS = {
    Standing.NONE_ON_RECORD: _STATE_LABELS[ConnectionState.NONE_ON_RECORD],
    Standing.OWN_SECTOR: _REACH_LABELS[Reach.OWN_SECTOR],
    Standing.ACROSS_SECTORS: _REACH_LABELS[Reach.ACROSS_SECTORS],
    Standing.ACROSS_PLACES: _REACH_LABELS[Reach.ACROSS_PLACES],
    Standing.HIDDEN: "Connected, by none of the partnerships shown",
    Standing.UNKNOWN: _STATE_LABELS[ConnectionState.UNKNOWN],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a row comes from.

    Attributes:
        source: Name of the register or document.
        licence: Licence under which it is used.
        as_of: Partial date of the record; empty where the document is undated.
    """

    source: str
    licence: str
    as_of: str = ""

    def __post_init__(self) -> None:
        _require_text("A row's source", self.source)
        _require_text("A row's licence", self.licence)
        check_partial_date(self.as_of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A position in WGS 84 (EPSG:4326), decimal degrees."""

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ModelError(
                "A point lies outside WGS 84",
                value=(self.latitude, self.longitude),
                hint="Latitude comes first, in degrees.",
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that can take part in a partnership.

    Attributes:
        id: Stable within a dataset (``ods:C88046``, ``charity:GB-CHC-...``, ``body:...``).
        kind: What it is within its sector, in the register's words (``acute``).
        identifiers: Pairs of scheme and value: ``ods``, ``org-id``, ``ons``.
        aliases: Other names under which documents know it.
        place: Id of the place it belongs to; None where unknown or outside.
        neighbourhood: Id of the neighbourhood its point lies in.
        outside: True for a body of another area, or a national one, that takes part in
            this footprint's partnerships; counted apart.
        registered_patients: Patients on a practice's list; None where not known.
        influence, interest: As a stakeholder analysis scores them, from 1 (low) to 5 (high):
            how much weight it has, and how much it wants to take part; None where nobody has.
    """

    id: str
    name: str
    sector: Sector
    provenance: Provenance
    kind: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()
    postcode: str = ""
    point: Point | None = None
    place: str | None = None
    neighbourhood: str | None = None
    outside: bool = False
    registered_patients: int | None = None
    themes: tuple[str, ...] = ()
    serves: tuple[str, ...] = ()
    influence: int | None = None
    interest: int | None = None

    def __post_init__(self) -> None:
        _require_id(self.id)
        _require_text("An organisation's name", self.name)
        if self.registered_patients is not None and self.registered_patients < 0:
            raise ModelError("Registered patients are negative", value=self.registered_patients)
        _check_score("influence", self.influence)
        _check_score("interest", self.interest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Partnership:
    """What people name when they say "we work together".

    Attributes:
        kind: The document's word: ``primary care network``, ``programme``, ``faculty``.
        area: Id of the place or neighbourhood it serves, where it serves one.
        start, end: Partial dates; empty where not stated.
        end_basis: What the end date rests on (``stated``, ``last documented``).
        part_of: Id of the partnership it is a part of (a work stream of a programme).
        led_by: Id of the partnership that leads it.
    """

    id: str
    name: str
    kind: str
    level: Level
    provenance: Provenance
    area: str | None = None
    start: str = ""
    end: str = ""
    end_basis: str = ""
    part_of: str | None = None
    led_by: str | None = None

    def __post_init__(self) -> None:
        _require_id(self.id)
        _require_text("A partnership's name", self.name)
        _check_span(self.start, self.end)

    def runs_on(self, day: date) -> bool:
        """Whether the record says that it ran on ``day``.

        Without a start, it counts from the date of the document that names it; without an
        end, it counts as running.
        """
        return _within(day, self.start or self.provenance.as_of, self.end)

    def has_ended(self, day: date) -> bool:
        """Whether it ended before ``day``."""
        return bool(self.end) and last_day(self.end) < day


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """An organisation in a partnership.

    Attributes:
        since, until, confirmed_on: Partial dates; empty where not stated.
    """

    organisation: str
    partnership: str
    provenance: Provenance
    role: str = "member"
    since: str = ""
    until: str = ""
    confirmed_on: str = ""

    def __post_init__(self) -> None:
        _check_span(self.since, self.until)
        check_partial_date(self.confirmed_on)

    def runs_on(self, day: date) -> bool:
        """Whether the record says that it held on ``day``; see ``Partnership.runs_on``."""
        return _within(day, self.since or self.provenance.as_of, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A direct relation between two organisations, strength 1 (weak) to 4."""

    source: str
    target: str
    kind: str
    provenance: Provenance
    strength: int = 1
    since: str = ""
    until: str = ""
    confirmed_on: str = ""

    def __post_init__(self) -> None:
        _check_span(self.since, self.until)
        check_partial_date(self.confirmed_on)
        if self.source == self.target:
            raise ModelError("A tie joins an organisation to itself", value=self.source)
        if not 1 <= self.strength <= 4:
            raise ModelError("A tie's strength is from 1 to 4", value=self.strength)

    def runs_on(self, day: date) -> bool:
        """Whether the record says that it held on ``day``; see ``Partnership.runs_on``."""
        return _within(day, self.since or self.provenance.as_of, self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A place or a neighbourhood and what is counted in it; its polygon is kept apart.

    Attributes:
        id: ONS code of a place; for a neighbourhood the PCN's code or a slug.
        parent: Id of the place a neighbourhood lies in.
        aliases: Former codes.
        approximate: True where nobody has published the boundary and it is our estimate.
        method: How the boundary was made, in a sentence.
        practices: General practices whose point lies in it.
        practices_with_patients: Those of them whose list size is known.
        registered_patients: Patients on the lists of ``practices_with_patients``.
        lsoas: LSOAs of 2021 in it.
        lsoas_most_deprived: Those of them in the most deprived fifth of England, IMD 2025.
    """

    id: str
    name: str
    level: AreaLevel
    provenance: Provenance
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    approximate: bool = False
    method: str = ""
    practices: int = 0
    practices_with_patients: int = 0
    registered_patients: int = 0
    lsoas: int = 0
    lsoas_most_deprived: int = 0

    def __post_init__(self) -> None:
        _require_id(self.id)
        _require_text("An area's name", self.name)
        if (self.level is AreaLevel.NEIGHBOURHOOD) != (self.parent is not None):
            raise ModelError("A neighbourhood has a place, and only a neighbourhood", value=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """A statement that, for a sector, the record is complete: absence there means *none*.

    Counts from ``provenance.as_of`` on. Without it, absence means *unknown*.

    Attributes:
        place: Id of the place it holds for; None for the whole footprint.
        statement: What is complete, in a sentence.
    """

    sector: Sector
    statement: str
    provenance: Provenance
    place: str | None = None

    def covers(self, organisation: Organisation, day: date) -> bool:
        """Whether absence means *none on record* for this organisation on ``day``."""
        return (
            organisation.sector is self.sector
            # What only a partner's list names is in no register that could be complete.
            and not organisation.id.startswith(LIST_PREFIX)
            and not organisation.outside
            and self.place in (None, organisation.place)
            and _within(day, self.provenance.as_of, "")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredFigure:
    """A figure that a document states about the footprint, beside which ours is shown.

    Attributes:
        key: What is counted; the same word as in the summary (``practices``).
        qualifier: ``over``, ``some`` or empty.
        explanation: Why ours differs, where that is known.
    """

    key: str
    label: str
    figure: int
    provenance: Provenance
    qualifier: str = ""
    explanation: str = ""


@dataclass(frozen=True, kw_only=True)
class Dataset:
    """Everything on screen: one footprint in one version.

    Attributes:
        version: Hash of the contents; a link can name it.
        as_of: Partial date of its newest record.
        illustrative: True where the organisations are fictional; every screen says so.
        notes: Known gaps, a sentence each.

    Raises:
        ModelError: When a row refers to something that is not there, or an id comes twice.
    """

    id: str
    name: str
    version: str
    as_of: str
    areas: tuple[Area, ...]
    organisations: tuple[Organisation, ...]
    partnerships: tuple[Partnership, ...]
    memberships: tuple[Membership, ...]
    ties: tuple[Tie, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    declared: tuple[DeclaredFigure, ...] = ()
    notes: tuple[str, ...] = ()
    illustrative: bool = False

    def __post_init__(self) -> None:
        check_partial_date(self.as_of)
        _check_unique("area", (area.id for area in self.areas))
        _check_unique("organisation", (item.id for item in self.organisations))
        _check_unique("partnership", (item.id for item in self.partnerships))
        nodes = [*self.organisation_by_id, *self.partnership_by_id]
        _check_unique("organisation or partnership", nodes)
        areas = {None, *(area.id for area in self.areas)}
        for item in self.organisations:
            _check_known("place", item.place, areas)
            _check_known("neighbourhood", item.neighbourhood, areas)
        partnerships = {None, *self.partnership_by_id}
        for partnership in self.partnerships:
            _check_known("area", partnership.area, areas)
            _check_known("partnership", partnership.part_of, partnerships)
            _check_known("partnership", partnership.led_by, partnerships)
        for membership in self.memberships:
            _check_known("organisation", membership.organisation, self.organisation_by_id)
            _check_known("partnership", membership.partnership, self.partnership_by_id)
        for tie in self.ties:
            _check_known("organisation", tie.source, self.organisation_by_id)
            _check_known("organisation", tie.target, self.organisation_by_id)

    @cached_property
    def organisation_by_id(self) -> Mapping[str, Organisation]:
        """Organisations by id, in the order of the dataset."""
        return {item.id: item for item in self.organisations}

    @cached_property
    def partnership_by_id(self) -> Mapping[str, Partnership]:
        """Partnerships by id, in the order of the dataset."""
        return {item.id: item for item in self.partnerships}

    @cached_property
    def area_by_id(self) -> Mapping[str, Area]:
        """Places and neighbourhoods by id."""
        return {item.id: item for item in self.areas}

    @cached_property
    def places(self) -> tuple[Area, ...]:
        """The places, by name."""
        return tuple(area for area in self.areas if area.level is AreaLevel.PLACE)

    @cached_property
    def neighbourhoods(self) -> tuple[Area, ...]:
        """The neighbourhoods, by place and name."""
        return tuple(area for area in self.areas if area.level is AreaLevel.NEIGHBOURHOOD)


def check_partial_date(text: str) -> None:
    """Raise :class:`ModelError` unless ``text`` is empty or a partial ISO date."""
    if text:
        first_day(text)


@lru_cache(maxsize=8192)  # thousands of rows share a few hundred dates
def first_day(text: str) -> date:
    """The first day that a partial date can mean: ``2017`` gives 1 January 2017.

    Raises:
        ModelError: When the text is no partial date.
    """
    year, month, day = _parts(text)
    return _make_date(text, year, month or 1, day or 1)


@lru_cache(maxsize=8192)
def last_day(text: str) -> date:
    """The last day that a partial date can mean: ``2017-04`` gives 30 April 2017.

    Raises:
        ModelError: When the text is no partial date.
    """
    year, month, day = _parts(text)
    month = month or 12
    return _make_date(text, year, month, day or calendar.monthrange(year, month)[1])


def _parts(text: str) -> tuple[int, int, int]:
    if not _PARTIAL_DATE.fullmatch(text) or text.startswith("0000"):
        raise ModelError(
            "This is not a date", value=text, hint="Write 2017, 2017-04 or 2017-04-01."
        )
    numbers = [int(part) for part in text.split("-")]
    year, month, day = numbers + [0] * (3 - len(numbers))
    return year, month, day


def _make_date(text: str, year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ModelError(
            "This day does not exist", value=text, hint="Check the day of the month."
        ) from None


def _within(day: date, since: str, until: str) -> bool:
    return (not since or first_day(since) <= day) and (not until or day <= last_day(until))


def _check_span(since: str, until: str) -> None:
    check_partial_date(since)
    check_partial_date(until)
    if since and until and last_day(until) < first_day(since):
        raise ModelError("An end comes before its start", value=(since, until))


def _require_text(what: str, text: str) -> None:
    if not text.strip():
        raise ModelError(f"{what} is empty")


def _require_id(text: str) -> None:
    if not _ID.fullmatch(text):
        raise ModelError(
            "This id cannot be used",
            value=text,
            hint="Use letters, digits and . _ : - and at most 100 of them.",
        )


def _check_score(what: str, score: int | None) -> None:
    if score is not None and score not in SCORES:
        raise ModelError(f"An organisation's {what} is from 1 to 5", value=score)


def _check_unique(what: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise ModelError(f"Two rows share one {what} id", value=one)
        seen.add(one)


def _check_known(what: str, one: str | None, known: Mapping[str, object] | set[str | None]) -> None:
    if one not in known:
        raise ModelError(f"A row names a {what} that is not in the dataset", value=one)
