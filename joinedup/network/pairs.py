"""Which two organisations share a partnership or a tie, as arrays: for what counts all pairs.

The same pairs as the edges of :func:`joinedup.network.graph.organisation_graph`, with the same
weights, many times faster than as a networkx graph. They depend on the contents of a dataset
alone, not on the order of its rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.model import Dataset
from joinedup.network.graph import members_by_partnership
from joinedup.network.scope import Scope, memberships_in, ties_in

Numbers = NDArray[np.int64]
Weights = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of organisations, each once, in the order of their numbers.

    Attributes:
        ids: Ids of all organisations, sorted; a pair's numbers are positions in it.
        first, second: The two of each pair, the lower number first.
        weight: Sum over shared partnerships of 1/(n-1) (Newman 2001); 0 for a bare tie.
        strength: Sum of the strengths (1 to 4) of the direct ties between the two.
    """

    ids: tuple[str, ...]
    first: Numbers
    second: Numbers
    weight: Weights
    strength: Weights


def pairs(dataset: Dataset, scope: Scope) -> Pairs:
    """All pairs that count under a scope."""
    ids = tuple(sorted(dataset.organisation_by_id))
    number = {one: position for position, one in enumerate(ids)}
    codes: list[Numbers] = [np.empty(0, np.int64)]
    weights: list[Weights] = [np.empty(0)]
    strengths: list[Weights] = [np.empty(0)]
    # In the order of ids: sums of fractions hang on their order, if only in the last digit.
    for _, members in sorted(members_by_partnership(memberships_in(dataset, scope)).items()):
        found = np.sort(np.array([number[one] for one in members], np.int64))
        one, other = np.triu_indices(len(found), 1)
        codes.append(found[one] * len(ids) + found[other])
        weights.append(np.full(len(one), 1 / max(len(found) - 1, 1)))
        strengths.append(np.zeros(len(one)))
    tied = sorted(
        (*sorted((number[tie.source], number[tie.target])), tie.strength)
        for tie in ties_in(dataset, scope)
    )
    codes.append(np.array([one * len(ids) + other for one, other, _ in tied], np.int64))
    weights.append(np.zeros(len(tied)))
    strengths.append(np.array([strength for _, _, strength in tied], np.float64))
    distinct, which = np.unique(np.concatenate(codes), return_inverse=True)
    return Pairs(
        ids=ids,
        first=distinct // max(len(ids), 1),
        second=distinct % max(len(ids), 1),
        weight=_sums(which, weights, len(distinct)),
        strength=_sums(which, strengths, len(distinct)),
    )


def _sums(which: Numbers, values: list[Weights], length: int) -> Weights:
    return np.bincount(which, np.concatenate(values), length).astype(np.float64)


def between(found: Pairs, group: Mapping[str, int], groups: int) -> Mapping[tuple[int, int], int]:
    """How many pairs join each two groups, and lie within each one.

    Args:
        found: The pairs.
        group: The number of the group, from 0, of every organisation that counts.
        groups: How many groups there are.

    Returns:
        The number of pairs by the two groups' numbers, the lower first; none of 0.
    """
    of = np.array([group.get(one, -1) for one in found.ids], np.int64)
    one, other = of[found.first], of[found.second]
    counted = (one >= 0) & (other >= 0)
    low, high = np.minimum(one, other)[counted], np.maximum(one, other)[counted]
    counts = np.bincount(low * groups + high, minlength=groups * groups)
    return {
        (int(code) // groups, int(code) % groups): int(counts[code])
        for code in np.flatnonzero(counts)
    }


def ei_by_group(found: Pairs, group: Mapping[str, int], groups: int) -> tuple[float | None, ...]:
    """The E-I index of each group: its ties with others less those within, over all of its ties.

    Krackhardt and Stern 1988 (doi:10.2307/2786835). None for a group without a tie.

    Args:
        found: The pairs.
        group: The number of the group, from 0, of every organisation that counts.
        groups: How many groups there are.
    """
    within, across = [0] * groups, [0] * groups
    for (one, other), count in between(found, group, groups).items():
        if one == other:
            within[one] += count
        else:
            across[one] += count
            across[other] += count
    return tuple(
        (out - own) / (out + own) if out + own else None
        for own, out in zip(within, across, strict=True)
    )
