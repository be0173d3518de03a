"""The working list of the unconnected: rows in words, as HTML and as a table."""

from collections.abc import Iterable

import pandas as pd

from joinedup.model import Standing
from joinedup.render.escaping import escape
from joinedup.render.introductions import distance
from joinedup.render.nouns import NOUNS, counted
from joinedup.render.sentence import spoken_partial
from joinedup.services import Asked, Basis, Reading, Voice, Waiting

_VOICES = {
    Voice.LITTLE: "little",
    Voice.NOT_SCORED: "nobody has scored it",
    Voice.MORE: "some",
}
#: What the date of a row is, as a cell of the table.
_BASES = {
    Basis.LEFT: "It left its last partnership",
    Basis.CLOSED: "Its last partnership ended",
    Basis.TIE: "Its last tie ended",
    Basis.LIST: "The list of its sector",
    Basis.RECORD: "Its record",
}
#: What marks those whom a power and interest grid would lose.
FIRST = "Comes first"
_COLUMNS = (
    *("Order", "Organisation", "Sector", "Place", "Neighbourhood", "Connection", "How sure"),
    *("Since", "Date of", "Last with", "Nearest of another sector", "Metres"),
    *("Partnerships of its neighbourhood", "Deprived small areas", "Patients on its list"),
    *("Patients in its neighbourhood", "Works on", "Serves"),
    *("Influence", "Comes first", "Introductions", "Id"),
)


def nobody(reading: Reading) -> str:
    """Why nobody is on the list, in a sentence: a filter may hide what they are part of."""
    total = len(reading.inside)
    hidden = sum(reading.found[one.id].standing is Standing.HIDDEN for one in reading.inside)
    if not total:
        return "No organisation of the footprint itself is in this view: take a filter away."
    if not hidden:
        return "Everybody in this view works across sectors, on record."
    who = f"{hidden:,} of {counted(total, 'organisation', 'organisations')} in this view"
    rest = " The others work across sectors, on record." if hidden < total else ""
    verb = "is" if hidden == 1 else "are"
    return f"{who} {verb} connected, but by none of the partnerships shown.{rest}"


def how_sure(one: Waiting) -> str:
    """What its standing rests on."""
    if one.standing is Standing.UNKNOWN:
        return "nobody has asked, and no complete list covers it"
    if one.standing is Standing.NONE_ON_RECORD:
        when = f" since {spoken_partial(one.complete_as_of)}" if one.complete_as_of else ""
        which = f"{NOUNS[one.organisation.sector][1]}{' of its place' if one.complete_here else ''}"
        return f"the list of {which} is complete{when}, and it is in no partnership"
    if one.confirmed_on:
        on = "on" if len(one.confirmed_on) == len("2026-03-03") else "in"
        return f"its newest confirmation was {on} {spoken_partial(one.confirmed_on)}"
    return "its partnerships are on record, without a date of confirmation"


def since(one: Waiting) -> str:
    """Since when this is known, and what the date is."""
    when = spoken_partial(one.since.when) if one.since.when else "not stated"
    if one.since.basis is Basis.LEFT:
        return f"{when}, when it left {one.since.last}"
    if one.since.basis is Basis.CLOSED:
        return f"{when}, when {one.since.last} ended"
    if one.since.basis is Basis.TIE:
        return f"{when}, when its tie to {one.since.last} ended"
    if one.since.basis is Basis.LIST:
        return f"{when}, the date of the list; none on record before"
    return f"{when}, the date of its record" if one.since.when else when


def near(one: Waiting) -> str:
    """What is near by."""
    told = []
    if one.near:
        told.append(f"{one.near.organisation.name}, {distance(one.near.metres)}")
    if one.tables:
        count = len(one.tables)
        told.append(
            f"{one.tables[0]} serves its neighbourhood"
            if count == 1
            else f"{counted(count, 'partnership', 'partnerships')} of its neighbourhood"
        )
    if told:
        return "; ".join(told)
    if one.organisation.point:
        return "nobody connected of another sector has a position on record"
    return "nothing that we know of: its position is not on record"


def need(one: Waiting) -> str:
    """What need there is around it."""
    told = []
    if one.deprivation is not None:
        told.append(
            f"{one.deprivation:.0%} of its neighbourhood among England's most deprived fifth"
        )
    if patients := _patients(one):
        told.append(patients)
    if one.organisation.themes:
        told.append(f"works on {', '.join(one.organisation.themes)}")
    if one.organisation.serves:
        told.append(f"for {', '.join(one.organisation.serves)}")
    return "; ".join(told) or "not known"


def _patients(one: Waiting) -> str:
    """How many are on its own list, and on all lists of its neighbourhood; each where known."""
    named = ((one.on_list, "on its list"), (one.around, "in its neighbourhood"))
    told = [(number, where) for number, where in named if number is not None]
    if not told:
        return ""
    (number, where), *rest = told
    more = "".join(f", {number:,} {where}" for number, where in rest)
    return f"{counted(number, 'patient', 'patients')} {where}{more}"


def row_html(reading: Reading, one: Waiting, under_way: int) -> str:
    """What stands below a name in the list.

    Args:
        reading: The view.
        one: The row.
        under_way: How many introductions of it somebody has accepted or made.
    """
    state = reading.found[one.organisation.id].state
    first = f'<span class="ju-first">{FIRST}</span> ' if one.comes_first else ""
    told = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(words)}</dd>" for name, words in facts(one, under_way)
    )
    return (
        f'<div class="ju-waiting"><p class="ju-mark ju-{state.value}">{first}'
        f"{escape(one.standing.label)}</p><p>{escape(what_and_where(reading, one))}</p>"
        f'<dl class="ju-facts">{told}</dl></div>'
    )


def what_and_where(reading: Reading, one: Waiting) -> str:
    """``Voluntary and community, Maltby, Rotherham``."""
    organisation, areas = one.organisation, reading.dataset.area_by_id
    where = [areas[key].name for key in (organisation.neighbourhood, organisation.place) if key]
    return ", ".join([organisation.sector.label, *where])


def facts(one: Waiting, under_way: int) -> list[tuple[str, str]]:
    """What is known of a row, by name; ``under_way`` as :func:`row_html` takes it."""
    told = [("How sure", how_sure(one)), ("Since", since(one)), ("Near", near(one))]
    told.append(("Need", need(one)))
    if one.voice is not Voice.NOT_SCORED:
        influence = one.organisation.influence
        told.append(("Voice", f"{_VOICES[one.voice]}: influence {influence} of 5"))
    if under_way:
        told.append(("Under way", counted(under_way, "introduction", "introductions")))
    return [(name, f"{words[:1].upper()}{words[1:]}") for name, words in told]


def frame(reading: Reading, rows: Iterable[Waiting], under_way: dict[str, int]) -> pd.DataFrame:
    """One row an organisation, in the order of the list."""
    areas = reading.dataset.area_by_id
    records = [
        {
            "Order": order,
            "Organisation": one.organisation.name,
            "Sector": one.organisation.sector.label,
            "Place": areas[one.organisation.place].name if one.organisation.place else "",
            "Neighbourhood": areas[one.organisation.neighbourhood].name
            if one.organisation.neighbourhood
            else "",
            "Connection": one.standing.label,
            "How sure": how_sure(one),
            "Since": one.since.when,
            "Date of": _BASES[one.since.basis] if one.since.when else "",
            "Last with": one.since.last,
            "Nearest of another sector": one.near.organisation.name if one.near else "",
            "Metres": round(one.near.metres) if one.near else None,
            "Partnerships of its neighbourhood": len(one.tables),
            "Deprived small areas": one.deprivation,
            "Patients on its list": one.on_list,
            "Patients in its neighbourhood": one.around,
            "Works on": "; ".join(one.organisation.themes),
            "Serves": "; ".join(one.organisation.serves),
            "Influence": one.organisation.influence,
            "Comes first": "yes" if one.comes_first else "",
            "Introductions": under_way.get(one.organisation.id, 0),
            "Id": one.organisation.id,
        }
        for order, one in enumerate(rows, start=1)
    ]
    whole = ("Metres", "Patients on its list", "Patients in its neighbourhood", "Influence")
    return pd.DataFrame(records, columns=list(_COLUMNS)).astype(dict.fromkeys(whole, "Int64"))


def asked_frame(rows: Iterable[Asked], what: str) -> pd.DataFrame:
    """One row a place or a sector: how many have answered, and how fresh that is."""
    return pd.DataFrame(
        [
            {
                what: one.name,
                "Organisations": one.organisations,
                "Answered or on a complete list": one.known,
                "of all": _share(one.known, one.organisations),
                "Connected": one.connected,
                "Confirmed in 18 months": one.confirmed,
                "of the connected": _share(one.confirmed, one.connected),
                "Older": one.old,
                "No date": one.undated,
            }
            for one in rows
        ],
        columns=[
            *(what, "Organisations", "Answered or on a complete list", "of all", "Connected"),
            *("Confirmed in 18 months", "of the connected", "Older", "No date"),
        ],
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.0%}" if whole else ""
