"""Who is who in two versions: the same, renamed, merged, split, gone, new."""

from dataclasses import replace
from typing import Any

from joinedup import services
from joinedup.model import Dataset
from joinedup.services.counterparts import Becoming, counterparts
from tests.unit import network_samples as sample


def side(*ones: str | tuple[str, dict[str, Any]]) -> Dataset:
    """A dataset of organisations: an id, or an id with the fields that differ."""
    rows = []
    for one in ones:
        key, fields = (one, {}) if isinstance(one, str) else one
        rows.append(replace(sample.organisation(key), **fields))
    return sample.dataset(rows)


def ods(code: str) -> dict[str, Any]:
    return {"identifiers": (("ods", code),)}


def test_ids_tell_who_is_who() -> None:
    found = counterparts(side("a", "b"), side("b", "c"))
    assert found.kept == {"b": "b"}
    assert (found.gone, found.new) == (("a",), ("c",))
    assert (found.merged, found.split) == ((), ())


def test_another_id_with_the_same_identifier_is_the_same() -> None:
    found = counterparts(side(("list:a", ods("C1"))), side(("ods:C1", ods("C1"))))
    assert found.kept == {"list:a": "ods:C1"}
    assert (found.gone, found.new) == ((), ())


def test_an_empty_identifier_joins_nobody() -> None:
    found = counterparts(side(("a", ods(" "))), side(("b", ods(" "))))
    assert (found.gone, found.new) == (("a",), ("b",))


def test_two_of_which_one_id_is_left_have_merged() -> None:
    old = side(("a", ods("C1")), ("b", ods("C2")))
    new = side(("a", {"identifiers": (("ods", "C1"), ("ods", "C2"))}))
    found = counterparts(old, new)
    assert found.merged == (Becoming(old=("a", "b"), new=("a",)),)
    assert found.kept == {"a": "a"}
    assert (found.gone, found.new) == (("b",), ())


def test_two_whose_names_a_new_one_carries_have_merged() -> None:
    new = side(("c", {"aliases": ("A  surgery", "b SURGERY")}))
    old = side(("a", {"name": "A Surgery"}), ("b", {"name": "B Surgery"}))
    found = counterparts(old, new)
    assert found.merged == (Becoming(old=("a", "b"), new=("c",)),)
    assert found.kept == {}
    assert (found.gone, found.new) == (("a", "b"), ("c",))


def test_one_that_became_two_has_split() -> None:
    old, new = side(("a", ods("C1"))), side(("a", ods("C1")), ("b", ods("C1")))
    found = counterparts(old, new)
    assert found.split == (Becoming(old=("a",), new=("a", "b")),)
    assert found.kept == {"a": "a"}
    assert found.new == ("b",)


def test_a_name_that_several_carry_tells_nothing() -> None:
    twins = side(("a", {"name": "The Surgery"}), ("b", {"name": "The Surgery"}))
    found = counterparts(twins, side(("c", {"name": "The Surgery"})))
    assert (found.gone, found.new, found.merged) == (("a", "b"), ("c",), ())


def test_who_is_on_both_sides_is_never_looked_for_by_name() -> None:
    old = side(("a", {"name": "One"}), ("b", {"name": "Two"}))
    new = side(("a", {"name": "Two"}), ("b", {"name": "One"}))
    found = counterparts(old, new)
    assert found.kept == {"a": "a", "b": "b"}
    assert (found.merged, found.split) == ((), ())


def test_where_several_became_several_nothing_is_guessed() -> None:
    old = side(("a", ods("C1")), ("b", ods("C1")))
    new = side(("c", ods("C1")), ("d", ods("C1")))
    found = counterparts(old, new)
    assert (found.gone, found.new) == (("a", "b"), ("c", "d"))
    assert (found.merged, found.split, found.kept) == ((), (), {})


def test_the_two_practices_that_became_one_in_the_demonstration() -> None:
    versions = {one.number: one.version for one in services.history("demonstration")}
    old, new = (services.load_dataset("demonstration", versions[n]) for n in (4, 5))
    (merger,) = counterparts(old, new).merged
    assert merger == Becoming(old=("demo:gp186", "demo:gp187"), new=("demo:gp185",))
