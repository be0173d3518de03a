"""Lines of the budget table: measured side by side, judged, printed, and kept as JSON.

A line compares ours with a peer within one run of this program, both taking turns, because
the machines are shared and noisy: ratios hold where seconds do not.
"""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
RESULTS = Path(__file__).with_name("results.json")
_SCALES = {"s": (1.0, "s"), "kB": (1e3, "kB"), "MB": (1e6, "MB")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the budget table, measured.

    Attributes:
        name: What is measured.
        ours, theirs: The figures of all runs, in ``unit``'s base (seconds, bytes).
        peer: What it is compared with; empty where the budget is a plain figure.
        unit: ``s``, ``kB`` or ``MB``.
        at_most: The budget: of the ratio ours to theirs where there is a peer that it speaks of,
            else of ours; None where nothing is promised, only shown.
        of_ratio: Whether the budget is of the ratio.
    """

    name: str
    ours: Sequence[float]
    theirs: Sequence[float] = ()
    peer: str = ""
    unit: str = "s"
    at_most: float | None = None
    of_ratio: bool = True

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
            return f"at most {_figure(self.at_most, self.unit)}"
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
            "unit": "s" if self.unit == "s" else "bytes",
            "runs": len(self.ours),
            "ours_spread": [min(self.ours), max(self.ours)],
            "peer_spread": [min(self.theirs), max(self.theirs)] if self.theirs else None,
        }

    def __str__(self) -> str:
        parts = [f"{self.name}: {_spread(self.ours, self.unit)}"]
        if self.theirs and self.ratio is not None:
            told = f"1/{1 / self.ratio:.0f}" if self.ratio < 0.1 else f"{self.ratio:.2f} x"
            parts.append(f"{self.peer}: {_spread(self.theirs, self.unit)}; ratio {told}")
        if self.at_most is not None:
            parts.append(f"budget {self.budget}: {'met' if self.ok else 'MISSED'}")
        return "; ".join(parts)


def in_turns(
    ours: Callable[[], float], theirs: Callable[[], float], *, runs: int = RUNS
) -> tuple[list[float], list[float]]:
    """Both measured in turns, so that what else the machine does falls on both."""
    pairs = [(ours(), theirs()) for _ in range(runs)]
    return [one for one, _ in pairs], [other for _, other in pairs]


def write(lines: Iterable[Line], about: dict[str, object]) -> None:
    """Write ``results.json``: what was measured, when and on what."""
    content = {**about, "lines": [line.as_json() for line in lines]}
    RESULTS.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


def _spread(figures: Sequence[float], unit: str) -> str:
    middle = _figure(statistics.median(figures), unit)
    if len(figures) == 1:
        return middle
    return f"{middle} ({_figure(min(figures), unit)} to {_figure(max(figures), unit)})"


def _figure(value: float, unit: str) -> str:
    scale, word = _SCALES[unit]
    scaled = value / scale
    if unit == "s" and scaled < 1:
        return f"{scaled * 1000:,.0f} ms"
    return f"{scaled:,.1f} {word}"
