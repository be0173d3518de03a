"""Ten and fifty readers at once, and fifty who open one link within ten seconds.

Run it with ``python -m benchmarks.load``. Readers speak Streamlit's protocol from this machine;
each opens a page of the footprint at full scale, fetches what its frames fetch, changes the
filter three times, and stays until the last has finished. It ends with 1 where anybody met
with an error. The figures go to ``benchmarks/results.json``.
"""

import asyncio
import sys
from collections.abc import Mapping
from typing import Any

from benchmarks import report, writing
from benchmarks.apps import dashboard
from benchmarks.readers import Load, many
from benchmarks.report import figure

#: Seconds that all together may take, before a case counts as failed.
_MOST_S = 300
#: Readers, seconds within which they come, and pages that they open in turn. The server is
#: fresh each time: nothing has been computed for anybody before.
CASES: Mapping[str, Mapping[str, Any]] = {
    "ten readers": {"count": 10, "within": 2.0},
    "fifty readers": {"count": 50, "within": 5.0},
    "summit: fifty open one map within ten seconds": {
        "count": 50,
        "within": 10.0,
        "pages": ["map"],
    },
    "summit: fifty open one network within ten seconds": {
        "count": 50,
        "within": 10.0,
        "pages": ["network"],
    },
}


def main() -> int:
    """Measure every case, print a line each, keep them, and say whether all went well."""
    measured: dict[str, object] = {"about": report.about()}
    errors = 0
    for name, case in CASES.items():
        with dashboard() as server:
            load = asyncio.run(_bounded(many(server, **case)))
        print(f"{name}: {told(load)}", flush=True)
        for text in sorted(set(load.errors))[:3]:
            print(f"    {text}")
        errors += len(load.errors)
        measured[name] = load.as_json()
    report.keep("load", measured)
    writing.write_all()
    return 1 if errors else 0


def told(load: Load) -> str:
    """The figures of a case in a line."""
    parts = []
    for name, found in (
        ("page open", load.opens),
        ("frame's data", load.fetches),
        ("filter change", load.changes),
    ):
        middle, high = (report.percentile(found, share) for share in (0.5, 0.95))
        parts.append(f"{name} {figure(middle, 's')} (95th percentile {figure(high, 's')})")
    held, peak = load.memory
    return "; ".join(
        (
            *parts,
            f"{len(load.errors)} errors",
            f"{figure(held, 'MB')} (highest {figure(peak, 'MB')})",
        )
    )


async def _bounded(work: Any) -> Load:
    found: Load = await asyncio.wait_for(work, _MOST_S)
    return found


if __name__ == "__main__":
    sys.exit(main())
