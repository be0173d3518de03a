"""Two small pictures, as files of their own: the page does not wait for them.

The Overview has them of a view, Programmes of those who take part in one: an address with a
programme means these.

In the page itself they were most of what a filter change sent, and one of them waits for the
network's layout. The address of a picture says everything that is in it, so a browser may keep it.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from string import ascii_uppercase
from typing import Literal, get_args

import streamlit as st

from joinedup.model import Dataset
from joinedup.render.sentence import sentence
from joinedup.render.svg import small_map, small_network
from joinedup.render.svg_counted import counted_map, is_crowded, sector_ring
from joinedup.services import ProgrammeView, Reading, default_view, programme_of, read, scope_of
from joinedup.ui import cache
from joinedup.views import ViewState, parse, to_params

Kind = Literal["map", "network"]
_LETTERS = len(ascii_uppercase)
KINDS: tuple[Kind, ...] = get_args(Kind)
#: What of a view is in the pictures; the rest would only make more of them.
_FIELDS = ("neighbourhood", "places", "sectors", "states", "levels", "kinds", "past", "programme")


def title(kind: Kind, reading: Reading) -> str:
    """What a picture says to those who do not see it."""
    one = programme_of(reading.dataset, reading.state.programme, reading.state.day)
    if one:
        return f"{kind.capitalize()} of who takes part in {one.programme.name}"
    return f"{kind.capitalize()}: {sentence(reading)}"


def letters(one: ProgrammeView) -> dict[str, str]:
    """A letter for each partnership of a programme that has members, in the order of telling.

    Of more than there are letters none has one.
    """
    held = [group.partnership.id for group in one.groups if group.members]
    return dict(zip(held, ascii_uppercase, strict=False)) if len(held) <= _LETTERS else {}


def key_words(reading: Reading) -> str:
    """Which partnership each letter in the network of an open programme is; empty without one."""
    one = programme_of(reading.dataset, reading.state.programme, reading.state.day)
    if one is None or is_crowded(taking_part(reading)):
        return ""
    known = reading.dataset.partnership_by_id
    return "; ".join(f"{letter}: {known[key].name}" for key, letter in letters(one).items())


def taking_part(reading: Reading) -> Reading:
    """The view of an open programme cut to who takes part in it, and to what they share there.

    One that has ended is still to be seen, with those who were in it at its end.
    """
    one = programme_of(reading.dataset, reading.state.programme, reading.state.day)
    if one is None:
        return reading
    seats: dict[str, tuple[str, ...]] = {}
    for group in one.groups:
        for member in group.members:
            seats[member] = (*seats.get(member, ()), group.partnership.id)
    rows = tuple(row for row in reading.dataset.organisations if row.id in seats)
    found = {key: replace(reading.found[key], partnerships=held) for key, held in seats.items()}
    return replace(reading, shown=rows, considered=rows, found={**reading.found, **found})


def query(one: Dataset, state: ViewState) -> list[tuple[str, str]]:
    """The parameters that say what of a dataset is in the pictures; their date always."""
    words = cache.vocabulary(one, cache.names())
    kept, plain = _kept(one, state), default_view(one.id, state.day)
    pairs = to_params(kept, words, default=plain, pin=True)
    return [pair for pair in pairs if pair[0] not in ("dataset", "version")]


def draw(kind: Kind, one: Dataset, params: Mapping[str, list[str]], *, dark: bool) -> str:
    """The picture of an address, as SVG; drawn once for everybody who opens one link.

    Args:
        kind: Which of the two.
        one: The dataset, in the version that the address names.
        params: As :func:`query` gives them; what is unusable is left out, as in a link.
        dark: Whether it stands on a dark page.
    """
    words = cache.vocabulary(one, cache.names())
    state, _ = parse(params, words, default=default_view(one.id, date.today()))
    return _drawn(kind, _kept(one, state), dark)


def _kept(one: Dataset, state: ViewState) -> ViewState:
    fields = {name: getattr(state, name) for name in _FIELDS}
    return replace(default_view(one.id, state.day), version=one.version, **fields)


@st.cache_resource(max_entries=64, show_spinner=False)
def _drawn(kind: Kind, state: ViewState, dark: bool) -> str:
    one = cache.dataset(state.dataset, state.version)
    reading = taking_part(read(one, cache.connections(one, scope_of(state)), state))
    crowded, words = is_crowded(reading), title(kind, reading)
    if kind == "map":
        draw_map = counted_map if crowded else small_map
        return draw_map(reading, cache.outlines(one.id, one.version), title=words, dark=dark)
    if crowded:
        return sector_ring(reading, title=words, dark=dark)
    programme = programme_of(one, state.programme, state.day)
    return small_network(
        reading,
        cache.network_layout(one.id, one.version),
        title=words,
        dark=dark,
        letters=letters(programme) if programme else {},
    )
