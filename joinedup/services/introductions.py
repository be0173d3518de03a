"""Introductions: to which table an organisation could be brought, through whom, and why. Pure.

A table is a partnership that runs. Each gets a score, the weighted sum of what speaks for it; the
weights can be seen and changed, and the same question has one answer. It works for organisations
without any tie, by place, distance, sector, what they work on and whom they serve; where there
are ties, partners who sit at the table count (Adamic and Adar 2003,
doi:10.1016/S0378-8733(03)00009-1).
``benchmarks/introductions.py`` says how good it is.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much each thing counts; each is from 0 to 1 before its weight.

    Attributes:
        neighbourhood, place: Share of the members who are of the same one.
        themes, serves: Share of the members who work on the same, mean over its themes; or
            serve the same people.
        sector: Share of the members who are of the same sector.
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
    nearness: float = 1.0
    partners: float = 2.0
    size: float = 1.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A partnership that runs, with what its members are."""

    partnership: Partnership
    members: tuple[Organisation, ...]
    counts: Mapping[str, Counter[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What introductions are made from: a dataset under a scope, counted once."""

    dataset: Dataset
    found: Mapping[str, Connection]
    tables: tuple[Table, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Introduction:
    """A table to bring an organisation to.

    Attributes:
        table: Which.
        through: Who knows both, the one with the fewest other partners; None where nobody does.
        nearest: The nearest member and its distance in metres; None where no distance is known.
        parts: What speaks for it by the names of :class:`Weights`, each from 0 to 1.
        score: Their weighted sum.
    """

    table: Table
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
            tables.append(Table(partnership=one, members=sitting, counts=_counts(sitting)))
    return Ground(dataset=dataset, found=found, tables=tuple(tables))


def _counts(members: Sequence[Organisation]) -> dict[str, Counter[str]]:
    return {
        "neighbourhood": Counter(one.neighbourhood for one in members if one.neighbourhood),
        "place": Counter(one.place for one in members if one.place),
        "sector": Counter(one.sector.value for one in members),
        "themes": Counter(theme for one in members for theme in one.themes),
        "serves": Counter(people for one in members for people in one.serves),
    }


def introductions(
    ground: Ground, organisation: str, weights: Weights | None = None, *, most: int = _MOST
) -> tuple[Introduction, ...]:
    """The best tables that an organisation does not sit at, best first, then by name.

    Args:
        ground: See :func:`prepare`.
        organisation: Its id.
        weights: How much each thing counts.
        most: At most so many; those that nothing speaks for but their size are left out.
    """
    ranked = scored(ground, organisation, weights or Weights())
    return tuple(one for one in ranked if _is_told(one))[:most]


def _is_told(one: Introduction) -> bool:
    return any(value > 0 for name, value in one.parts.items() if name != "size")


def scored(ground: Ground, organisation: str, weights: Weights) -> list[Introduction]:
    """Every table that it does not sit at, with its score, best first, then by name and id."""
    one, link = ground.dataset.organisation_by_id[organisation], ground.found[organisation]
    partners = {key: _rarity(ground.found[key]) for key in link.partners}
    tables = [one for one in ground.tables if one.partnership.id not in link.partnerships]
    known = [_known(table, partners) for table in tables]
    top = max((total for total, _ in known), default=0.0) or 1.0
    largest = max((len(table.members) for table in tables), default=1)
    found = []
    for table, (total, through) in zip(tables, known, strict=True):
        nearest = _nearest(one, table.members)
        parts = {
            **_shares(one, table),
            "nearness": exp(-nearest[1] / _NEAR_M) if nearest else 0.0,
            "partners": total / top,
            "size": log1p(len(table.members)) / log1p(largest),
        }
        score = sum(getattr(weights, item.name) * parts[item.name] for item in fields(weights))
        found.append(
            Introduction(table=table, through=through, nearest=nearest, parts=parts, score=score)
        )
    return sorted(found, key=_order)


def _order(one: Introduction) -> tuple[float, str, str]:
    return -round(one.score, 9), one.table.partnership.name, one.table.partnership.id


def _rarity(link: Connection) -> float:
    """What knowing somebody is worth: the more, the fewer partners they have."""
    return 1 / log(max(len(link.partners), 2))


def _known(table: Table, partners: Mapping[str, float]) -> tuple[float, Organisation | None]:
    sitting = [one for one in table.members if one.id in partners]
    through = max(sitting, key=lambda one: (partners[one.id], one.name), default=None)
    return sum(partners[one.id] for one in sitting), through


def _shares(one: Organisation, table: Table) -> dict[str, float]:
    """Shares of the members who are as this one is; of several themes the mean."""
    wanted: dict[str, Sequence[str]] = {
        "neighbourhood": (one.neighbourhood,) if one.neighbourhood else (),
        "place": (one.place,) if one.place else (),
        "sector": (one.sector.value,),
        "themes": one.themes,
        "serves": one.serves,
    }
    size = len(table.members)
    return {
        name: sum(table.counts[name][word] for word in words) / (size * len(words))
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
