"""The network and its parts: each by its own ties, among the known, isolates included."""

from dataclasses import replace
from typing import Any

import networkx as nx
import pytest

from joinedup.model import ConnectionState, Level, Sector
from joinedup.network.graph import organisation_graph, part
from joinedup.network.groups import GroupKind, communities
from joinedup.network.pairs import pairs
from joinedup.render import tables
from joinedup.render.blocks import group_name
from joinedup.render.measured import scope_words, whole_words
from joinedup.services import parts, scope_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, reading


def test_parts_by_hand() -> None:
    one = sample.dataset(
        [
            sample.organisation("a", Sector.VCSE, "Ashdale"),
            sample.organisation("b", Sector.VCSE, "Ashdale"),
            sample.organisation("c", Sector.LOCAL_AUTHORITY, "Ashdale"),
            sample.organisation("d", Sector.VCSE, "Birchford"),
            sample.organisation("lone", Sector.LOCAL_AUTHORITY, "Birchford"),
            sample.organisation("unknown", Sector.SOCIAL_CARE, "Birchford"),
            sample.organisation("far", Sector.VCSE, "Ashdale", outside=True),
        ],
        ties=[
            *(sample.tie(*pair) for pair in ("ab", "bc", "ca", "cd")),
            sample.tie("far", "a"),
        ],
        coverage=[sample.coverage(Sector.LOCAL_AUTHORITY)],
    )
    found = {(each.kind, each.name): each for each in parts(reading(one))}
    whole = found["Footprint", "Sample"]
    assert (whole.organisations, whole.known) == (6, 5)
    assert whole.figures["ties"] == 4
    assert whole.figures["density"] == pytest.approx(4 / 10)
    assert whole.figures["isolates"] == 1
    assert whole.figures["components"] == 2
    assert whole.figures["largest"] == pytest.approx(4 / 5)
    assert whole.figures["core"] == 2
    ashdale = found["Place", "Ashdale"]
    assert (ashdale.known, ashdale.figures["ties"], ashdale.figures["density"]) == (3, 3, 1.0)
    assert ashdale.figures["transitivity"] == 1.0
    assert ashdale.figures["mean_distance"] == 1.0
    birchford = found["Place", "Birchford"]
    assert (birchford.organisations, birchford.known, birchford.figures["ties"]) == (3, 2, 0)
    assert birchford.figures["mean_distance"] is birchford.figures["transitivity"] is None
    empty = found["Place", "Cedarham"]
    assert (empty.organisations, empty.figures["density"], empty.figures["largest"]) == (
        0,
        None,
        None,
    )
    assert found["Sector", Sector.SOCIAL_CARE.label].known == 0


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_part_of_a_real_record(footprint: str) -> None:
    view = reading(dataset(footprint))
    found = parts(view)
    unknown = view.states()[ConnectionState.UNKNOWN]
    assert found[0].organisations == len(view.whole)
    assert found[0].organisations - found[0].known == unknown
    sectors = [each for each in found if each.kind == "Sector"]
    assert sum(each.known for each in sectors) == found[0].known
    for each in found:
        assert each.figures["density"] is None or 0 <= each.figures["density"] <= 1
        assert each.figures["isolates"] is not None
        assert each.figures["isolates"] <= each.known
    frame = tables.parts(view, found)
    assert list(frame["Part"]) == [each.name for each in found]
    whole = found[0].figures["density"] or 0
    assert frame["Density (%)"][0] == round(100 * whole, 2) > 0
    assert not [one for one in frame.columns if one in ("Density", "Fragmentation")]
    # Every row says what was counted, wherever it is taken.
    assert set(frame["Counted"]) == {"All partnerships and direct ties on 22 November 2026"}
    assert set(frame["Those without a tie"]) == {"count"}


def test_a_community_is_a_part_of_the_known_of_the_footprint() -> None:
    view = reading()
    groups = communities(view.dataset, pairs(view.dataset, scope_of(view.state)), dict(view.found))
    named = [
        (group_name(view, groups, one), one.members)
        for one in groups
        if one.kind is GroupKind.COMMUNITY
    ]
    found = [one for one in parts(view, named) if one.kind == "Community"]
    assert len(found) == len(named) > 20
    assert [one.name for one in found] == [name for name, _ in named]
    for one, (name, members) in zip(found, named, strict=True):
        assert name.startswith("Community: ")
        own = [key for key in members if not view.dataset.organisation_by_id[key].outside]
        assert one.organisations == one.known == len(own)
        assert one.figures["isolates"] == 0 or len(own) < len(members)


def test_fragmentation_of_the_whole_in_words() -> None:
    view = reading()
    whole = parts(view)[0]
    graph = part(
        organisation_graph(view.dataset, scope_of(view.state)),
        {one.id for one in view.whole if view.found[one.id].state is not ConnectionState.UNKNOWN},
    )
    n, apart = len(graph), 0
    lengths = dict(nx.all_pairs_shortest_path_length(graph))
    near = sum(1 / steps for one in lengths.values() for steps in one.values() if steps)
    apart = n * (n - 1) - sum(len(one) - 1 for one in lengths.values())
    assert whole.figures["fragmentation"] == pytest.approx(apart / (n * (n - 1)))
    assert whole.figures["distance_fragmentation"] == pytest.approx(1 - near / (n * (n - 1)))
    figure, words = whole_words(whole)
    assert figure == f"{graph.number_of_edges():,} of {n * (n - 1) // 2:,}"
    assert f"of the {n:,} known organisations" in words
    assert f"{apart / (n * (n - 1)):.0%} of the pairs have no way" in words
    empty = replace(whole, known=1)
    assert whole_words(empty)[1].endswith("too few to measure a network.")


@pytest.mark.parametrize(
    ("filters", "said"),
    [
        ({}, "all partnerships and direct ties on 22 November 2026"),
        (
            {"levels": ("system", "place")},
            "partnerships at system and place level on 22 November 2026",
        ),
        (
            {"kinds": ("programme",), "past": True},
            "partnerships and direct ties of the kind programme on 22 November 2026 and before",
        ),
    ],
)
def test_what_is_counted_in_words(filters: dict[str, Any], said: str) -> None:
    assert scope_words(reading(**filters)) == said


def test_levels_narrow_the_ties_and_places_do_not() -> None:
    whole, system = reading(), reading(levels=(Level.SYSTEM.value,))
    assert parts(system)[0].figures["ties"] != parts(whole)[0].figures["ties"]
    assert parts(reading(sectors=("vcse",))) == parts(whole)
