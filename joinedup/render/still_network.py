"""The network as a still picture, drawn from what the network's frame draws one by one.

Partnerships with a dot and the lines to their members, or organisations alone; groups are
drawn by :mod:`.still_blocks`. In the order of ``static/renderer.js``.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from joinedup.render.still import (
    INK,
    SCREEN,
    Drawn,
    Room,
    Sheet,
    Spot,
    Window,
    asked_for,
    fitted_around,
    flat,
    lines,
    stroke,
    whole,
)
from joinedup.render.still_headings import headings
from joinedup.render.still_legend import key_of
from joinedup.render.still_lines import Found, Stand, pairs, seats, selected
from joinedup.render.still_marks import (
    HIDDEN,
    MOST_TITLED,
    Hub,
    Mark,
    Scene,
    badges,
    boxes,
    drawn_marks,
    focus_ring,
    hub_words,
    mark_at,
    named,
    rings,
    signed_last,
)
from joinedup.render.still_signs import GONE, NOTHING, changed_lines, drawn_hub
from joinedup.render.still_text import MOST_NAMES, Label, Labels, haloed, shorten, width_of, wrapped

#: The largest zoom that a picture is fitted with.
_CLOSEST = 1.5
#: From this zoom on, and in small pictures, organisations have their names.
_NAMED, _FEW = 0.6, 60
#: So close to its partnership, in pixels, a member counts to its circle.
_CLOSE = 64.0
#: Pixels around a mark, and for its name below.
_AROUND, _NAMES = 4.0, 24.0
#: The largest mark, in those of the usual size: of partnerships, and where sizes say something.
_LARGE, _LARGER = 1.6, 2.35
#: What is in the middle where nothing is drawn.
_NOWHERE = (800.0, -450.0)
_HUB_LETTERS = 12.5
_HUB_WIDTH = 110.0
#: How much smaller a name of two lines is, where there is no room else.
_SMALLER = (1.0, 0.8)
_HEADING_PARTS = (1.0, 0.8, 0.65)


def network_svg(
    picture: Mapping[str, Any],
    columns: Mapping[str, Any],
    layout: Mapping[str, Any],
    net: Mapping[str, Any],
    *,
    sheet: Sheet,
    title: str,
    drawn: str = "",
    notes: Sequence[str] = (),
) -> Drawn:
    """Draw the network.

    Args:
        picture: As :func:`joinedup.render.picture.network_picture` makes it.
        columns: As :func:`joinedup.render.columns.organisation_columns` makes them.
        layout: As :func:`joinedup.render.columns.layout_columns` makes it.
        net: As :func:`joinedup.render.columns.network_lines` makes it.
        sheet: How large it is to be.
        title: Its alternative text.
        drawn: Which part of the drawing a link asks for; empty for all.
        notes: What is said below the key.
    """
    spots = [flat("network", y, x) for x, y in layout["organisations"]]
    hubs = [flat("network", y, x) for x, y in layout["partnerships"]]
    # How many lines there are is known only when all stand: the key keeps a line free for it.
    key = key_of(picture, sheet, notes=[*notes, " "])
    window = asked_for("network", drawn, SCREEN, key.above) or _fitted(
        picture, layout, spots, hubs, key.above
    )
    scene = Scene(picture=picture, columns=columns, spots=spots, window=window)
    view = _View(scene=scene, layout=layout, net=net, hub_spots=hubs)
    parts = view.parts()
    key = key_of(picture, sheet, notes=[*notes, _thinned(view.lines) or " "])
    return Drawn(
        svg=whole(sheet, title, parts, key.parts, drawn=key.above, high=key.high),
        beyond=view.beyond,
    )


def _thinned(found: Found) -> str:
    if found.drawn == found.inside:
        return ""
    return f"The strongest {found.drawn:,} of {found.inside:,} lines"


def _fitted(
    picture: Mapping[str, Any],
    layout: Mapping[str, Any],
    spots: Sequence[Spot],
    hubs: Sequence[Spot],
    high: float,
) -> Window:
    """The window that holds everything that is drawn; the same rule as that of ``view.js``."""
    standing = [*zip(spots, picture["marks"], strict=True)]
    standing += zip(hubs, picture["hubs"] or "", strict=False)
    inside = [spot for spot, mark in standing if mark != HIDDEN] or [_NOWHERE]
    largest = _LARGER if picture.get("sizes") else _LARGE
    above = []
    for one in headings(picture, layout):
        wide, line = width_of(one.text, one.size, bold=True) + _AROUND, one.size
        room = Room(left=_AROUND, up=line, right=wide, down=line)
        above.append(((one.x, one.y), room))

    def rooms(zoom: float) -> list[tuple[Spot, Room]]:
        r = _radius(zoom) * largest + _AROUND
        usual = Room(left=r, up=r, right=r, down=r + _NAMES)
        return [*((spot, usual) for spot in inside), *above]

    return fitted_around("network", rooms, SCREEN, high, closest=_CLOSEST)


def _radius(zoom: float) -> float:
    """Of a mark of the usual size."""
    return max(2.6, min(15.0, float(5 * 2 ** (zoom * 0.8))))


@dataclass(slots=True, kw_only=True)
class _View:
    """All that is drawn of a network in one window."""

    scene: Scene
    layout: Mapping[str, Any]
    net: Mapping[str, Any]
    hub_spots: Sequence[Spot]
    beyond: int = 0
    marks: list[Mark] = field(default_factory=list)
    hubs: list[Hub] = field(default_factory=list)
    lines: Found = field(default_factory=lambda: Found((), 0, 0, frozenset()))

    def parts(self) -> list[str]:
        """Everything, in the order in which it is drawn."""
        scene, window = self.scene, self.scene.window
        self.marks = signed_last(mark_at(scene, i, self.radius) for i in scene.drawn())
        self.hubs = self._hubs_standing()
        self.lines = self._lines()
        seen = [one for one in self.marks if window.holds(one.spot, one.r)]
        hubs = [one for one in self.hubs if window.holds(one.spot, one.r)]
        titled = len(seen) + len(hubs) <= MOST_TITLED
        focus = self._focus()
        self.beyond = sum(not one.faint for one in self.marks) - sum(not one.faint for one in seen)
        return [
            '<g class="lines">',
            *self.lines.parts,
            "</g>",
            self._parents(),
            *self._changes(),
            *drawn_marks(scene, seen, titled=titled),
            *(self._hub(one, titled=titled) for one in hubs),
            *rings(seen),
            *badges([*seen, *hubs]),
            focus_ring(focus) if focus else "",
            haloed(self._labels(focus).found, INK.halo),
        ]

    @property
    def radius(self) -> float:
        """Of a mark of the usual size."""
        return _radius(self.scene.window.zoom)

    def _hubs_standing(self) -> list[Hub]:
        picture, members = self.scene.picture, self.scene.columns["partnerships"]["members"]
        found = []
        for k, letter in enumerate(picture["hubs"] or ""):
            if letter == HIDDEN:
                continue
            x, y = self.scene.window.spot(self.hub_spots[k])
            r = self.radius * (1 + 0.09 * math.sqrt(members[k]))
            sign = letter if picture.get("overlay") and letter in ("+", GONE) else NOTHING
            found.append(Hub(k=k, x=x, y=y, r=r, faint=letter.isupper(), sign=sign))
        return found

    def _hub(self, one: Hub, *, titled: bool) -> str:
        title = hub_words(self.scene, one) if titled else ""
        return drawn_hub(one.x, one.y, one.r, sign=one.sign, pale=one.faint, title=title)

    def _lines(self) -> Found:
        scene, window = self.scene, self.scene.window
        count = len(scene.spots)
        organisations = _stand(self.marks, [one.i for one in self.marks], count)
        chosen = scene.selected()
        room = window.width, window.height
        if scene.picture["hubs"] is None:
            net = pairs(self.net, count)
            return selected(net, organisations, organisations, room, (chosen, chosen))
        hubs = _stand(self.hubs, [one.k for one in self.hubs], len(self.hub_spots))
        ends = self._chosen_hub(), chosen
        return selected(seats(self.net), hubs, organisations, room, ends)

    def _chosen_hub(self) -> int | None:
        ids, chosen = self.scene.columns["partnerships"]["id"], self.scene.picture["selected"]
        return ids.index(chosen) if chosen in ids else None

    def _focus(self) -> Mark | Hub | None:
        chosen, hub = self.scene.selected(), self._chosen_hub()
        mark = next((one for one in self.marks if one.i == chosen), None)
        return mark or next((one for one in self.hubs if one.k == hub), None)

    def _parents(self) -> str:
        """Which partnership is part of another, or led by it: dashed, from hub to hub."""
        parents = self.scene.columns["partnerships"]["parent"]
        at = {one.k: one.spot for one in self.hubs}
        ends = [
            (one.spot, at[parents[one.k]])
            for one in self.hubs
            if parents[one.k] is not None and parents[one.k] in at
        ]
        look = stroke(INK.tie, 1.6, (5, 5))
        return f'<path class="parents" fill="none" {look} d="{lines(ends)}"/>' if ends else ""

    def _changes(self) -> list[str]:
        """Lines that only one side of a comparison has."""
        at = {one.i: one.spot for one in self.marks} | {-1 - one.k: one.spot for one in self.hubs}
        return [
            changed_lines(
                sign,
                [
                    (at[one], at[other])
                    for one, other in zip(ends[::2], ends[1::2], strict=True)
                    if one in at and other in at
                ],
            )
            for sign, ends in (self.scene.picture.get("changes") or {}).items()
        ]

    def _labels(self, focus: Mark | Hub | None) -> Labels:
        window, columns = self.scene.window, self.scene.columns
        everything = boxes([*self.marks, *self.hubs])
        labels = Labels(width=window.width, height=window.height, marks=everything)
        if focus and window.holds(focus.spot):
            found = columns["partnerships"] if isinstance(focus, Hub) else columns["organisations"]
            name = found["name"][focus.k if isinstance(focus, Hub) else focus.i]
            at = _label(shorten(name, 44), focus.spot, 15, bold=True)
            if not labels.put_beside(at, focus.r + 6, above=True):
                labels.put(replace(at, y=focus.y - focus.r - 16), must=True)
        for heading in headings(self.scene.picture, self.layout):
            x, y = window.spot((heading.x, heading.y))
            if window.holds((x, y)):
                for part in _HEADING_PARTS:
                    if labels.put(replace(heading, x=x, y=y, size=heading.size * part)):
                        break
        self._name_hubs(labels, focus)
        self._name_marks(labels, focus)
        return labels

    def _name_hubs(self, labels: Labels, focus: Mark | Hub | None) -> None:
        """The largest first, each below the members that stand close around it."""
        found, feet = self.scene.columns["partnerships"], self._feet()
        named = [one for one in self.hubs if not one.faint and one is not focus]
        for one in sorted(named, key=lambda one: -found["members"][one.k]):
            if self.scene.window.holds(one.spot):
                name = found["name"][one.k].removesuffix(" PCN")
                at = (one.x, feet[one.k] + 9)
                below = _label(shorten(name, 42), at, _HUB_LETTERS, bold=True)
                if not labels.put(below):
                    any(labels.put_lines(_two_lines(name, below, by)) for by in _SMALLER)

    def _feet(self) -> dict[int, float]:
        """The lowest point of each hub's close circle of members."""
        net = seats(self.net)
        hubs = {one.k: one for one in self.hubs}
        marks = {one.i: one for one in self.marks}
        feet = {one.k: one.y + one.r for one in self.hubs}
        for k, i in zip(net.first.tolist(), net.second.tolist(), strict=True):
            hub, member = hubs.get(k), marks.get(i)
            if hub and member and math.dist(hub.spot, member.spot) <= _CLOSE:
                feet[k] = max(feet[k], member.y + member.r)
        return feet

    def _name_marks(self, labels: Labels, focus: Mark | Hub | None) -> None:
        """Those that are joined to what is selected; close up, and where few are drawn, all."""
        window, joined, left = self.scene.window, self.lines.joined, MOST_NAMES
        everyone = window.zoom >= _NAMED or len(self.marks) <= _FEW
        marks = [
            one
            for one in self.marks
            if not one.faint and one is not focus and window.holds(one.spot)
        ]
        for one in sorted(marks, key=lambda one: one.i not in joined):
            if left and (everyone or one.i in joined):
                left -= labels.put_beside(named(self.scene, one), one.r)


def _stand(marks: Sequence[Mark | Hub], numbers: Sequence[int], count: int) -> Stand:
    x, y, faint = np.full(count, np.nan), np.full(count, np.nan), np.zeros(count, np.bool_)
    if numbers:
        x[numbers], y[numbers] = [one.x for one in marks], [one.y for one in marks]
        faint[numbers] = [one.faint for one in marks]
    return Stand(x, y, faint)


def _two_lines(name: str, first: Label, smaller: float) -> list[Label]:
    """A name in narrow lines, where there is no room beside it."""
    size = first.size * smaller
    lines = wrapped(name, _HUB_WIDTH * smaller, size, bold=True, most=2)
    return [
        replace(first, text=line, y=first.y + k * size * 1.25, size=size)
        for k, line in enumerate(lines)
    ]


def _label(text: str, at: Spot, size: float, *, bold: bool) -> Label:
    return Label(text=text, x=at[0], y=at[1], size=size, bold=bold, colour=INK.text)
