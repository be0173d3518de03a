"""The fixed words of the record, and what each is called on screen.

Imports nothing of ours. Tested by ``tests/unit/test_model.py``.
"""

from enum import StrEnum


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
