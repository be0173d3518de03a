"""What takes seconds at full scale: worked out beside the pages, once for everybody.

A page asks, says that it comes, and asks again from a fragment; see :mod:`.later`.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import streamlit as st

from joinedup import services
from joinedup.errors import MeasureError
from joinedup.network.fragility import Loss
from joinedup.network.groups import GroupKind
from joinedup.network.mixing import Mixing
from joinedup.render.blocks import group_name
from joinedup.render.escaping import escape_markdown
from joinedup.services import (
    Amendment,
    By,
    Figures,
    Measured,
    Outcome,
    Part,
    Reading,
    scope_of,
)
from joinedup.ui import cache, state
from joinedup.ui.later import Later

Value = TypeVar("Value")
_LOST: Later[tuple[Loss, ...]] = Later(most=16)
_MEASURED: Later[Measured] = Later(most=4)
_PARTS: Later[tuple[Part, ...]] = Later(most=8)
_MIXED: Later[Mixing] = Later(most=32)
_WHAT_IF: Later[Outcome] = Later(most=32)
_FAR: Later[Figures] = Later(most=32)


def show(ask: Callable[[], Value | None], draw: Callable[[Value], None]) -> None:
    """Draw what takes long; until it is there say so, and where there can be none, why.

    Args:
        ask: One of the functions below, for a view.
        draw: Draws what it gives.
    """
    try:
        found = ask()
    except MeasureError as error:
        st.markdown(f"{escape_markdown(error.what)}.")
        return
    if found is None:
        comes_by_itself(ask)
    else:
        draw(found)


@st.fragment(run_every=1)
def comes_by_itself(
    ask: Callable[[], object], said: str = "This is being worked out, and comes by itself."
) -> None:
    """Say that something is on its way, and draw the page anew when it is there, or cannot be.

    Args:
        ask: Gives None until it is there.
        said: What is said until then.
    """
    try:
        there = ask() is not None
    except MeasureError:
        there = True  # the page says why
    if there:
        state.draw_anew()
    else:
        st.caption(said)


def losses(reading: Reading) -> tuple[Loss, ...] | None:
    """What the whole network would lose with one organisation; None until it is there."""
    one, scope = reading.dataset, scope_of(reading.state)
    return _LOST.ask((one.id, one.version, scope), lambda: services.losses_of(one, scope))


def measured(reading: Reading) -> Measured | None:
    """Every measure of every organisation; None until it is there.

    Raises:
        MeasureError: When the network is too large for that, or it failed.
    """
    one, scope = reading.dataset, scope_of(reading.state)

    def work() -> Measured:
        cache.check_size(one, scope)
        return services.measure_all(one, scope)

    return _MEASURED.ask((one.id, one.version, scope), work)


def parts(reading: Reading) -> tuple[Part, ...] | None:
    """The measures of the network and its parts; None until they are there.

    Raises:
        MeasureError: When the network is too large for that, or it failed.
    """
    one, scope = reading.dataset, scope_of(reading.state)

    def work() -> tuple[Part, ...]:
        cache.check_size(one, scope)
        found = cache.groups(one, scope, "communities")
        named = [
            (group_name(reading, found, group), group.members)
            for group in found
            if group.kind is GroupKind.COMMUNITY
        ]
        return services.parts(reading, named)

    return _PARTS.ask((one.id, one.version, scope), work)


def what_if(reading: Reading, amendments: Sequence[Amendment]) -> Outcome | None:
    """What moves with some amendments; None until it is there."""
    key = _key_of(reading, amendments)
    return _WHAT_IF.ask(key, lambda: services.what_if(reading, amendments))


def far_figures(
    reading: Reading, amendments: Sequence[Amendment]
) -> tuple[Figures, Figures] | None:
    """The slow figures of a view without and with amendments; None until they are there.

    Raises:
        MeasureError: When the network is too large for that, or it failed.
    """
    cache.check_size(reading.dataset, scope_of(reading.state))
    before = _FAR.ask(_key_of(reading, ()), lambda: services.far_figures_of(reading))
    after = _FAR.ask(
        _key_of(reading, amendments),
        lambda: services.far_figures_of(services.amended_reading(reading, amendments)),
    )
    return (before, after) if before and after else None


def _key_of(reading: Reading, amendments: Sequence[Amendment]) -> Hashable:
    one, view = reading.dataset, reading.state
    chosen = (view.places, view.neighbourhood, view.sectors)
    return one.id, one.version, scope_of(view), chosen, tuple(amendments)


def mixing(reading: Reading, by: By) -> Mixing | None:
    """Who works with whom beside chance; None until it is there."""
    one, scope, view = reading.dataset, scope_of(reading.state), reading.state
    chosen = (view.places, view.neighbourhood, view.sectors)

    def work() -> Mixing:
        return services.mixing_of(reading, cache.pairs_of(one, scope), by)

    return _MIXED.ask((one.id, one.version, scope, chosen, by), work)
