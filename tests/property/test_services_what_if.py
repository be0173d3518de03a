"""What would be otherwise, of any dataset: beside networkx, and beside a record that has it."""

from dataclasses import replace
from math import comb

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from joinedup.model import Dataset
from joinedup.network.fragility import fragmentation
from joinedup.network.graph import organisation_graph
from joinedup.services import Amendment, amended_reading, scope_of, what_if
from joinedup.services.amending import amended, parsed, written
from tests.property.datasets import datasets
from tests.unit.network_samples import provenance
from tests.unit.render_samples import reading


@st.composite
def amendments(draw: st.DrawFn, one: Dataset) -> tuple[Amendment, ...]:
    """Any changes that the dataset allows, each once."""
    ids = list(one.organisation_by_id)
    targets = ["", *one.partnership_by_id, *ids]
    pairs = draw(
        st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(targets)), max_size=4, unique=True)
        if ids
        else st.just([])
    )
    found = {
        frozenset(pair): Amendment(organisation=pair[0], target=pair[1])
        for pair in reversed(pairs)
        if pair[0] != pair[1]
    }
    return tuple(found.values())


@given(datasets(), st.data())
def test_an_address_holds_any_changes(one: Dataset, data: st.DataObject) -> None:
    changes = data.draw(amendments(one))
    assert parsed(written(changes), one) == (changes, ())


@given(datasets(), st.text("ab~!:.", max_size=12))
def test_no_address_breaks_the_reading(one: Dataset, text: str) -> None:
    found, _ = parsed(text, one)
    assert amended(one, found, provenance()).partnerships == one.partnerships


@given(datasets())
def test_nothing_otherwise_is_the_same_dataset(one: Dataset) -> None:
    assert amended(one, (), provenance()) == one
    found = what_if(reading(one), ())
    assert found.before == found.after


@given(datasets(), st.data())
def test_whoever_leaves_is_taken_out_of_the_graph(one: Dataset, data: st.DataObject) -> None:
    if not one.organisations:
        return
    gone = data.draw(st.sampled_from(list(one.organisation_by_id)))
    view = reading(one)
    after = amended_reading(view, [Amendment(organisation=gone)])
    whole = organisation_graph(one, scope_of(view.state))
    whole.remove_node(gone)
    left = organisation_graph(after.dataset, scope_of(view.state))
    assert set(map(frozenset, left.edges())) == set(map(frozenset, whole.edges()))
    assert fragmentation(left) == fragmentation(whole)
    n = len(whole)
    if n > 1:
        together = sum(len(part) * (len(part) - 1) for part in nx.connected_components(whole))
        assert fragmentation(left) == pytest.approx(1 - together / (n * (n - 1)))


@given(datasets(), st.data())
def test_figures_are_those_of_a_record_that_has_the_changes(
    one: Dataset, data: st.DataObject
) -> None:
    changes = data.draw(amendments(one))
    has_it = replace(amended(one, changes, provenance()), version="0123456789ab")
    found = what_if(reading(one), changes)
    assert found.after == what_if(reading(has_it), ()).before
    assert found.before == what_if(reading(one), ()).before


@given(datasets(), st.data())
def test_ways_lost_and_got_are_those_of_the_graphs(one: Dataset, data: st.DataObject) -> None:
    changes = data.draw(amendments(one))
    view = reading(one)
    found = what_if(view, changes)
    before = organisation_graph(one, scope_of(view.state))
    after = organisation_graph(amended_reading(view, changes).dataset, scope_of(view.state))
    nodes, lost, got = list(after), 0, 0
    for position, node in enumerate(nodes):
        for other in nodes[:position]:
            had, has = nx.has_path(before, node, other), nx.has_path(after, node, other)
            lost, got = lost + (had and not has), got + (has and not had)
    assert (across(found.parted), across(found.joined)) == (lost, got)


def across(parts: tuple[tuple[int, ...], ...]) -> int:
    """How many pairs are in two pieces of one part."""
    return sum(comb(sum(sizes), 2) - sum(comb(one, 2) for one in sizes) for sizes in parts)
