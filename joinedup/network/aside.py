"""Slow measures in a process of their own.

igraph keeps Python's lock while it computes: in a thread of the server the betweenness of
7,000 organisations would hold up every reader for ten seconds. So the numbers go to a second
process, by its standard input and output, as two arrays without any pickle.
"""

import io
import logging
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from joinedup.errors import MeasureError
from joinedup.network import engine
from joinedup.network.engine import Edges

_LOG = logging.getLogger("joinedup")
_ROOT = Path(__file__).resolve().parents[2]
#: Seconds after which it is given up: 7,000 organisations take about ten.
_MOST_S = 900


class Measure(Protocol):
    """A measure of :mod:`joinedup.network.engine`."""

    def __call__(self, n: int, edges: Edges, *, directed: bool = False) -> Sequence[float]:
        """Its values, or counts, of a network of ``n`` nodes."""


#: What can be asked for, by the names of :mod:`joinedup.network.engine`; undirected networks alone.
MEASURES: Mapping[str, Measure] = {
    "betweenness": engine.betweenness,
    "harmonic": engine.harmonic,
    "distances": engine.distances,
}


def compute(measure: str, n: int, edges: Edges) -> list[float]:
    """A measure of an undirected network, beside this process, or in it if none can be started.

    Args:
        measure: One of :data:`MEASURES`.
        n: Number of nodes.
        edges: Pairs of positions.

    Raises:
        MeasureError: When the other process fails, or takes longer than a quarter of an hour.
    """
    asked = io.BytesIO()
    np.save(asked, np.array([(n, 0), *edges], dtype=np.int64), allow_pickle=False)
    try:
        # Our own interpreter and module; nothing that comes from outside is in the command.
        done = subprocess.run(
            [sys.executable, "-m", __name__, measure],
            input=asked.getvalue(),
            capture_output=True,
            cwd=_ROOT,
            timeout=_MOST_S,
            check=True,
        )
    except OSError as error:
        _LOG.warning("No second process for a slow measure: %s", error)
        return [float(one) for one in MEASURES[measure](n, edges)]
    except subprocess.SubprocessError as error:
        raise MeasureError(
            "A measure could not be worked out",
            hint="Choose another size for the marks; the record itself is not affected.",
        ) from error
    return [float(one) for one in np.load(io.BytesIO(done.stdout), allow_pickle=False)]


def main() -> None:
    """The other process: edges from standard input, values to standard output."""
    measure = MEASURES[sys.argv[1]]
    rows = np.load(io.BytesIO(sys.stdin.buffer.read()), allow_pickle=False)
    edges = [(int(one), int(other)) for one, other in rows[1:]]
    found = io.BytesIO()
    np.save(found, np.array(measure(int(rows[0, 0]), edges)), allow_pickle=False)
    sys.stdout.buffer.write(found.getvalue())


if __name__ == "__main__":
    main()
