"""The 6,000 made-up voluntary groups: names that repeat, change and go; shared buildings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isqrt
from random import Random

from joinedup.model import Organisation, Sector
from scripts.demonstration.ground import Ground, Site
from scripts.demonstration.history import VERSIONS, Kept, made_up_at, states
from scripts.demonstration.organisations import (
    Body,
    Lexicon,
    placed_at,
    renamed,
    shared_out,
)
from scripts.demonstration.words import SHARED, SHARED_WORKS, WORKS, Work

GROUPS = 6000
#: Groups that were there once and closed; on top of the 6,000.
CLOSED = 170
_FOUNDED_LATER = 420
_RENAMED = 150
_MOVED = 60
_MOST_ACTIVE = 40
_BY_WORK = {work.name: work for work in WORKS}
_CAFE = Work("Café", "community interest company", ("food", "loneliness"), ("everyone",))


@dataclass(frozen=True, slots=True)
class Idea:
    """A group before it has a place: its name and what it does."""

    name: str
    work: Work


def groups(rng: Random, ground: Ground, words: Lexicon) -> list[Body]:
    """The groups, those that closed included; numbered at random."""
    shares = shared_out(
        GROUPS + CLOSED, {hood: len(one) for hood, one in ground.sites.items()}, least=4
    )
    shared = _shared_ideas(rng)
    made: list[tuple[Idea, Site]] = []
    for hood, count in shares.items():
        ideas = _ideas(rng, words.local[hood], shared, count)
        made += [
            (one, site)
            for one, site in zip(ideas, _sites(rng, ground.sites[hood], count), strict=True)
        ]
    rng.shuffle(made)
    found = [_group(rng, number, idea, site) for number, (idea, site) in enumerate(made)]
    return _with_past(rng, found, ground, words)


def _shared_ideas(rng: Random) -> list[Idea]:
    """Names that come several times: each of them for three to nine groups."""
    found = []
    for word in SHARED:
        ending = rng.choice(SHARED_WORKS)
        work = _BY_WORK.get(ending, _CAFE)
        found += [Idea(f"{word} {ending}", work)] * rng.randrange(3, 10)
    rng.shuffle(found)
    return found


def _ideas(rng: Random, words: Sequence[str], shared: list[Idea], count: int) -> list[Idea]:
    """The groups of a neighbourhood, some of them under a name that others have, too."""
    own = [Idea(f"{word} {work.name}", work) for word in words for work in WORKS]
    some = [shared.pop() for _ in range(min(4, len(shared)))]
    return [*some, *rng.sample(own, count - len(some))]


def _sites(rng: Random, sites: Sequence[Site], count: int) -> Iterator[Site]:
    """Postcodes: a fifth of the groups share the neighbourhood's community centres."""
    centres = rng.sample(sites, 3 + count // 60)
    for _ in range(count):
        yield rng.choice(centres if rng.random() < 0.2 else sites)


def _group(rng: Random, number: int, idea: Idea, site: Site) -> Body:
    activity = _activity(rng, site.decile)
    scored = activity > 1 and rng.random() < 0.6
    made = Organisation(
        id=f"demo:v{number:04d}",
        name=idea.name,
        sector=Sector.VCSE,
        kind=idea.work.kind,
        provenance=made_up_at(1),
        themes=idea.work.themes,
        serves=idea.work.serves,
        influence=min(4, 1 + activity // 6 + rng.randrange(2)) if scored else None,
        interest=rng.randrange(2, 6) if scored else None,
    )
    placed = placed_at(made, site)
    lapsed = bool(activity) and rng.random() < 0.04
    return Body(placed, (Kept(placed, 1),), site.decile, activity, lapsed)


def _activity(rng: Random, decile: int) -> int:
    """How many partnerships a group seeks: none for many, many for a few.

    Where deprivation is high, fewer take part, and those in less.
    """
    if rng.random() >= 0.46 + 0.034 * decile:
        return 0
    # Whole weights by an inverse power of the number: 1.75, or 2 where deprivation is high.
    most, quarters = (_MOST_ACTIVE, 7) if decile > 3 else (_MOST_ACTIVE // 2, 8)
    numbers = range(1, most + 1)
    weights = [isqrt(isqrt(10**24 // number**quarters)) for number in numbers]
    return rng.choices(numbers, weights)[0]


def _with_past(rng: Random, found: list[Body], ground: Ground, words: Lexicon) -> list[Body]:
    """Some came later, some closed, some have another name or address than they had."""
    order = rng.sample(range(len(found)), CLOSED + _FOUNDED_LATER + _RENAMED + _MOVED)
    known = dict(enumerate(found))
    taken = {one.now.name for one in found}
    for index in order[:CLOSED]:
        known[index] = _closed(rng, known[index])
    del order[:CLOSED]
    for index in order[:_FOUNDED_LATER]:
        known[index] = _founded(rng, known[index])
    del order[:_FOUNDED_LATER]
    for index in order[:_RENAMED]:
        name = _new_name(rng, known[index], words.local, taken)
        taken.add(name)
        known[index] = renamed(rng, known[index], name)
    for index in order[_RENAMED:]:
        known[index] = _moved(rng, known[index], ground.sites[known[index].hood])
    return list(known.values())


def _closed(rng: Random, one: Body) -> Body:
    last = rng.randrange(1, VERSIONS)
    return replace(one, rows=(Kept(one.now, 1, last),))


def _founded(rng: Random, one: Body) -> Body:
    version = rng.randrange(2, VERSIONS + 1)
    now = replace(one.now, provenance=made_up_at(version))
    return replace(one, now=now, rows=(Kept(now, version),))


def _new_name(
    rng: Random, one: Body, local: Mapping[str, Sequence[str]], taken: Iterable[str]
) -> str:
    """The name with another first word of the same neighbourhood."""
    rest = one.now.name.split(" ", 1)[1]
    free = [name for word in local[one.hood] if (name := f"{word} {rest}") not in taken]
    return rng.choice(free or [f"{local[one.hood][0]} {rest} Together"])


def _moved(rng: Random, one: Body, sites: Sequence[Site]) -> Body:
    version = rng.randrange(2, VERSIONS + 1)
    now = replace(placed_at(one.now, rng.choice(sites)), provenance=made_up_at(version))
    rows = states([(1, one.now), (version, now)], None)
    return replace(one, now=now, rows=tuple(rows))
