"""Lines of the budget table: measured side by side, judged, printed, and kept as JSON.

A line compares ours with a peer within one run of this program, both taking turns, because
the machines are shared and noisy: ratios hold where seconds do not.
"""

import json
import os
import platform
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import streamlit as st

RUNS = 5
RESULTS = Path(__file__).with_name("results.json")
_SCALES = {"s": (1.0, "s"), "kB": (1e3, "kB"), "MB": (1e6, "MB"), "": (1.0, "")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the budget table, measured.

    Attributes:
        name: What is measured.
        ours, theirs: The figures of all runs, in ``unit``'s base (seconds, bytes).
        peer: What it is compared with; empty where the budget is a plain figure.
        unit: ``s``, ``kB``, ``MB``, or empty for a plain number.
        at_most: The budget: of the ratio ours to theirs where there is a peer that it speaks of,
            else of ours; None where nothing is promised, only shown.
        of_ratio: Whether the budget is of the ratio.
        note: What a reader of the figures must know; empty where there is nothing.
    """

    name: str
    ours: Sequence[float]
    theirs: Sequence[float] = ()
    peer: str = ""
    unit: str = "s"
    at_most: float | None = None
    of_ratio: bool = True
    note: str = ""

    @property
    def middle(self) -> float:
        """Our median."""
        return statistics.median(self.ours)

    @property
    def peer_middle(self) -> float | None:
        """The peer's median; None where there is no peer."""
        return statistics.median(self.theirs) if self.theirs else None

    @property
    def ratio(self) -> float | None:
        """Our median over the peer's; None where there is no peer."""
        return self.middle / self.peer_middle if self.peer_middle else None

    @property
    def ok(self) -> bool:
        """Whether the budget is kept; true where there is none."""
        judged = self.ratio if self.of_ratio else self.middle
        return self.at_most is None or (judged is not None and judged <= self.at_most)

    @property
    def budget(self) -> str:
        """The budget in words."""
        if self.at_most is None:
            return "none"
        if not self.of_ratio:
            return f"at most {figure(self.at_most, self.unit)}"
        share = f"1/{round(1 / self.at_most)}" if self.at_most < 0.5 else f"{self.at_most:g} x"
        return f"at most {share} of the peer"

    def as_json(self) -> dict[str, object]:
        """The line as ``results.json`` keeps it; figures in seconds or bytes."""
        return {
            "name": self.name,
            "ours": self.middle,
            "peer": self.peer_middle,
            "peer_name": self.peer,
            "ratio": self.ratio,
            "budget": self.budget,
            "ok": self.ok,
            "unit": {"s": "s", "": ""}.get(self.unit, "bytes"),
            "runs": len(self.ours),
            "ours_spread": [min(self.ours), max(self.ours)],
            "peer_runs": len(self.theirs),
            "peer_spread": [min(self.theirs), max(self.theirs)] if self.theirs else None,
            "note": self.note,
        }

    def __str__(self) -> str:
        parts = [f"{self.name}: {_spread(self.ours, self.unit)}"]
        if self.theirs and self.ratio is not None:
            told = f"{self.peer}: {_spread(self.theirs, self.unit)}"
            parts.append(f"{told}; ratio {ratio_words(self.ratio)}")
        if self.at_most is not None:
            parts.append(f"budget {self.budget}: {'met' if self.ok else 'MISSED'}")
        return "; ".join(parts)


def in_turns(*measures: Callable[[], float], runs: int = RUNS) -> list[list[float]]:
    """All measured in turns, so that what else the machine does falls on each of them.

    Returns:
        The figures of each measure, in the order of the measures.
    """
    rounds = [[measure() for measure in measures] for _ in range(runs)]
    return [list(found) for found in zip(*rounds, strict=True)]


def percentile(figures: Sequence[float], share: float) -> float:
    """The value that a share (0 to 1) of the figures does not exceed, between two of them.

    Raises:
        ValueError: When there are no figures, or the share is not between 0 and 1.
    """
    if not figures or not 0 <= share <= 1:
        raise ValueError(f"no percentile {share} of {len(figures)} figures")
    ordered = sorted(figures)
    rank = share * (len(ordered) - 1)
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (rank - below)


def about() -> dict[str, object]:
    """When and on what a measurement is made; nothing of the machine's paths or name."""
    return {
        "when": date.today().isoformat(),
        "processors": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 1),
        "system": platform.system(),
        "python": platform.python_version(),
        "streamlit": st.__version__,
    }


def read(path: Path = RESULTS) -> dict[str, Any]:
    """What was measured so far; empty where nothing was."""
    if not path.is_file():
        return {}
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def keep(part: str, content: object, path: Path = RESULTS) -> None:
    """Replace one part of the results, ``load`` or ``growth``, and leave the others."""
    _write({**read(path), part: content}, path)


def keep_lines(
    lines: Iterable[Line], measured: dict[str, object], path: Path = RESULTS, *, whole: bool
) -> None:
    """Replace the lines of these names; all lines where ``whole``."""
    found = read(path)
    fresh = [{**line.as_json(), "when": measured["when"]} for line in lines]
    names = {line["name"] for line in fresh}
    older = [] if whole else [one for one in found.get("lines", []) if one["name"] not in names]
    _write({**found, "about": measured, "lines": [*older, *fresh]}, path)


def _write(content: dict[str, Any], path: Path) -> None:
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def ratio_words(ratio: float) -> str:
    """A ratio as people say it: ``1/57``, ``0.43 x``."""
    return f"1/{1 / ratio:.0f}" if ratio < 0.1 else f"{ratio:.2f} x"


def figure(value: float, unit: str) -> str:
    """A figure with its unit: ``39 ms``, ``1.4 s``, ``277.5 kB``."""
    scale, word = _SCALES[unit]
    scaled = value / scale
    if unit == "s" and scaled < 1:
        return f"{scaled * 1000:,.0f} ms"
    return f"{scaled:,.1f} {word}" if word else f"{scaled:.2g}"


def _spread(figures: Sequence[float], unit: str) -> str:
    middle = figure(statistics.median(figures), unit)
    if len(figures) == 1:
        return middle
    return f"{middle} ({figure(min(figures), unit)} to {figure(max(figures), unit)})"
