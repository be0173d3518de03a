"""The marks of a still picture: where each organisation and partnership stands, and all of them.

The same as ``static/marks.js``; what a mark looks like, :mod:`.still_signs` says.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from joinedup.render.still import INK, Box, Spot, Window, circle, group, lines, stroke
from joinedup.render.still_signs import (
    GONE,
    MARKED,
    NOTHING,
    OF_A_GHOST,
    OF_CONTEXT,
    SIGNS,
    badge,
    badge_size,
    ghost_look,
    look,
    patterned,
    struck,
    titled_as,
)
from joinedup.render.still_text import Label, shorten
from joinedup.render.svg import shape

#: So many marks at the most say their name to a pointer.
MOST_TITLED = 600
HIDDEN = "."
_STATE_WORDS = {"c": "connected", "n": "no partnership on record", "u": "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A picture, what it is drawn from, and the window that it is seen through.

    Attributes:
        picture: As :mod:`joinedup.render.picture` makes it.
        columns: As :func:`joinedup.render.columns.organisation_columns` makes them.
        spots: Where each organisation stands on the plane at zoom 0; None for nowhere.
    """

    picture: Mapping[str, Any]
    columns: Mapping[str, Any]
    spots: Sequence[Spot | None]
    window: Window

    def drawn(self) -> list[int]:
        """The numbers of the organisations that are drawn and stand somewhere."""
        marks = self.picture["marks"]
        return [i for i, spot in enumerate(self.spots) if spot is not None and marks[i] != HIDDEN]

    def sign(self, i: int) -> str:
        """What the picture has to be noticed of an organisation."""
        overlay = self.picture.get("overlay")
        return overlay[i] if overlay else NOTHING

    def colour(self, i: int) -> tuple[str, str]:
        """The colour of an organisation's mark, and its pattern; empty for none."""
        groups = self.picture.get("groups")
        if groups is None:
            dark = int(self.picture["dark"])
            return self.columns["colours"][dark][self.columns["organisations"]["sector"][i]], ""
        item = self.picture["legend"][int(groups[i], 36)]
        return item["colour"], item.get("pattern", "")

    def selected(self) -> int | None:
        """The number of the organisation that is selected."""
        ids = self.columns["organisations"]["id"]
        chosen = self.picture["selected"]
        return ids.index(chosen) if chosen and chosen in ids else None

    def says(self, sign: str, *, hub: bool = False) -> str:
        """What the key says of a sign; empty for nothing."""
        for item in self.picture.get("overlay_legend") or []:
            if item.get("overlay") == sign and bool(item.get("hub")) == hub:
                return str(item.get("says") or item["label"])
        return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """An organisation's mark as it stands in the picture.

    Attributes:
        state: ``c``, ``n`` or ``u``.
        faint: Whether it is there as context only.
        leg: Where it belongs, if it stands beside that.
        aside: Whether it stands beside a circle for many, and over all of these.
    """

    i: int
    x: float
    y: float
    r: float
    state: str
    faint: bool
    sign: str
    leg: Spot | None = None
    aside: bool = False

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.x, self.y


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """A partnership's mark; ``sign`` says whether it is new or gone."""

    k: int
    x: float
    y: float
    r: float
    faint: bool
    sign: str

    @property
    def spot(self) -> Spot:
        """Where it stands."""
        return self.x, self.y


def mark_at(scene: Scene, i: int, r: float) -> Mark:
    """The mark of an organisation that stands somewhere.

    Args:
        r: The radius of a mark of the usual size.
    """
    letter, sizes = scene.picture["marks"][i], scene.picture.get("sizes")
    spot = scene.spots[i]
    x, y = scene.window.spot(spot or (0.0, 0.0))
    size = r * (0.75 + 1.6 * math.sqrt(sizes[i])) if sizes else r
    return Mark(
        i=i,
        x=x,
        y=y,
        r=size * 0.8 if letter.isupper() else size,
        state=letter.lower(),
        faint=letter.isupper(),
        sign=scene.sign(i),
    )


def signed_last(marks: Iterable[Mark]) -> list[Mark]:
    """Marks with those to be noticed last, so that they stand over the others."""
    return sorted(marks, key=lambda one: one.sign != NOTHING)


def moved_apart(marks: Sequence[Mark], scene: Scene, r: float) -> list[Mark]:
    """Marks of which those that share one spot stand on a small ring around it."""
    where = scene.columns["organisations"]
    together: dict[tuple[float, float], list[int]] = defaultdict(list)
    for position, one in enumerate(marks):
        together[where["lat"][one.i], where["lon"][one.i]].append(position)
    found = list(marks)
    for positions in together.values():
        if len(positions) < 2:
            continue
        ring = max(r * 1.15, len(positions) * r * 2.1 / math.tau)
        for k, position in enumerate(positions):
            one, angle = found[position], -math.pi / 2 + k * math.tau / len(positions)
            found[position] = replace(
                one,
                leg=one.spot,
                x=one.x + ring * math.cos(angle),
                y=one.y + ring * math.sin(angle),
            )
    return found


def drawn_marks(scene: Scene, marks: Sequence[Mark], *, titled: bool) -> list[str]:
    """Marks as SVG, legs first, so that they end below.

    Args:
        titled: Whether each says its name; if not, those that look the same are one path.
    """
    legs = lines((one.leg, one.spot) for one in marks if one.leg)
    parts = [f'<path fill="none" {stroke(INK.muted, 0.8)} d="{legs}"/>'] if legs else []
    styled = [(_style(scene, one), one) for one in marks]
    if not titled:
        # What is to be noticed stays over the others.
        styled.sort(key=lambda pair: (pair[1].sign != NOTHING, pair[0]))
    for style, run in groupby(styled, key=lambda pair: pair[0]):
        parts.append(_run(scene, style, [one for _, one in run], titled=titled))
    return parts


#: Shape, attributes, opacity, whether it is struck through, its pattern and that one's colour.
_Style = tuple[str, str, float, bool, str, str]


def _style(scene: Scene, one: Mark) -> _Style:
    where = scene.columns["organisations"]
    name = scene.columns["shapes"][where["sector"][one.i]]
    (colour, pattern), outside = scene.colour(one.i), bool(where["outside"][one.i])
    if one.sign == GONE:
        return name, ghost_look(colour, one.r), OF_A_GHOST, True, "", colour
    pale = OF_CONTEXT if one.faint else 1.0
    inner = INK.halo if one.state == "c" and not outside else colour
    return name, look(colour, one.state, one.r, outside=outside), pale, False, pattern, inner


def _run(scene: Scene, style: _Style, run: Sequence[Mark], *, titled: bool) -> str:
    """Marks of one style."""
    name, attributes, opacity, crossed, pattern, colour = style
    outlines = [shape(name, one.x, one.y, one.r) for one in run]
    if titled:
        paths = [
            f'<path d="{outline}">{titled_as(mark_words(scene, one))}</path>'
            for outline, one in zip(outlines, run, strict=True)
        ]
    else:
        paths = [f'<path d="{"".join(outlines)}"/>']
    if crossed:
        paths += [struck(*one.spot, one.r, colour) for one in run]
    if pattern:
        paths.append(patterned(pattern, [(*one.spot, one.r) for one in run], colour))
    pale = f' opacity="{opacity}"' if opacity < 1 else ""
    return group(f'class="marks" {attributes}{pale}', paths)


def boxes(marks: Sequence[Mark | Hub]) -> list[Box]:
    """The boxes of marks; of too many to keep labels off them none."""
    if len(marks) > MOST_TITLED:
        return []
    return [(one.x - one.r, one.y - one.r, one.x + one.r, one.y + one.r) for one in marks]


def named(scene: Scene, one: Mark) -> Label:
    """The name of an organisation on its mark."""
    name = shorten(scene.columns["organisations"]["name"][one.i], 42)
    return Label(text=name, x=one.x, y=one.y, size=11.5, bold=False, colour=INK.text)


def mark_words(scene: Scene, one: Mark) -> str:
    """Name, sector and state of an organisation, and what is to be noticed of it."""
    where = scene.columns["organisations"]
    words = [scene.columns["sectors"][where["sector"][one.i]]]
    words += ["outside the footprint"] if where["outside"][one.i] else []
    words.append(("before: " if one.sign == GONE else "") + _STATE_WORDS[one.state])
    words += [scene.says(one.sign)] if scene.says(one.sign) else []
    return f"{where['name'][one.i]}: {', '.join(words)}"


def hub_words(scene: Scene, one: Hub) -> str:
    """Name and kind of a partnership, and how many members it has."""
    found = scene.columns["partnerships"]
    number = found["members"][one.k]
    members = f"{number:,} {'member' if number == 1 else 'members'}"
    words = [found["kind"][one.k], members, scene.says(one.sign, hub=True)]
    return f"{found['name'][one.k]}: {', '.join(word for word in words if word)}"


def rings(marks: Iterable[Mark]) -> list[str]:
    """A ring around those that are marked, so that they are found among thousands."""
    return [
        circle(one.x, one.y, one.r + 5, f'fill="none" {stroke(INK.halo, 5)}')
        + circle(one.x, one.y, one.r + 5, f'class="ring" fill="none" {stroke(INK.text, 2.5)}')
        for one in marks
        if one.sign == MARKED
    ]


def badges(marks: Iterable[Mark | Hub]) -> list[str]:
    """The signs of those that have one, over all marks, so that none of these hides them."""
    parts = []
    for one in marks:
        if one.sign in SIGNS:
            r = badge_size(one.r)
            away = one.r * 0.5 + r * 0.6
            parts.append(badge(one.sign, one.x + away, one.y - away, r))
    return parts


def focus_ring(one: Mark | Hub) -> str:
    """The ring around what is selected."""
    return circle(one.x, one.y, one.r + 6, f'fill="none" {stroke(INK.halo, 3.5)}') + circle(
        one.x, one.y, one.r + 6, f'class="focus" fill="none" {stroke(INK.ring, 2)}'
    )
