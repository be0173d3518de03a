"""Made-up ties between two organisations: referrals, money, staff, work and data they share."""

from collections.abc import Sequence
from itertools import accumulate
from random import Random
from typing import NamedTuple

from joinedup.model import Sector, Tie
from scripts.demonstration.history import MONTHS, Kept, made_up_on, spans
from scripts.demonstration.memberships import Roll, bounds_of, is_merged
from scripts.demonstration.organisations import Body

_BETWEEN_GROUPS = 4700
_DEPRIVED = 2


class Rule(NamedTuple):
    """Ties from every body of one kind to some of another.

    Attributes:
        where: ``hood``, ``place`` or empty for everywhere.
        least, most: How many of them each source has.
    """

    source: str
    target: str
    where: str
    kinds: tuple[str, ...]
    least: int
    most: int


_RULES = (
    Rule("general practice", "vcse", "hood", ("refers to",), 1, 6),
    Rule("general practice", "community pharmacy", "hood", ("refers to", "shares data"), 1, 2),
    Rule("general practice", "general practice", "hood", ("shares staff", "shares data"), 0, 3),
    Rule("general practice", "care home", "hood", ("shares data",), 0, 2),
    Rule("community pharmacy", "vcse", "hood", ("refers to",), 0, 1),
    Rule("community pharmacy", "community pharmacy", "place", ("shares staff",), 0, 2),
    Rule("social-care", "vcse", "hood", ("delivers with", "refers to"), 0, 1),
    Rule("social-care", "social-care", "place", ("shares staff", "refers to"), 0, 4),
    Rule("council", "vcse", "place", ("funds",), 90, 130),
    Rule("council", "social-care", "place", ("funds",), 25, 40),
    Rule("council", "nhs-trust", "place", ("shares data", "delivers with"), 2, 3),
    Rule("nhs-trust", "vcse", "place", ("refers to", "delivers with"), 35, 80),
    Rule("nhs-trust", "nhs-trust", "", ("shares staff", "shares data"), 3, 5),
    Rule("ambulance", "acute", "", ("shares data", "refers to"), 5, 5),
    Rule("university", "nhs-trust", "", ("shares data",), 3, 6),
    Rule("university", "vcse", "place", ("delivers with",), 12, 20),
    Rule("college", "vcse", "place", ("delivers with",), 3, 8),
    Rule("housing association", "vcse", "place", ("funds", "refers to"), 20, 30),
    Rule("national body", "vcse", "", ("funds",), 40, 70),
)
_AMONG_GROUPS = ("refers to", "delivers with", "shares staff", "shares data", "funds")
_AMONG_WEIGHTS = (40, 34, 8, 6, 4)


class Pool:
    """Bodies to draw from, the busier the likelier."""

    def __init__(self, bodies: Sequence[Body]) -> None:
        self._bodies = bodies
        self._totals = list(accumulate(_weight(one) for one in bodies))

    def draw(self, rng: Random) -> Body | None:
        """One of them; None where there are none."""
        if not self._bodies:
            return None
        return rng.choices(self._bodies, cum_weights=self._totals)[0]


class Book:
    """The pairs so far, by ids and kind of tie; each once."""

    def __init__(self) -> None:
        self.pairs: dict[tuple[str, str, str], tuple[Body, Body]] = {}

    def join(self, source: Body, target: Body | None, kind: str) -> bool:
        """Write a pair down; False where it is none, or there already."""
        if target is None or source.now.id == target.now.id:
            return False
        key = (source.now.id, target.now.id, kind)
        if key in self.pairs:
            return False
        self.pairs[key] = (source, target)
        return True


def ties(rng: Random, bodies: Sequence[Body]) -> list[Kept[Tie]]:
    """All ties in their states, by source, target and kind."""
    roll = Roll([one for one in bodies if not one.lapsed])
    book = Book()
    for rule in _RULES:
        _by_rule(rng, rule, roll, book)
    _among_groups(rng, roll, book)
    _take_over(bodies, book)
    return [row for key in sorted(book.pairs) for row in _rows(rng, book.pairs[key], key[2])]


def _by_rule(rng: Random, rule: Rule, roll: Roll, book: Book) -> None:
    pools: dict[str | None, Pool] = {}
    for source in roll.find(rule.source):
        where = {"hood": source.hood, "place": source.now.place, "": None}[rule.where]
        if where not in pools:
            pools[where] = Pool(roll.find(rule.target, where))
        wanted = rng.randrange(rule.least, rule.most + 1)
        if rule.where == "hood" and source.decile <= _DEPRIVED:
            wanted = (wanted + 1) // 2
        for _ in range(wanted):
            book.join(source, pools[where].draw(rng), rng.choice(rule.kinds))


def _among_groups(rng: Random, roll: Roll, book: Book) -> None:
    """Voluntary groups with others: six of ten in their neighbourhood, a quarter in the place."""
    everywhere = roll.find(Sector.VCSE.value)
    sources = Pool(everywhere)
    pools: dict[str, Pool] = {"": sources}
    made = 0
    while made < _BETWEEN_GROUPS:
        source = sources.draw(rng)
        if source is None or (source.decile <= _DEPRIVED and rng.random() < 0.4):
            continue
        where = rng.choices((source.hood, source.now.place or "", ""), (60, 28, 12))[0]
        if where not in pools:
            pools[where] = Pool(roll.find(Sector.VCSE.value, where))
        kind = rng.choices(_AMONG_GROUPS, _AMONG_WEIGHTS)[0]
        made += book.join(source, pools[where].draw(rng), kind)


def _take_over(bodies: Sequence[Body], book: Book) -> None:
    """The merged practice has the ties of the two that it was made of."""
    (merged,) = [one for one in bodies if is_merged(one)]
    for (_source, _target, kind), (source, target) in list(book.pairs.items()):
        if source.now.name in merged.now.aliases:
            book.join(merged, target, kind)
        elif target.now.name in merged.now.aliases:
            book.join(source, merged, kind)


def _weight(one: Body) -> int:
    return one.activity + 1


def _rows(rng: Random, pair: tuple[Body, Body], kind: str) -> list[Kept[Tie]]:
    source, target = pair
    strength = rng.choices((1, 2, 3, 4), (40, 32, 18, 10))[0]
    found = spans(rng, bounds_of(rng.randrange(0, MONTHS // 2), pair, None, stays=False))
    return [
        Kept(
            Tie(
                source=source.now.id,
                target=target.now.id,
                kind=kind,
                strength=strength,
                since=row.record.since,
                until=row.record.until,
                confirmed_on=row.record.confirmed_on,
                provenance=made_up_on(row.record.as_of),
            ),
            row.first,
            row.last,
        )
        for row in found
    ]
