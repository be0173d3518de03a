"""Who works with whom, by group: ties as they are, beside what chance would give.

Chance is a permutation test: the same ties and the same groups, handed out to the organisations
at random, so that neither the number of ties nor the size of a group explains a difference.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from joinedup.errors import MeasureError
from joinedup.network.pairs import Pairs

Counts = NDArray[np.int64]
Means = NDArray[np.float64]
DRAWS = 1_000
_SEED = 20_061_947
#: The middle 95 of 100 draws.
_INTERVAL = (2.5, 97.5)
#: Draws that are counted at once: a few million numbers in memory.
_AT_ONCE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What chance gives: the mean of the draws, and between which two values 95% of them are."""

    mean: float
    low: float
    high: float

    def says(self, observed: float) -> str:
        """``more`` or ``fewer`` than 95 of 100 draws, or ``as`` many of them."""
        if observed > self.high:
            return "more"
        return "fewer" if observed < self.low else "as"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixing:
    """Ties between groups, and within each.

    Attributes:
        groups: In the order that was asked for.
        members: Organisations of each.
        ties: Ties by pair of groups' positions, the lower first; all pairs are there.
        expected: What chance gives for each of them.
        ei: Ties between groups less those within, over all; None without a tie.
        ei_expected: What chance gives for it.
    """

    groups: tuple[Hashable, ...]
    members: tuple[int, ...]
    ties: Mapping[tuple[int, int], int]
    expected: Mapping[tuple[int, int], Expected]
    ei: float | None
    ei_expected: Expected | None


def mixing(
    found: Pairs,
    group: Mapping[str, Hashable],
    groups: Sequence[Hashable],
    *,
    draws: int = DRAWS,
) -> Mixing:
    """Ties by group, observed and expected; seeded, so that the same question has one answer.

    Args:
        found: The pairs that are tied.
        group: The group of every organisation that counts; ties with others are left out.
        groups: The groups, in the order wanted.
        draws: How often the groups are handed out at random.

    Raises:
        MeasureError: When an organisation's group is not among ``groups``.
    """
    position = {one: number for number, one in enumerate(groups)}
    unknown = [one for one in group.values() if one not in position]
    if unknown:
        raise MeasureError("This group is not among those asked for", value=unknown[0])
    label = np.array([position[group[one]] if one in group else -1 for one in found.ids], np.int64)
    counted = (label[found.first] >= 0) & (label[found.second] >= 0)
    inside = np.flatnonzero(label >= 0)
    place = np.full(len(label), -1, np.int64)
    place[inside] = np.arange(len(inside))
    first, second = place[found.first[counted]], place[found.second[counted]]
    labels, k = label[inside], len(groups)
    observed = _count(first, second, labels[None, :], k)[0]
    drawn = _draw(first, second, labels, k, draws)
    cells = [(one, other) for one in range(k) for other in range(one, k)]
    within = np.array([one * k + one for one in range(k)], np.int64)
    return Mixing(
        groups=tuple(groups),
        members=tuple(int(one) for one in np.bincount(labels, minlength=k)[:k]),
        ties={(one, other): int(observed[one * k + other]) for one, other in cells},
        expected={(one, other): _expected(drawn[:, one * k + other]) for one, other in cells},
        ei=_ei(observed[None, :], within)[0] if len(first) else None,
        ei_expected=_expected(_ei(drawn, within)) if len(first) else None,
    )


def _draw(first: Counts, second: Counts, labels: Counts, k: int, draws: int) -> Counts:
    generator = np.random.default_rng(_SEED)
    parts = []
    for begin in range(0, draws, _AT_ONCE):
        many = np.tile(labels, (min(_AT_ONCE, draws - begin), 1))
        parts.append(_count(first, second, generator.permuted(many, axis=1), k))
    return np.concatenate(parts)


def _count(first: Counts, second: Counts, labels: Counts, k: int) -> Counts:
    """Ties by pair of groups for each row of labels; a row has one cell a pair, lower first."""
    one, other = labels[:, first], labels[:, second]
    cells = np.minimum(one, other) * k + np.maximum(one, other)
    cells += np.arange(len(labels))[:, None] * k * k
    return np.bincount(cells.ravel(), minlength=len(labels) * k * k).reshape(len(labels), k * k)


def _ei(counts: Counts, within: Counts) -> Means:
    total = counts.sum(axis=1)
    inner = counts[:, within].sum(axis=1)
    return np.asarray((total - 2 * inner) / total, np.float64)


def _expected(values: NDArray[np.generic]) -> Expected:
    low, high = np.percentile(values.astype(np.float64), _INTERVAL)
    return Expected(mean=float(values.mean()), low=float(low), high=float(high))
