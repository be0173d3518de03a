"""Which part of a dataset counts: a day, the past or not, levels and kinds."""

from dataclasses import dataclass
from datetime import date

from joinedup.model import Dataset, Level, Membership, Partnership, Tie, first_day


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the filters leave of the network. Hashable, so that it can key a cache.

    Attributes:
        day: The day on which the network is seen.
        include_past: Also count what ran at some time up to ``day`` and has ended since.
            Two organisations then count as partners even if one left before the other came.
        levels: Levels that count; empty means all.
        kinds: Kinds of partnership, or of tie, that count; empty means all.
    """

    day: date
    include_past: bool = False
    levels: frozenset[Level] = frozenset()
    kinds: frozenset[str] = frozenset()

    @property
    def widened(self) -> "Scope":
        """The same dates over all levels and kinds."""
        return Scope(day=self.day, include_past=self.include_past)


def partnerships_in(dataset: Dataset, scope: Scope) -> tuple[Partnership, ...]:
    """The partnerships that count, in the order of the dataset."""
    return tuple(
        one
        for one in dataset.partnerships
        if _chosen(one, scope)
        and (one.runs_on(scope.day) or (scope.include_past and partnership_begun(one, scope.day)))
    )


def memberships_in(dataset: Dataset, scope: Scope) -> tuple[Membership, ...]:
    """The memberships that count: those of a partnership that counts, in force themselves.

    One that states no start counts from the date of its document, as the model has it; one
    that states no end ends with its partnership.
    """
    counting = {one.id for one in partnerships_in(dataset, scope)}
    return tuple(
        one
        for one in dataset.memberships
        if one.partnership in counting
        and (one.runs_on(scope.day) or (scope.include_past and row_begun(one, scope.day)))
    )


def ties_in(dataset: Dataset, scope: Scope) -> tuple[Tie, ...]:
    """The direct ties that count.

    A tie has a kind but no level: a filter on kind picks ties of that kind, and any filter on
    level leaves all ties out, because nothing says that they are at that level.
    """
    if scope.levels:
        return ()
    return tuple(
        one
        for one in dataset.ties
        if (not scope.kinds or one.kind in scope.kinds)
        and (one.runs_on(scope.day) or (scope.include_past and row_begun(one, scope.day)))
    )


def partnership_begun(partnership: Partnership, day: date) -> bool:
    """Whether the record says that it ran at some time up to and including ``day``."""
    return _begun(partnership.start or partnership.provenance.as_of, day)


def row_begun(row: Membership | Tie, day: date) -> bool:
    """Whether the record says that it held at some time up to and including ``day``."""
    return _begun(row.since or row.provenance.as_of, day)


def _begun(since: str, day: date) -> bool:
    return not since or first_day(since) <= day


def _chosen(partnership: Partnership, scope: Scope) -> bool:
    return (not scope.levels or partnership.level in scope.levels) and (
        not scope.kinds or partnership.kind in scope.kinds
    )
