"""The one: what is selected, its connections, what is missing, what to do next."""

from collections.abc import Mapping

import streamlit as st

from joinedup.model import Area, AreaLevel, ConnectionState, Organisation, Partnership, Standing
from joinedup.network.connection import Connection
from joinedup.render.confirming import NO_DATE, confirmed_words
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.nouns import counted
from joinedup.render.sentence import short_source, spoken_date, spoken_partial
from joinedup.render.shading import figure, patients
from joinedup.services import (
    Amendment,
    Confirmed,
    Reading,
    area_counts,
    members_of,
    read,
    scope_of,
)
from joinedup.ui import cache, state
from joinedup.ui.folding import folded
from joinedup.views import ViewState

_MOST = 8
#: How many more a list shows when it is unfolded; a button each takes its time.
_MOST_UNFOLDED = 100


def show(reading: Reading, *, titled: bool = True) -> None:
    """The panel for what is selected; without a selection, how to select.

    ``titled`` is False where the page's own heading names the selected organisation.
    """
    one, selected = reading.dataset, reading.state.selected
    with st.container(key="panel"):
        if selected in one.organisation_by_id:
            organisation(reading, one.organisation_by_id[selected], titled=titled)
        elif selected in one.partnership_by_id:
            partnership(reading, one.partnership_by_id[selected])
        elif selected in one.area_by_id:
            area(reading, one.area_by_id[selected])
        else:
            _nothing(reading)


def organisation(reading: Reading, one: Organisation, *, titled: bool) -> None:
    """An organisation: what it is, its state, its partnerships and partners."""
    link = reading.found[one.id]
    if titled:
        _title(one.name, one.sector.label)
    st.html(
        f'<p class="ju-state ju-{link.state.value}">{escape(_state_words(reading, one.id))}</p>'
    )
    if one not in reading.shown:
        st.caption("The filters leave this organisation out of the picture.")
    _facts(_place_facts(reading, one))
    _connections(reading, one, link)
    _next(link)
    if link.partners:
        what_if_button(one.id)
    if titled:
        label = "Everything about it"
        st.page_link("pages/organisation.py", label=label, icon=":material/article:")
    _unselect()


def _connections(reading: Reading, one: Organisation, link: Connection) -> None:
    names, found = reading.dataset.partnership_by_id, _confirmed(reading)
    _buttons(
        "Partnerships",
        [(key, names[key].name) for key in link.partnerships],
        "in",
        {key: confirmed_words(found, found.seat(one.id, key)) for key in link.partnerships},
    )
    if link.past_partnerships and not reading.state.past:
        past = [(key, names[key].name) for key in link.past_partnerships]
        _buttons("Past partnerships", past, "past")
    organisations = reading.dataset.organisation_by_id
    _buttons(
        "Partners",
        [(key, organisations[key].name) for key in link.partners],
        "with",
        {key: confirmed_words(found, found.pair(one.id, key)) for key in link.partners},
    )


def _confirmed(reading: Reading) -> Confirmed:
    return cache.confirmed(reading.dataset, scope_of(reading.state))


def what_if_button(organisation_id: str, use: str = "panel") -> None:
    """A way to the page that shows what would move without an organisation."""
    left = Amendment(organisation=organisation_id)
    if st.button(
        "What if it left?",
        key=f"what-if-{use}-{organisation_id}",
        type="tertiary",
        icon=":material/rule:",
        on_click=state.ask_what_if,
        args=((left,),),
    ):
        # Without parameters of its own Streamlit would refuse, as ours are bound to widgets.
        st.switch_page("pages/what_if.py", query_params={})


def partnership(reading: Reading, one: Partnership) -> None:
    """A partnership: kind, dates, whom it belongs to, members."""
    _title(one.name, f"{one.kind[:1].upper()}{one.kind[1:]} · {one.level.value} level")
    names = reading.dataset.partnership_by_id
    ended = one.has_ended(reading.state.day)
    if not one.runs_on(reading.state.day):
        day = spoken_date(reading.state.day)
        st.html(f'<p class="ju-next">On record, but not as running on {escape(day)}.</p>')
    facts = [
        ("Started", spoken_partial(one.start) if one.start else "not stated"),
        (
            "Ended" if ended else "Ends",
            one.end and f"{spoken_partial(one.end)} ({one.end_basis})",
        ),
        ("Part of", names[one.part_of].name if one.part_of else ""),
        ("Led by", names[one.led_by].name if one.led_by else ""),
        ("Source", short_source(one.provenance.source)),
        ("Record of", spoken_partial(one.provenance.as_of)),
    ]
    _facts(facts)
    members = members_of(reading, one)
    if not members:
        st.info("No member is on record.")
    found = _confirmed(reading)
    seated = (member.id for member in members if one.id in reading.found[member.id].partnerships)
    said = {key: confirmed_words(found, found.seat(key, one.id)) for key in seated}
    _buttons("Members", [(member.id, member.name) for member in members], "member", said)
    _unselect()


def area(reading: Reading, one: Area) -> None:
    """A place or a neighbourhood: patients, deprivation, states with denominators."""
    everyone = read(reading.dataset, reading.found, _whole(reading))
    count = next(row for row in area_counts(everyone, one.level) if row.area.id == one.id)
    deprived = figure(count, "deprivation")
    parent = reading.dataset.area_by_id.get(one.parent or "")
    _title(one.name, f"Neighbourhood in {parent.name}" if parent else "Place")
    if one.approximate:
        st.caption(
            "Approximate catchment: nobody has published this boundary. It bears the name of the "
            "primary care network or area council nearest to most of it; practices of others can "
            "stand in it."
        )
    none, unknown = (
        count.states[ConnectionState.NONE_ON_RECORD],
        count.states[ConnectionState.UNKNOWN],
    )
    _facts(
        [
            ("Organisations", f"{count.organisations:,}, whatever the filters"),
            ("No partnership on record", f"{none:,} of {count.known:,} known"),
            ("Unknown", f"{unknown:,} of {count.organisations:,}"),
            ("Registered patients", patients(count)),
            ("Most deprived fifth", deprived.detail if deprived else "not known"),
            ("Boundary", one.method),
            ("Source", one.provenance.source),
        ]
    )
    if one.level is AreaLevel.PLACE:
        st.button("Show only this place", on_click=_only_place, args=(one.id,))
    else:
        st.button("Show only this neighbourhood", on_click=_only_neighbourhood, args=(one.id,))
    _unselect()


def _whole(reading: Reading) -> ViewState:
    return ViewState(dataset=reading.state.dataset, day=reading.state.day, past=reading.state.past)


def _only_place(place: str) -> None:
    st.session_state["places"] = [place]
    st.session_state["neighbourhood"] = ""


def _only_neighbourhood(neighbourhood: str) -> None:
    st.session_state["places"] = []
    st.session_state["neighbourhood"] = neighbourhood


def _nothing(reading: Reading) -> None:
    st.html('<p class="ju-kicker">Nothing selected</p>')
    st.markdown(
        "Click an organisation, a partnership or an area in the picture, or type a name "
        "into its search box. What you select shows here."
    )
    worst = [
        one
        for one in reading.inside
        if reading.found[one.id].state is ConnectionState.NONE_ON_RECORD
    ]
    if worst:
        pairs = [(one.id, one.name) for one in worst]
        _buttons("No partnership on record", pairs, "none")


def _title(name: str, kicker: str) -> None:
    st.html(f'<p class="ju-kicker">{escape(kicker)}</p><h2 class="ju-one">{escape(name)}</h2>')


def _state_words(reading: Reading, organisation_id: str) -> str:
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


def _place_facts(reading: Reading, one: Organisation) -> list[tuple[str, str]]:
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


def _facts(pairs: list[tuple[str, str]]) -> None:
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value
    )
    st.html(f'<dl class="ju-facts">{rows}</dl>')


def _buttons(
    title: str, pairs: list[tuple[str, str]], use: str, said: Mapping[str, str] | None = None
) -> None:
    """A list of names, each of which selects; long lists fold their rest.

    ``said`` is what is said of each about its confirmation; of all the same it is said once.
    """
    if not pairs:
        return
    st.html(f'<h3 class="ju-list">{escape(title)} ({len(pairs):,})</h3>')
    notes = said or {}
    if len(notes) == len(pairs) > 1 and set(notes.values()) == {NO_DATE}:
        st.caption("None of these has a date of confirmation.")
        notes = {}
    with st.container(key=f"list-{use}", gap=None):
        for key, name in pairs[:_MOST]:
            name_button(key, name, use, notes.get(key, ""))
    if len(pairs) > _MOST:
        label = f"{len(pairs) - _MOST:,} more"
        folded(label, f"more-{use}", lambda: _more_buttons(pairs[_MOST:], use, notes))


def _more_buttons(pairs: list[tuple[str, str]], use: str, notes: Mapping[str, str]) -> None:
    for key, name in pairs[:_MOST_UNFOLDED]:
        name_button(key, name, use, notes.get(key, ""))
    if len(pairs) > _MOST_UNFOLDED:
        rest = len(pairs) - _MOST_UNFOLDED
        st.caption(f"And {rest:,} more, which the table below has. Filters make the list shorter.")


def name_button(key: str, name: str, use: str, note: str = "") -> None:
    """A name that selects what it names; ``use`` tells it from the same name elsewhere.

    ``note`` is said behind it.
    """
    st.button(
        f"{escape_markdown(name)} :small[({escape_markdown(note)})]"
        if note
        else escape_markdown(name),
        key=f"{use}-{key}",
        type="tertiary",
        on_click=state.select,
        args=(key,),
    )


def _next(link: Connection) -> None:
    words = {
        ConnectionState.NONE_ON_RECORD: "Next: ask it whom it works with, and introduce it to "
        "a partnership of its neighbourhood.",
        ConnectionState.UNKNOWN: "Next: ask it whether it works with anyone. Until then it "
        "must not be called unconnected.",
    }.get(link.state)
    if link.standing is Standing.OWN_SECTOR:
        words = "Next: its partnerships on record hold only its own sector. Who else is missing?"
    if words:
        st.html(f'<p class="ju-next">{escape(words)}</p>')


def _unselect() -> None:
    st.button("Clear selection", on_click=state.select, args=("",), icon=":material/close:")
