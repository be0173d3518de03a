"""Small made-up datasets for the network's tests, and one of South Yorkshire's shape.

Every organisation in here is fictional.
"""

import random
from collections.abc import Iterable

import networkx as nx

from joinedup.model import (
    Area,
    AreaLevel,
    Coverage,
    Dataset,
    Level,
    Membership,
    Organisation,
    Partnership,
    Provenance,
    Sector,
    Tie,
)

PLACES = ("Ashdale", "Birchford", "Cedarham", "Dunmoor")


def provenance(as_of: str = "") -> Provenance:
    return Provenance(source="made up", licence="none", as_of=as_of)


def place(name: str) -> Area:
    return Area(id=name, name=name, level=AreaLevel.PLACE, provenance=provenance())


def organisation(
    id: str,
    sector: Sector = Sector.VCSE,
    place: str | None = None,
    *,
    outside: bool = False,
) -> Organisation:
    return Organisation(
        id=id, name=id, sector=sector, place=place, outside=outside, provenance=provenance()
    )


def partnership(
    id: str,
    level: Level = Level.PLACE,
    kind: str = "alliance",
    *,
    start: str = "",
    end: str = "",
    area: str | None = None,
) -> Partnership:
    return Partnership(
        id=id,
        name=id,
        kind=kind,
        level=level,
        start=start,
        end=end,
        area=area,
        provenance=provenance(),
    )


def membership(
    organisation: str,
    partnership: str,
    role: str = "member",
    *,
    since: str = "",
    until: str = "",
    as_of: str = "",
) -> Membership:
    return Membership(
        organisation=organisation,
        partnership=partnership,
        role=role,
        since=since,
        until=until,
        provenance=provenance(as_of),
    )


def tie(
    source: str,
    target: str,
    kind: str = "refers to",
    strength: int = 1,
    *,
    since: str = "",
    until: str = "",
) -> Tie:
    return Tie(
        source=source,
        target=target,
        kind=kind,
        strength=strength,
        since=since,
        until=until,
        provenance=provenance(),
    )


def coverage(sector: Sector, place: str | None = None, as_of: str = "2020") -> Coverage:
    return Coverage(sector=sector, place=place, statement="complete", provenance=provenance(as_of))


def dataset(
    organisations: Iterable[Organisation] = (),
    partnerships: Iterable[Partnership] = (),
    memberships: Iterable[Membership] = (),
    ties: Iterable[Tie] = (),
    coverage: Iterable[Coverage] = (),
) -> Dataset:
    return Dataset(
        id="sample",
        name="Sample",
        version="1",
        as_of="2026",
        areas=tuple(place(name) for name in PLACES),
        organisations=tuple(organisations),
        partnerships=tuple(partnerships),
        memberships=tuple(memberships),
        ties=tuple(ties),
        coverage=tuple(coverage),
    )


def from_affiliation(edges: Iterable[tuple[str, str]]) -> Dataset:
    """A dataset whose organisations and partnerships are the two ends of ``edges``."""
    rows = list(edges)
    return dataset(
        [organisation(one) for one in dict.fromkeys(row[0] for row in rows)],
        [partnership(one) for one in dict.fromkeys(row[1] for row in rows)],
        [membership(*row) for row in rows],
    )


def women_and_events() -> Dataset:
    """Davis's Southern Women: 18 women at 14 events."""
    graph = nx.davis_southern_women_graph()
    women = graph.graph["top"]
    return from_affiliation(
        (slug(one), slug(event)) for one in women for event in graph.neighbors(one)
    )


def slug(name: str) -> str:
    return name.replace(" ", "-")


def south_yorkshire_like() -> Dataset:
    """29 primary care networks (one of 31 practices), 3 programmes, some 170 isolates."""
    sizes = {"Ashdale": (31,), "Birchford": (8, 7, 9, 6, 8), "Cedarham": (7, 4, 5, 3, 6, 4)}
    sizes["Dunmoor"] = (6, 5, 4, 7, 5, 4, 3, 6, 5, 4, 4, 8, 2, 3, 1, 4, 1)
    organisations, partnerships, rows = _practices(sizes)
    more, programmes, joined = _programmes()
    clubs = [
        organisation(f"club-{number:03}", Sector.VCSE, PLACES[number % 4]) for number in range(162)
    ]
    others = [
        organisation(f"trust-lone-{number}", Sector.NHS_TRUST, PLACES[number])
        for number in range(2)
    ]
    others.append(organisation("university-lone", Sector.EDUCATION))
    return dataset(
        [*organisations, *more, *clubs, *others],
        [*partnerships, *programmes],
        [*rows, *joined],
    )


def _practices(
    sizes: dict[str, tuple[int, ...]],
) -> tuple[list[Organisation], list[Partnership], list[Membership]]:
    organisations, partnerships, rows = [], [], []
    for where, counts in sizes.items():
        for number, count in enumerate(counts):
            network = partnership(f"pcn-{where}-{number:02}", Level.NEIGHBOURHOOD, area=where)
            partnerships.append(network)
            for member in range(count):
                practice = organisation(
                    f"gp-{where}-{number:02}-{member:02}", Sector.GENERAL_PRACTICE, where
                )
                organisations.append(practice)
                rows.append(membership(practice.id, network.id))
    return organisations, partnerships, rows


def _programmes() -> tuple[list[Organisation], list[Partnership], list[Membership]]:
    acute = [
        organisation(f"acute-{number}", Sector.NHS_TRUST, PLACES[number % 4]) for number in range(5)
    ]
    councils = [organisation(f"council-{one}", Sector.LOCAL_AUTHORITY, one) for one in PLACES]
    neighbour = organisation("hospital-outside", Sector.NHS_TRUST, outside=True)
    wide = [organisation(f"wide-{number}", Sector.NHS_TRUST, outside=True) for number in range(9)]
    national = [organisation(f"national-{number}", Sector.NATIONAL) for number in range(7)]
    partnerships = [
        partnership("system", Level.SYSTEM, "system", start="2017-04", end="2022-06"),
        partnership("acute-together", Level.SYSTEM, "collaborative", start="2015"),
        partnership("integration", Level.SYSTEM, "programme", start="2024"),
    ]
    members = {
        "system": [*acute, neighbour, *councils, *wide],
        "acute-together": [*acute, neighbour],
        "integration": [*acute, *councils, *national],
    }
    rows = [membership(one.id, name) for name, ones in members.items() for one in ones]
    return [*acute, neighbour, *councils, *wide, *national], partnerships, rows


def random_two_mode(
    organisations: int, partnerships: int, memberships: int, seed: int = 1
) -> Dataset:
    """Memberships drawn at random, partnerships of uneven size."""
    draw = random.Random(seed)
    sectors = list(Sector)
    ones = [
        organisation(f"o{number}", draw.choice(sectors), draw.choice(PLACES))
        for number in range(organisations)
    ]
    others = [partnership(f"p{number}") for number in range(partnerships)]
    pairs = {
        (draw.randrange(organisations), int(draw.random() ** 2 * partnerships))
        for _ in range(memberships)
    }
    return dataset(ones, others, [membership(f"o{a}", f"p{b}") for a, b in sorted(pairs)])
