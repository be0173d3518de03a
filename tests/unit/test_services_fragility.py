"""Whom the network hangs on: only those, the worst first, places and all."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup.model import Dataset, Level, Sector
from joinedup.network.scope import Scope
from joinedup.render.fragility import cut_words, meeting_words, what_breaks
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
    assert worst.sizes == (2, 2, 1)
    assert worst.pairs == 2 * 2 + 2 * 1 + 2 * 1
    assert worst.cut_off == ("lone",)
    assert worst.contacts == {frozenset({"Ashdale", "Birchford"})}
    assert {one.node for one in rest} == set()


def test_it_is_said_in_what_breaks() -> None:
    one = bridged()
    (worst, *_) = losses_of(one, SCOPE)
    assert what_breaks(reading(one), worst) == (
        "3 organisations would be cut off from the other 2; Ashdale and Birchford would have no "
        "tie; lone would have no partner"
    )
    # Where everybody is left alone, that they have no partner says it all.
    alone = replace(worst, sizes=(1, 1), cut_off=("a", "b"), contacts=frozenset())
    assert what_breaks(reading(one), alone) == "a and b would have no partner"


@pytest.mark.parametrize(
    ("sizes", "cut", "meet"),
    [
        (
            (4071, 9, 2),
            "11 organisations would be cut off from the other 4,071",
            "11 organisations would get a way to 4,071 others",
        ),
        (
            (2, 1),
            "1 organisation would be cut off from the other 2",
            "1 organisation would get a way to 2 others",
        ),
        (
            (1, 1, 1),
            "3 organisations would have no way to each other",
            "3 organisations would get a way to each other",
        ),
    ],
)
def test_who_is_cut_off_from_whom(sizes: tuple[int, ...], cut: str, meet: str) -> None:
    assert cut_words(sizes) == cut
    assert meeting_words(sizes) == meet


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
