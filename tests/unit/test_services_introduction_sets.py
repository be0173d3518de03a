"""What a set of introductions would do, and the set that reaches every neighbourhood."""

from dataclasses import replace

import pytest

from joinedup.model import Area, AreaLevel, Dataset, Sector, Standing
from joinedup.network.pairs import ei_by_group, pairs
from joinedup.network.scope import Scope
from joinedup.services import (
    Amendment,
    Effect,
    Ground,
    connections,
    cover,
    effect,
    prepare,
)
from joinedup.services.amending import amended
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset

SCOPE = Scope(day=TODAY)
HOODS = ("North", "South", "East", "West")


def town(*, board: bool = False) -> Dataset:
    """Four neighbourhoods, each with a practice and a group; practices share a network."""
    hoods = tuple(
        Area(
            id=hood,
            name=hood,
            level=AreaLevel.NEIGHBOURHOOD,
            parent="Ashdale",
            provenance=sample.provenance(),
        )
        for hood in HOODS
    )
    made = sample.dataset(coverage=[sample.coverage(Sector.GENERAL_PRACTICE)])
    return replace(
        made,
        areas=(*made.areas, *hoods),
        organisations=tuple(
            replace(sample.organisation(f"{kind}-{hood}", sector, "Ashdale"), neighbourhood=hood)
            for hood in HOODS
            for kind, sector in (("gp", Sector.GENERAL_PRACTICE), ("vcse", Sector.VCSE))
        ),
        partnerships=(sample.partnership("network"), sample.partnership("board")),
        memberships=(
            *(sample.membership(f"gp-{hood}", "network") for hood in HOODS[:3]),
            *(sample.membership(one, "board") for one in ("gp-West", "vcse-West") if board),
        ),
    )


def outcome(one: Dataset, *amendments: Amendment) -> Effect:
    return effect(one, SCOPE, connections(one, SCOPE), pairs(one, SCOPE), amendments)


def ground(one: Dataset) -> Ground:
    return prepare(one, SCOPE, connections(one, SCOPE))


def joins(organisation: str, target: str) -> Amendment:
    return Amendment(organisation=organisation, target=target)


def test_one_introduction_moves_those_it_joins_and_the_index() -> None:
    found = outcome(town(), joins("vcse-North", "network"))
    whole, place, *others = found.areas
    assert (whole.name, place.name) == ("Sample", "Ashdale")
    assert whole.organisations == place.organisations == 8
    assert {one: count for one, count in whole.before.items() if count} == {
        Standing.OWN_SECTOR: 3,
        Standing.NONE_ON_RECORD: 1,
        Standing.UNKNOWN: 4,
    }
    assert {one: count for one, count in whole.after.items() if count} == {
        Standing.ACROSS_SECTORS: 4,
        Standing.NONE_ON_RECORD: 1,
        Standing.UNKNOWN: 3,
    }
    assert whole.across == place.across == (0, 4)
    assert all(dict(one.before) == dict(one.after) for one in others)
    # Three ties within practices; then three more with the group.
    assert found.ei[Sector.GENERAL_PRACTICE] == (-1.0, 0.0)
    assert found.ei[Sector.VCSE] == (None, 1.0)


def test_meeting_somebody_connects_both() -> None:
    found = outcome(town(), joins("gp-West", "vcse-West"))
    assert found.areas[0].after[Standing.NONE_ON_RECORD] == 0
    assert found.areas[0].across == (0, 2)


def test_nothing_and_what_is_not_there_change_nothing() -> None:
    for amendments in ((), (joins("nobody", "network"), joins("gp-West", "nowhere"))):
        found = outcome(town(), *amendments)
        assert all(dict(one.before) == dict(one.after) for one in found.areas)
        assert all(before == after for before, after in found.ei.values())


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_the_figures_are_those_of_a_record_that_has_the_ties(footprint: str) -> None:
    one = dataset(footprint)
    chosen = [joins(who.id, target.id) for who, target, *_ in cover(ground(one)).chosen]
    then = amended(one, chosen, sample.provenance())
    after = connections(then, SCOPE)
    own = [item.id for item in one.organisations if not item.outside]
    foreseen = outcome(one, *chosen).areas[0].after
    for standing in Standing:
        assert foreseen[standing] == sum(after[key].standing is standing for key in own)


def test_the_index_of_each_group_counts_its_own_ties() -> None:
    one = town(board=True)
    number = {item.id: int(item.sector is Sector.VCSE) for item in one.organisations}
    # Three pairs of practices, and one across.
    assert ei_by_group(pairs(one, SCOPE), number, 3) == (-0.5, 1.0, None)
