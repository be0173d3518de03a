"""Small made-up versions to be compared with each other."""

from typing import Any

from joinedup.model import Dataset, Organisation, Sector
from joinedup.network.pairs import pairs
from joinedup.services import Difference, Reading, differences, scope_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import reading


def compared(before: Reading, after: Reading) -> Difference:
    sides = (pairs(one.dataset, scope_of(one.state)) for one in (before, after))
    return differences(before, after, *sides)


def groups(*keys: str, place: str = "Ashdale") -> list[Organisation]:
    return [sample.organisation(key, Sector.VCSE, place) for key in keys]


def of(members: str, *, covered: bool = True, everybody: str = "abcd", **rest: Any) -> Dataset:
    """Groups a letter each, of whom ``members`` are in one partnership."""
    return sample.dataset(
        groups(*everybody),
        [sample.partnership("p")],
        [sample.membership(one, "p") for one in members],
        coverage=[sample.coverage(Sector.VCSE)] if covered else [],
        **rest,
    )


def between(old: Dataset, new: Dataset, **filters: Any) -> Difference:
    return compared(reading(old, **filters), reading(new, **filters))
