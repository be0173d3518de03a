"""Slow measures in a process of their own: the same numbers, and a plain word when it fails."""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import networkx as nx
import pytest

from joinedup.errors import MeasureError
from joinedup.network import aside, engine, measures
from joinedup.network.graph import organisation_graph
from joinedup.network.scope import Scope
from tests.unit.render_samples import TODAY, dataset


def test_the_other_process_gives_the_same_numbers() -> None:
    graph = organisation_graph(dataset("cheshire-west"), Scope(day=TODAY, include_past=True))
    nodes, edges = list(graph), list(graph.edges())
    number = {node: k for k, node in enumerate(nodes)}
    pairs = [(number[one], number[other]) for one, other in edges]
    for measure, here in aside.MEASURES.items():
        assert aside.compute(measure, len(nodes), pairs) == here(len(nodes), pairs)


def test_a_network_without_an_edge_is_no_trouble() -> None:
    assert aside.compute("betweenness", 3, []) == [0.0, 0.0, 0.0]


def test_without_a_second_process_it_is_computed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(Path("no") / "such" / "python"))
    assert aside.compute("betweenness", 3, [(0, 1), (1, 2)]) == [0.0, 1.0, 0.0]


def test_a_process_that_fails_is_told_without_its_traceback(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(MeasureError, match="could not be worked out") as told:
        aside.compute("betweenness", 1, [(0, -5)])  # there is no such node
    assert isinstance(told.value.__cause__, subprocess.CalledProcessError)
    monkeypatch.setattr(aside, "_MOST_S", 0.001)
    with pytest.raises(MeasureError, match="could not be worked out"):
        aside.compute("betweenness", 3, [(0, 1)])


def test_only_large_networks_go_there(monkeypatch: pytest.MonkeyPatch) -> None:
    gone: list[int] = []

    def elsewhere(measure: str, n: int, edges: engine.Edges) -> Sequence[float]:
        gone.append(n)
        return aside.MEASURES[measure](n, edges)

    monkeypatch.setattr(measures, "in_other_process", elsewhere)
    small = nx.path_graph(["a", "b", "c"])
    assert measures.betweenness(small, aside=True) == {"a": 0.0, "b": 1.0, "c": 0.0}
    monkeypatch.setattr(measures, "_LARGE", 1)
    measures.betweenness(small)
    assert gone == []
    assert measures.betweenness(small, aside=True) == {"a": 0.0, "b": 1.0, "c": 0.0}
    assert gone == [3]
