"""Ties by group beside chance: counted right, drawn alike, and saying what stands out."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest

from joinedup.errors import MeasureError
from joinedup.network.mixing import Expected, Mixing, mixing
from joinedup.network.pairs import Pairs
from tests.unit.test_network_brokerage import CLUB
from tests.unit.test_network_measures import karate


def pairs_of(graph: nx.Graph) -> Pairs:
    ids = tuple(sorted(graph))
    number = {one: position for position, one in enumerate(ids)}
    ends = np.array(
        sorted(tuple(sorted((number[a], number[b]))) for a, b in graph.edges()), np.int64
    ).reshape(-1, 2)
    plain = np.zeros(len(ends))
    return Pairs(ids=ids, first=ends[:, 0], second=ends[:, 1], weight=plain, strength=plain)


def of_karate() -> Mixing:
    return mixing(pairs_of(karate()), CLUB, ["Mr. Hi", "Officer"])


def test_karate_keeps_to_its_halves() -> None:
    found = of_karate()
    assert found.members == (17, 17)
    assert found.ties[0, 1] == 11
    assert sum(found.ties.values()) == 78
    assert found.ei is not None
    assert round(found.ei, 4) == -0.7179
    # Two halves of 17: by chance 17 of 33 others are of the other half.
    assert found.expected[0, 1].mean == pytest.approx(78 * 17 / 33, abs=0.6)
    assert found.expected[0, 1].says(found.ties[0, 1]) == "fewer"
    assert found.expected[0, 0].says(found.ties[0, 0]) == "more"
    assert found.ei_expected is not None
    assert found.ei_expected.mean == pytest.approx(1 / 33, abs=0.02)
    assert found.ei < found.ei_expected.low


def test_the_same_question_has_one_answer() -> None:
    assert of_karate() == of_karate()


def test_groups_without_meaning_stand_out_of_nothing() -> None:
    graph = nx.gnm_random_graph(60, 300, seed=5)
    graph = nx.relabel_nodes(graph, {node: f"n{node:02}" for node in graph})
    group = {node: "even" if int(node[1:]) % 2 else "odd" for node in graph}
    found = mixing(pairs_of(graph), group, ["even", "odd"])
    assert {found.expected[cell].says(found.ties[cell]) for cell in found.ties} == {"as"}


def test_who_has_no_group_is_left_out_with_its_ties() -> None:
    graph = nx.Graph(combinations("abcd", 2))
    found = mixing(pairs_of(graph), {"a": 1, "b": 1, "c": 2}, [1, 2, 3], draws=10)
    assert found.ties == {(0, 0): 1, (0, 1): 2, (0, 2): 0, (1, 1): 0, (1, 2): 0, (2, 2): 0}
    assert found.members == (2, 1, 0)
    assert found.ei == pytest.approx(1 / 3)


def test_without_a_tie_there_is_no_index() -> None:
    found = mixing(pairs_of(nx.empty_graph(["a", "b"])), {"a": 1, "b": 2}, [1, 2], draws=10)
    assert found.ei is None
    assert found.ei_expected is None
    assert set(found.ties.values()) == {0}


def test_a_group_that_was_not_asked_for_is_named() -> None:
    with pytest.raises(MeasureError, match="'x'"):
        mixing(pairs_of(nx.Graph([("a", "b")])), {"a": "x", "b": "y"}, ["y"])


@pytest.mark.parametrize(("observed", "said"), [(1, "fewer"), (2, "as"), (5, "as"), (6, "more")])
def test_what_stands_out(observed: float, said: str) -> None:
    assert Expected(mean=3, low=2, high=5).says(observed) == said
