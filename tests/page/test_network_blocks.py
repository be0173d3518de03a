"""The network as blocks by AppTest: which drawing opens, opening a group, the way back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from joinedup.network.groups import GroupKind, communities, place_and_sector
from joinedup.network.pairs import pairs
from joinedup.render.sentence import what
from joinedup.services import connections, scope_of
from joinedup.views import DRAWINGS
from tests.page.visiting import notices, said
from tests.unit.render_samples import dataset, reading

Visit = Callable[..., AppTest]
LARGE, SMALL = "demonstration", "south-yorkshire"


@pytest.fixture(autouse=True)
def fresh_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOINEDUP_STORE", str(tmp_path / "store"))


def drawing(at: AppTest) -> str:
    return str(at.selectbox(key="drawing").value)


def folds(at: AppTest) -> list[str]:
    return [one.label for one in at.expander if one.label.startswith("Table")]


@pytest.mark.parametrize(("footprint", "first"), [(LARGE, "blocks"), (SMALL, "hubs")])
def test_a_footprint_opens_in_the_drawing_that_suits_its_size(
    footprint: str, first: str, visit: Visit
) -> None:
    at = visit("network", dataset=footprint)
    assert not at.exception
    assert drawing(at) == first
    assert at.selectbox(key="drawing").options[0] == DRAWINGS[first]


def test_another_footprint_opens_in_its_own_drawing(visit: Visit) -> None:
    at = visit("network", dataset=SMALL)
    at.selectbox(key="dataset").set_value(LARGE).run()
    assert drawing(at) == "blocks"
    at.selectbox(key="dataset").set_value(SMALL).run()
    assert drawing(at) == "hubs"
    assert not at.exception


@pytest.mark.parametrize("footprint", [LARGE, SMALL])
@pytest.mark.parametrize("name", ["blocks", "communities"])
def test_groups_have_a_table_of_their_own(footprint: str, name: str, visit: Visit) -> None:
    at = visit("network", dataset=footprint, drawing=DRAWINGS[name])
    one = dataset(footprint)
    scope = scope_of(reading(one).state)
    found = (
        place_and_sector(one)
        if name == "blocks"
        else communities(one, pairs(one, scope), connections(one, scope))
    )
    assert folds(at)[0] == f"Table: {len(found)} groups"
    assert len(folds(at)) == 3
    assert not at.exception


@pytest.mark.parametrize("kind", GroupKind)
def test_an_opened_group_shows_its_members_and_a_way_back(kind: GroupKind, visit: Visit) -> None:
    one = dataset(LARGE)
    scope = scope_of(reading(one).state)
    found = communities(one, pairs(one, scope), connections(one, scope))
    group = next(g for g in (*place_and_sector(one), *found) if g.kind is kind)
    at = visit("network", dataset=LARGE, drawing=DRAWINGS["hubs"], within=group.id)
    assert not at.exception
    assert notices(at) == []
    organisations = [label for label in folds(at) if "organisation" in label]
    assert organisations[0].startswith(f"Table: {len(group.members):,} organisation")
    at.button(key="way-back").click().run()
    assert drawing(at) == ("blocks" if kind is GroupKind.BLOCK else "communities")
    assert at.text_input(key="within").value == ""
    assert said(at).endswith(what(reading(one)))


def test_the_way_back_widens_what_opening_a_block_narrowed(visit: Visit) -> None:
    at = visit(
        "network",
        dataset=LARGE,
        drawing=DRAWINGS["hubs"],
        places="Rotherham",
        sectors="General practice",
    )
    at.button(key="way-back").click().run()
    assert (at.multiselect(key="places").value, at.multiselect(key="sectors").value) == ([], [])
    assert drawing(at) == "blocks"


def test_a_small_footprint_needs_no_way_back(visit: Visit) -> None:
    at = visit("network", dataset=SMALL)
    assert "way-back" not in [one.key for one in at.button]


def test_a_group_that_is_not_there_is_said_and_everything_is_shown(visit: Visit) -> None:
    at = visit("network", dataset=SMALL, within="community:nobody")
    assert ["not there in this footprint" in one for one in notices(at)] == [True]
    assert said(at).endswith(what(reading()))
