"""A small set of introductions that reaches every neighbourhood. Pure.

A neighbourhood is reached when an organisation of it has a partner of another sector. Every
introduction that anybody could make is looked at: of each organisation of the footprint to each
running partnership and to each other organisation. What it reaches depends only on where the
organisation is, its sector and the target, so that many are the same.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from math import ceil, inf

from joinedup.model import Organisation
from joinedup.services.introductions import Ground, Target, Weights, introduction, metres

#: Of introductions that reach as many, so many are compared for the better one.
_COMPARED = 2_000
#: An organisation and its target, by their ids.
_Out = Callable[[str, str], bool]
_Pair = tuple[Organisation, Target]
#: Where somebody is, and of which sector; and who is.
_Group = tuple[str | None, str]
_Groups = Mapping[_Group, list[Organisation]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """A small set of introductions that gives every neighbourhood a tie across sectors.

    Attributes:
        chosen: Each organisation with whom it meets, who knows both where somebody does, and the
            names of the neighbourhoods that it is the first to reach.
        neighbourhoods: How many were asked about; ``lacking`` of them have no such tie now.
        unreached: Names of those that no introduction reaches.
        least: No set of introductions that reaches as many is smaller than this.
    """

    chosen: tuple[tuple[Organisation, Target, Organisation | None, tuple[str, ...]], ...]
    neighbourhoods: int
    lacking: int
    unreached: tuple[str, ...]
    least: int


def cover(
    ground: Ground,
    *,
    within: Collection[str] | None = None,
    leave_out: _Out = lambda _organisation, _target: False,
) -> Cover:
    """A small set of introductions after which every neighbourhood has a tie across sectors.

    The introduction that reaches most neighbourhoods comes first, then that which reaches most of
    the rest, and so on: with d for the most that one reaches, the set is at most 1 + 1/2 + ...
    + 1/d times the smallest (Chvatal 1979, doi:10.1287/moor.4.3.233), and none is smaller than
    their number over d. Of those that reach as many, tables come before meetings, then those who
    work on the same, then the nearest.

    Args:
        ground: See :func:`joinedup.services.introductions.prepare`.
        within: Ids of the neighbourhoods that are asked about; None for all.
        leave_out: Given two ids, whether this introduction is out of the question.
    """
    names = {
        area.id: area.name
        for area in ground.dataset.neighbourhoods
        if within is None or area.id in within
    }
    lacking = frozenset(names) - _reached(ground)
    groups, chosen, left, most = _groups(ground), [], set(lacking), 0
    while left:
        found = _best(ground, groups, frozenset(left), leave_out)
        if found is None:
            break
        one, target, reached = found
        most = most or len(reached)
        left -= reached
        chosen.append((one, target, _through(ground, one, target), _named(names, reached)))
    return Cover(
        chosen=tuple(chosen),
        neighbourhoods=len(names),
        lacking=len(lacking),
        unreached=_named(names, left),
        least=_least(len(chosen), len(lacking) - len(left), most),
    )


def _least(size: int, reached: int, most: int) -> int:
    """How many introductions it takes at least, by both bounds of :func:`cover`."""
    if not size:
        return 0
    harmonic = sum(1 / step for step in range(1, most + 1))
    # A little less, so that rounding never promises too much.
    return max(ceil(reached / most), ceil(size / harmonic - 1e-9))


def _named(names: Mapping[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names[key] for key in keys))


def _through(ground: Ground, one: Organisation, target: Target) -> Organisation | None:
    found = introduction(ground, one.id, target.id, Weights())
    return found.through if found else None


def _reached(ground: Ground) -> frozenset[str]:
    """Neighbourhoods one of whose organisations has a partner of another sector."""
    known = ground.dataset.organisation_by_id
    return frozenset(
        one.neighbourhood
        for one in ground.dataset.organisations
        if one.neighbourhood
        and any(known[key].sector is not one.sector for key in ground.found[one.id].partners)
    )


def _best(
    ground: Ground, groups: _Groups, left: frozenset[str], leave_out: _Out
) -> tuple[Organisation, Target, frozenset[str]] | None:
    """The introduction that reaches most of some neighbourhoods, with those; None for none."""
    tables = _classes(ground, groups, left)
    for size in sorted({*map(len, tables), 1, 2}, reverse=True):
        for pairs in (_to_tables(ground, groups, tables, size), _meetings(ground, left, size)):
            usable = (
                (one, target)
                for one, target in pairs
                if one.id != target.id and not leave_out(one.id, target.id)
            )
            best = min(islice(usable, _COMPARED), key=_rank, default=None)
            if best:
                return (*best, _reach(*best) & left)
    return None


def _reach(one: Organisation, target: Target) -> frozenset[str]:
    """Neighbourhoods that get a tie across sectors by an introduction."""
    others = [item.neighbourhood for item in target.members if item.sector is not one.sector]
    return frozenset(key for key in (one.neighbourhood, *others) if key and others)


def _classes(
    ground: Ground, groups: _Groups, left: frozenset[str]
) -> dict[frozenset[str], list[tuple[_Group, Target]]]:
    """What tables reach of some neighbourhoods: who has to come, to which, for each reach."""
    # In the order of the dataset: that of a set is another one in each process.
    sectors = tuple(dict.fromkeys(sector for _, sector in groups))
    found: dict[frozenset[str], list[tuple[_Group, Target]]] = {}
    for target in ground.tables:
        for sector in sectors:
            others = [item for item in target.members if item.sector.value != sector]
            if not others:
                continue
            theirs = frozenset(item.neighbourhood for item in others if item.neighbourhood) & left
            for group in groups:
                if group[1] == sector:
                    reach = theirs | ({group[0]} & left if group[0] else frozenset())
                    if reach:
                        found.setdefault(reach, []).append((group, target))
    return found


def _groups(ground: Ground) -> _Groups:
    groups: dict[_Group, list[Organisation]] = {}
    for one in ground.dataset.organisations:
        if not one.outside:
            groups.setdefault((one.neighbourhood, one.sector.value), []).append(one)
    return groups


def _to_tables(
    ground: Ground,
    groups: _Groups,
    classes: Mapping[frozenset[str], list[tuple[_Group, Target]]],
    size: int,
) -> Iterator[_Pair]:
    """Introductions to tables that reach so many, of whoever does not sit there."""
    for reach, found in classes.items():
        if len(reach) == size:
            for group, target in found:
                for one in groups[group]:
                    if target.id not in ground.found[one.id].partnerships:
                        yield one, target


def _meetings(ground: Ground, left: frozenset[str], size: int) -> Iterator[_Pair]:
    """Meetings of two sectors that reach so many: two neighbourhoods, or one."""
    if size > 2:
        return
    here = [one for one in ground.meetings if one.members[0].neighbourhood in left]
    for one in here:
        for other in here if size == 2 else ground.meetings:
            first, second = one.members[0], other.members[0]
            if first.sector is not second.sector and len(_reach(first, other) & left) == size:
                yield first, other


def _rank(pair: _Pair) -> tuple[float, float, str, str]:
    """What they share first, then how near they are, then by id."""
    one, target = pair
    shared = sum(
        target.counts[name].get(word, 0) / len(target.members)
        for name, words in (("themes", one.themes), ("serves", one.serves))
        for word in words
    )
    near = inf
    if one.point:
        near = min(
            (metres(one.point, item.point) for item in target.members if item.point), default=inf
        )
    return -round(shared, 9), round(near, 3), one.id, target.id
