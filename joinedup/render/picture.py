"""One view as a small picture for the map or network frame: which marks, how drawn.

A picture holds one character an organisation (``.`` hidden, else its state: ``c`` connected,
``n`` none on record, ``u`` unknown, in capitals where it is faint context), so that 7,000
organisations take 7 kB; everything that does not change with a filter is fetched by the frame
once a version (:mod:`joinedup.render.columns`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, Literal

from joinedup.model import AreaLevel, ConnectionState, Sector, Standing
from joinedup.network.scope import partnerships_in
from joinedup.render.blocks import Blocks, blocks_columns
from joinedup.render.nouns import heading_noun
from joinedup.render.palette import NO_PLACE, PLACES, SECTORS, STANDINGS, STATES, Style
from joinedup.render.shading import shading
from joinedup.services import Reading, area_counts, drawn_in_network, near_selected, scope_of
from joinedup.views import ViewState

Kind = Literal["map", "network"]

_STATE_MARKS = {
    ConnectionState.CONNECTED: "c",
    ConnectionState.NONE_ON_RECORD: "n",
    ConnectionState.UNKNOWN: "u",
}
_STATE_LABELS = {
    ConnectionState.CONNECTED: "Connected",
    ConnectionState.NONE_ON_RECORD: "No partnership on record",
    ConnectionState.UNKNOWN: "Unknown",
}
_SIZE_NOTES = {
    "degree": "Larger: more partners",
    "betweenness": "Larger: more often the go-between of others",
}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_KIND_MARKS = {state.value: mark for state, mark in _STATE_MARKS.items()}
#: A partnership with more members is drawn on the map without lines between all of them.
_MOST_MEMBERS_TIED = 60


def map_picture(reading: Reading, sizes: Mapping[str, float], *, dark: bool) -> dict[str, Any]:
    """What the map frame draws for a view.

    Args:
        reading: The view.
        sizes: Relative sizes from 0 to 1 by organisation id; empty for one size.
        dark: Whether the page is in its dark theme.
    """
    partners = _tied_to_selected(reading)
    shown = {one.id for one in reading.shown}
    return {
        **_common(reading, sizes, dark=dark),
        "marks": _marks(reading, shown, faint=partners),
        "edges": _map_edges(reading, partners),
        "shade": _shade(reading, dark=dark),
        "fit": [reading.state.neighbourhood]
        if reading.state.neighbourhood
        else list(reading.state.places),
        "streets": reading.state.streets,
    }


def network_picture(
    reading: Reading, sizes: Mapping[str, float], edges_url: str, *, dark: bool
) -> dict[str, Any]:
    """What the network frame draws for a view of organisations, with or without partnerships.

    Members of a shown organisation's partnerships that the filters leave out stay as faint
    context: a place filter must not hide whom that place works with.
    """
    state = reading.state
    reading, near = drawn_in_network(reading), near_selected(reading)
    shown = {one.id for one in reading.shown}
    hubs = _hubs(reading, shown, near)
    context = {
        row.organisation
        for row in reading.dataset.memberships
        if row.partnership in hubs and (near is None or row.organisation in near)
    }
    return {
        **_common(reading, sizes, dark=dark),
        "marks": _marks(reading, shown, faint=context - shown),
        "hubs": "".join("." if one.id not in hubs else "c" for one in reading.dataset.partnerships)
        if state.drawing == "hubs"
        else None,
        "edges_url": edges_url,
        "shade": None,
        "fit": _network_fit(state),
        "streets": False,
        "note": _network_note(reading),
    }


def blocks_picture(reading: Reading, found: Blocks, *, dark: bool) -> dict[str, Any]:
    """What the network frame draws for a view of groups: see :mod:`joinedup.render.blocks`."""
    states = [state for state in _STATE_MARKS if any(one.states[state] for one in found.blocks)]
    return {
        "blocks": blocks_columns(found, _held(reading), dark=dark),
        "marks": "",
        "sizes": None,
        "groups": None,
        "hubs": None,
        "edges_url": None,
        "shade": None,
        "streets": False,
        "selected": reading.state.selected,
        "dark": dark,
        "legend_title": "",
        "legend": [{"block": _STATE_MARKS[one], "label": _STATE_LABELS[one]} for one in states],
        "state_title": "",
        "state_legend": [{"line": True, "label": "Pairs sharing a partnership or tie"}],
        "fit": _network_fit(reading.state),
        "note": "Larger: more organisations. Wider: more pairs; loop: pairs within; only the "
        "widest lines",
        # Nobody can point at paper: a still picture does without.
        "hint": "Point at a circle for its figures and all of its lines; click to open it",
    }


def _shade(reading: Reading, *, dark: bool) -> dict[str, Any] | None:
    measure = reading.state.shade
    if measure == "none":  # nothing to be counted, of 7,000 organisations
        return None
    return shading(area_counts(reading, AreaLevel.NEIGHBOURHOOD), measure, dark=dark)


def _held(reading: Reading) -> frozenset[str]:
    """The selected organisation, or the members of the selected partnership."""
    selected = reading.state.selected
    if selected in reading.dataset.partnership_by_id:
        return frozenset(_members(reading, selected))
    return frozenset({selected})


def _network_fit(state: ViewState) -> list[str]:
    return [
        state.drawing,
        *(state.places or ()),
        state.neighbourhood,
        state.within,
        *_fit_token(state.steps, state.selected),
    ]


def _network_note(reading: Reading) -> str:
    state = reading.state
    narrowed = bool(state.levels or state.kinds)
    alone = "in none of those shown" if narrowed else "in none on this date"
    parts = [f"Without a line: {alone}", _SIZE_NOTES.get(state.size, "")]
    if state.drawing == "hubs":
        parts.insert(0, "Circle with a dot: a partnership. Dashed: part of another, or led by it")
    return ". ".join(part for part in parts if part)


def _fit_token(steps: str, selected: str) -> Iterable[str]:
    return (steps, selected) if steps != "0" else (steps,)


def _common(reading: Reading, sizes: Mapping[str, float], *, dark: bool) -> dict[str, Any]:
    title, legend, groups = _legend(reading, dark=dark)
    # Otherwise the legend's own items show how each state is drawn.
    states = [
        state
        for state, count in reading.states().items()
        if count and reading.state.colour in ("sector", "place")
    ]
    return {
        "legend_title": title,
        "legend": legend,
        "groups": groups,
        "shape_legend": _shape_legend(reading) if groups is not None else [],
        "state_title": "Connection" if states else "",
        "state_legend": [
            {"state": _STATE_MARKS[state], "label": _STATE_LABELS[state]} for state in states
        ]
        + (
            [{"state": "c", "outside": 1, "label": "Pale: outside the footprint"}]
            if reading.outside
            else []
        ),
        "sizes": [round(sizes.get(one.id, 0.0), 3) for one in reading.dataset.organisations]
        if sizes
        else None,
        "selected": reading.state.selected,
        "dark": dark,
        "note": _SIZE_NOTES.get(reading.state.size, ""),
        **overlay("", []),
    }


def overlay(letters: str, items: Sequence[Mapping[str, Any]], *, title: str = "") -> dict[str, Any]:
    """What a picture lays over its marks, to be noticed without relying on colour.

    Args:
        letters: One an organisation, in the dataset's order: ``.`` nothing, ``+`` new, ``x`` gone
            (a ghost: hollow, dashed, struck through), ``c`` newly connected, ``u`` no longer
            connected, ``k`` newly known, ``!`` marked; empty for nothing at all.
        items: For the key: ``overlay`` is the letter, ``label`` its words with the count;
            ``says`` is what a pointer is told of such a mark, where that differs; ``hub`` is
            True of what is said of partnerships, whose letters are in ``hubs``.
        title: Stands over them in the key.

    With ``circles`` False beside it a crowded map draws every mark, and no circles for many.
    """
    return {"overlay": letters or None, "overlay_title": title, "overlay_legend": [*items]}


def _legend(reading: Reading, *, dark: bool) -> tuple[str, list[dict[str, Any]], str | None]:
    """Title, items and, unless coloured by sector, one digit an organisation into them."""
    if reading.state.colour == "state":
        return "Colour: connection", *_coloured(reading, ConnectionState, STATES, "state", dark)
    if reading.state.colour == "place":
        return "Place", *_by_place(reading, dark=dark)
    if reading.state.colour == "reach":
        title = "Colour: how far partnerships reach"
        return title, *_coloured(reading, Standing, STANDINGS, "standing", dark)
    items = [
        {
            "label": _with_count(sector, count),
            "shape": SECTORS[sector].shape,
            "colour": SECTORS[sector].colour(dark=dark),
        }
        for sector, count in _sector_counts(reading)
    ]
    return "Sector", items, None


def _by_place(reading: Reading, *, dark: bool) -> tuple[list[dict[str, Any]], str]:
    """Legend items of the places and of no place, and one digit an organisation into them."""
    places = [area.id for area in reading.dataset.places][: len(PLACES)]
    items = [
        {"label": reading.dataset.area_by_id[one].name, **_tint(style, dark=dark)}
        for one, style in zip(places, PLACES, strict=False)
    ]
    items.append({"label": "Outside, or place not known", **_tint(NO_PLACE, dark=dark)})
    digits = (
        places.index(one.place) if one.place in places else len(places)
        for one in reading.dataset.organisations
    )
    return items, "".join(_DIGITS[digit] for digit in digits)


def _tint(style: Style, *, dark: bool) -> dict[str, str]:
    """Colour and second sign of an item of the key."""
    return {"colour": style.colour(dark=dark), "pattern": style.pattern}


def _coloured(
    reading: Reading, kinds: Iterable[Any], styles: Mapping[Any, Style], name: str, dark: bool
) -> tuple[list[dict[str, Any]], str]:
    """Legend items of the kinds that occur, and one digit an organisation into them."""
    held = [getattr(reading.found[one.id], name) for one in reading.dataset.organisations]
    occurring = [kind for kind in kinds if kind in held]
    items = [
        {
            "label": kind.label,
            **_tint(styles[kind], dark=dark),
            "state": _KIND_MARKS.get(kind.value, "c"),
        }
        for kind in occurring
    ]
    return items, "".join(str(occurring.index(kind)) for kind in held)


def _shape_legend(reading: Reading) -> list[dict[str, Any]]:
    return [
        {"label": _with_count(sector, count), "shape": SECTORS[sector].shape}
        for sector, count in _sector_counts(reading)
    ]


def _with_count(sector: Sector, count: int) -> str:
    return f"{heading_noun(sector)} {count:,}" if count else f"{heading_noun(sector)} (outside)"


def _sector_counts(reading: Reading) -> list[tuple[Sector, int]]:
    """Sectors drawn, with how many of the footprint's own: the sentence's figures."""
    counts, drawn = reading.sectors(), {one.sector for one in reading.shown}
    return [(sector, counts.get(sector, 0)) for sector in Sector if sector in drawn]


def _marks(reading: Reading, shown: Collection[str], *, faint: Collection[str]) -> str:
    found, letters = reading.found, _STATE_MARKS
    return "".join(
        [
            letters[found[one.id].state]
            if one.id in shown
            else letters[found[one.id].state].upper()
            if one.id in faint
            else "."
            for one in reading.dataset.organisations
        ]
    )


def _tied_to_selected(reading: Reading) -> frozenset[str]:
    """Ids that are drawn because of the selection, whatever the filters leave out."""
    selected = reading.state.selected
    if selected in reading.found:
        return frozenset({selected, *reading.found[selected].partners})
    if selected in reading.dataset.partnership_by_id:
        return frozenset(_members(reading, selected))
    return frozenset()


def _members(reading: Reading, partnership: str) -> list[str]:
    return [one for one, link in reading.found.items() if partnership in link.partnerships]


def _map_edges(reading: Reading, tied: frozenset[str]) -> list[list[float]]:
    """Lines for the map: from the selected organisation to its partners, or among members."""
    selected = reading.state.selected
    if not tied:
        return []
    index = {one.id: k for k, one in enumerate(reading.dataset.organisations)}
    if selected in index:
        return [[index[selected], index[one], 0] for one in sorted(tied - {selected})]
    members = sorted(tied)
    if not 1 < len(members) <= _MOST_MEMBERS_TIED:
        return []
    weight = round(1 / (len(members) - 1), 3)
    return [[index[one], index[other], weight] for one, other in combinations(members, 2)]


def hubs_drawn(reading: Reading) -> frozenset[str]:
    """Ids of the partnerships that the network draws for a view."""
    near, reading = near_selected(reading), drawn_in_network(reading)
    return _hubs(reading, {one.id for one in reading.shown}, near)


def _hubs(reading: Reading, shown: Collection[str], near: Collection[str] | None) -> frozenset[str]:
    """Partnerships in scope with a shown member; those of no member at all only unfiltered."""
    state = reading.state
    scoped = partnerships_in(reading.dataset, scope_of(state))
    joined = {one for org in shown for one in reading.found[org].partnerships}
    everyone = {one for link in reading.found.values() for one in link.partnerships}
    filtered = bool(
        state.places or state.neighbourhood or state.sectors or state.states or state.within
    )
    return frozenset(
        one.id
        for one in scoped
        if (near is None or one.id in near)
        and (one.id in joined or (not filtered and one.id not in everyone))
    )
