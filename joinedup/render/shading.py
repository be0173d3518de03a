"""Shading areas by a figure: value, words with denominator, class and legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from joinedup.model import ConnectionState
from joinedup.render.nouns import counted
from joinedup.render.palette import RAMPS
from joinedup.services import AreaCount

TITLES = {
    "practices": "General practices",
    "patients": "Registered patients",
    "deprivation": "LSOAs in England's most deprived fifth, 2025",
    "unconnected": "No partnership on record, of those known",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One area's figure: a number to class by, and the words that stand on the area."""

    value: float
    text: str
    detail: str


def figure(count: AreaCount, measure: str) -> Figure | None:
    """The figure of an area for a measure of :data:`TITLES`; None where nothing is known.

    Shares are from 0 to 1. *Unknown* organisations are no part of the share with no
    partnership on record: nobody asked them.
    """
    area, none = count.area, count.states[ConnectionState.NONE_ON_RECORD]
    if measure == "practices":
        words = counted(area.practices, "general practice", "general practices")
        return Figure(area.practices, str(area.practices), words)
    if measure == "patients" and area.practices_with_patients:
        return Figure(area.registered_patients, _short(area.registered_patients), patients(count))
    if measure == "deprivation" and area.lsoas:
        share = area.lsoas_most_deprived / area.lsoas
        words = f"{area.lsoas_most_deprived} of {area.lsoas}"
        return Figure(share, f"{share:.0%}", f"{words} LSOAs ({share:.0%})")
    if measure == "unconnected" and count.known:
        words = f"{none} of {count.known}"
        return Figure(none / count.known, words, f"{words} with information")
    return None


def patients(count: AreaCount) -> str:
    """Registered patients with the practices they cover, in words."""
    area = count.area
    if not area.practices:
        return "no practice stands in it"
    return (
        f"{area.registered_patients:,} patients on the lists of "
        f"{area.practices_with_patients} of {area.practices} practices"
    )


def shading(counts: Sequence[AreaCount], measure: str, *, dark: bool) -> dict[str, Any] | None:
    """Colour steps and words for every area, as the map frame reads them; None for none."""
    if measure not in TITLES:
        return None
    figures = {one.area.id: figure(one, measure) for one in counts}
    known = {key: one for key, one in figures.items() if one is not None}
    share = measure in ("deprivation", "unconnected")
    edges = _edges([one.value for one in known.values()], share=share)
    ramp = RAMPS[1 if dark else 0]
    used = _spread(ramp, len(edges) - 1)
    legend = [
        {"colour": used[k], "label": _class_label(edges[k], edges[k + 1], share=share)}
        for k in range(len(edges) - 1)
    ]
    return {
        "title": TITLES[measure],
        "ramp": used,
        "legend": legend,
        "values": {
            key: {"step": _step(one.value, edges), "text": one.text} for key, one in known.items()
        },
    }


def _edges(values: Sequence[float], *, share: bool) -> list[float]:
    """Up to five classes of equal width between round numbers."""
    if not values:
        return [0, 1]
    top = max(values)
    if share:
        width = next((w for w in (0.02, 0.05, 0.1, 0.2) if w * 5 >= top), 0.2)
    else:
        width = _nice(top / 5)
    steps = max(1, min(5, -int(-top // width)))
    return [k * width for k in range(steps + 1)]


def _nice(width: float) -> float:
    """The next round number (1, 2, 5 times a power of ten) that is at least ``width``."""
    power = 1.0
    while power * 10 < width:
        power *= 10
    return next(power * k for k in (1, 2, 5, 10) if power * k >= width)


def _step(value: float, edges: Sequence[float]) -> int:
    inner = sum(value > edge for edge in edges[1:-1])
    return min(inner, len(edges) - 2)


def _spread(ramp: Sequence[str], steps: int) -> list[str]:
    if steps <= 1:
        return [ramp[1]]
    return [ramp[round(k * (len(ramp) - 1) / (steps - 1))] for k in range(steps)]


def _class_label(low: float, high: float, *, share: bool) -> str:
    if share:
        return f"{low:.0%} to {high:.0%}" if low == 0 else f"to {high:.0%}"
    return f"{low:,.0f} to {high:,.0f}" if low == 0 else f"to {high:,.0f}"


def _short(number: int) -> str:
    return f"{number / 1000:.0f}k" if number >= 1000 else str(number)
