"""What is different between two sides, kind by kind, and on the real footprints."""

from dataclasses import replace
from datetime import date

import pytest

from joinedup import services
from joinedup.model import ConnectionState, Sector
from tests.unit import network_samples as sample
from tests.unit.compare_samples import between, compared, of
from tests.unit.render_samples import reading

CONNECTED, NONE, UNKNOWN = (
    ConnectionState.CONNECTED,
    ConnectionState.NONE_ON_RECORD,
    ConnectionState.UNKNOWN,
)


def test_two_equal_sides_differ_in_nothing() -> None:
    found = between(of("ab"), of("ab"))
    assert found.nothing
    assert found.both == 4


def test_new_and_gone() -> None:
    found = between(of("ab", everybody="abc"), of("ab", everybody="abd"))
    assert (found.new, found.gone) == (("d",), ("c",))
    assert not found.nothing


def test_renamed() -> None:
    new = of("ab")
    new = replace(
        new, organisations=(replace(new.organisations[0], name="A"), *new.organisations[1:])
    )
    assert between(of("ab"), new).renamed == (("a", "a"),)


def test_every_transition_is_kept_apart() -> None:
    found = between(of("ab"), of("bc"))
    assert found.moves[CONNECTED, NONE] == ("a",)
    assert found.moves[NONE, CONNECTED] == ("c",)
    assert found.moves[CONNECTED, CONNECTED] == ("b",)
    assert found.moves[NONE, NONE] == ("d",)
    assert (found.connected, found.unconnected, found.learned) == (("c",), ("a",), ())


def test_unknown_is_not_unconnected() -> None:
    found = between(of("ab", covered=False), of("abc"))
    assert found.moves[UNKNOWN, CONNECTED] == ("c",)
    assert found.moves[UNKNOWN, NONE] == ("d",)
    assert found.learned == ("c", "d")
    assert (found.connected, found.unconnected) == ((), ())


def test_no_longer_connected_and_not_known_since_is_no_longer_connected() -> None:
    found = between(of("ab", covered=False), of("b", covered=False))
    assert found.moves[CONNECTED, UNKNOWN] == ("a",)
    assert found.unconnected == ("a",)


def test_seats_ties_and_pairs() -> None:
    old = of("ab", ties=[sample.tie("a", "d")])
    new = of("bc", ties=[sample.tie("d", "a", "funds")])
    found = between(old, new)
    assert (found.seats.new, found.seats.lost) == ((("c", "p"),), (("a", "p"),))
    assert (found.seats.before, found.seats.after) == (2, 2)
    assert found.ties.new == (("d", "a", "funds"),)
    assert found.ties.lost == (("a", "d", "refers to"),)
    # The pair shares a tie on both sides, of whatever kind.
    assert (found.pairs.new, found.pairs.lost) == ((("b", "c"),), (("a", "b"),))
    assert (found.pairs.before, found.pairs.after) == (2, 2)


def test_seats_without_a_start_are_counted() -> None:
    new = of("abc")
    dated = sample.membership("d", "p", since="2020")
    found = between(of("ab"), replace(new, memberships=(*new.memberships, dated)))
    assert len(found.seats.new) == 2
    assert found.undated == 1


def test_one_under_another_id_is_neither_new_nor_gone_and_keeps_its_seat() -> None:
    old, new = of("ab", everybody="ab"), of("ab", everybody="ab")
    coded = replace(old.organisations[1], identifiers=(("ods", "C1"),))
    old = replace(old, organisations=(old.organisations[0], coded))
    other = replace(old.organisations[1], id="other")
    new = replace(
        new,
        organisations=(new.organisations[0], other),
        memberships=(new.memberships[0], replace(new.memberships[1], organisation="other")),
    )
    found = between(old, new)
    assert found.nothing
    assert found.moves[CONNECTED, CONNECTED] == ("a", "other")


def test_merged_ones_are_gone_and_said_to_be_merged() -> None:
    old = of("ab", everybody="ab")
    one = replace(sample.organisation("m", Sector.VCSE, "Ashdale"), aliases=("a", "b"))
    new = replace(of("", everybody=""), organisations=(one,))
    found = between(old, new)
    (merger,) = found.merged
    assert (merger.old, merger.new) == (("a", "b"), ("m",))
    assert (found.new, found.gone) == (("m",), ("a", "b"))


def test_who_moved_to_another_place_is_neither_new_nor_gone() -> None:
    new = of("ab")
    moved = replace(new.organisations[0], place="Birchford")
    new = replace(new, organisations=(moved, *new.organisations[1:]))
    found = between(of("ab"), new, places=("Ashdale",))
    assert (found.moved_out, found.moved_in, found.gone) == (("a",), (), ())
    there = between(of("ab"), new, places=("Birchford",))
    assert (there.moved_in, there.new) == (("a",), ())


def test_links_count_with_anybody_whom_a_side_counts() -> None:
    other = sample.organisation("x", Sector.VCSE, "Birchford")
    old, new = (
        replace(one, organisations=(*one.organisations, other)) for one in (of("a"), of("a"))
    )
    new = replace(new, memberships=(*new.memberships, sample.membership("x", "p")))
    assert between(old, new, places=("Ashdale",)).pairs.new == (("a", "x"),)
    assert between(old, new, places=("Ashdale",)).seats.new == ()


def test_bodies_from_outside_are_not_counted() -> None:
    far = sample.organisation("far", Sector.NHS_TRUST, outside=True)
    new = replace(of("ab"), organisations=(*of("ab").organisations, far))
    assert between(of("ab"), new).nothing


def test_the_filter_on_connection_is_set_aside() -> None:
    found = between(of("ab"), of("bc"), states=("none_on_record",))
    assert found.both == 4


def test_two_days_of_one_record() -> None:
    rows = [sample.membership("a", "p", since="2020"), sample.membership("b", "p", until="2021")]
    one = replace(of("", covered=False), memberships=tuple(rows))
    found = compared(reading(one, day=date(2019, 6, 1)), reading(one))
    assert (found.seats.new, found.seats.lost) == ((("a", "p"),), (("b", "p"),))
    assert (found.new, found.gone, found.renamed) == ((), (), ())


def test_south_yorkshire_then_and_now() -> None:
    """The practices' networks are on record since August 2026: nobody knew of them in 2019."""
    found = compared(reading(day=date(2019, 3, 31)), reading())
    assert (found.new, found.gone) == ((), ())
    assert found.connected == ()
    assert len(found.learned) == 174
    assert len(found.unconnected) == 5  # the partnership of 2017 ended in 2022
    assert found.undated == 168


@pytest.mark.parametrize("place", [None, "Barnsley"])
def test_two_versions_of_the_demonstration_add_up(place: str | None) -> None:
    versions = {one.number: one.version for one in services.history("demonstration")}
    old, new = (services.load_dataset("demonstration", versions[n]) for n in (4, 8))
    chosen = tuple(one.id for one in new.places if one.name == place)
    found = between(old, new, places=chosen)
    before, after = len(found.before.whole), len(found.after.whole)
    came, went = len(found.new) + len(found.moved_in), len(found.gone) + len(found.moved_out)
    assert before + came - went == after
    assert found.both == after - came
    assert min(len(one) for one in (found.new, found.gone, found.renamed)) > 0
    for links in (found.seats, found.ties, found.pairs):
        assert links.before + len(links.new) - len(links.lost) == links.after
    if not place:
        assert len(found.merged) == 1
