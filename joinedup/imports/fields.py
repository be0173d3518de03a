"""The five kinds of list and what their columns can hold.

One table serves the suggestions for columns, the templates, the exports and the words on
screen, so that what one writes the other reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a list is a list of."""

    ORGANISATIONS = "organisations"
    MEMBERSHIPS = "memberships"
    MATRIX = "matrix"
    TIES = "ties"
    NEIGHBOURHOODS = "neighbourhoods"

    @property
    def label(self) -> str:
        """The kind's name on screen."""
        return self.value.capitalize()

    @property
    def explanation(self) -> str:
        """What such a list looks like, in a sentence."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Kind.ORGANISATIONS: "One organisation a row: its name, postcode, numbers, what it works on.",
    Kind.MEMBERSHIPS: "One membership a row: an organisation and the partnership it is in.",
    Kind.MATRIX: "Organisations down, partnerships across, a tick where they take part.",
    Kind.TIES: "Two organisations a row that work with each other, and how.",
    Kind.NEIGHBOURHOODS: "One LSOA or ward a row and the neighbourhood it belongs to.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """What a column can hold.

    Attributes:
        name: Its name in exports, templates and choices: ``charity_number``.
        label: Its name on screen.
        help: What belongs in it, in a sentence; empty where the label says it.
        synonyms: Headings seen in the wild, in lower case, words with single spaces between
            them and no punctuation; the name and the label count without being listed.
        any_of: Name of the group of which a list needs at least one field; empty where the
            field is a choice.
        examples: The cells of two rows of the template; they fit together along a kind.
        exported: Whether exports carry it.
    """

    name: str
    label: str
    help: str = ""
    synonyms: tuple[str, ...] = ()
    any_of: str = ""
    examples: tuple[str, str] = ("", "")
    exported: bool = True


#: A column of a matrix that stands for a partnership: its heading is the partnership's name,
#: its cells are ticks or roles. The one field that several columns may hold.
PARTNERSHIP_COLUMN = "partnership_column"

_ID = Field(
    name="organisation_id",
    label="Organisation's id here",
    help="The id that our own exports carry; leave it empty for a new organisation.",
    synonyms=("id", "joined up id", "org id here", "identifier", "record id", "unique id"),
)
_NAME = Field(
    name="organisation",
    label="Organisation",
    help="The organisation's name.",
    synonyms=(
        *("name", "organisation name", "organization", "organization name", "org", "org name"),
        *("group", "group name", "name of group", "name of organisation", "charity"),
        *("charity name", "practice", "practice name", "provider", "provider name", "agency"),
        *("service", "service name", "member", "member organisation", "partner", "partner name"),
        *("partner organisation", "company", "company name", "body", "surgery", "trust"),
        *("voluntary group", "vcse organisation", "vcs organisation", "label", "account name"),
        *("gp practice", "gp practice name", "surgery name", "trust name", "club", "club name"),
        *("legal name", "registered name", "body name", "site name", "team or service"),
    ),
    any_of="organisation",
    examples=("Oak Lane Community Trust", "Riverside Advice Centre"),
)
_ODS = Field(
    name="ods_code",
    label="ODS code",
    help="The NHS Organisation Data Service's code: C88046.",
    synonyms=(
        *("ods", "organisation code", "org code", "practice code", "nhs code", "national code"),
        *("gp code", "provider code", "trust code", "nacs code", "nacs", "gp practice code"),
    ),
    any_of="organisation",
)
_CHARITY = Field(
    name="charity_number",
    label="Charity number",
    help="The registered number, or several with | between them.",
    synonyms=(
        *("charity no", "registered charity number", "registered charity no", "charity reg no"),
        *("charity registration number", "charity commission number", "regd charity no"),
        *("registered number charity", "reg charity number", "charity ref", "rcn"),
    ),
    any_of="organisation",
)
_COMPANY = Field(
    name="company_number",
    label="Company number",
    help="The number at Companies House: 04321567.",
    synonyms=(
        *("company no", "companies house number", "company registration number", "crn"),
        *("company reg no", "companies house no", "registered company number"),
        *("company registration no",),
    ),
)
_ORG_ID = Field(
    name="org_id",
    label="org-id",
    help="An identifier after org-id.guide: GB-CHC-1234567, or several with | between them.",
    synonyms=("orgid", "org identifier", "organisation identifier", "organization identifier"),
)
_ONS = Field(
    name="ons_code",
    label="ONS code",
    help="A council's code: E08000019.",
    synonyms=("ons", "gss code", "lad code", "local authority code", "council code"),
)
_POSTCODE = Field(
    name="postcode",
    label="Postcode",
    synonyms=(
        *("post code", "postal code", "zip", "zip code", "pcode", "pc", "office postcode"),
        *("contact postcode", "address postcode", "postcode of main site", "base postcode"),
        *("pcd", "pcds", "pcd7", "pcd8"),
    ),
)
_ADDRESS = Field(
    name="address",
    label="Address (its postcode is taken out)",
    help="Free text; the postcode is found in it, the rest is not kept.",
    synonyms=(
        *("full address", "postal address", "address line 1", "address 1", "address1"),
        *("registered address", "office address", "location", "venue", "where", "based at"),
        *("street", "site address", "contact address"),
    ),
    exported=False,
)
_SECTOR = Field(
    name="sector",
    label="Sector",
    help="One of our ten sectors, or words we can read as one: VCS, GP, council.",
    synonyms=(
        *("organisation type", "type of organisation", "org type", "sector type", "category"),
        *("organisation sector", "type of org", "organisation category", "type"),
    ),
    examples=("vcse", "vcse"),
)
_KIND = Field(
    name="kind",
    label="What it is within its sector",
    synonyms=(
        *("sub type", "subtype", "subsector", "sub sector", "sub category", "legal form"),
        *("type", "category", "organisation type", "type of organisation", "legal structure"),
    ),
    examples=("charity", "charity"),
)
_PLACE = Field(
    name="place",
    label="Place",
    help="The place's name or code; found from the postcode where this is empty.",
    synonyms=(
        *("borough", "district", "local authority", "local authority area", "la", "council area"),
        *("town", "city", "locality", "area", "geography", "area of operation", "place name"),
        *("place code", "lad name", "la name", "lad24nm", "lad23nm", "ltla", "utla", "place id"),
    ),
)
_SOURCES = (
    Field(
        name="source",
        label="Source of the row",
        synonyms=("data source", "source of data", "where from", "reference"),
    ),
    Field(name="licence", label="Licence of the row", synonyms=("license",)),
    Field(
        name="as_of",
        label="Date of the row",
        help="The day the row was true: 2026, 2026-03 or 2026-03-01.",
        synonyms=(
            "as at",
            "date of record",
            "record date",
            "last updated",
            "updated",
            "as of date",
        ),
    ),
)
_SPAN = (
    Field(
        name="since",
        label="Since",
        synonyms=(
            *("start", "start date", "date joined", "joined", "joined on", "member since", "from"),
            *("from date", "date from", "begin", "started", "start of membership"),
        ),
        examples=("2024-04", "2025"),
    ),
    Field(
        name="until",
        label="Until",
        synonyms=(
            *("end", "end date", "date left", "left", "left on", "to date", "date to", "ended"),
            *("finish", "expiry", "expiry date", "leaving date"),
        ),
    ),
    Field(
        name="confirmed_on",
        label="Confirmed on",
        help="When somebody last said that it still holds.",
        synonyms=(
            "confirmed",
            "last confirmed",
            "date confirmed",
            "checked",
            "checked on",
            "verified",
        ),
    ),
)
_IDENTITY = (_ID, _NAME, _ODS, _CHARITY, _COMPANY, _ORG_ID, _ONS, _POSTCODE, _ADDRESS)

_ORGANISATIONS = (
    _ID,
    _NAME,
    _SECTOR,
    _KIND,
    _ODS,
    _CHARITY,
    _COMPANY,
    _ORG_ID,
    _ONS,
    Field(
        name="aliases",
        label="Other names",
        help="Former names and short forms, with | between them.",
        synonyms=(
            *("alias", "also known as", "aka", "other names", "former name", "former names"),
            *("previous name", "previously known as", "trading as", "trading name", "known as"),
            *("short name", "acronym", "working name"),
        ),
        examples=("Oak Lane Trust", ""),
    ),
    _POSTCODE,
    _ADDRESS,
    Field(
        name="latitude",
        label="Latitude",
        help="Degrees, WGS 84: 53.38.",
        synonyms=("lat", "y latitude", "gps latitude", "y", "y coordinate"),
    ),
    Field(
        name="longitude",
        label="Longitude",
        help="Degrees, WGS 84: -1.47.",
        synonyms=("long", "lon", "lng", "x longitude", "gps longitude", "x", "x coordinate"),
    ),
    Field(
        name="easting",
        label="Easting",
        help="Metres on the British National Grid.",
        synonyms=(
            "eastings",
            "easting m",
            "grid easting",
            "x coordinate",
            "oseast1m",
            "os easting",
            "x",
        ),
        exported=False,
    ),
    Field(
        name="northing",
        label="Northing",
        help="Metres on the British National Grid.",
        synonyms=(
            "northings",
            "northing m",
            "grid northing",
            "y coordinate",
            "osnrth1m",
            "os northing",
            "y",
        ),
        exported=False,
    ),
    _PLACE,
    Field(
        name="neighbourhood",
        label="Neighbourhood",
        help="Its name or code; found from the postcode where this is empty.",
        synonyms=("neighborhood", "neighbourhood name", "pcn area", "ward area", "community"),
    ),
    Field(
        name="outside",
        label="Outside the footprint",
        help="Yes for a body of another area, or a national one, that takes part here.",
        synonyms=("out of area", "outside area", "external"),
    ),
    Field(
        name="registered_patients",
        label="Registered patients",
        help="A whole number, for practices.",
        synonyms=(
            *("list size", "patients", "number of patients", "practice list size"),
            *("patient list size", "registered population", "list size total"),
        ),
    ),
    Field(
        name="themes",
        label="Themes",
        help="What it works on, with | between them.",
        synonyms=(
            *("theme", "activities", "activity", "focus", "area of work", "areas of work"),
            *("what we do", "services offered", "service type", "cause", "causes", "topics"),
            *("keywords", "areas of focus", "focus area", "priorities", "description"),
        ),
        examples=("loneliness | older people", "debt advice"),
    ),
    Field(
        name="serves",
        label="Whom it serves",
        help="The people it works for, with | between them.",
        synonyms=(
            *("beneficiaries", "client group", "client groups", "who we help", "people served"),
            *("target group", "target groups", "audience", "population", "users", "user group"),
        ),
        examples=("older people", "adults"),
    ),
    *_SOURCES,
)
_PARTNERSHIP = (
    Field(
        name="partnership_id",
        label="Partnership's id here",
        help="The id that our own exports carry; leave it empty for a new partnership.",
        synonyms=("partnership id", "network id", "programme id"),
    ),
    Field(
        name="partnership",
        label="Partnership",
        help="What they take part in: a board, network, programme, alliance.",
        synonyms=(
            *("partnership name", "network", "network name", "programme", "programme name"),
            *("program", "project", "project name", "board", "board name", "alliance", "group"),
            *("forum", "collaborative", "member of", "membership of", "pcn", "pcn name"),
            *("primary care network", "work stream", "workstream", "initiative", "committee"),
            *("meeting", "consortium", "steering group", "memberships", "partnerships"),
            *("group name", "board name", "forum name", "alliance name", "partnership board"),
        ),
        any_of="partnership",
        examples=("Healthy Ageing Alliance", "Healthy Ageing Alliance"),
    ),
    Field(
        name="partnership_kind",
        label="Kind of partnership",
        help="Board, alliance, programme, primary care network and so on.",
        synonyms=("partnership type", "type of partnership", "network type", "kind of partnership"),
        examples=("alliance", "alliance"),
    ),
    Field(
        name="level",
        label="Level of partnership",
        help="System, place or neighbourhood.",
        synonyms=("partnership level", "tier", "scale", "geographic level", "footprint level"),
        examples=("place", "place"),
    ),
)
_MEMBERSHIPS = (
    *_IDENTITY,
    _SECTOR,
    _PLACE,
    *_PARTNERSHIP,
    Field(
        name="role",
        label="Role",
        help="Member, lead, host, chair and so on; never a person's name.",
        synonyms=("role in partnership", "member type", "membership type", "capacity", "function"),
        examples=("lead", "member"),
    ),
    *_SPAN,
    *_SOURCES,
)
_MATRIX = (
    *_IDENTITY,
    _SECTOR,
    _PLACE,
    Field(
        name=PARTNERSHIP_COLUMN,
        label="A partnership (ticks)",
        help="The heading is the partnership's name; a tick, a cross or a role says who is in it.",
        any_of="partnership",
        examples=("x", ""),
        exported=False,
    ),
    *_SOURCES,
)
_OTHER = tuple(
    Field(
        name=name,
        label=label,
        synonyms=synonyms,
        any_of=any_of,
        examples=examples,
    )
    for name, label, synonyms, any_of, examples in (
        ("other_id", "The other's id here", ("target id", "to id", "partner id"), "", ("", "")),
        (
            "other",
            "The other organisation",
            (
                *("target", "to", "partner", "partner organisation", "works with", "linked to"),
                *("connected to", "organisation 2", "organisation b", "second organisation"),
                *("to organisation", "other organisation", "receiver", "recipient", "org 2"),
                *(
                    "destination",
                    "named partner",
                    "alter",
                    "to name",
                    "target name",
                    "partner name",
                ),
                *("target organisation", "refers to", "refer to", "referred to", "funds"),
            ),
            "other",
            ("Riverside Advice Centre", "Elm Park Surgery"),
        ),
        (
            "other_ods_code",
            "The other's ODS code",
            ("target ods", "to ods code"),
            "other",
            ("", ""),
        ),
        (
            "other_charity_number",
            "The other's charity number",
            ("target charity number", "to charity number"),
            "other",
            ("", ""),
        ),
        (
            "other_postcode",
            "The other's postcode",
            ("target postcode", "to postcode"),
            "",
            ("", ""),
        ),
    )
)
_FROM = Field(
    name=_NAME.name,
    label=_NAME.label,
    help=_NAME.help,
    synonyms=(
        *_NAME.synonyms,
        *("source organisation", "from", "from organisation", "organisation 1", "organisation a"),
        *("first organisation", "org 1", "sender", "respondent", "ego", "your organisation"),
        *("source", "from name", "source name", "referrer", "referring organisation", "funder"),
    ),
    any_of="organisation",
    examples=_NAME.examples,
)
_TIES = (
    _ID,
    _FROM,
    _ODS,
    _CHARITY,
    _POSTCODE,
    *_OTHER,
    Field(
        name="tie_kind",
        label="Kind of tie",
        help="Refers to, funds, shares staff, delivers with, shares data.",
        synonyms=(
            *("relationship", "relationship type", "type of relationship", "kind", "type"),
            *("link type", "tie type", "how", "nature of relationship", "connection type"),
            *("relation", "tie", "link", "type of link", "type of connection"),
        ),
        examples=("refers to", "delivers with"),
    ),
    Field(
        name="strength",
        label="Strength",
        help="From 1 (weak) to 4 (strong).",
        synonyms=(
            "weight",
            "score",
            "level",
            "intensity",
            "frequency",
            "closeness",
            "strength 1 4",
        ),
        examples=("2", "3"),
    ),
    *_SPAN,
    *_SOURCES,
)
_NEIGHBOURHOODS = (
    Field(
        name="lsoa_code",
        label="LSOA code",
        help="The ONS code of 2011 or 2021: E01007317.",
        synonyms=(
            "lsoa",
            "lsoa11cd",
            "lsoa21cd",
            "lsoa code 2021",
            "lsoa code 2011",
            "lsoa21 code",
            "lsoa 2021",
            "lsoa 2011",
            "lsoa2021",
            "lsoa11 code",
        ),
        any_of="area",
        examples=("E01007317", "E01007318"),
    ),
    Field(
        name="lsoa_name",
        label="LSOA name",
        help="As ONS writes it: Barnsley 018A.",
        synonyms=("lsoa11nm", "lsoa21nm", "lsoa21 name"),
        any_of="area",
        examples=("Barnsley 018A", "Barnsley 018B"),
    ),
    Field(
        name="ward",
        label="Ward",
        help="The ward's name, as of 2024.",
        synonyms=("ward name", "electoral ward", "wd24nm", "wd23nm", "wd22nm", "wards"),
        any_of="area",
    ),
    Field(
        name="neighbourhood",
        label="Neighbourhood",
        help="The neighbourhood it belongs to.",
        synonyms=(
            *("neighborhood", "neighbourhood name", "integrated neighbourhood", "locality"),
            *("neighbourhood team", "integrated neighbourhood team", "int", "pcn", "pcn name"),
            *("area council", "cluster", "community", "neighbourhood area", "int name", "hub"),
        ),
        any_of="neighbourhood",
        examples=("Central", "Central"),
    ),
    Field(
        name="neighbourhood_id",
        label="Neighbourhood's id here",
        synonyms=("neighbourhood code", "pcn code"),
    ),
    Field(
        name="place",
        label="Place",
        help="Needed only where two places have a ward of one name.",
        synonyms=_PLACE.synonyms,
        examples=("Barnsley", "Barnsley"),
    ),
    *_SOURCES,
)

#: The fields of each kind, in the order of exports and templates.
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.ORGANISATIONS: _ORGANISATIONS,
    Kind.MEMBERSHIPS: _MEMBERSHIPS,
    Kind.MATRIX: _MATRIX,
    Kind.TIES: _TIES,
    Kind.NEIGHBOURHOODS: _NEIGHBOURHOODS,
}

#: What separates several values in one cell.
SEPARATOR = "|"

#: What the names in the example rows of templates begin with.
EXAMPLE = "Example: "


def field_of(kind: Kind, name: str) -> Field:
    """The field of a kind by its name.

    Raises:
        KeyError: When lists of this kind have no such field.
    """
    return next(one for one in FIELDS[kind] if one.name == name)
