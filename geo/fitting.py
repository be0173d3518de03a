"""Small areas fitted to large ones, so that dissolving the small gives the large.

Both were simplified, each on its own, so that their common edges differ by some metres.
Small areas are cut off where they reach over the edge of theirs, and what they leave of it
goes to the neighbour with the longest common edge.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import shapely

from geo import GeographyError
from geo.boundaries import (
    DECIMALS,
    GAP_METRES,
    GRID_METRES,
    check_coverage,
    is_coverage,
    polygonal,
    rounded,
)
from geo.projection import geometries_to_degrees

TOUCHING_METRES = 0.01
_SNAPPING_METRES = (0.0, 1.0, 2.0)
_SHAPELY: Any = shapely  # its published types (2.1) lack coverage_clean, new in 2.2


def fit(
    parts: Mapping[str, Any], owners: Mapping[str, str], wholes: Mapping[str, Any]
) -> dict[str, Any]:
    """Parts that make up the whole they belong to, by the key of the part, snapped to 1 m.

    Where an edge between two parts meets the edge of the whole, rounding may bend that by 1 m.

    Args:
        parts: Polygons (EPSG:27700) that form a coverage, by key.
        owners: Key of the whole that each part belongs to.
        wholes: Polygons (EPSG:27700) that form a coverage, by key.

    Raises:
        GeographyError: When a part lies outside its whole, or they are no coverage.
    """
    found: dict[str, Any] = {}
    for owner, whole in wholes.items():
        keys = [key for key in parts if owners[key] == owner]
        cut = [polygonal(shapely.intersection(parts[key], whole)) for key in keys]
        left = polygonal(shapely.difference(whole, shapely.union_all(cut)))
        pieces: list[list[Any]] = [[one] for one in cut]
        tree = shapely.STRtree(cut)
        for piece in shapely.get_parts(left):
            pieces[_neighbour(piece, cut, tree)].append(piece)
        found |= dict(zip(keys, map(shapely.union_all, pieces), strict=True))
    if any(one.is_empty for one in found.values()):
        raise GeographyError("An area is too small to be fitted to the one it belongs to.")
    return dict(zip(parts, _joined(np.array([found[key] for key in parts])), strict=True))


def parts_to_drawn(parts: Mapping[str, Any]) -> dict[str, Any]:
    """Fitted parts (EPSG:27700) as they are drawn; see :func:`geo.boundaries.to_drawn`.

    Slivers that rounding would turn inside out are taken away first.

    Raises:
        GeographyError: When they are no coverage even so.
    """
    degrees = geometries_to_degrees(np.array(list(parts.values())))
    grid = 10.0**-DECIMALS
    snapped = shapely.set_precision(degrees, grid)
    clean = _SHAPELY.coverage_clean(snapped, gap_width=grid, snapping_distance=0.0)
    drawn = rounded(clean)
    check_coverage(drawn)
    return dict(zip(parts, drawn, strict=True))


def _joined(parts: Any) -> Any:
    """Parts as a coverage on the 1 m grid, with corners moved no farther than it takes."""
    for metres in _SNAPPING_METRES:
        clean = _SHAPELY.coverage_clean(parts, gap_width=GAP_METRES, snapping_distance=metres)
        snapped = shapely.set_precision(clean, GRID_METRES)
        if is_coverage(snapped):
            return snapped
    raise GeographyError("The small areas cannot be fitted to the large ones.")


def _neighbour(piece: Any, others: Sequence[Any], tree: Any) -> int:
    """Index of the polygon with the longest common edge; the first one on a draw."""
    near = sorted(tree.query(piece, predicate="dwithin", distance=TOUCHING_METRES).tolist())
    edge = shapely.buffer(shapely.boundary(piece), TOUCHING_METRES)
    lengths = [shapely.length(shapely.intersection(edge, others[one].boundary)) for one in near]
    return int(near[int(np.argmax(lengths))])
