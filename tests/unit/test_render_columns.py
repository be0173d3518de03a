"""The columns that the frames fetch once a version."""

import json
from dataclasses import replace
from itertools import accumulate

import pytest

from joinedup.model import Sector
from joinedup.network.layout import GroupKind, layout
from joinedup.network.scope import Scope
from joinedup.render.columns import layout_columns, network_lines, organisation_columns
from joinedup.render.escaping import script_json
from joinedup.render.palette import SECTORS
from joinedup.services import confirmed
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, HOSTILE, TODAY, dataset, named
from tests.unit.two_mode import affiliation_graph

NOW = Scope(day=TODAY)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_every_column_is_as_long_as_the_list(footprint: str) -> None:
    one = dataset(footprint)
    found = organisation_columns(one)
    for column in found["organisations"].values():
        assert len(column) == len(one.organisations)
    for column in found["partnerships"].values():
        assert len(column) == len(one.partnerships)
    json.dumps(found, allow_nan=False)


def test_a_row_is_an_organisation() -> None:
    one = dataset()
    found = organisation_columns(one)
    columns = found["organisations"]
    for k, organisation in enumerate(one.organisations):
        assert (columns["id"][k], columns["name"][k]) == (organisation.id, organisation.name)
        assert found["sectors"][columns["sector"][k]] == organisation.sector.label
        assert columns["outside"][k] == int(organisation.outside)
        point = organisation.point
        here = (point.latitude, point.longitude) if point else (None, None)
        assert (columns["lat"][k], columns["lon"][k]) == here


def test_latitude_is_latitude() -> None:
    columns = organisation_columns(dataset())["organisations"]
    assert all(52 < one < 56 for one in columns["lat"] if one is not None)
    assert all(-4 < one < 1 for one in columns["lon"] if one is not None)


def test_shapes_and_colours_stand_in_the_order_of_the_sectors() -> None:
    found = organisation_columns(dataset())
    assert found["sectors"] == [sector.label for sector in Sector]
    assert found["shapes"] == [SECTORS[sector].shape for sector in Sector]
    assert found["colours"][0] == [SECTORS[sector].light for sector in Sector]
    assert found["colours"][1] == [SECTORS[sector].dark for sector in Sector]


def test_a_partnership_counts_every_member_once() -> None:
    one = dataset()
    columns = organisation_columns(one)["partnerships"]
    for k, partnership in enumerate(one.partnerships):
        members = {r.organisation for r in one.memberships if r.partnership == partnership.id}
        assert columns["members"][k] == len(members)


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_everything_has_its_spot(footprint: str) -> None:
    one = dataset(footprint)
    made = layout(one)
    found = layout_columns(one, made)
    assert len(found["organisations"]) == len(one.organisations)
    assert len(found["partnerships"]) == len(one.partnerships)
    for organisation, (x, y) in zip(one.organisations, found["organisations"], strict=True):
        assert (x, y) == pytest.approx(made.positions[organisation.id], abs=0.051)
    assert {group["label"] for group in found["groups"]} == {g.label for g in made.groups}
    hubs = [partnership.id for partnership in one.partnerships]
    names = [organisation.id for organisation in one.organisations]
    for kind, ids in (("organisations", names), ("partnerships", hubs)):
        for key, group in zip(ids, found["under"][kind], strict=True):
            assert group is None or key in made.groups[group].members
            assert group is None or made.groups[group].kind is not GroupKind.ISOLATES
    assert None not in found["under"]["organisations"]


@pytest.mark.parametrize("footprint", FOOTPRINTS)
@pytest.mark.parametrize("scope", [NOW, Scope(day=TODAY, include_past=True)])
def test_the_lines_are_the_edges_of_the_graphs(footprint: str, scope: Scope) -> None:
    one = dataset(footprint)
    names, hubs = [o.id for o in one.organisations], [p.id for p in one.partnerships]
    found = network_lines(one, scope, confirmed(one, scope))
    members = [list(accumulate(steps)) for steps in found["members"]]
    pairs = [
        frozenset((hubs[hub], names[member]))
        for hub, held in zip(found["partnerships"], members, strict=True)
        for member in held
    ]
    graph = affiliation_graph(one, scope)
    assert len(pairs) == graph.number_of_edges()
    assert set(pairs) == {frozenset(edge) for edge in graph.edges()}


def test_a_tie_is_a_pair_once_however_often_and_whichever_way_it_is_on_record() -> None:
    organisations = [sample.organisation(name) for name in "abc"]
    ties = [sample.tie("c", "a"), sample.tie("a", "c"), sample.tie("b", "c")]
    one = sample.dataset(organisations, ties=ties)
    found = network_lines(one, NOW, confirmed(one, NOW))
    assert found == {"partnerships": [], "members": [], "ties": [0, 2, 1, 2], "old": ""}


def test_a_line_says_whether_it_is_old() -> None:
    rows = [("c", "q", "2020"), ("b", "p", ""), ("a", "p", "2026-09"), ("c", "p", "2023-03")]
    one = sample.dataset(
        [sample.organisation(name) for name in "abc"],
        [sample.partnership(name) for name in "pq"],
        [replace(sample.membership(member, hub), confirmed_on=text) for member, hub, text in rows],
        [
            replace(sample.tie("c", "b"), confirmed_on="2021"),
            replace(sample.tie("b", "a"), confirmed_on="2026"),
        ],
    )
    found = network_lines(one, NOW, confirmed(one, NOW))
    assert found["partnerships"] == [0, 1]
    assert found["members"] == [[0, 1, 1], [2]]
    assert found["ties"] == [0, 1, 1, 2]
    # a, b and c in p; c in q; the tie of a and b; that of b and c.
    assert found["old"] == "001" + "1" + "0" + "1"


def test_names_travel_as_they_are() -> None:
    found = organisation_columns(named())
    assert found["organisations"]["name"] == list(HOSTILE)
    assert json.loads(script_json(found)) == found
