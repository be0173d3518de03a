"""How good introductions are: memberships held out, and whether they are suggested again.

Run ``python -m benchmarks.introductions``. A fifth of the memberships is taken away (seeded); for
each organisation that lost one, all tables it does not sit at are ranked. *Hit at 5*: one that it
lost is among the first five. *MRR*: one over the rank of the first that it lost, on average.
Apart: organisations that keep a tie, and those left with none. Ends with 1 where ours does not
beat random, nearest and Adamic-Adar on the first, or random and nearest on the second.

Davis's women and Zachary's club have neither places nor themes: what is left of ours there are
partners and size. In the club each member's circle is a table; a tie is held out from both sides.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from statistics import mean

import networkx as nx

from joinedup.model import Dataset, Level, Membership, Organisation, Partnership, Provenance, Sector
from joinedup.network.connection import connections
from joinedup.network.scope import Scope, memberships_in
from joinedup.services.introductions import Ground, Introduction, Weights, prepare, scored
from joinedup.store import bundled

_SEED = 20_260_401
_HELD_OUT = 0.2
_AT = 5
#: A lottery is as good as it is on average.
_LOTS = 20
_DAY = date(2026, 11, 22)
_SOURCE = Provenance(source="networkx", licence="BSD", as_of="")
_Rank = Callable[[Random, Introduction], float]
#: What each ranks by; more is better, and equal ones are drawn by lot.
RANKINGS: Mapping[str, _Rank] = {
    "ours": lambda _, one: one.score,
    "random in the neighbourhood": lambda lot, one: (one.parts["neighbourhood"] > 0) + lot.random(),
    "nearest": lambda _, one: -one.nearest[1] if one.nearest else -1e9,
    "Adamic-Adar": lambda _, one: one.parts["partners"],
}


@dataclass(frozen=True)
class Score:
    """Of one ranking on some organisations."""

    organisations: int
    hits: float
    mrr: float


def davis() -> Dataset:
    """Davis, Gardner and Gardner's (1941) women as organisations, events as partnerships."""
    graph = nx.davis_southern_women_graph()
    women = [node for node, top in graph.nodes(data="bipartite") if not top]
    return _dataset("davis", women, [(one, event) for one in women for event in graph[one]])


def karate() -> Dataset:
    """Zachary's (1977) club: each member, and the circle of each as a partnership."""
    graph = nx.relabel_nodes(nx.karate_club_graph(), str)
    return _dataset("karate", list(graph), [(one, other) for one in graph for other in graph[one]])


def _dataset(name: str, people: Iterable[str], rows: Iterable[tuple[str, str]]) -> Dataset:
    pairs = [(one.replace(" ", "-"), f"at-{other.replace(' ', '-')}") for one, other in rows]
    return Dataset(
        id=name,
        name=name,
        version="1",
        as_of="",
        areas=(),
        organisations=tuple(
            Organisation(id=key, name=key, sector=Sector.OTHER, provenance=_SOURCE)
            for key in (one.replace(" ", "-") for one in people)
        ),
        partnerships=tuple(
            Partnership(id=key, name=key, kind="table", level=Level.PLACE, provenance=_SOURCE)
            for key in dict.fromkeys(other for _, other in pairs)
        ),
        memberships=tuple(
            Membership(organisation=one, partnership=other, role="member", provenance=_SOURCE)
            for one, other in pairs
        ),
    )


def hold_out(dataset: Dataset, *, mirrored: bool) -> tuple[Dataset, dict[str, set[str]]]:
    """The dataset without a fifth of its memberships, and which tables each one lost.

    Args:
        dataset: Any.
        mirrored: Rows come in pairs, from both sides; both go.
    """
    scope = Scope(day=_DAY)
    rows = sorted({(one.organisation, one.partnership) for one in memberships_in(dataset, scope)})
    if mirrored:
        rows = [(one, other) for one, other in rows if one < other.removeprefix("at-")]
    gone = set(Random(_SEED).sample(rows, round(len(rows) * _HELD_OUT)))
    if mirrored:
        gone |= {(other.removeprefix("at-"), f"at-{one}") for one, other in gone}
    lost: dict[str, set[str]] = {}
    for one, other in gone:
        if not dataset.organisation_by_id[one].outside:
            lost.setdefault(one, set()).add(other)
    kept = tuple(
        row for row in dataset.memberships if (row.organisation, row.partnership) not in gone
    )
    return replace(dataset, memberships=kept), lost


def measure(
    dataset: Dataset, *, mirrored: bool = False, most: int = 0
) -> dict[str, dict[str, Score]]:
    """Scores by "keep a tie" and "left with none", then by ranking."""
    rest, lost = hold_out(dataset, mirrored=mirrored)
    scope = Scope(day=_DAY)
    ground = prepare(rest, scope, connections(rest, scope))
    asked = sorted(lost)
    if most and len(asked) > most:
        asked = sorted(Random(_SEED).sample(asked, most))
    ranks: dict[str, dict[str, list[int]]] = {}
    for one in asked:
        whom = "keep a tie" if ground.found[one].partners else "left with none"
        for name, found in _ranks(ground, one, lost[one]).items():
            ranks.setdefault(whom, {}).setdefault(name, []).extend(found)
    return {
        whom: {
            name: Score(
                organisations=len(found) // _LOTS,
                hits=mean(rank <= _AT for rank in found),
                mrr=mean(1 / rank for rank in found),
            )
            for name, found in by_name.items()
        }
        for whom, by_name in sorted(ranks.items())
    }


def _ranks(ground: Ground, one: str, lost: set[str]) -> dict[str, list[int]]:
    """The rank of the first table that it lost, by each ranking, in twenty lotteries.

    A table that lost all of its members comes after all others.
    """
    tables = scored(ground, one, Weights())
    found: dict[str, list[int]] = {}
    for name, value in RANKINGS.items():
        lot = Random(f"{_SEED} {one} {name}")
        for _ in range(_LOTS):
            drawn = {item.target.id: (value(lot, item), lot.random()) for item in tables}
            best = max((drawn[key] for key in lost if key in drawn), default=None)
            before = len(drawn) if best is None else sum(one > best for one in drawn.values())
            found.setdefault(name, []).append(before + 1)
    return found


def is_better(scores: Mapping[str, Mapping[str, Score]]) -> bool:
    """Whether ours beats what it has to, by both measures."""
    for whom, found in scores.items():
        ours = found["ours"]
        rivals = [name for name in found if name != "ours"]
        if whom == "left with none":
            rivals.remove("Adamic-Adar")
        if any(found[name].hits >= ours.hits or found[name].mrr >= ours.mrr for name in rivals):
            return False
    return True


def main() -> int:
    """Print the scores; by the exit code whether ours is better at full scale."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.introductions", description=__doc__)
    parser.add_argument("--most", type=int, default=0, help="ask for so many only; 0 for all")
    most = parser.parse_args().most
    full = measure(bundled.load_dataset("demonstration"), most=most)
    for name, scores in (
        ("demonstration, 7,000 organisations", full),
        ("Davis's women", measure(davis())),
        ("Zachary's club", measure(karate(), mirrored=True)),
    ):
        print(name)
        for whom, found in scores.items():
            for ranking, one in found.items():
                print(
                    f"  {whom:15} {ranking:28} hit at {_AT}: {one.hits:.3f}  MRR: {one.mrr:.3f}  "
                    f"({one.organisations:,} organisations)"
                )
    print("Ours is better." if is_better(full) else "Ours is not better.")
    return 0 if is_better(full) else 1


if __name__ == "__main__":
    sys.exit(main())
