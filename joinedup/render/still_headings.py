"""The headings of the network in a still picture: which stand in it, and where.

The same rule as that of ``headings`` in ``static/labels.js``.
"""

from collections.abc import Mapping
from typing import Any

from joinedup.render.still import INK
from joinedup.render.still_marks import HIDDEN
from joinedup.render.still_text import Label

_SIZE = 15.0
#: So far over the highest of its marks a heading stands at the most, on the plane.
_OVER = 30.0


def headings(picture: Mapping[str, Any], layout: Mapping[str, Any]) -> list[Label]:
    """The headings over what is drawn, close to it where little is, each at its spot of the plane.

    Args:
        picture: As :func:`joinedup.render.picture.network_picture` makes it.
        layout: As :func:`joinedup.render.columns.layout_columns` makes it.
    """
    groups, tops = layout["groups"], dict[int, float]()
    for kind, marks in (("organisations", picture["marks"]), ("partnerships", picture["hubs"])):
        for group, mark, (_, y) in zip(
            layout["under"][kind], marks or "", layout[kind], strict=False
        ):
            if group is not None and mark != HIDDEN:
                tops[group] = max(y, tops.get(group, y))
    isolated = [top for k, top in tops.items() if groups[k]["kind"] == "sector"]
    if isolated:
        tops |= {
            k: max(isolated) + _OVER for k, one in enumerate(groups) if one["kind"] == "isolates"
        }
    return [
        Label(
            text=groups[k]["label"],
            x=groups[k]["x"],
            y=-min(groups[k]["y"], tops[k] + _OVER),
            size=_SIZE,
            bold=True,
            colour=INK.muted,
            anchor="start",
        )
        for k in sorted(tops)
    ]
