"""A comparison on the map and in the network: what is laid over a picture of the later side."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from joinedup.model import Dataset
from joinedup.network.connection import Connection
from joinedup.network.scope import partnerships_in
from joinedup.render.picture import overlay
from joinedup.services import Difference, Reading, scope_of
from joinedup.views import GROUPED

#: So many new and so many lost lines are drawn at most; the tables have all.
_MOST_LINES = 3_000


def drawn_reading(found: Difference, drawn: Dataset) -> Reading:
    """The later side as a picture draws it: what is gone is in its dataset, connected to nobody.

    Args:
        found: The comparison.
        drawn: The later side's dataset; where the two sides are two versions their union.
    """
    lost = {
        key: Connection(state=link.state, reach=link.reach)
        for key, link in found.before.found.items()
        if key in drawn.organisation_by_id and key not in found.after.found
    }
    view = found.after.state
    drawing = "hubs" if view.drawing in GROUPED else view.drawing
    return Reading(
        dataset=drawn,
        # All of it: a group, or what is around one, would leave out what went from there.
        state=replace(view, drawing=drawing, steps="0", within="", size="same"),
        found={**found.after.found, **lost},
        shown=found.after.considered,
        considered=found.after.considered,
    )


def overlaid(picture: Mapping[str, Any], found: Difference, drawn: Dataset) -> dict[str, Any]:
    """A picture of :func:`drawn_reading` with all that is different in it to be noticed.

    What did not change is faint; what is gone stands where it stood.
    """
    letters = _letters(found)
    noticed = "".join(letters.get(one.id, ".") for one in drawn.organisations)
    gone = {key: found.before.found[key].state for key in found.gone}
    marks = "".join(
        gone[one.id].value[0].upper()
        if one.id in gone
        else mark
        if one.id in letters
        else mark.upper()
        for one, mark in zip(drawn.organisations, picture["marks"], strict=True)
    )
    hubs = _hubs(picture["hubs"], found, drawn) if picture.get("hubs") else None
    lines = _lines(picture, found, drawn)
    key = [*_key(found, hubs or ""), *_line_key(lines)]
    return {
        **picture,
        "marks": marks,
        "hubs": hubs,
        "changes": {sign: one.drawn for sign, one in lines.items()},
        # A circle for many would hide what changed among them.
        "circles": False,
        **overlay(noticed, key, title="What changed; the rest is pale"),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lines:
    """Lines that are new or lost: how many, and those drawn, flat as the frame reads them.

    Of each line the number of an organisation, then that of another, or below 0 that of a
    partnership: -1 is the first.
    """

    count: int
    drawn: list[int]


def _lines(picture: Mapping[str, Any], found: Difference, drawn: Dataset) -> dict[str, _Lines]:
    """New (``+``) and lost (``x``) lines of what a picture draws.

    With partnerships drawn these are seats and ties; without them, pairs; on the map, which has
    no lines else, pairs of the selected organisation.
    """
    on_map, chosen = "edges_url" not in picture, picture["selected"]
    number = {one.id: k for k, one in enumerate(drawn.organisations)}
    number |= {one.id: -1 - k for k, one in enumerate(drawn.partnerships)}
    lines = {}
    for sign, side in (("+", "new"), ("x", "lost")):
        if picture.get("hubs"):
            links = [*getattr(found.seats, side), *getattr(found.ties, side)]
        else:
            links = [link for link in getattr(found.pairs, side) if not on_map or chosen in link]
        ends = [link[:2] for link in links if link[0] in number and link[1] in number]
        flat = [number[one] for link in ends[:_MOST_LINES] for one in link]
        lines[sign] = _Lines(count=len(links), drawn=flat)
    return lines


def _line_key(lines: Mapping[str, _Lines]) -> list[dict[str, Any]]:
    found = []
    for sign, label in (("+", "New seat or tie"), ("x", "Lost seat or tie")):
        drawn, count = len(lines[sign].drawn) // 2, lines[sign].count
        if drawn:
            some = f"{drawn:,} of {count:,} drawn" if drawn < count else f"{count:,}"
            found.append({"change": sign, "label": f"{label}: {some}"})
    return found


def _letters(found: Difference) -> Mapping[str, str]:
    return {
        **dict.fromkeys(found.learned, "k"),
        **dict.fromkeys(found.connected, "c"),
        **dict.fromkeys(found.unconnected, "u"),
        **dict.fromkeys(found.new, "+"),
        **dict.fromkeys(found.gone, "x"),
    }


def _key(found: Difference, hubs: str) -> list[dict[str, Any]]:
    items = (
        ("+", "New", "new", found.new),
        ("x", "Gone or merged", "gone, or merged into another", found.gone),
        ("c", "Newly connected", "newly connected", found.connected),
        ("u", "No longer connected", "no longer connected", found.unconnected),
        ("k", "Newly known", "unknown before", found.learned),
    )
    of_partnerships = (("+", "New partnership", "new"), ("x", "Ended or gone", "ended or gone"))
    return [
        *(
            {"overlay": letter, "label": f"{label}: {len(ids):,}", "says": says}
            for letter, label, says, ids in items
            if ids
        ),
        *(
            {"overlay": letter, "label": f"{label}: {count:,}", "says": says, "hub": True}
            for letter, label, says in of_partnerships
            if (count := hubs.count(letter))
        ),
    ]


def _hubs(hubs: str, found: Difference, drawn: Dataset) -> str:
    """Partnerships: ``+`` where only the later side has them in force, ``x`` the earlier."""
    before, after = (_running(side) for side in (found.before, found.after))
    joined_before = _with_members(found.before)

    def letter(one: str, held: str) -> str:
        if one in before and one not in after:
            return "x" if one in joined_before else "."
        if held == ".":
            return held
        return "+" if one not in before else held.upper()

    return "".join(letter(one.id, held) for one, held in zip(drawn.partnerships, hubs, strict=True))


def _running(side: Reading) -> Collection[str]:
    return {one.id for one in partnerships_in(side.dataset, scope_of(side.state))}


def _with_members(side: Reading) -> Collection[str]:
    """Partnerships of those whom a side counts."""
    return {key for one in side.whole for key in side.found[one.id].partnerships}
