"""What is measured of plain computing: network measures, postcodes, a partner list's review.

Peers that would take minutes are timed on a seeded sample of the same work, in the same code,
and scaled up by the number of items; each line's note says so.
"""

import json
import random
import time
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import geopandas as gpd
import networkx as nx
import pandas as pd
from shapely.geometry import Point as Spot

from benchmarks import lists
from benchmarks.apps import FOOTPRINT
from benchmarks.report import Line, in_turns
from geo.postcodes import directory
from joinedup.model import Dataset
from joinedup.network.graph import organisation_graph
from joinedup.network.layout import layout as our_layout
from joinedup.network.measures import betweenness as our_betweenness
from joinedup.network.scope import Scope
from joinedup.services import partner_lists
from joinedup.store import bundled

_SEED = 4
#: Nodes that networkx's betweenness starts from; all 7,000 would take minutes.
_SOURCES = 60
#: Rounds of networkx's spring layout that are timed; its default is 50.
_ROUNDS = 5
_ALL_ROUNDS = 50
#: Postcodes that the row-by-row geocoder is timed on.
_POSTCODES = 300
_BETWEENNESS_AT_MOST = 1 / 50
_EQUAL = 1e-9
_METRES = "EPSG:27700"


def betweenness(runs: int) -> Iterator[Line]:
    """Exact betweenness of the whole network, and whether networkx finds the same."""
    dataset, scope = _network()
    graph = organisation_graph(dataset, scope)
    sources = min(_SOURCES, len(graph))

    def sampled() -> float:
        taken = _timed(lambda: nx.betweenness_centrality(graph, k=sources, seed=_SEED))
        return taken * len(graph) / sources

    ours, theirs = in_turns(lambda: _timed(lambda: our_betweenness(graph)), sampled, runs=runs)
    yield Line(
        name="exact betweenness of the whole network",
        ours=ours,
        theirs=theirs,
        peer="networkx betweenness_centrality",
        at_most=_BETWEENNESS_AT_MOST,
        note=f"{len(graph):,} organisations, {graph.number_of_edges():,} pairs; networkx timed "
        f"from {sources} of them and scaled up",
    )
    smallest = _smallest_place(dataset, graph)
    yield Line(
        name="betweenness: largest relative difference from networkx",
        ours=[_difference(our_betweenness(smallest), nx.betweenness_centrality(smallest))],
        unit="",
        at_most=_EQUAL,
        of_ratio=False,
        note=f"on the network within one place: {len(smallest):,} organisations, "
        f"{smallest.number_of_edges():,} pairs",
    )


def layout(runs: int) -> Iterator[Line]:
    """Where everything stands in the network drawing, beside networkx's spring layout."""
    dataset, scope = _network()
    graph = organisation_graph(dataset, scope)

    def spring() -> float:
        taken = _timed(lambda: nx.spring_layout(graph, seed=_SEED, iterations=_ROUNDS))
        return taken * _ALL_ROUNDS / _ROUNDS

    ours, theirs = in_turns(lambda: _timed(lambda: our_layout(dataset)), spring, runs=runs)
    yield Line(
        name="layout of the whole network",
        ours=ours,
        theirs=theirs,
        peer="networkx spring_layout",
        note=f"networkx timed for {_ROUNDS} of its {_ALL_ROUNDS} rounds and scaled up",
    )


def postcodes(runs: int) -> Iterator[Line]:
    """10,000 postcodes to point, place and neighbourhood, beside a geocoder row by row."""
    chance = random.Random(_SEED)
    dataset = bundled.load_dataset(FOOTPRINT)
    base = partner_lists.base_of(dataset, bundled.load_boundaries(FOOTPRINT))
    table = _table(dataset)
    wanted = chance.choices(list(table.index), k=lists.POSTCODES)
    work = lists.locate(base.placer, [(one, None) for one in wanted])
    row_by_row = _row_by_row(table, wanted[:_POSTCODES])
    work()  # warm
    row_by_row()
    scale = lists.POSTCODES / _POSTCODES
    ours, theirs = in_turns(lambda: _timed(work), lambda: _timed(row_by_row) * scale, runs=runs)
    yield Line(
        name=f"geocode and locate {lists.POSTCODES:,} postcodes, warm",
        ours=ours,
        theirs=theirs,
        peer="pandas, row by row",
        at_most=lists.POSTCODE_BUDGET_S,
        of_ratio=False,
        note=f"pandas timed on {_POSTCODES} of them and scaled up",
    )


def review(runs: int) -> Iterator[Line]:
    """The review screen of a partner list; ``benchmarks.lists`` says of what."""
    chance = random.Random(_SEED)
    dataset = lists.known(chance)
    base = partner_lists.base_of(dataset, bundled.load_boundaries(dataset.id))
    work = lists.review(base, lists.listed(dataset, chance))
    work()  # warm
    (ours,) = in_turns(lambda: _timed(work), runs=runs)
    yield Line(
        name=f"review screen for {lists.ROWS:,} rows against {lists.KNOWN:,} known",
        ours=ours,
        at_most=lists.REVIEW_BUDGET_S,
        of_ratio=False,
    )


def _network() -> tuple[Dataset, Scope]:
    """The footprint at full scale, and everything that runs at the date of its record."""
    dataset = bundled.load_dataset(FOOTPRINT)
    year, month = (int(part) for part in dataset.as_of.split("-")[:2])
    return dataset, Scope(day=date(year, month, 28))


def _smallest_place(dataset: Dataset, graph: nx.Graph) -> nx.Graph:
    """The part of the network whose organisations are of one place: that of the fewest."""
    members: dict[str, list[str]] = {}
    for one in dataset.organisations:
        if one.place and graph.degree(one.id):
            members.setdefault(one.place, []).append(one.id)
    fewest = min(members.values(), key=len)
    return nx.Graph(graph.subgraph(fewest))


def _difference(ours: object, theirs: object) -> float:
    """The largest relative difference between two measures of the same nodes."""
    frame = pd.DataFrame({"ours": ours, "theirs": theirs}, dtype=float)
    top = frame.max(axis=1)
    return float((abs(frame["ours"] - frame["theirs"]) / top.where(top > 0, 1.0)).max())


def _table(dataset: Dataset) -> pd.DataFrame:
    """The directory's rows of the footprint's districts, by postcode; metres, EPSG:27700."""
    letters = {one.postcode[0] for one in dataset.organisations if one.postcode}
    codes = {one.id for one in dataset.areas if one.id.startswith("E0")}
    parts = []
    for code in sorted(codes):
        for letter in sorted(letters):
            names, metres = directory().of_district(code, letter)
            parts.append(pd.DataFrame(metres, index=names, columns=["easting", "northing"]))
    return pd.concat(parts)


def _row_by_row(table: pd.DataFrame, wanted: list[str]) -> Callable[[], None]:
    """Each postcode looked up by ``.loc``, and each point looked for in all areas."""
    features = json.loads(bundled.load_boundaries(FOOTPRINT))["features"]
    areas = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326").to_crs(_METRES)

    def work() -> None:
        for postcode in wanted:
            row: Any = table.loc[postcode]
            spot = Spot(row["easting"], row["northing"])
            list(areas.loc[areas.contains(spot), "id"])

    return work


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began
