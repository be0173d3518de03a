"""The one: what is selected, its connections, what is missing, what to do next."""

from collections.abc import Mapping

import streamlit as st

from joinedup.model import Area, AreaLevel, ConnectionState, Organisation, Partnership
from joinedup.network.connection import Connection
from joinedup.render import selected
from joinedup.render.confirming import NO_DATE
from joinedup.render.escaping import escape, escape_markdown
from joinedup.render.selected import Names
from joinedup.services import Amendment, Confirmed, Reading, scope_of
from joinedup.ui import cache, noting, programme_links, state
from joinedup.ui.folding import folded

NOT_ON_MAP = "It is not on the map: no address is on record."
_MOST = 8
#: How many more a list shows when it is unfolded; a button each takes its time.
_MOST_UNFOLDED = 100


def show(reading: Reading, *, titled: bool = True) -> None:
    """The panel for what is selected; without a selection, how to select.

    ``titled`` is False where the page's own heading names the selected organisation.
    """
    one, chosen = reading.dataset, reading.state.selected
    with st.container(key="panel"):
        if chosen in one.organisation_by_id:
            organisation(reading, one.organisation_by_id[chosen], titled=titled)
        elif chosen in one.partnership_by_id:
            partnership(reading, one.partnership_by_id[chosen])
        elif chosen in one.area_by_id:
            area(reading, one.area_by_id[chosen])
        else:
            _nothing(reading)


def organisation(reading: Reading, one: Organisation, *, titled: bool) -> None:
    """An organisation: what it is, its state, its partnerships and partners."""
    link = reading.found[one.id]
    if titled:
        _title(one.name, one.sector.label)
    else:
        # The lists below are headings of the third level: none may stand right below the page's.
        st.html('<h2 class="ju-visually-hidden">On record</h2>')
    words = selected.state_words(reading, one.id)
    st.html(f'<p class="ju-state ju-{link.state.value}">{escape(words)}</p>')
    if one not in reading.shown:
        st.caption(selected.LEFT_OUT)
    _facts(selected.place_facts(reading, one))
    _connections(reading, one)
    _next(link)
    if link.partners:
        what_if_button(one.id)
    noting.beside(reading.dataset.id, one.name, one.id)
    if titled:
        label = "Everything about it"
        st.page_link("pages/organisation.py", label=label, icon=":material/article:")
    _unselect()


def ways(one: Organisation) -> None:
    """The ways to an organisation on the map, where it has an address, and in the network."""
    with st.container(horizontal=True):
        if one.point:
            st.page_link("pages/map.py", label="On the map", icon=":material/map:")
        st.page_link("pages/network.py", label="In the network", icon=":material/hub:")
    if not one.point:
        st.caption(NOT_ON_MAP)


def _connections(reading: Reading, one: Organisation) -> None:
    for use, names in selected.connections_of(reading, one, _confirmed(reading)).items():
        _buttons(names, use)


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
    _title(one.name, selected.kind_words(one))
    if words := selected.running_words(reading, one):
        st.html(f'<p class="ju-next">{escape(words)}</p>')
    _facts(selected.partnership_facts(reading, one))
    members = selected.members_in_words(reading, one, _confirmed(reading))
    programme_links.of_partnerships(reading, [one.id])
    if not members.pairs:
        st.info(
            f"{selected.NO_MEMBER} Next: ask who takes part, and upload what they say as a list "
            "of memberships."
        )
    _buttons(members, "member")
    _unselect()


def area(reading: Reading, one: Area) -> None:
    """A place or a neighbourhood: patients, deprivation, states with denominators."""
    _title(one.name, selected.area_words(reading, one))
    if one.approximate:
        st.caption(selected.APPROXIMATE)
    _facts(selected.area_facts(reading, one))
    if one.level is AreaLevel.PLACE:
        st.button("Show only this place", on_click=_only_place, args=(one.id,))
    else:
        st.button("Show only this neighbourhood", on_click=_only_neighbourhood, args=(one.id,))
    _unselect()


def _only_place(place: str) -> None:
    st.session_state["places"] = [place]
    st.session_state["neighbourhood"] = ""


def _only_neighbourhood(neighbourhood: str) -> None:
    st.session_state["places"] = []
    st.session_state["neighbourhood"] = neighbourhood


def _nothing(reading: Reading) -> None:
    st.html('<h2 class="ju-kicker">Nothing selected</h2>')
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
        known = len(reading.inside) - reading.states()[ConnectionState.UNKNOWN]
        pairs = [(one.id, one.name) for one in worst]
        _buttons(Names("No partnership on record", pairs, {}), "none", of=f" of {known:,} known")


def _title(name: str, kicker: str) -> None:
    st.html(f'<p class="ju-kicker">{escape(kicker)}</p><h2 class="ju-one">{escape(name)}</h2>')


def _facts(pairs: list[tuple[str, str]]) -> None:
    rows = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in pairs if value
    )
    st.html(f'<dl class="ju-facts">{rows}</dl>')


def _buttons(names: Names, use: str, of: str = "") -> None:
    """A list of names, each of which selects; long lists fold their rest.

    What is said of all the same about their confirmation is said once. ``of`` says of what whole
    they are.
    """
    title, pairs, notes = names
    if not pairs:
        return
    st.html(f'<h3 class="ju-list">{escape(title)} ({len(pairs):,}{escape(of)})</h3>')
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
    if words := selected.next_words(link):
        st.html(f'<p class="ju-next">{escape(words)}</p>')


def _unselect() -> None:
    st.button("Clear selection", on_click=state.select, args=("",), icon=":material/close:")
