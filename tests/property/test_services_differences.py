"""Comparing: a side with itself is nothing, and the other way round is the mirror image."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from joinedup import services
from joinedup.model import ConnectionState, Dataset
from joinedup.network.layout import layout
from joinedup.network.pairs import pairs
from joinedup.services import Becoming, Difference, Reading, scope_of
from joinedup.services.unions import union
from joinedup.views import FIRST_DAY, LAST_DAY, ViewState
from tests.property.datasets import datasets

days = st.dates(FIRST_DAY, LAST_DAY)
FATES = ("stays", "goes", "is renamed", "gets another id", "splits", "moves abroad")


@st.composite
def two_versions(draw: st.DrawFn) -> tuple[Dataset, Dataset]:
    """A dataset, and what became of it: every organisation has a fate, and links come and go."""
    one = draw(datasets().filter(lambda made: made.organisations))
    own = tuple(
        replace(held, outside=False, identifiers=(("ods", held.id),)) for held in one.organisations
    )
    one = replace(one, organisations=own)
    rows, ids = [], {}
    for number, held in enumerate(one.organisations):
        fate = draw(st.sampled_from(FATES))
        if fate == "goes":
            continue
        found = replace(held, name="another") if fate == "is renamed" else held
        found = replace(found, outside=True) if fate == "moves abroad" else found
        found = replace(found, id=f"other-{number}") if fate == "gets another id" else found
        rows += [found, replace(found, id=f"half-{number}")] if fate == "splits" else [found]
        ids[held.id] = found.id
    memberships = [
        replace(row, organisation=ids[row.organisation])
        for row in one.memberships
        if row.organisation in ids and draw(st.booleans())
    ]
    ties = [
        replace(row, source=ids[row.source], target=ids[row.target])
        for row in one.ties
        if row.source in ids and row.target in ids
    ]
    other = replace(
        one,
        version="0" * 12,
        organisations=tuple(rows),
        memberships=tuple(memberships),
        ties=tuple(ties),
        actions=tuple(
            replace(row, organisation=ids.get(row.organisation or "")) for row in one.actions
        ),
        coverage=one.coverage if draw(st.booleans()) else (),
    )
    return (one, other) if draw(st.booleans()) else (other, one)


any_two = st.one_of(two_versions(), two_versions(), st.tuples(datasets(), datasets()))


def reading(one: Dataset, day: date) -> Reading:
    state = ViewState(dataset=one.id, day=day)
    return services.read(one, services.connections(one, scope_of(state)), state)


def compared(before: Reading, after: Reading) -> Difference:
    sides = (pairs(one.dataset, scope_of(one.state)) for one in (before, after))
    return services.differences(before, after, *sides)


@given(datasets(), days)
def test_a_side_differs_in_nothing_from_itself(one: Dataset, day: date) -> None:
    side = reading(one, day)
    assert compared(side, side).nothing


@given(any_two, days, days)
def test_the_other_way_round_is_the_mirror_image(
    both: tuple[Dataset, Dataset], day: date, then: date
) -> None:
    one, other = both
    there = compared(reading(one, day), reading(other, then))
    back = compared(reading(other, then), reading(one, day))
    assert (there.new, there.gone) == (back.gone, back.new)
    assert sorted(there.renamed) == sorted((old, new) for new, old in back.renamed)
    assert _turned(there.merged) == set(back.split)
    assert _turned(there.split) == set(back.merged)
    assert len(there.moved_in) == len(back.moved_out)
    for was in ConnectionState:
        for now in ConnectionState:
            assert len(there.moves[was, now]) == len(back.moves[now, was])
    for links, turned in (
        (there.seats, back.seats),
        (there.ties, back.ties),
        (there.pairs, back.pairs),
    ):
        assert (links.before, links.after) == (turned.after, turned.before)
        assert (len(links.new), len(links.lost)) == (len(turned.lost), len(turned.new))


def _turned(found: tuple[Becoming, ...]) -> set[Becoming]:
    return {Becoming(old=one.new, new=one.old) for one in found}


@given(any_two, days, days)
def test_the_two_sides_add_up(both: tuple[Dataset, Dataset], day: date, then: date) -> None:
    one, other = both
    found = compared(reading(one, day), reading(other, then))
    came, went = len(found.new) + len(found.moved_in), len(found.gone) + len(found.moved_out)
    assert len(found.before.whole) - went == found.both == len(found.after.whole) - came


@given(any_two)
def test_any_two_versions_can_be_drawn_in_one(both: tuple[Dataset, Dataset]) -> None:
    one, other = both
    found = union(one, other)
    assert found.drawn.organisation_by_id.keys() >= one.organisation_by_id.keys()
    spots = layout(found.laid).positions
    assert (
        spots.keys() == found.drawn.organisation_by_id.keys() | found.drawn.partnership_by_id.keys()
    )
