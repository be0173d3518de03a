"""Writes the last figures into the documents: tables between marks, and the plot of growth.

Run it with ``python -m benchmarks.writing``; the measuring commands do so at their end. All
comes from ``benchmarks/results.json``.
"""

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.plotting import Panel, svg
from benchmarks.report import figure, ratio_words
from scripts.servers import ROOT

README = ROOT / "benchmarks" / "README.md"
PERFORMANCE = ROOT / "docs" / "performance.md"
PLOT = ROOT / "docs" / "plots" / "growth.svg"
#: What grows, by its name in the results, and how it is called.
GROWING: Mapping[str, str] = {
    "load": "read the footprint",
    "connections": "connections of everybody",
    "layout": "layout of the network",
    "organisations_json": "make the data for the map",
    "open_first": "first reader opens the map",
    "fetch_first": "first reader's map data",
    "open_next": "next reader opens the map",
    "change": "filter change",
    "first_picture": "first picture in the browser",
    "organisations_bytes": "data for the map, compressed",
    "memory_peak": "memory of the server",
}
BYTES = frozenset({"organisations_bytes", "memory", "memory_peak"})


def write_all() -> None:
    """Write every block and the plot that there are figures for."""
    results = report.read()
    for name, make in (("lines", lines_table), ("load", load_table)):
        if results.get(name):
            replace_block(README, name, make(results))
    if results.get("growth"):
        replace_block(PERFORMANCE, "growth", growth_table(results))
        plot(results)


def replace_block(path: Path, name: str, text: str) -> None:
    """Put a text between ``<!-- name:start -->`` and ``<!-- name:end -->``.

    Raises:
        ValueError: When the file has no such block.
    """
    content = path.read_text(encoding="utf-8")
    start, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    pattern = re.compile(f"{re.escape(start)}.*?{re.escape(end)}", re.DOTALL)
    if not pattern.search(content):
        raise ValueError(f"{path.name} has no block {name}")
    block = f"{start}\n\n{text.strip()}\n\n{end}"
    path.write_text(pattern.sub(lambda _: block, content, count=1), encoding="utf-8")


def lines_table(results: Mapping[str, Any]) -> str:
    """The budget lines and the lines without a budget, as Markdown."""
    rows = [
        "| what | ours (from, to) | beside it (from, to) | ratio | budget | |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for line in results["lines"]:
        kept = "" if line["budget"] == "none" else "met" if line["ok"] else "**missed**"
        beside = "" if line["peer"] is None else f"{line['peer_name']}: {_spread(line, 'peer')}"
        ratio = "" if line["ratio"] is None else ratio_words(line["ratio"])
        budget = "" if line["budget"] == "none" else line["budget"]
        rows.append(
            f"| {line['name']} | {_spread(line, 'ours')} | {beside} | {ratio} | {budget} | {kept} |"
        )
    return f"{_when(results['about'])}\n\n" + "\n".join(rows)


def load_table(results: Mapping[str, Any]) -> str:
    """The load test as Markdown."""
    found = results["load"]
    rows = [
        "| who | page open, median (95th percentile) | the frame's data | filter change | errors "
        "| memory, highest |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for name, case in found.items():
        if name == "about":
            continue
        cells = [
            f"{figure(case[part]['median'], 's')} ({figure(case[part]['p95'], 's')})"
            for part in ("open", "fetch", "change")
        ]
        peak = figure(case["memory_peak"], "MB")
        rows.append(f"| {name} | {' | '.join(cells)} | {case['errors']} | {peak} |")
    return f"{_when(found['about'])}\n\n" + "\n".join(rows)


def growth_table(results: Mapping[str, Any]) -> str:
    """Figures by number of organisations, with the fitted exponent, as Markdown."""
    found = results["growth"]
    sizes = sorted(int(one) for one in found["sizes"])
    head = " | ".join(f"{one:,}" for one in sizes)
    rows = [f"| what | {head} | exponent |", f"| --- |{' --- |' * (len(sizes) + 1)}"]
    for name, label in GROWING.items():
        values = [found["sizes"][str(one)].get(name) for one in sizes]
        cells = [_cell(name, one, found["limit"]) for one in values]
        fitted = exponent([(x, y) for x, y in zip(sizes, values, strict=True) if y])
        rows.append(
            f"| {label} | {' | '.join(cells)} | {'' if fitted is None else f'{fitted:.2f}'} |"
        )
    return f"{_when(found['about'])}\n\n" + "\n".join(rows)


def exponent(points: Sequence[tuple[float, float]]) -> float | None:
    """The power that fits best: the slope of a line through logarithms; None for one point."""
    if len(points) < 2:
        return None
    slope, _ = statistics.linear_regression(
        [math.log(x) for x, _ in points], [math.log(y) for _, y in points]
    )
    return slope


def plot(results: Mapping[str, Any], path: Path = PLOT) -> None:
    """Draw times, and memory and bytes, over the number of organisations: both logarithmic."""
    sizes = {int(key): value for key, value in results["growth"]["sizes"].items()}
    panels = []
    for title, unit, names in (
        ("Seconds", 1.0, [one for one in GROWING if one not in BYTES]),
        ("MB", 1e6, [one for one in GROWING if one in BYTES]),
    ):
        points = {
            name: [(x, one[name] / unit) for x, one in sorted(sizes.items()) if one.get(name)]
            for name in names
        }
        lines = [(_label(name, found), found) for name, found in points.items() if found]
        panels.append(Panel(title=title, across="organisations", lines=lines))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(svg(panels), encoding="utf-8")


def _label(name: str, points: Sequence[tuple[float, float]]) -> str:
    fitted = exponent(points)
    return GROWING[name] + ("" if fitted is None else f": exponent {fitted:.2f}")


def _cell(name: str, value: float | None, limit: float) -> str:
    if value is None:
        return f"more than {limit:.0f} s"
    return figure(value, "MB" if name in BYTES else "s")


def _spread(line: Mapping[str, Any], side: str) -> str:
    unit = {"s": "s", "": ""}.get(line["unit"], "MB" if line["ours"] > 1e7 else "kB")
    middle = figure(line[side], unit)
    low, high = (figure(one, unit) for one in line[f"{side}_spread"])
    return middle if low == high else f"{middle} ({low}, {high})"


def _when(about: Mapping[str, Any]) -> str:
    return (
        f"{about['when']}; {about['processors']} shared processors, load {about['load_before']} "
        f"at the start; {about['system']}, Python {about['python']}, "
        f"Streamlit {about['streamlit']}."
    )


if __name__ == "__main__":
    write_all()
