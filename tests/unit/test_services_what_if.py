"""What would be otherwise: by hand, beside the figures of the Network page, and on real records."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from joinedup.model import ConnectionState, Dataset, Level, Sector
from joinedup.services import Amendment, Outcome, losses_of, parts, scope_of, what_if
from joinedup.services.amending import parsed
from joinedup.services.what_if import far_figures_of
from tests.unit import network_samples as sample
from tests.unit.render_samples import FOOTPRINTS, dataset, reading


def bridged() -> Dataset:
    """Two forums, one of each place, that only the bridge sits in; one known and one unknown."""
    people = {"a": "Ashdale", "b": "Ashdale", "bridge": "Ashdale", "c": "Birchford"}
    return sample.dataset(
        [
            *(sample.organisation(one, Sector.VCSE, place) for one, place in people.items()),
            sample.organisation("d", Sector.LOCAL_AUTHORITY, "Birchford"),
            sample.organisation("hanger", Sector.LOCAL_AUTHORITY),
            sample.organisation("asked", Sector.LOCAL_AUTHORITY, "Cedarham"),
            sample.organisation("unknown", Sector.EDUCATION, "Cedarham"),
        ],
        [
            sample.partnership("north"),
            sample.partnership("south"),
            sample.partnership("over", end="2020"),
        ],
        [
            *(sample.membership(one, "north") for one in ("a", "b", "bridge")),
            *(sample.membership(one, "south") for one in ("c", "d", "bridge")),
        ],
        [sample.tie("bridge", "hanger")],
        [sample.coverage(Sector.LOCAL_AUTHORITY)],
    )


def outcome(text: str, one: Dataset | None = None, **filters: Any) -> Outcome:
    view = reading(one or bridged(), **filters)
    amendments, unusable = parsed(text, view.dataset)
    assert not unusable
    return what_if(view, amendments)


def moved(found: Outcome, names: Iterable[str]) -> dict[str, tuple[float | None, float | None]]:
    return {name: (found.before[name], found.after[name]) for name in names}


def test_the_bridge_leaves() -> None:
    found = outcome("bridge")
    names = ("organisations", "known", "connected", "none_on_record", "unknown", "ties")
    assert moved(found, names) == {
        "organisations": (8, 7),
        "known": (7, 6),
        "connected": (6, 4),
        "none_on_record": (1, 2),
        "unknown": (1, 1),
        "ties": (7, 2),
    }
    assert moved(found, ("isolates", "components")) == {"isolates": (1, 2), "components": (2, 4)}
    assert found.before["fragmentation"] == pytest.approx(6 / 21)
    assert found.after["fragmentation"] == pytest.approx(13 / 15)
    assert found.cut_off == ("hanger",)
    assert found.connected == ()
    # The hanger from a, b, c and d, and both forums from each other.
    assert (found.parted, found.joined) == (((2, 2, 1),), ())
    assert found.contacts_lost == (("Ashdale", "Birchford"),)
    assert found.contacts_gained == ()


def test_a_seat_connects_whom_nobody_has_asked() -> None:
    found = outcome("unknown~north")
    names = ("organisations", "known", "connected", "unknown")
    assert moved(found, names) == {
        "organisations": (8, 8),
        "known": (7, 8),
        "connected": (6, 7),
        "unknown": (1, 0),
    }
    assert found.connected == ("unknown",)
    assert found.contacts_gained == (("Ashdale", "Cedarham"),)
    assert (found.parted, found.joined) == ((), ((6, 1),))


def test_a_tie_connects_both() -> None:
    found = outcome("asked~unknown")
    assert found.connected == ("asked", "unknown")
    assert found.contacts_gained == ()
    assert found.joined == ((1, 1),)
    assert found.after["ei"] == pytest.approx((2 * 4 - 8) / 8)


def test_several_changes_hold_together() -> None:
    found = outcome("bridge!hanger~a!a~c")
    assert found.cut_off == ()
    assert (found.parted, found.joined) == ((), ())
    assert found.contacts_lost == ()


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("asked~over", {}),
        ("asked~a", {"levels": (Level.PLACE.value,)}),
        ("asked~a", {"kinds": ("alliance",)}),
        ("bridge!asked~bridge", {}),
        ("asked!asked~north", {}),
    ],
)
def test_what_moves_nothing_is_said(text: str, filters: dict[str, Any]) -> None:
    found = outcome(text, **filters)
    assert [one.target for one in found.idle] == [text.rpartition("~")[2]]
    assert outcome("asked~north!bridge").idle == ()


def test_filters_narrow_the_figures_and_not_who_leaves() -> None:
    found = outcome("bridge", places=("Birchford",))
    assert moved(found, ("organisations", "ties")) == {"organisations": (2, 2), "ties": (1, 1)}
    assert found.contacts_lost == (("Ashdale", "Birchford"),)
    assert outcome("bridge", places=("Cedarham",)).contacts_lost == ()
    assert outcome("bridge", states=(ConnectionState.UNKNOWN.value,)) == outcome("bridge")


def test_nothing_otherwise_moves_nothing() -> None:
    found = what_if(reading(bridged()), ())
    assert found.before == found.after
    assert not any((found.cut_off, found.connected, found.parted, found.joined, found.idle))
    empty = what_if(reading(sample.dataset()), ())
    assert empty.before["density"] is empty.before["fragmentation"] is empty.before["ei"] is None


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_before_is_what_the_network_page_measures(footprint: str) -> None:
    view = reading(dataset(footprint))
    (whole, *_) = parts(view)
    own = next(one.id for one in view.whole if view.found[one.id].partners)
    found = what_if(view, [Amendment(organisation=own)])
    for name in ("ties", "density", "isolates", "components", "largest", "fragmentation"):
        assert found.before[name] == whole.figures[name]
    assert (found.before["organisations"], found.before["known"]) == (
        whole.organisations,
        whole.known,
    )
    for name, value in far_figures_of(view).items():
        assert value == whole.figures[name]
    states = view.states()
    assert found.before["unknown"] == states[ConnectionState.UNKNOWN]
    assert found.after["organisations"] == whole.organisations - 1


@pytest.mark.parametrize("footprint", FOOTPRINTS)
def test_as_many_are_cut_off_as_on_the_network_page(footprint: str) -> None:
    view = reading(dataset(footprint), places=(dataset(footprint).places[0].id,))
    losses = losses_of(view.dataset, scope_of(view.state))
    for loss in losses[:3]:
        found = what_if(view, [Amendment(organisation=loss.node)])
        assert (found.parted, found.joined) == ((loss.sizes,) if loss.parts > 1 else (), ())


def test_ways_over_those_from_outside_count_as_on_the_network_page() -> None:
    one = bridged()
    bridge = replace(one.organisation_by_id["bridge"], outside=True)
    others = tuple(bridge if other.id == "bridge" else other for other in one.organisations)
    found = outcome("bridge", replace(one, organisations=others))
    assert moved(found, ("organisations", "ties")) == {"organisations": (7, 7), "ties": (2, 2)}
    assert found.parted == ((2, 2, 1),)
    assert found.cut_off == ("hanger",)
