"""What is selected, in words: an organisation, a partnership, an area; for panel and paper."""

from typing import NamedTuple

from joinedup.model import Area, ConnectionState, Organisation, Partnership, Standing
from joinedup.network.connection import Connection
from joinedup.render.confirming import confirmed_words
from joinedup.render.nouns import counted
from joinedup.render.sentence import short_source, spoken_date, spoken_partial
from joinedup.render.shading import figure, patients
from joinedup.services import Confirmed, Reading, area_counts, members_of, read
from joinedup.views import ViewState

NO_MEMBER = "No member is on record."
APPROXIMATE = (
    "Approximate catchment: nobody has published this boundary. It bears the name of the "
    "primary care network or area council nearest to most of it; practices of others can "
    "stand in it."
)
LEFT_OUT = "The filters leave this organisation out of the picture."


class Names(NamedTuple):
    """A list of names under a title.

    Attributes:
        pairs: Ids with names.
        said: What is said of some about their confirmation, by id.
    """

    title: str
    pairs: list[tuple[str, str]]
    said: dict[str, str]


def connections_of(reading: Reading, one: Organisation, found: Confirmed) -> dict[str, Names]:
    """The partnerships of an organisation, past ones apart, and its partners."""
    link, names = reading.found[one.id], reading.dataset.partnership_by_id
    past = () if reading.state.past else link.past_partnerships
    organisations = reading.dataset.organisation_by_id
    return {
        "in": Names(
            "Partnerships",
            [(key, names[key].name) for key in link.partnerships],
            {key: confirmed_words(found, found.seat(one.id, key)) for key in link.partnerships},
        ),
        "past": Names("Past partnerships", [(key, names[key].name) for key in past], {}),
        "with": Names(
            "Partners",
            [(key, organisations[key].name) for key in link.partners],
            {key: confirmed_words(found, found.pair(one.id, key)) for key in link.partners},
        ),
    }


def members_in_words(reading: Reading, one: Partnership, found: Confirmed) -> Names:
    """Who is in a partnership at any time in the record."""
    members = members_of(reading, one)
    seated = (member.id for member in members if one.id in reading.found[member.id].partnerships)
    return Names(
        "Members",
        [(member.id, member.name) for member in members],
        {key: confirmed_words(found, found.seat(key, one.id)) for key in seated},
    )


def state_words(reading: Reading, organisation_id: str) -> str:
    """What its connection is, in words."""
    link = reading.found[organisation_id]
    if link.state is ConnectionState.UNKNOWN:
        past = len(link.past_partnerships)
        if past:
            return f"Unknown on this date; in {counted(past, 'partnership', 'partnerships')} before"
        return "Unknown: nobody has asked, and no complete list covers it"
    if link.standing is Standing.HIDDEN:
        return "Connected, by none of the partnerships that the filters leave"
    if link.state is ConnectionState.NONE_ON_RECORD:
        one = reading.dataset.organisation_by_id[organisation_id]
        day = reading.state.day
        covering = next((c for c in reading.dataset.coverage if c.covers(one, day)), None)
        return "No partnership on record" + (
            f", in a complete list of {spoken_partial(covering.provenance.as_of)}"
            if covering
            else ""
        )
    if link.alone:
        return "Connected, but its partnership has no other member on record"
    return f"Connected: {link.standing.label[0].lower()}{link.standing.label[1:]}"


def place_facts(reading: Reading, one: Organisation) -> list[tuple[str, str]]:
    """What and where an organisation is; what is empty is not told."""
    areas = reading.dataset.area_by_id
    place = areas[one.place].name if one.place else ""
    hood = areas[one.neighbourhood].name if one.neighbourhood else ""
    sizes = "" if one.registered_patients is None else f"{one.registered_patients:,}"
    return [
        ("Kind", one.kind),
        ("Place", "Outside the footprint" if one.outside else place or "not known"),
        ("Neighbourhood", f"{hood} (approximate catchment)" if hood else ""),
        ("Postcode", one.postcode or "no address on record"),
        ("Registered patients", sizes),
        ("Source", short_source(one.provenance.source)),
        ("Record of", spoken_partial(one.provenance.as_of)),
    ]


def kind_words(one: Partnership) -> str:
    """``Primary care network · neighbourhood level``."""
    return f"{one.kind[:1].upper()}{one.kind[1:]} · {one.level.value} level"


def running_words(reading: Reading, one: Partnership) -> str:
    """That a partnership doesn't run on the view's day; empty where it does."""
    if one.runs_on(reading.state.day):
        return ""
    return f"On record, but not as running on {spoken_date(reading.state.day)}."


def partnership_facts(reading: Reading, one: Partnership) -> list[tuple[str, str]]:
    """When it runs, whom it belongs to, where that is from; what is empty is not told."""
    names = reading.dataset.partnership_by_id
    ended = one.has_ended(reading.state.day)
    return [
        ("Started", spoken_partial(one.start) if one.start else "not stated"),
        (
            "Ended" if ended else "Ends",
            f"{spoken_partial(one.end)} ({one.end_basis})" if one.end else "",
        ),
        ("Part of", names[one.part_of].name if one.part_of else ""),
        ("Led by", names[one.led_by].name if one.led_by else ""),
        ("Source", short_source(one.provenance.source)),
        ("Record of", spoken_partial(one.provenance.as_of)),
    ]


def area_words(reading: Reading, one: Area) -> str:
    """``Neighbourhood in Rotherham``, or ``Place``."""
    parent = reading.dataset.area_by_id.get(one.parent or "")
    return f"Neighbourhood in {parent.name}" if parent else "Place"


def area_facts(reading: Reading, one: Area) -> list[tuple[str, str]]:
    """Organisations by state with denominators, patients, deprivation, boundary."""
    everyone = read(reading.dataset, reading.found, _whole(reading))
    count = next(row for row in area_counts(everyone, one.level) if row.area.id == one.id)
    deprived = figure(count, "deprivation")
    none, unknown = (
        count.states[ConnectionState.NONE_ON_RECORD],
        count.states[ConnectionState.UNKNOWN],
    )
    return [
        ("Organisations", f"{count.organisations:,}, whatever the filters"),
        ("No partnership on record", f"{none:,} of {count.known:,} known"),
        ("Unknown", f"{unknown:,} of {count.organisations:,}"),
        ("Registered patients", patients(count)),
        ("Most deprived fifth", deprived.detail if deprived else "not known"),
        ("Boundary", one.method),
        ("Source", one.provenance.source),
    ]


def _whole(reading: Reading) -> ViewState:
    return ViewState(dataset=reading.state.dataset, day=reading.state.day, past=reading.state.past)


def next_words(link: Connection) -> str:
    """What to do next about an organisation; empty for nothing."""
    words = {
        ConnectionState.NONE_ON_RECORD: "Next: ask it whom it works with, and introduce it to "
        "a partnership of its neighbourhood.",
        ConnectionState.UNKNOWN: "Next: ask it whether it works with anyone. Until then it "
        "must not be called unconnected.",
    }.get(link.state)
    if link.standing is Standing.OWN_SECTOR:
        words = "Next: its partnerships on record hold only its own sector. Who else is missing?"
    return words or ""
