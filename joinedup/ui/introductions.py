"""Introductions for one organisation: up to five, through whom, and why; and deciding on them."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import NamedTuple

import streamlit as st

from joinedup import services, views
from joinedup.model import Organisation
from joinedup.network.scope import Scope
from joinedup.render.escaping import escape_markdown
from joinedup.render.introductions import sentence_of, told
from joinedup.render.sentence import joined
from joinedup.services import (
    Ground,
    Introduction,
    Proposal,
    Reading,
    Weights,
    introductions,
)
from joinedup.services.deciding import Key
from joinedup.store.protocol import Decision
from joinedup.ui import cache, deciding, headings, panel, state
from joinedup.ui.folding import folded

#: Who has no more partners than this has its introductions in plain sight.
_FEW = 3
_LABELS = {
    "neighbourhood": "Members of its neighbourhood",
    "place": "Members of its place",
    "themes": "Members who work on the same",
    "serves": "Members who serve the same people",
    "sector": "Members of its sector",
    "missing": "Its sector has no seat yet",
    "opens": "Its first tie outside its sector",
    "nearness": "A member near by",
    "partners": "Its partners at the table",
    "size": "Large tables",
}
_MOST_WEIGHT = 5.0
NOBODY = "Nothing on record speaks for anybody: it has no place, theme or partner."


def section(reading: Reading, one: Organisation, *, plain: bool = False) -> None:
    """The part of the page: in plain sight for those with few partners, folded for others.

    ``plain`` puts it in plain sight for everybody.
    """
    if one.outside:
        return
    if plain or len(reading.found[one.id].partners) <= _FEW:
        headings.section("Whom to introduce it to")
        _found(reading, one)
    else:
        folded("Whom to introduce it to", "introductions", lambda: _found(reading, one))


class Suggested(NamedTuple):
    """What is suggested for an organisation.

    Attributes:
        found: Up to five, the strongest first.
        known: What was decided about its introductions, by target.
        away: Ids of those that were declined.
    """

    found: Sequence[Introduction]
    known: Mapping[str, Sequence[Decision]]
    away: frozenset[str]


def suggested(
    reading: Reading,
    one: Organisation,
    chosen: Weights,
    decided: Mapping[Key, tuple[Decision, ...]] | None,
) -> Suggested:
    """Whom to introduce an organisation to, less whom somebody declined.

    Args:
        chosen: What counts how much.
        decided: As :func:`joinedup.ui.deciding.decisions` gives it.
    """
    known = {
        target: rows
        for key, rows in (decided or {}).items()
        if one.id in key
        for target in key - {one.id}
    }
    away = frozenset(target for target, rows in known.items() if rows[-1].state == "declined")
    return Suggested(introductions(ground(reading), one.id, chosen, away=away), known, away)


def suggestions_words(reading: Reading) -> str:
    """What suggestions are made from."""
    return (
        f"Suggestions from what is on record{_as_of(reading)}, the strongest first: tables to sit "
        "at, then organisations to meet. Whoever makes an introduction knows more than the record: "
        "ask both first."
    )


def _found(reading: Reading, one: Organisation) -> None:
    decided = deciding.decisions(reading)
    found, known, away = suggested(reading, one, weights(), decided)
    if not found:
        st.markdown(NOBODY)
        return
    st.caption(suggestions_words(reading))
    for item in found:
        _introduction(one, item, known.get(item.target.id, ()), open_=decided is not None)
    if away:
        names = joined(sorted(name_of(reading, key) for key in away))
        st.caption(f"Declined, and not suggested again: {escape_markdown(names)}.")
    st.page_link("pages/introductions.py", label="All introductions", icon=":material/handshake:")


def _as_of(reading: Reading) -> str:
    """Introductions are made today, whatever the day on screen."""
    return "" if reading.state.day == state.today() else " today, not on the date on screen"


def name_of(reading: Reading, key: str) -> str:
    """The name of an organisation or a partnership; its id where it is gone."""
    one = reading.dataset.organisation_by_id.get(key) or reading.dataset.partnership_by_id.get(key)
    return one.name if one else key


def _introduction(
    one: Organisation, item: Introduction, rows: Sequence[Decision], *, open_: bool
) -> None:
    target = item.target
    left, right = st.columns([5, 1], vertical_alignment="center")
    with left, st.container(key=f"list-introduction-{target.id.replace(':', '-')}", gap=None):
        panel.name_button(target.id, target.name, "introduction")
        st.markdown(escape_markdown(sentence_of(one, item)))
    with right:
        if open_:
            through = item.through.id if item.through else ""
            proposal = Proposal(organisation=one.id, target=target.id, through=through)
            deciding.button(proposal, rows, (one.name, target.name))
    if rows:
        st.caption(escape_markdown(told(rows[-1])))


def weights() -> Weights:
    """What the reader lets count; shown, to be changed, and kept in the address."""
    held = chosen()
    with st.popover("What counts", icon=":material/tune:"):
        for item in fields(Weights):
            st.slider(
                _LABELS[item.name],
                0.0,
                _MOST_WEIGHT,
                value=float(getattr(held, item.name)),
                step=0.5,
                key=f"weight-{item.name}",
                on_change=_take_weights,
            )
    return held


def _take_weights() -> None:
    """Put the sliders into the address; what they begin with stands in none."""
    held = chosen()
    taken = {
        item.name: float(st.session_state.get(f"weight-{item.name}", getattr(held, item.name)))
        for item in fields(Weights)
    }
    text = ",".join(f"{value:g}" for value in taken.values())
    st.session_state["weights"] = "" if Weights(**taken) == Weights() else text


def chosen() -> Weights:
    """What the reader lets count, without showing it."""
    return weights_in(str(st.session_state.get("weights") or ""))


def weights_in(asked: str) -> Weights:
    """What an address lets count."""
    text = views.kept("weights", asked)
    values = [float(part) for part in text.split(",")] if text else []
    names = [item.name for item in fields(Weights)]
    # One that was made when more or fewer things counted says nothing that could be used.
    return (
        Weights(**dict(zip(names, values, strict=True))) if len(values) == len(names) else Weights()
    )


def scope() -> Scope:
    """What introductions look at: today, all levels and kinds, whatever the view."""
    return Scope(day=state.today())


def ground(reading: Reading) -> Ground:
    """What introductions of a footprint are made from; counted once for everybody."""
    one = reading.dataset
    return prepared(one.id, one.version, scope())


@st.cache_resource(max_entries=4, show_spinner=False, hash_funcs=cache.BY_SCOPE)
def prepared(dataset_id: str, version: str, today: Scope) -> Ground:
    """The same by ids, for caches."""
    one = cache.dataset(dataset_id, version)
    return services.prepare(one, today, cache.connections(one, today))
