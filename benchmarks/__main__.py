"""Every line of the budget table in one run: ``make bench``, or ``python -m benchmarks``.

Ends with 1 where a budget is missed. The figures go to ``benchmarks/results.json``, and from
there into the tables of ``benchmarks/README.md``.
"""

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence

from playwright.sync_api import Error as BrowserError

from benchmarks import computing, painting, report, serving, writing
from benchmarks.report import RUNS, Line

MEASURES: Mapping[str, Callable[[int], Iterator[Line]]] = {
    "script": serving.script,
    "first-map": painting.first_map,
    "data": painting.data,
    "change": painting.change,
    "betweenness": computing.betweenness,
    "layout": computing.layout,
    "postcodes": computing.postcodes,
    "review": computing.review,
    "start": serving.start,
    "memory": serving.people,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print a line each, keep them, and say by the exit code whether budgets are met."""
    asked = _parser().parse_args(arguments)
    if asked.list:
        print("\n".join(f"{name:12} {work.__doc__}" for name, work in MEASURES.items()))
        return 0
    measured = report.about()
    lines, missed = [], []
    for name in asked.only or MEASURES:
        try:
            for line in MEASURES[name](asked.runs):
                print(line, flush=True)
                if line.note:
                    print(f"    {line.note}", flush=True)
                lines.append(line)
        except (BrowserError, RuntimeError, OSError) as error:
            # What was measured before and comes after is worth keeping.
            print(f"{name}: could not be measured: {error}", flush=True)
            missed.append(name)
    report.keep_lines(lines, measured, whole=not asked.only and not missed)
    writing.write_all()
    missed += [line.name for line in lines if not line.ok]
    print(f"Missed: {'; '.join(missed)}" if missed else "All budgets measured here are met.")
    return 1 if missed else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only",
        action="append",
        choices=list(MEASURES),
        metavar="NAME",
        help="measure only this; can be given several times",
    )
    parser.add_argument(
        "--runs", type=int, default=RUNS, help=f"how often each is measured (default {RUNS})"
    )
    parser.add_argument("--list", action="store_true", help="name what can be measured")
    return parser


if __name__ == "__main__":
    sys.exit(main())
