"""What the tests of still pictures share: the pictures, and what is found in an SVG."""

import json
import re
from dataclasses import replace
from functools import cache
from typing import Any
from xml.etree import ElementTree as Xml

from joinedup.model import Dataset
from joinedup.network.groups import communities, place_and_sector
from joinedup.network.layout import layout
from joinedup.network.pairs import pairs
from joinedup.render.blocks import blocks
from joinedup.render.columns import layout_columns, network_lines, organisation_columns
from joinedup.render.escaping import script_json
from joinedup.render.picture import blocks_picture, map_picture, network_picture
from joinedup.render.still import Drawn, Sheet
from joinedup.render.still_blocks import blocks_svg
from joinedup.render.still_map import map_svg
from joinedup.render.still_network import network_svg
from joinedup.services import Reading, confirmed, drawn_in_network, load_boundaries, scope_of
from tests.unit.render_samples import FOOTPRINTS

SVG = "{http://www.w3.org/2000/svg}"
SHEET = Sheet(width=1500, height=1000)
ATTRIBUTION = "Boundaries: Office for National Statistics"


def through_json(columns: Any) -> Any:
    """Columns as a frame has them: through JSON and back."""
    return json.loads(script_json(columns))


def areas_of(one: Dataset) -> Any:
    """The boundaries of a dataset; none of a made-up one."""
    return json.loads(_boundaries(one.id)) if one.id in FOOTPRINTS else {"features": []}


@cache
def _boundaries(footprint: str) -> str:
    return load_boundaries(footprint)


def map_of(
    one: Reading, picture: dict[str, Any] | None = None, *, title: str = "Map", **rest: Any
) -> Drawn:
    """The map of a view, or of a picture of it."""
    return map_svg(
        picture or map_picture(one, {}, dark=False),
        through_json(organisation_columns(one.dataset)),
        rest.pop("areas", None) or areas_of(one.dataset),
        sheet=rest.pop("sheet", SHEET),
        title=title,
        attribution=ATTRIBUTION,
        **rest,
    )


def network_of(
    one: Reading, picture: dict[str, Any] | None = None, *, title: str = "Network", **rest: Any
) -> Drawn:
    """The network of a view, or of a picture of it."""
    scope = scope_of(one.state)
    return network_svg(
        picture or network_picture(one, {}, "edges.json", dark=False),
        through_json(organisation_columns(one.dataset)),
        through_json(layout_columns(one.dataset, layout(one.dataset))),
        through_json(network_lines(one.dataset, scope, confirmed(one.dataset, scope))),
        sheet=SHEET,
        title=title,
        **rest,
    )


def blocks_of(one: Reading, *, title: str = "Network") -> Drawn:
    """The network of a view of groups."""
    found = pairs(one.dataset, scope_of(one.state))
    groups = (
        place_and_sector(one.dataset)
        if one.state.drawing == "blocks"
        else communities(one.dataset, found, one.found)
    )
    picture = blocks_picture(one, blocks(drawn_in_network(one), groups, found), dark=False)
    return blocks_svg(picture, sheet=SHEET, title=title)


def with_states(one: Reading, letters: str) -> dict[str, Any]:
    """A picture of a map whose first organisations have these marks, the others none."""
    picture = map_picture(one, {}, dark=False)
    return {**picture, "marks": letters.ljust(len(picture["marks"]), ".")}


def parsed(svg: str) -> Xml.Element:
    return Xml.fromstring(svg)  # noqa: S314 - our own drawing, with no entities in it


def classed(svg: str, name: str) -> list[Xml.Element]:
    """The elements of a class."""
    return [one for one in parsed(svg).iter() if one.get("class") == name]


def drawn_marks(svg: str) -> int:
    """How many marks of organisations there are, those of one path counted one by one."""
    return sum(
        (path.get("d") or "").count("M")
        for run in classed(svg, "marks")
        for path in run.findall(f"{SVG}path")
        if path.get("stroke") is None
    )


def titles(svg: str) -> list[str]:
    """What pointers are told, without the picture's own title."""
    return [one.text or "" for one in parsed(svg).iter(f"{SVG}title")][1:]


def words(svg: str) -> list[str]:
    """All that is written, each line once."""
    tree = parsed(svg)
    outlined = {one for run in tree.iter() if run.get("aria-hidden") for one in run}
    return [one.text or "" for one in tree.iter(f"{SVG}text") if one not in outlined]


def numbers(path: str) -> list[float]:
    """The numbers of a path's ``d``."""
    return [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", path)]


def only(one: Reading, *keys: str) -> Reading:
    """A view of nobody but these."""
    return replace(one, shown=tuple(o for o in one.shown if o.id in keys))
