"""Full-size still pictures of map and network: what is on screen is what is on paper.

Drawn from what the frames draw (:mod:`.frames`) and what these fetch (:mod:`.server`), in light
colours. Nothing here knows of a session: a route can draw them in a thread of its own. Tested by
``tests/unit/test_ui_stills.py`` and, beside the screen, by ``tests/browser/test_stills.py``.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from time import monotonic, sleep
from typing import Any, Literal, TypeVar

from joinedup.errors import MeasureError
from joinedup.model import Dataset
from joinedup.render.compare import summary
from joinedup.render.document import Picture
from joinedup.render.leaflet import ATTRIBUTION
from joinedup.render.nouns import counted
from joinedup.render.sentence import sentence, where
from joinedup.render.still import Drawn, Sheet
from joinedup.render.still_blocks import blocks_svg
from joinedup.render.still_map import map_svg
from joinedup.render.still_network import network_svg
from joinedup.services import Difference, Reading, halves, scope_of
from joinedup.ui import cache, fragility, frames, worked_out

Kind = Literal["map", "network"]
Size = tuple[int, int]
#: Width and height in pixels; a long key makes a picture longer.
SIZE: Size = (1500, 1000)
#: As lies on a slide beside figures and below a sentence.
SLIDE_SIZE: Size = (1500, 800)
#: How long one picture waits for what takes seconds on screen.
_PATIENCE_S = 6.0
_LOOK_AGAIN_S = 0.1
_ONE_SIZE = "All marks have one size: their sizes take longer to be worked out than a picture waits"
_NOT_MARKED = "Nobody is marked: who holds others together takes longer than a picture waits"
_NO_STREETS = "The street map is on screen only"
_MARKS_LATER = "Marks show where organisations are drawn one by one"
_Value = TypeVar("_Value")


def map_still(reading: Reading, *, at: str = "", size: Size = SIZE) -> Picture:
    """The map of a view.

    Args:
        at: Which part of it the link shows; empty, or unusable, for all.
        size: Width and height in pixels.
    """
    sizes, sized, said = _sized(reading)
    picture, marked = _marked(reading, frames.map_of(sized, sizes, dark=False))
    streets = [_NO_STREETS] if reading.state.streets else []
    return _map(reading, picture, sentence(reading), at, size, [*said, *marked, *streets])


def network_still(reading: Reading, *, drawn: str = "", size: Size = SIZE) -> Picture:
    """The network of a view, in whichever drawing it asks for.

    Args:
        drawn: Which part of it the link shows; empty, or unusable, for all; of groups always all.
        size: Width and height in pixels.
    """
    if frames.draws_blocks(reading):
        title, notes = sentence(reading), _notes(reading)
        picture = frames.groups_of(reading, dark=False)
        found = blocks_svg(picture, sheet=_sheet(size), title=title, notes=notes)
        said = [_MARKS_LATER] if reading.state.mark != "none" else []
        return _picture("network", found, title, said)
    shown = frames.opened(reading)
    sizes, sized, said = _sized(shown)
    picture, marked = _marked(reading, frames.network_of(sized, sizes, dark=False))
    return _network(shown, picture, sentence(shown), drawn, size, [*said, *marked])


def compared_still(
    kind: Kind, found: Difference, *, position: str = "", size: Size = SIZE
) -> Picture:
    """A comparison on the map or in the network, with all that is different to be noticed.

    Args:
        position: Which part of it the link shows: its ``at``, or its ``drawn``.
        size: Width and height in pixels.
    """
    reading, picture = frames.compared_of(kind, found, dark=False)
    draw = _map if kind == "map" else _network
    return draw(reading, picture, summary(found), position, size, [])


def _map(
    reading: Reading, picture: Mapping[str, Any], title: str, at: str, size: Size, said: list[str]
) -> Picture:
    one = reading.dataset
    both = halves(one.version)
    found = map_svg(
        picture,
        _columns(one),
        json.loads(cache.boundaries(one.id, both[0] if both else one.version)),
        sheet=_sheet(size),
        title=title,
        at=at,
        attribution=ATTRIBUTION,
        notes=_notes(reading),
    )
    return _picture("map", found, title, said)


def _network(
    reading: Reading,
    picture: Mapping[str, Any],
    title: str,
    drawn: str,
    size: Size,
    said: list[str],
) -> Picture:
    one = reading.dataset
    found = network_svg(
        picture,
        _columns(one),
        json.loads(cache.network_json(one.id, one.version)),
        json.loads(cache.lines_json(one, scope_of(reading.state))),
        sheet=_sheet(size),
        title=title,
        drawn=drawn,
        notes=_notes(reading),
    )
    return _picture("network", found, title, said)


def _columns(one: Dataset) -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(cache.organisations_json(one.id, one.version))
    return found


def _sheet(size: Size) -> Sheet:
    return Sheet(width=size[0], height=size[1])


def _notes(reading: Reading) -> list[str]:
    """What a picture says of itself, as it may hang on a wall alone."""
    made_up = "Illustrative data: these organisations are fictional"
    parts = [where(reading), *([made_up] if reading.dataset.illustrative else [])]
    return [" · ".join(parts)]


def _picture(kind: Kind, found: Drawn, title: str, said: list[str]) -> Picture:
    if found.beyond:
        who = counted(found.beyond, "organisation stands", "organisations stand")
        said = [f"{who} beyond the edge of this picture", *said]
    caption = ". ".join(said)
    return Picture(kind=kind, svg=found.svg, alt=title, caption=f"{caption}." if caption else "")


def _sized(reading: Reading) -> tuple[Mapping[str, float], Reading, list[str]]:
    """The sizes of a view's marks, the view, and what is said where they have one size for all."""
    view = reading.state
    ask = partial(cache.sizes, reading.dataset, scope_of(view), view.size)
    try:
        sizes, said = _waited(ask), _ONE_SIZE
    except MeasureError as error:
        sizes, said = None, f"All marks have one size. {error.what}"
    if sizes is not None:
        return sizes, reading, []
    return {}, replace(reading, state=replace(view, size="same")), [said]


def _marked(reading: Reading, picture: dict[str, Any]) -> tuple[dict[str, Any], list[str]]:
    """A picture with what the view wants marked, and what is said where that takes too long."""
    if reading.state.mark == "none":
        return picture, []
    there = _waited(partial(worked_out.losses, reading)) is not None
    return fragility.marked(reading, picture)[0], [] if there else [_NOT_MARKED]


def _waited(ask: Callable[[], _Value | None]) -> _Value | None:
    """What comes by itself on screen; None where it takes longer than a picture waits."""
    until = monotonic() + _PATIENCE_S
    while (found := ask()) is None and monotonic() < until:
        sleep(_LOOK_AGAIN_S)
    return found
