"""Introductions: whom an organisation could be brought to, through whom, and why. Pure.

A target is a table, which is a partnership that runs, or one other organisation. Each gets a
score, the weighted sum of what speaks for it; the weights can be seen and changed, and the same
question has one answer. It works for organisations without any tie, by place, distance, sector,
what they work on and whom they serve; where there are ties, partners who know the target count
(Adamic and Adar 2003, doi:10.1016/S0378-8733(03)00009-1).
``benchmarks/introductions.py`` says how good it is.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import cos, exp, hypot, inf, log, log1p, radians

from joinedup.model import Dataset, Organisation, Partnership, Point
from joinedup.network.connection import Connection
from joinedup.network.scope import Scope, memberships_in, partnerships_in

#: Of a degree of latitude, and of one of longitude at the equator.
_METRES_A_DEGREE = 111_320.0
#: A distance at which nearness has fallen to a third.
_NEAR_M = 3_000.0
_MOST = 5
#: So many of them are organisations, where there are tables enough.
_MEETINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each thing counts; each is from 0 to 1 before its weight.

    Attributes:
        neighbourhood, place: Share of the members who are of the same one.
        themes, serves: Share of the members who work on the same, mean over its themes; or
            serve the same people.
        sector: Share of the members who are of the same sector.
        missing: 1 where its sector has no seat at the table, or the organisation is of another.
        opens: 1 where it would be its first tie outside its sector.
        nearness: How near the nearest member is: 1 next door, a third at three kilometres.
        partners: Its partners at the table, those who have few partners more; the table with
            the most has 1.
        size: Larger tables take newcomers more often; the largest has 1.
    """

    neighbourhood: float = 2.0
    place: float = 1.0
    themes: float = 1.0
    serves: float = 1.0
    sector: float = 1.0
    missing: float = 0.5
    opens: float = 0.5
    nearness: float = 1.0
    partners: float = 2.0
    size: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom somebody could be brought to: those at a table, or one organisation.

    Attributes:
        of: The partnership that runs, or the organisation.
        members: Who sits at the table; the organisation itself.
        counts: How many members are of each neighbourhood, place, sector, theme and so on.
    """

    of: Partnership | Organisation
    members: tuple[Organisation, ...]
    counts: Mapping[str, Mapping[str, int]]

    @property
    def id(self) -> str:
        """Of the partnership or the organisation."""
        return self.of.id

    @property
    def name(self) -> str:
        """Of the partnership or the organisation."""
        return self.of.name

    @property
    def is_table(self) -> bool:
        """Whether it is a partnership."""
        return isinstance(self.of, Partnership)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What introductions are made from: a dataset on a day, counted once.

    Attributes:
        tables: The running partnerships that have members.
        meetings: The footprint's own organisations.
    """

    dataset: Dataset
    found: Mapping[str, Connection]
    tables: tuple[Target, ...]
    meetings: tuple[Target, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """One introduction of an organisation.

    Attributes:
        target: To whom.
        through: Who knows both, the one with the fewest other partners; None where nobody does.
        nearest: The nearest member and its distance in metres; None where no distance is known.
        parts: What speaks for it by the names of :class:`Weights`, each from 0 to 1.
        score: Their weighted sum.
    """

    target: Target
    through: Organisation | None
    nearest: tuple[Organisation, float] | None
    parts: Mapping[str, float]
    score: float


def prepare(dataset: Dataset, scope: Scope, found: Mapping[str, Connection]) -> Ground:
    """Count what the members of every running partnership are."""
    members: dict[str, dict[str, None]] = {}
    for row in memberships_in(dataset, scope):
        members.setdefault(row.partnership, {})[row.organisation] = None
    tables = []
    for one in partnerships_in(dataset, scope):
        sitting = tuple(dataset.organisation_by_id[key] for key in members.get(one.id, ()))
        if sitting:
            tables.append(Target(of=one, members=sitting, counts=_counts(sitting)))
    return Ground(
        dataset=dataset,
        found=found,
        tables=tuple(tables),
        meetings=tuple(
            Target(of=one, members=(one,), counts=_counts((one,)))
            for one in dataset.organisations
            if not one.outside
        ),
    )


def _counts(members: Sequence[Organisation]) -> dict[str, Mapping[str, int]]:
    return {
        "neighbourhood": Counter(one.neighbourhood for one in members if one.neighbourhood),
        "place": Counter(one.place for one in members if one.place),
        "sector": Counter(one.sector.value for one in members),
        "themes": Counter(theme for one in members for theme in one.themes),
        "serves": Counter(people for one in members for people in one.serves),
    }


def introductions(
    ground: Ground,
    organisation: str,
    weights: Weights | None = None,
    *,
    away: Collection[str] = (),
    most: int = _MOST,
) -> tuple[Introduction, ...]:
    """The best tables that an organisation does not sit at, then whom it could meet.

    Each kind is in the order of its scores, then of names. Of five, two are organisations, and
    more where there are fewer tables.

    Args:
        ground: See :func:`prepare`.
        organisation: Its id.
        weights: How much each thing counts.
        away: Ids of targets that are not suggested any more: declined, or met by now.
        most: At most so many; those that nothing speaks for but their size are left out.
    """
    ranked = [
        [
            one
            for one in rank(ground, organisation, weights or Weights())
            if _is_told(one) and one.target.id not in away
        ]
        for rank in (scored, scored_meetings)
    ]
    tables, meetings = ranked[0][:most], ranked[1]
    own = min(len(meetings), max(min(_MEETINGS, most), most - len(tables)))
    found = (*tables[: most - own], *meetings[:own])
    # Whoever has no partner of another sector hears of one at least.
    opening = next((one for one in meetings if one.parts["opens"]), None)
    if opening and not any(one.parts["opens"] for one in found):
        return (*found[:-1], opening)
    return found


def _is_told(one: Introduction) -> bool:
    """Whether more speaks for it than its size, and that another sector is another sector."""
    weak = {"size", "missing", "opens"}
    return any(value > 0 for name, value in one.parts.items() if name not in weak)


def introduction(
    ground: Ground, organisation: str, target: str, weights: Weights
) -> Introduction | None:
    """One introduction with its score; None where its ends are joined already, or not there.

    Args:
        ground: See :func:`prepare`.
        organisation, target: Two ids.
        weights: How much each thing counts.
    """
    if organisation not in ground.dataset.organisation_by_id:
        return None
    is_table = target in ground.dataset.partnership_by_id
    rank = scored if is_table else scored_meetings
    found = (one for one in rank(ground, organisation, weights) if one.target.id == target)
    return next(found, None)


def scored(ground: Ground, organisation: str, weights: Weights) -> list[Introduction]:
    """Every table that it does not sit at, with its score, best first, then by name and id."""
    link = ground.found[organisation]
    partners = {key: _rarity(ground.found[key]) for key in link.partners}
    tables = [one for one in ground.tables if one.id not in link.partnerships]
    known = {table.id: _known(table, partners) for table in tables}
    sizes = {table.id: len(table.members) for table in ground.tables}
    return _ranked(ground, organisation, weights, tables, known, sizes)


def scored_meetings(ground: Ground, organisation: str, weights: Weights) -> list[Introduction]:
    """The same for organisations of its place that it has no tie with; of all, where unknown."""
    one, link = ground.dataset.organisation_by_id[organisation], ground.found[organisation]
    known = {organisation, *link.partners}
    others = [
        other
        for other in ground.meetings
        if other.id not in known and (not one.place or one.place in other.counts["place"])
    ]
    sizes = {key: len(other.partners) for key, other in ground.found.items()}
    return _ranked(ground, organisation, weights, others, _in_common(ground, link), sizes)


#: By target: what its common acquaintances are worth together, and who is worth most.
_Known = Mapping[str, tuple[float, Organisation | None]]


def _in_common(ground: Ground, link: Connection) -> _Known:
    """The partners of its partners, with who knows both."""
    total: dict[str, float] = {}
    best: dict[str, tuple[float, str]] = {}
    for key in link.partners:
        worth = _rarity(ground.found[key])
        for other in ground.found[key].partners:
            total[other] = total.get(other, 0.0) + worth
            best[other] = max(best.get(other, (0.0, "")), (worth, key))
    known = ground.dataset.organisation_by_id
    return {key: (total[key], known[best[key][1]]) for key in total}


def _ranked(
    ground: Ground,
    organisation: str,
    weights: Weights,
    targets: Iterable[Target],
    known: _Known,
    sizes: Mapping[str, int],
) -> list[Introduction]:
    one = ground.dataset.organisation_by_id[organisation]
    alone = _has_no_other_sector(ground, one)
    top = max((total for total, _ in known.values()), default=0.0) or 1.0
    largest = max(sizes.values(), default=1) or 1
    weighing = [(item.name, getattr(weights, item.name)) for item in fields(weights)]
    found = []
    for target in targets:
        nearest = _nearest(one, target.members)
        total, through = known.get(target.id, (0.0, None))
        other_sectors = target.counts["sector"].keys() - {one.sector.value}
        parts = {
            **_shares(one, target),
            "missing": float(one.sector.value not in target.counts["sector"]),
            "opens": float(alone and bool(other_sectors)),
            "nearness": exp(-nearest[1] / _NEAR_M) if nearest else 0.0,
            "partners": total / top,
            "size": log1p(sizes[target.id]) / log1p(largest),
        }
        score = sum(weight * parts[name] for name, weight in weighing)
        found.append(
            Introduction(target=target, through=through, nearest=nearest, parts=parts, score=score)
        )
    return sorted(found, key=_order)


def _has_no_other_sector(ground: Ground, one: Organisation) -> bool:
    known = ground.dataset.organisation_by_id
    return all(known[key].sector is one.sector for key in ground.found[one.id].partners)


def _order(one: Introduction) -> tuple[float, str, str]:
    return -round(one.score, 9), one.target.name, one.target.id


def _rarity(link: Connection) -> float:
    """What knowing somebody is worth: the more, the fewer partners they have."""
    return 1 / log(max(len(link.partners), 2))


def _known(table: Target, partners: Mapping[str, float]) -> tuple[float, Organisation | None]:
    sitting = [one for one in table.members if one.id in partners]
    through = max(sitting, key=lambda one: (partners[one.id], one.name), default=None)
    return sum(partners[one.id] for one in sitting), through


def _shares(one: Organisation, target: Target) -> dict[str, float]:
    """Shares of the members who are as this one is; of several themes the mean."""
    wanted: dict[str, Sequence[str]] = {
        "neighbourhood": (one.neighbourhood,) if one.neighbourhood else (),
        "place": (one.place,) if one.place else (),
        "sector": (one.sector.value,),
        "themes": one.themes,
        "serves": one.serves,
    }
    size = len(target.members)
    return {
        name: sum(target.counts[name].get(word, 0) for word in words) / (size * len(words))
        if words
        else 0.0
        for name, words in wanted.items()
    }


def _nearest(
    one: Organisation, members: Iterable[Organisation]
) -> tuple[Organisation, float] | None:
    if one.point is None:
        return None
    found, best = None, inf
    for other in members:
        if other.point is not None and (apart := metres(one.point, other.point)) < best:
            found, best = other, apart
    return (found, best) if found else None


def metres(one: Point, other: Point) -> float:
    """The distance of two points, as if the ground between them were flat.

    WGS 84 degrees to metres; within a footprint some thousandths off.
    """
    east = (one.longitude - other.longitude) * cos(radians((one.latitude + other.latitude) / 2))
    return _METRES_A_DEGREE * hypot(east, one.latitude - other.latitude)
