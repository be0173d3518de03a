"""The small set of introductions that reaches every neighbourhood, and how small it could be."""

import os
import subprocess
import sys
from dataclasses import replace
from itertools import combinations

import pytest

from joinedup.model import Dataset, Sector
from joinedup.services import Amendment, Cover, connections, cover
from joinedup.services.amending import amended
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset
from tests.unit.test_services_introduction_sets import HOODS, SCOPE, ground, joins, town


def after(one: Dataset, *amendments: Amendment) -> set[str]:
    """Neighbourhoods with a tie across sectors once these came about, counted by hand."""
    then = amended(one, amendments, sample.provenance())
    known, found = then.organisation_by_id, connections(then, SCOPE)
    return {
        item.neighbourhood
        for item in then.organisations
        if item.neighbourhood
        and any(known[key].sector is not item.sector for key in found[item.id].partners)
    }


def chosen(found: Cover) -> list[Amendment]:
    return [joins(who.id, target.id) for who, target, *_ in found.chosen]


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_afterwards_every_neighbourhood_has_a_tie_across_sectors(footprint: str) -> None:
    one = dataset(footprint)
    found = cover(ground(one))
    lacking = {area.id for area in one.neighbourhoods} - after(one)
    assert (found.lacking, found.neighbourhoods) == (len(lacking), len(one.neighbourhoods))
    names = {area.id: area.name for area in one.neighbourhoods}
    left = lacking - after(one, *chosen(found))
    assert {names[key] for key in left} == set(found.unreached)
    named = [name for *_, reached in found.chosen for name in reached]
    assert sorted(named) == sorted(names[key] for key in lacking - left)
    assert found.least <= len(found.chosen)
    assert found == cover(ground(one))


def test_each_reaches_what_is_said_of_it() -> None:
    one = dataset("south-yorkshire")
    names = {area.id: area.name for area in one.neighbourhoods}
    before = after(one)
    for step, (*_, reached) in enumerate(cover(ground(one)).chosen, start=1):
        now = after(one, *chosen(cover(ground(one)))[:step])
        assert {names[key] for key in now - before} == set(reached)
        before = now


def test_a_table_that_reaches_most_comes_first() -> None:
    found = cover(ground(town()))
    who, target, _, names = found.chosen[0]
    # A group of any neighbourhood sits with three practices; that of the West reaches its own too.
    assert (who.id, target.id, set(names)) == ("vcse-West", "network", set(HOODS))
    assert (len(found.chosen), found.least, found.unreached) == (1, 1, ())


def _smallest(one: Dataset) -> int:
    """How many introductions it takes, by trying."""
    possible = [
        joins(who, target)
        for who in one.organisation_by_id
        for target in (*one.partnership_by_id, *one.organisation_by_id)
        if who != target
    ]
    return next(
        size
        for size in range(1, 5)
        if any(after(one, *some) == set(HOODS) for some in combinations(possible, size))
    )


def apart() -> Dataset:
    """Nobody shares anything: only meetings are left."""
    return replace(town(), memberships=())


@pytest.mark.parametrize("one", [town(), town(board=True), apart()])
def test_no_set_is_smaller_than_is_said(one: Dataset) -> None:
    found = cover(ground(one))
    assert found.unreached == ()
    assert found.least <= _smallest(one) <= len(found.chosen)


def test_meetings_of_two_neighbourhoods_reach_both() -> None:
    found = cover(ground(apart()))
    assert [len(names) for *_, names in found.chosen] == [2, 2]
    for who, target, *_ in found.chosen:
        assert not target.is_table
        assert who.sector is not target.members[0].sector


def test_who_is_reached_already_is_left_alone() -> None:
    found = cover(ground(town(board=True)))
    assert found.lacking == 3
    assert "West" not in {name for *_, names in found.chosen for name in names}


def test_what_is_out_of_the_question_makes_room_for_others() -> None:
    found = cover(ground(town()), leave_out=lambda _one, other: other == "network")
    assert found.unreached == ()
    assert all(target.id != "network" for _, target, *_ in found.chosen)
    nothing = cover(ground(town()), leave_out=lambda _one, _other: True)
    assert (nothing.chosen, set(nothing.unreached)) == ((), set(HOODS))
    every = {one.id for one in dataset().partnerships}
    refused = cover(ground(dataset()), leave_out=lambda _one, other: other in every)
    assert refused.unreached == ()


def test_only_the_neighbourhoods_asked_about_count() -> None:
    found = cover(ground(apart()), within=["North"])
    assert (found.neighbourhoods, found.lacking, len(found.chosen)) == (1, 1, 1)
    assert found.chosen[0][-1] == ("North",)


def test_where_one_sector_is_alone_nobody_can_be_reached() -> None:
    one = town()
    kept = tuple(item for item in one.organisations if item.sector is Sector.GENERAL_PRACTICE)
    found = cover(ground(replace(one, organisations=kept)))
    assert (found.chosen, found.lacking, found.least) == ((), 4, 0)


def test_where_nobody_lacks_anything_nothing_is_chosen() -> None:
    assert cover(ground(sample.dataset())) == Cover(
        chosen=(), neighbourhoods=0, lacking=0, unreached=(), least=0
    )


_ELSEWHERE = """
from datetime import date
from joinedup import services
from joinedup.network.scope import Scope
from joinedup.services import covering
covering._COMPARED = 1  # so that the order in which they are looked at matters
scope = Scope(day=date(2026, 11, 22))
for name in ("bradford-district", "herefordshire-and-worcestershire"):
    one = services.load_dataset(name)
    ground = services.prepare(one, scope, services.connections(one, scope))
    print([(who.id, target.id) for who, target, *_ in services.cover(ground).chosen])
"""


def test_the_set_is_the_same_in_every_process() -> None:
    found = {
        subprocess.run(
            [sys.executable, "-c", _ELSEWHERE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3", "4")
    }
    assert len(found) == 1
