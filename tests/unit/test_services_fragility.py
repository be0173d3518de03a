"""Whom the network hangs on: only those, the worst first, places and all."""

from datetime import date

import pytest

from joinedup.model import Dataset, Level, Sector
from joinedup.network.scope import Scope
from joinedup.render.fragility import what_breaks
from joinedup.services import losses_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, TODAY, dataset, reading

SCOPE = Scope(day=TODAY)


def bridged() -> Dataset:
    """Two forums of one place each, which only the bridge sits in, and one tie of its own."""
    people = {
        "a": "Ashdale",
        "b": "Ashdale",
        "bridge": "Ashdale",
        "c": "Birchford",
        "d": "Birchford",
    }
    return sample.dataset(
        [
            *(sample.organisation(one, Sector.VCSE, place) for one, place in people.items()),
            sample.organisation("lone", Sector.VCSE),
            sample.organisation("asked", Sector.VCSE),
        ],
        [sample.partnership("north", Level.PLACE), sample.partnership("south", Level.PLACE)],
        [
            *(sample.membership(one, "north") for one in ("a", "b", "bridge")),
            *(sample.membership(one, "south") for one in ("c", "d", "bridge")),
        ],
        [sample.tie("bridge", "lone")],
    )


def test_the_bridge_and_nobody_else() -> None:
    worst, *rest = losses_of(bridged(), SCOPE)
    assert worst.node == "bridge"
    assert worst.parts == 3
    assert worst.pairs == 2 * 2 + 2 * 1 + 2 * 1
    assert worst.cut_off == ("lone",)
    assert worst.contacts == {frozenset({"Ashdale", "Birchford"})}
    assert {one.node for one in rest} == set()


def test_it_is_said_in_what_breaks() -> None:
    one = bridged()
    (worst, *_) = losses_of(one, SCOPE)
    assert what_breaks(reading(one), worst) == (
        "8 pairs of others have no way to each other; Ashdale and Birchford have no tie; "
        "lone has no partner"
    )


def test_only_what_counts_under_the_scope_holds_anybody() -> None:
    assert losses_of(bridged(), Scope(day=TODAY, levels=frozenset({Level.SYSTEM}))) == ()
    assert losses_of(sample.dataset(), SCOPE) == ()


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_real_records(footprint: str) -> None:
    one = dataset(footprint)
    for loss in losses_of(one, Scope(day=date(2026, 11, 22))):
        assert loss.node in one.organisation_by_id
        assert loss.pairs or loss.contacts or loss.cut_off
        assert what_breaks(reading(one), loss)
