"""The rows of a dataset, each frozen and checked by itself.

Imports :mod:`joinedup.errors`, :mod:`.dates` and :mod:`.words`. Tested by
``tests/unit/test_model.py``.
"""

import re
from dataclasses import dataclass
from datetime import date

from joinedup.errors import ModelError
from joinedup.model.dates import check_partial_date, check_span, last_day, within
from joinedup.model.words import AreaLevel, Level, Sector

#: What the ids of organisations begin with that only a partner's list names.
LIST_PREFIX = "list:"
#: What influence and interest are scored by.
SCORES = range(1, 6)

#: What every id of a record looks like, in files, in addresses and in the store.
RECORD_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,99}")


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
        require_text("A row's source", self.source)
        require_text("A row's licence", self.licence)
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
        require_id(self.id)
        require_text("An organisation's name", self.name)
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
        require_id(self.id)
        require_text("A partnership's name", self.name)
        check_span(self.start, self.end)

    def runs_on(self, day: date) -> bool:
        """Whether the record says that it ran on ``day``.

        Without a start, it counts from the date of the document that names it; without an
        end, it counts as running.
        """
        return within(day, self.start or self.provenance.as_of, self.end)

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
        check_span(self.since, self.until)
        check_partial_date(self.confirmed_on)

    def runs_on(self, day: date) -> bool:
        """Whether the record says that it held on ``day``; see ``Partnership.runs_on``."""
        return within(day, self.since or self.provenance.as_of, self.until)


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
        check_span(self.since, self.until)
        check_partial_date(self.confirmed_on)
        if self.source == self.target:
            raise ModelError("A tie joins an organisation to itself", value=self.source)
        if not 1 <= self.strength <= 4:
            raise ModelError("A tie's strength is from 1 to 4", value=self.strength)

    def runs_on(self, day: date) -> bool:
        """Whether the record says that it held on ``day``; see ``Partnership.runs_on``."""
        return within(day, self.since or self.provenance.as_of, self.until)


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
        require_id(self.id)
        require_text("An area's name", self.name)
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
            and within(day, self.provenance.as_of, "")
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


def require_text(what: str, text: str) -> None:
    """Raise :class:`ModelError` where a text says nothing; ``what`` names it."""
    if not text.strip():
        raise ModelError(f"{what} is empty")


def require_id(text: str) -> None:
    """Raise :class:`ModelError` unless a text can be an id in addresses and files."""
    if not RECORD_ID.fullmatch(text):
        raise ModelError(
            "This id cannot be used",
            value=text,
            hint="Use letters, digits and . _ : - and at most 100 of them.",
        )


def _check_score(what: str, score: int | None) -> None:
    if score is not None and score not in SCORES:
        raise ModelError(f"An organisation's {what} is from 1 to 5", value=score)
