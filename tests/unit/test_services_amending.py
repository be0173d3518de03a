"""Amendments in an address and back, and a dataset with them."""

from dataclasses import replace

import pytest

from joinedup.errors import ModelError
from joinedup.model import Dataset
from joinedup.services import Amendment
from joinedup.services.amending import INTRODUCED, amended, parsed, written
from joinedup.store.bundled import load_dataset
from tests.unit import network_samples as sample

SOURCE = sample.provenance("2026-11")


def three() -> Dataset:
    return sample.dataset(
        [sample.organisation(name) for name in ("a:1", "b.2", "c-3")],
        [sample.partnership("board"), sample.partnership("forum")],
        [sample.membership("a:1", "board"), sample.membership("b.2", "board")],
        [sample.tie("a:1", "c-3")],
    )


def change(organisation: str, target: str = "") -> Amendment:
    return Amendment(organisation=organisation, target=target)


@pytest.mark.parametrize(
    ("text", "found", "unusable"),
    [
        ("", (), ()),
        ("a:1", (change("a:1"),), ()),
        ("a:1~forum", (change("a:1", "forum"),), ()),
        ("b.2~c-3!a:1", (change("b.2", "c-3"), change("a:1")), ()),
        ("a:1!a:1!b.2~c-3!c-3~b.2", (change("a:1"), change("b.2", "c-3")), ()),
        ("gone!a:1", (change("a:1"),), ("gone",)),
        ("a:1~gone", (), ("a:1~gone",)),
        ("a:1~a:1", (), ("a:1~a:1",)),
        ("board", (), ("board",)),
        ("a:1~", (), ("a:1~",)),
        ("~a:1", (), ("~a:1",)),
        ("a:1~b.2~c-3", (), ("a:1~b.2~c-3",)),
        ("!!~!", (), ("~",)),
    ],
)
def test_an_address_is_read(
    text: str, found: tuple[Amendment, ...], unusable: tuple[str, ...]
) -> None:
    assert parsed(text, three()) == (found, unusable)


def test_what_is_written_is_read_again() -> None:
    every = (change("a:1"), change("b.2", "forum"), change("b.2", "c-3"))
    assert written(every) == "a:1!b.2~forum!b.2~c-3"
    assert parsed(written(every), three()) == (every, ())
    assert written(()) == ""


def test_whoever_leaves_takes_its_seats_and_ties_along() -> None:
    found = amended(three(), [change("a:1")], SOURCE)
    assert list(found.organisation_by_id) == ["b.2", "c-3"]
    assert [row.organisation for row in found.memberships] == ["b.2"]
    assert found.ties == ()
    assert found.partnerships == three().partnerships


def test_whoever_leaves_does_no_action_any_more() -> None:
    """Bradford's council is to do what the minutes resolved; without it the actions stay."""
    bradford = load_dataset("bradford-district")
    council = "ons:E08000032"
    assert {one.organisation for one in bradford.actions} == {council}
    left = amended(bradford, (change(council),), sample.provenance())
    assert {one.organisation for one in left.actions} == {None}
    assert [one.lead for one in left.actions] == [one.lead for one in bradford.actions]


def test_a_seat_and_a_tie_bear_their_source_and_dates() -> None:
    changes = [change("c-3", "forum"), change("b.2", "c-3")]
    found = amended(three(), changes, SOURCE, since="2026-10", confirmed_on="2026-11-01")
    (*_, seat), (*_, tie) = found.memberships, found.ties
    assert (seat.organisation, seat.partnership) == ("c-3", "forum")
    assert (tie.source, tie.target, tie.kind) == ("b.2", "c-3", INTRODUCED)
    for row in (seat, tie):
        assert (row.provenance, row.since, row.confirmed_on) == (SOURCE, "2026-10", "2026-11-01")


@pytest.mark.parametrize("one", [change("gone"), change("a:1", "gone"), change("a:1", "a:1")])
def test_what_cannot_be_is_refused(one: Amendment) -> None:
    with pytest.raises(ModelError):
        amended(three(), [one], SOURCE)


def test_nothing_otherwise_is_the_same_dataset() -> None:
    one = three()
    assert amended(one, [], SOURCE) == one == replace(one)
