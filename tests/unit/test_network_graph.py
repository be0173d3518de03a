"""The projection of partnerships on organisations, with their ties."""

from datetime import date

import pytest

from joinedup.model import Level, Sector
from joinedup.network.graph import organisation_graph
from joinedup.network.scope import Scope
from tests.unit import network_samples as sample

TODAY = Scope(day=date(2026, 1, 1))


def test_several_rows_of_one_member_are_one_seat() -> None:
    rows = [("a", "lead"), ("a", "member"), ("a", "lead"), ("b", "member")]
    dataset = sample.dataset(
        [sample.organisation("a"), sample.organisation("b"), sample.organisation("alone")],
        [sample.partnership("board"), sample.partnership("old", end="2020")],
        [
            *(sample.membership(member, "board", role) for member, role in rows),
            sample.membership("b", "old"),
        ],
    )
    graph = organisation_graph(dataset, TODAY)
    assert list(graph) == ["a", "b", "alone"]
    assert list(graph.edges) == [("a", "b")]
    # The second row of the same organisation must not make the board one of three.
    assert graph.edges["a", "b"]["weight"] == 1.0


def test_projection_weighs_a_shared_partnership_by_its_size() -> None:
    # Newman 2001: each shared partnership of n members adds 1/(n-1) to a pair.
    dataset = sample.from_affiliation(
        [("a", "two"), ("b", "two"), ("a", "four"), ("b", "four"), ("c", "four"), ("d", "four")]
    )
    graph = organisation_graph(dataset, TODAY)
    assert graph.edges["a", "b"]["weight"] == pytest.approx(1 + 1 / 3)
    assert graph.edges["a", "b"]["partnerships"] == ("two", "four")
    assert graph.edges["c", "d"] == {
        "weight": pytest.approx(1 / 3),
        "partnerships": ("four",),
        "strength": 0,
    }


@pytest.mark.parametrize("size", [1, 2, 3, 200])
def test_weights_of_a_member_add_up_to_its_partnerships_with_others(size: int) -> None:
    dataset = sample.from_affiliation((f"o{number}", "board") for number in range(size))
    graph = organisation_graph(dataset, TODAY)
    for _, total in graph.degree(weight="weight"):
        assert total == pytest.approx(1 if size > 1 else 0)


def test_davis_women_project_as_published() -> None:
    dataset = sample.women_and_events()
    assert (len(dataset.organisations), len(dataset.partnerships)) == (18, 14)
    women = organisation_graph(dataset, TODAY)
    assert women.number_of_edges() == 139
    shared = women.edges["Evelyn-Jefferson", "Theresa-Anderson"]["partnerships"]
    assert len(shared) == 7
    turned = sample.from_affiliation(
        (one.partnership, one.organisation) for one in dataset.memberships
    )
    events = organisation_graph(turned, TODAY)
    assert (len(events), events.number_of_edges()) == (14, 66)


def test_ties_add_their_strength_and_no_weight() -> None:
    dataset = sample.dataset(
        [sample.organisation(one, Sector.VCSE, "Ashdale") for one in "abc"],
        [sample.partnership("board")],
        [sample.membership("a", "board"), sample.membership("b", "board")],
        [
            sample.tie("a", "b", "funds", 3),
            sample.tie("b", "a", "refers to", 4),
            sample.tie("c", "b"),
        ],
    )
    graph = organisation_graph(dataset, TODAY)
    assert graph.edges["a", "b"] == {"weight": 1.0, "partnerships": ("board",), "strength": 7}
    assert graph.edges["b", "c"] == {"weight": 0.0, "partnerships": (), "strength": 1}
    assert graph.nodes["a"] == {"sector": Sector.VCSE, "place": "Ashdale"}
    narrowed = organisation_graph(
        dataset, Scope(day=date(2026, 1, 1), levels=frozenset({Level.PLACE}))
    )
    assert list(narrowed.edges) == [("a", "b")]
