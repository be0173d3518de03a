"""The map as a still picture, drawn from what the map's frame draws.

In the order of ``static/renderer.js``. What is paper's own: the window's shape, a scale, and more
names, as nobody can point at paper.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from joinedup.render.still import (
    INK,
    SCREEN,
    Box,
    Drawn,
    Sheet,
    Spot,
    Window,
    asked_for,
    fitted,
    flat,
    lines,
    stroke,
    whole,
)
from joinedup.render.still_areas import FOOT, Area, areas_of, drawn_areas, foot, foot_boxes
from joinedup.render.still_clusters import MANY, Cluster, clustered, drawn_cluster, moved_aside
from joinedup.render.still_legend import key_of
from joinedup.render.still_marks import (
    HIDDEN,
    MOST_TITLED,
    Mark,
    Scene,
    badges,
    boxes,
    drawn_marks,
    focus_ring,
    mark_at,
    moved_apart,
    named,
    rings,
    signed_last,
)
from joinedup.render.still_signs import GONE, NOTHING, OLD_DOTS, changed_lines
from joinedup.render.still_text import MOST_NAMES, Label, Labels, haloed, shorten

#: What Leaflet shows where there is nothing to be fitted.
_NOWHERE = (53.4, -1.4, 10.0)
#: With more to be noticed, circles of a crowded map take them in.
_MOST_APART = 400
#: With more lines, those at their ends are not kept out of circles.
_MOST_LINES_APART = 150
#: The largest zoom that a picture is fitted with.
_CLOSEST = 15.0
#: Where a place's name may stand, in its own size: on its spot, else around it.
_NEARBY = sorted(
    product((k for k in range(-4, 5)), (k / 4 for k in range(-16, 17))),
    key=lambda spot: math.hypot(spot[0] / 2, spot[1]),
)


def map_svg(
    picture: Mapping[str, Any],
    columns: Mapping[str, Any],
    boundaries: Mapping[str, Any],
    *,
    sheet: Sheet,
    title: str,
    at: str = "",
    attribution: str = "",
    notes: Sequence[str] = (),
) -> Drawn:
    """Draw the map.

    Args:
        picture: As :func:`joinedup.render.picture.map_picture` makes it, with what lies over it.
        columns: As :func:`joinedup.render.columns.organisation_columns` makes them.
        boundaries: The GeoJSON of the areas.
        sheet: How large it is to be.
        title: Its alternative text.
        at: Which part of the map a link asks for; empty for all.
        attribution: Whose the boundaries are.
        notes: What is said below the key.
    """
    where = columns["organisations"]
    pairs = zip(where["lat"], where["lon"], strict=True)
    spots = [None if lat is None else flat("map", lat, lon) for lat, lon in pairs]
    crowded = _is_crowded(picture, spots)
    key = key_of(picture, sheet, circles=crowded, notes=notes)
    areas = areas_of(boundaries)
    window = asked_for("map", at, SCREEN, key.above) or _fitted(picture, areas, spots, key.above)
    scene = Scene(picture=picture, columns=columns, spots=spots, window=window)
    view = _View(scene=scene, areas=areas, crowded=crowded, attribution=attribution)
    return Drawn(
        svg=whole(sheet, title, view.parts(), key.parts, drawn=key.above, high=key.high),
        beyond=view.beyond,
    )


def _is_crowded(picture: Mapping[str, Any], spots: Sequence[Spot | None]) -> bool:
    located = sum(
        spot is not None and mark != HIDDEN
        for spot, mark in zip(spots, picture["marks"], strict=True)
    )
    return located > MANY and picture.get("circles") is not False


def _fitted(
    picture: Mapping[str, Any],
    areas: Sequence[Area],
    spots: Sequence[Spot | None],
    high: float,
) -> Window:
    """The window that holds the areas asked for, or all with the marks just beyond their edge."""
    wanted = [one for one in areas if one.id in picture["fit"]]
    chosen = wanted or [one for one in areas if one.level == "place"]
    corners = [spot for one in chosen for ring in one.rings for spot in ring]
    marked = [
        spot
        for spot, mark in zip(spots, picture["marks"], strict=True)
        if spot is not None and mark != HIDDEN
    ]
    if not corners:
        corners = marked
    elif not wanted:
        box = _padded(corners, 0.2)
        corners = corners + [
            (x, y) for x, y in marked if box[0] <= x <= box[2] and box[1] <= y <= box[3]
        ]
    if not corners:
        up, across, zoom = _NOWHERE
        return Window(middle=flat("map", up, across), zoom=zoom, width=SCREEN, height=high)
    return fitted("map", corners, SCREEN, high, closest=_CLOSEST, below=FOOT)


def _padded(spots: Sequence[Spot], share: float) -> Box:
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    across, down = (max(xs) - min(xs)) * share, (max(ys) - min(ys)) * share
    return min(xs) - across, min(ys) - down, max(xs) + across, max(ys) + down


@dataclass(slots=True, kw_only=True)
class _View:
    """All that is drawn of a map in one window."""

    scene: Scene
    areas: Sequence[Area]
    crowded: bool
    attribution: str
    beyond: int = 0
    marks: list[Mark] = field(default_factory=list)
    clusters: list[Cluster] = field(default_factory=list)

    def parts(self) -> list[str]:
        """Everything, in the order in which it is drawn."""
        self._stand()
        scene, window = self.scene, self.scene.window
        seen = [one for one in self.marks if window.holds(one.spot, one.r)]
        circles = [one for one in self.clusters if window.holds((one.x, one.y), one.r)]
        titled = len(seen) + len(circles) <= MOST_TITLED
        focus = next((one for one in self.marks if one.i == scene.selected()), None)
        below = [one for one in seen if not one.aside]
        above = [one for one in seen if one.aside]
        return [
            *drawn_areas(self.areas, scene.picture, window),
            *self._lines(),
            *drawn_marks(scene, below, titled=titled),
            *(drawn_cluster(one, titled=titled) for one in circles),
            *drawn_marks(scene, above, titled=titled),
            *rings(seen),
            *badges(seen),
            focus_ring(focus) if focus else "",
            haloed(self._labels(focus).found, INK.halo),
            *foot(window, self.attribution),
        ]

    def _stand(self) -> None:
        """Where everything stands; see ``standing`` in ``marks.js``."""
        scene, r = self.scene, self.radius
        indices = scene.drawn()
        if self.crowded:
            indices, self.clusters = clustered(scene, indices, self._kept(indices))
        marks = signed_last(mark_at(scene, i, r) for i in sorted(indices))
        marks = moved_apart(marks, scene, r)
        self.marks = moved_aside(marks, self.clusters)
        inside = sum(scene.window.holds(one.spot, one.r) for one in self.marks if not one.faint)
        circled = sum(
            one.count for one in self.clusters if scene.window.holds((one.x, one.y), one.r)
        )
        self.beyond = sum(scene.picture["marks"][i].islower() for i in scene.drawn()) - (
            inside + circled
        )

    @property
    def radius(self) -> float:
        """Of a mark of the usual size."""
        return max(4.2, min(11.0, 4.4 + (self.scene.window.zoom - 9.5) * 1.15))

    def _kept(self, indices: Iterable[int]) -> set[int]:
        """Whom no circle takes in: what is selected, its partners, and what is to be noticed."""
        scene, kept = self.scene, set[int]()
        chosen, edges = scene.selected(), scene.picture.get("edges") or []
        if chosen is not None:
            kept.add(chosen)
        if len(edges) <= _MOST_LINES_APART:
            kept.update(int(end) for edge in edges for end in edge[:2])
        signed = [i for i in indices if scene.sign(i) != NOTHING]
        if len(signed) > _MOST_APART:
            signed = [i for i in signed if scene.sign(i) == GONE]
        return kept.union(signed)

    def _lines(self) -> list[str]:
        """Lines of what is selected, and those that only one side of a comparison has."""
        picture = self.scene.picture
        at = {one.i: one.spot for one in self.marks}

        def end(i: int) -> Spot | None:
            if i not in at and i >= 0 and picture["marks"][i] != HIDDEN and self.scene.spots[i]:
                at[i] = mark_at(self.scene, i, self.radius).spot
            return at.get(i)

        edges = picture.get("edges") or []
        # Many lines among a partnership's members would hide the map: the more, the fainter.
        alpha = max(0.14, min(0.95, 30 / len(edges))) if edges else 1.0
        parts = []
        for one, other, weight, *rest in edges:
            ends = end(int(one)), end(int(other))
            if ends[0] and ends[1]:
                old = bool(rest and rest[0])
                width = 1.8 * (0.6 + 1.8 * math.sqrt(weight) if weight else 1)
                look = stroke(
                    INK.ring, width, OLD_DOTS if old else (), opacity=alpha * (0.75 if old else 1)
                )
                parts.append(f'<path {look} d="{lines([(ends[0], ends[1])])}"/>')
        if parts:
            parts = ['<g class="lines" fill="none" stroke-linecap="round">', *parts, "</g>"]
        for sign, found in (picture.get("changes") or {}).items():
            pairs = [(end(a), end(b)) for a, b in zip(found[::2], found[1::2], strict=True)]
            parts.append(changed_lines(sign, [(a, b) for a, b in pairs if a and b]))
        return parts

    def _labels(self, focus: Mark | None) -> Labels:
        window, where = self.scene.window, self.scene.columns["organisations"]
        labels = Labels(width=window.width, height=window.height, marks=boxes(self.marks))
        labels.taken += foot_boxes(window, self.attribution)
        if focus and window.holds(focus.spot):
            name = shorten(where["name"][focus.i], 44)
            at = Label(text=name, x=focus.x, y=focus.y, size=15, bold=True, colour=INK.text)
            if not labels.put_beside(at, focus.r + 6, above=True):
                labels.put(replace(at, y=focus.y - focus.r - 16), must=True)
        labels.taken += [(c.x - c.r, c.y - c.r, c.x + c.r, c.y + c.r) for c in self.clusters]
        self._name_places(labels)
        self._name_partners(labels, focus)
        self._name_neighbourhoods(labels)
        if window.zoom >= 13:
            self._name_marks(labels, focus)
        return labels

    def _name_places(self, labels: Labels) -> None:
        window = self.scene.window
        if window.zoom >= 12:
            return
        size = 14 if window.zoom < 9 else 16 if self.clusters else 18
        for one in self.areas:
            x, y = window.spot(one.spot)
            if one.level != "place" or not window.holds((x, y)):
                continue
            label = Label(text=one.name, x=x, y=y, size=size, bold=True, colour=INK.place)
            around = (
                replace(label, x=x + size * right, y=y + size * down) for right, down in _NEARBY
            )
            if not any(labels.put(spot) for spot in around) and self.clusters:
                labels.put(label, must=True)

    def _name_neighbourhoods(self, labels: Labels) -> None:
        window, shade = self.scene.window, self.scene.picture.get("shade")
        for one in self.areas:
            if one.level != "neighbourhood":
                continue
            x, y = window.spot(one.spot)
            value = shade["values"].get(one.id) if shade else None
            if value and window.zoom >= 9:
                figure = Label(text=value["text"], x=x, y=y, size=13, bold=True, colour=INK.text)
                labels.put(figure)
            if window.zoom >= 10.5:
                name = shorten(one.name, 30)
                below = y + (15 if value else 0)
                labels.put(Label(text=name, x=x, y=below, size=12, bold=False, colour=INK.muted))

    def _name_partners(self, labels: Labels, focus: Mark | None) -> None:
        """Those at the ends of lines: paper tells nobody's name to a pointer."""
        ends = {int(end) for edge in self.scene.picture.get("edges") or [] for end in edge[:2]}
        for one in self.marks:
            if one.i in ends and one is not focus and self.scene.window.holds(one.spot):
                labels.put_beside(named(self.scene, one), one.r)

    def _name_marks(self, labels: Labels, focus: Mark | None) -> None:
        left = MOST_NAMES
        for one in self.marks:
            if left and one is not focus and self.scene.window.holds(one.spot):
                left -= labels.put_beside(named(self.scene, one), one.r)
