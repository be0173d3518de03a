"""Introductions for one organisation: up to five tables, through whom, and why."""

from dataclasses import fields

import streamlit as st

from joinedup import services
from joinedup.model import Organisation
from joinedup.network.scope import Scope
from joinedup.render.escaping import escape_markdown
from joinedup.render.introductions import reasons
from joinedup.services import Ground, Introduction, Reading, Weights, introductions, scope_of
from joinedup.ui import cache, panel
from joinedup.ui.folding import folded

#: Who has no more partners than this has its introductions in plain sight.
_FEW = 3
_LABELS = {
    "neighbourhood": "Members of its neighbourhood",
    "place": "Members of its place",
    "themes": "Members who work on the same",
    "serves": "Members who serve the same people",
    "sector": "Members of its sector",
    "nearness": "A member near by",
    "partners": "Its partners at the table",
    "size": "Large tables",
}
_MOST_WEIGHT = 5.0


def section(reading: Reading, one: Organisation) -> None:
    """The part of the page: in plain sight for those with few partners, folded for others."""
    if one.outside:
        return
    if len(reading.found[one.id].partners) <= _FEW:
        st.html('<h2 class="ju-section">Whom to introduce it to</h2>')
        _found(reading, one)
    else:
        folded("Whom to introduce it to", "introductions", lambda: _found(reading, one))


def _found(reading: Reading, one: Organisation) -> None:
    found = introductions(_ground(reading), one.id, _weights())
    if not found:
        st.markdown("Nothing on record speaks for any table: it has no place, theme or partner.")
        return
    st.caption(
        "Suggestions from what is on record, the strongest first. Whoever makes an introduction "
        "knows more than the record: ask both first."
    )
    for item in found:
        _introduction(reading, one, item)


def _introduction(reading: Reading, one: Organisation, item: Introduction) -> None:
    table = item.table.partnership
    with st.container(key=f"list-introduction-{table.id.replace(':', '-')}", gap=None):
        panel.name_button(table.id, table.name, "introduction")
        st.markdown(escape_markdown(reasons(reading, one, item)))


def _weights() -> Weights:
    """What the reader lets count; shown, to be changed, and kept for the session."""
    with st.popover("What counts", icon=":material/tune:"):
        chosen = {
            item.name: st.slider(
                _LABELS[item.name],
                0.0,
                _MOST_WEIGHT,
                value=float(getattr(Weights(), item.name)),
                step=0.5,
                key=f"weight-{item.name}",
                persist_state="session",
            )
            for item in fields(Weights)
        }
    return Weights(**chosen)


def _ground(reading: Reading) -> Ground:
    one = reading.dataset
    return _prepared(one.id, one.version, scope_of(reading.state))


@st.cache_resource(max_entries=8, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def _prepared(dataset_id: str, version: str, scope: Scope) -> Ground:
    one = cache.dataset(dataset_id, version)
    return services.prepare(one, scope, cache.connections(one, scope))
